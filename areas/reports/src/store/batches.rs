//! Queries of archives.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use files::schema::files as file_table;
use monitoring::model::CampaignId;

use crate::model::{Batch, BatchId};
use crate::schema::report_batches as table;

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Batch) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// One by its id.
pub(crate) fn find(conn: &mut Conn, id: BatchId) -> Result<Option<Batch>> {
    Ok(table::table.find(id.0).select(Batch::as_select()).first(conn).optional()?)
}

/// The archives of an issuer on a monitoring, the newest first.
pub(crate) fn of(conn: &mut Conn, campaign: CampaignId, issuer: i64) -> Result<Vec<Batch>> {
    Ok(table::table
        .filter(table::campaign_id.eq(campaign))
        .filter(table::issuer_id.eq(issuer))
        .order(table::id.desc())
        .limit(20)
        .select(Batch::as_select())
        .load(conn)?)
}

/// Tells how far it is.
pub(crate) fn tell(tx: &mut WriteTx, id: BatchId, done: i64, total: i64, fault: &str) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::done.eq(done), table::total.eq(total), table::fault.eq(fault)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Tells that it is ready.
pub(crate) fn finish(tx: &mut WriteTx, id: BatchId, file: i64, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            table::status.eq("ready"),
            table::file_id.eq(Some(file)),
            table::finished_at.eq(Some(now)),
            table::fault.eq(""),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Removes the files of archives ready before an instant: their objects go with the sweep of files. How many there were.
pub(crate) fn remove_old(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    let old: Vec<(i64, Option<i64>)> = table::table
        .filter(table::status.eq("ready"))
        .filter(table::finished_at.lt(before))
        .order(table::id.asc())
        .select((table::id, table::file_id))
        .load(&mut **tx)?;
    for (id, file) in &old {
        diesel::update(table::table.find(id))
            .set((table::status.eq("removed"), table::file_id.eq(None::<i64>)))
            .execute(&mut **tx)?;
        if let Some(file) = file {
            diesel::delete(file_table::table.find(file)).execute(&mut **tx)?;
        }
    }
    Ok(old.len())
}
