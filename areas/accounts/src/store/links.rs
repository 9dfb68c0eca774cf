//! Links that letters carry: one use, kept as the hash of their secret.

use access::{AccountId, hash_token};
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{MailLink, Purpose};
use crate::schema::mail_links as table;

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &MailLink, token_hash: &str, now: Moment) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(new.id), table::token_hash.eq(token_hash), table::account_id.eq(new.account.0)),
            (table::purpose.eq(new.purpose.code()), table::address.eq(&new.address)),
            (table::created_at.eq(now), table::expires_at.eq(new.until), table::used_at.eq(new.used)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

type Row = (i64, AccountId, String, Moment, Option<Moment>);

/// The link behind a secret, of this purpose.
pub(crate) fn find(conn: &mut Conn, purpose: Purpose, token: &str) -> Result<Option<MailLink>> {
    let row: Option<Row> = table::table
        .filter(table::token_hash.eq(hash_token(token)))
        .filter(table::purpose.eq(purpose.code()))
        .select((table::id, table::account_id, table::address, table::expires_at, table::used_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, account, address, until, used)| MailLink { id, account, purpose, address, until, used }))
}

/// The address an account has yet to confirm.
pub(crate) fn waiting(conn: &mut Conn, account: AccountId, now: Moment) -> Result<Option<String>> {
    Ok(table::table
        .filter(table::account_id.eq(account.0))
        .filter(table::purpose.eq(Purpose::Confirm.code()))
        .filter(table::used_at.is_null())
        .filter(table::expires_at.gt(now))
        .order(table::id.desc())
        .select(table::address)
        .first(conn)
        .optional()?)
}

/// Closes all open ones of an account and a purpose.
pub(crate) fn close_all(tx: &mut WriteTx, account: AccountId, purpose: Purpose, now: Moment) -> Result<()> {
    let open = table::table
        .filter(table::account_id.eq(account.0))
        .filter(table::purpose.eq(purpose.code()))
        .filter(table::used_at.is_null())
        .filter(table::expires_at.gt(now));
    diesel::update(open).set(table::expires_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Marks one as used.
pub(crate) fn mark_used(tx: &mut WriteTx, id: i64, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id))).set(table::used_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Removes those used or expired before `before`.
pub(crate) fn sweep(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    let old = table::table.filter(table::used_at.lt(before).or(table::expires_at.lt(before)));
    Ok(diesel::delete(old).execute(&mut **tx)?)
}
