//! Invitations: one use, kept as the hash of their link.

use access::schema::invitations as table;
use access::{AccountId, hash_token};
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use super::one_use::one_use;
use crate::model::Invitation;

/// Adds one.
pub(crate) fn add(
    tx: &mut WriteTx,
    new: &Invitation,
    token_hash: &str,
    by: Option<AccountId>,
    now: Moment,
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(new.id), table::token_hash.eq(token_hash), table::account_id.eq(new.account)),
            (table::created_by.eq(by.map(|by| by.0)), table::created_at.eq(now)),
            (table::expires_at.eq(new.until), table::used_at.eq(new.used)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The invitation behind a link.
pub(crate) fn find(conn: &mut Conn, token: &str) -> Result<Option<Invitation>> {
    let row: Option<(i64, AccountId, Moment, Option<Moment>)> = table::table
        .filter(table::token_hash.eq(hash_token(token)))
        .select((table::id, table::account_id, table::expires_at, table::used_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, account, until, used)| Invitation { id, account, until, used }))
}

/// One of them by its id.
pub(crate) fn by_id(conn: &mut Conn, id: i64) -> Result<Option<Invitation>> {
    let row: Option<(i64, AccountId, Moment, Option<Moment>)> = table::table
        .filter(table::id.eq(id))
        .select((table::id, table::account_id, table::expires_at, table::used_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, account, until, used)| Invitation { id, account, until, used }))
}

one_use!(table);
