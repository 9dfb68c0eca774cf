//! Requests for an export above the limit, and refusals nobody has looked into.

use access::AccountId;
use access::schema::{export_refusals as refusals, export_requests as table};
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{ExportRefusal, ExportRequest, ExportRequestId};

/// A request, wherever its person stands.
pub(crate) fn find(conn: &mut Conn, id: ExportRequestId) -> Result<Option<ExportRequest>> {
    Ok(table::table.filter(table::id.eq(id)).select(ExportRequest::as_select()).first(conn).optional()?)
}

/// The last requests of an account, the newest first.
pub(crate) fn of(conn: &mut Conn, account: AccountId, limit: i64) -> Result<Vec<ExportRequest>> {
    Ok(table::table
        .filter(table::account_id.eq(account))
        .order(table::id.desc())
        .limit(limit)
        .select(ExportRequest::as_select())
        .load(conn)?)
}

/// Requests nobody has decided, the oldest first.
pub(crate) fn asked(conn: &mut Conn) -> Result<Vec<ExportRequest>> {
    Ok(table::table
        .filter(table::state.eq("asked"))
        .order(table::id.asc())
        .select(ExportRequest::as_select())
        .load(conn)?)
}

/// Asks for so many objects.
pub(crate) fn ask(
    tx: &mut WriteTx,
    id: i64,
    account: AccountId,
    objects: i64,
    reason: &str,
    now: Moment,
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::account_id.eq(account), table::at.eq(now), table::objects.eq(objects)),
            (table::reason.eq(reason), table::state.eq("asked"), table::answer.eq("")),
            (table::decided_by.eq(None::<AccountId>), table::decided_at.eq(None::<Moment>)),
            table::ends_at.eq(None::<Moment>),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Decides a request that waits: allowed until `ends`, or refused with an answer; whether it still waited.
pub(crate) fn decide(
    tx: &mut WriteTx,
    id: ExportRequestId,
    by: AccountId,
    decision: std::result::Result<Moment, &str>,
    now: Moment,
) -> Result<bool> {
    let waiting = table::table.filter(table::id.eq(id)).filter(table::state.eq("asked"));
    let state = if decision.is_ok() { "allowed" } else { "refused" };
    let changed = diesel::update(waiting)
        .set((
            (table::state.eq(state), table::decided_by.eq(Some(by)), table::decided_at.eq(Some(now))),
            (table::answer.eq(decision.err().unwrap_or_default()), table::ends_at.eq(decision.ok())),
        ))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}

/// The newest refusal of each account that nobody has looked into.
pub(crate) fn refused(conn: &mut Conn) -> Result<Vec<ExportRefusal>> {
    let mut found: Vec<ExportRefusal> = refusals::table
        .filter(refusals::state.eq("open"))
        .order((refusals::account_id.asc(), refusals::id.desc()))
        .select(ExportRefusal::as_select())
        .load(conn)?;
    found.dedup_by_key(|one| one.account);
    Ok(found)
}

/// Notes that the refusals of an account were looked into; how many there were.
pub(crate) fn settle(tx: &mut WriteTx, account: AccountId, by: AccountId, now: Moment) -> Result<usize> {
    let open = refusals::table.filter(refusals::account_id.eq(account)).filter(refusals::state.eq("open"));
    Ok(diesel::update(open)
        .set((
            refusals::state.eq("settled"),
            refusals::settled_by.eq(Some(by)),
            refusals::settled_at.eq(Some(now)),
        ))
        .execute(&mut **tx)?)
}
