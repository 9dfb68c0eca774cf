//! Links that letters carry: one use, kept as the hash of their secret.

use access::{AccountId, hash_token};
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use super::one_use::one_use;
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

one_use!(table, purpose: Purpose);
