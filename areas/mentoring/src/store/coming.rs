//! Early ends ordered for a day to come.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{ComingEnd, PairId};
use crate::schema::coming::mentorship_coming_ends as coming;

/// Keeps one.
pub(crate) fn add(tx: &mut WriteTx, new: &ComingEnd) -> Result<()> {
    diesel::insert_into(coming::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What a pair comes to, if it was ordered.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Option<ComingEnd>> {
    Ok(coming::table
        .filter(coming::mentorship_id.eq(pair))
        .order(coming::end_id.desc())
        .select(ComingEnd::as_select())
        .first(conn)
        .optional()?)
}

/// Those whose last day was before a day, the earliest first; at most so many.
pub(crate) fn due(conn: &mut Conn, before: NaiveDate, limit: i64) -> Result<Vec<ComingEnd>> {
    Ok(coming::table
        .filter(coming::last_on.lt(before))
        .order((coming::last_on.asc(), coming::end_id.asc()))
        .limit(limit)
        .select(ComingEnd::as_select())
        .load(conn)?)
}

/// Nothing comes of a pair any more: it is over, or the order has no force.
pub(crate) fn forget(tx: &mut WriteTx, pair: PairId) -> Result<()> {
    diesel::delete(coming::table.filter(coming::mentorship_id.eq(pair))).execute(&mut **tx)?;
    Ok(())
}
