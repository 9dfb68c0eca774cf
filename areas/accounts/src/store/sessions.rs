//! Sessions as their holder sees them, and the removal of old ones.

use access::schema::sessions as table;
use access::{AccountId, SessionId};
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::OpenSession;

/// The live sessions of an account, the one used last first.
pub(crate) fn open_of(conn: &mut Conn, account: AccountId, now: Moment) -> Result<Vec<OpenSession>> {
    let rows: Vec<(SessionId, String, Option<String>, Moment, Moment)> = table::table
        .filter(table::account_id.eq(account))
        .filter(table::ended_at.is_null())
        .filter(table::expires_at.gt(now))
        .order((table::seen_at.desc(), table::id.desc()))
        .limit(100)
        .select((table::id, table::agent, table::address, table::created_at, table::seen_at))
        .load(conn)?;
    let open = |(id, agent, address, since, seen): (SessionId, String, Option<String>, Moment, Moment)| {
        OpenSession { id, agent, address: address.unwrap_or_default(), since, seen }
    };
    Ok(rows.into_iter().map(open).collect())
}

/// Ends every session of an account but one.
pub(crate) fn end_others(
    tx: &mut WriteTx,
    account: AccountId,
    kept: SessionId,
    now: Moment,
) -> Result<usize> {
    let others = table::table
        .filter(table::account_id.eq(account))
        .filter(table::id.ne(kept))
        .filter(table::ended_at.is_null());
    Ok(diesel::update(others).set(table::ended_at.eq(now)).execute(&mut **tx)?)
}

/// Removes those ended or expired before `before`.
pub(crate) fn sweep(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    let old = table::table.filter(table::ended_at.lt(before).or(table::expires_at.lt(before)));
    Ok(diesel::delete(old).execute(&mut **tx)?)
}
