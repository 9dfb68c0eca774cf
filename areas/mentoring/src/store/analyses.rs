//! Analyses of lessons beside the lines of the journal.

use std::collections::BTreeMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Analysis, PairId, WorkId};
use crate::schema::{mentorship_analyses as analyses, mentorship_works as works};

/// The analyses of the journal of a pair, by their lines.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, Analysis>> {
    let all: Vec<Analysis> = analyses::table
        .inner_join(works::table.on(works::id.eq(analyses::work_id)))
        .filter(works::mentorship_id.eq(pair))
        .order(analyses::work_id.asc())
        .select(Analysis::as_select())
        .load(conn)?;
    Ok(all.into_iter().map(|one| (one.work_id.0, one)).collect())
}

/// The analysis of a line.
pub(crate) fn of_work(conn: &mut Conn, work: WorkId) -> Result<Option<Analysis>> {
    Ok(analyses::table
        .filter(analyses::work_id.eq(work))
        .select(Analysis::as_select())
        .first(conn)
        .optional()?)
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Analysis) -> Result<()> {
    diesel::insert_into(analyses::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed.
pub(crate) fn change(tx: &mut WriteTx, one: &Analysis) -> Result<()> {
    diesel::update(analyses::table.filter(analyses::work_id.eq(one.work_id)))
        .set((
            (analyses::kind.eq(&one.kind), analyses::class.eq(&one.class)),
            (analyses::subject.eq(&one.subject), analyses::advice.eq(&one.advice)),
            analyses::updated_at.eq(one.updated_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Drops the analysis of a line that is none any more.
pub(crate) fn drop_of(tx: &mut WriteTx, work: WorkId) -> Result<()> {
    diesel::delete(analyses::table.filter(analyses::work_id.eq(work))).execute(&mut **tx)?;
    Ok(())
}
