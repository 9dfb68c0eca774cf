//! Documents that assess mentees, one file a matter.

use std::collections::BTreeMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use files::FileRow;

use crate::model::{MatterPaper, PairId};
use crate::schema::assessed::mentorship_matter_papers as papers;

/// Keeps a document whose object is already in the vault; the one before goes.
pub(crate) fn keep(tx: &mut WriteTx, file: &FileRow, new: &MatterPaper) -> Result<()> {
    let before: Option<MatterPaper> = papers::table
        .filter(papers::matter_id.eq(new.matter_id))
        .select(MatterPaper::as_select())
        .first(&mut **tx)
        .optional()?;
    files::store::add(tx, file)?;
    let Some(before) = before else {
        diesel::insert_into(papers::table).values(new).execute(&mut **tx)?;
        return Ok(());
    };
    diesel::update(papers::table.filter(papers::matter_id.eq(new.matter_id)))
        .set((
            (papers::file_id.eq(new.file_id), papers::name.eq(&new.name)),
            (papers::created_by.eq(new.created_by), papers::created_at.eq(new.created_at)),
        ))
        .execute(&mut **tx)?;
    files::store::remove(tx, before.file_id)
}

/// The documents of a pair, by matter.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, MatterPaper>> {
    let rows: Vec<MatterPaper> = papers::table
        .filter(papers::mentorship_id.eq(pair))
        .order(papers::matter_id.asc())
        .select(MatterPaper::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.matter_id.0, row)).collect())
}
