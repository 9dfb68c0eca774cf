//! Wrong passwords counted for a login. The login is kept as a hash: people type passwords into that field too.

use access::schema::sign_in_failures as table;
use access::{AccountId, hash_token};
use db::{Conn, Moment, Result, WriteTx, fold};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::rules::brake::Failures;

/// The key of a login.
pub(crate) fn key(login: &str) -> String {
    hash_token(&fold(login))
}

/// The key of the codes of an account: no login folds to it, so nobody can slow it down from the sign-in page.
pub(crate) fn factor_key(account: AccountId) -> String {
    hash_token(&format!("FACTOR {account}"))
}

/// What was counted so far.
pub(crate) fn find(conn: &mut Conn, key: &str) -> Result<Failures> {
    let row: Option<(i64, Moment)> = table::table
        .filter(table::login_key.eq(key))
        .select((table::failures, table::last_at))
        .first(conn)
        .optional()?;
    let (count, last) = row.unwrap_or((0, Moment(0)));
    Ok(Failures { count, last })
}

/// The same, alone: until the end of the transaction nobody else tries this login.
pub(crate) fn hold(tx: &mut WriteTx, id: i64, key: &str) -> Result<Failures> {
    sql_query(
        "INSERT INTO sign_in_failures (id, login_key, failures, last_at) VALUES ($1, $2, 0, 0) \
         ON CONFLICT (login_key) DO NOTHING",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(key)
    .execute(&mut **tx)?;
    let row: i64 = table::table.filter(table::login_key.eq(key)).select(table::id).first(&mut **tx)?;
    tx.lock("sign_in_failures", row)?;
    find(tx, key)
}

/// Counts one more.
pub(crate) fn count(tx: &mut WriteTx, key: &str, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::login_key.eq(key)))
        .set((table::failures.eq(table::failures + 1), table::last_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets a login's failures: the right password was typed.
pub(crate) fn clear(tx: &mut WriteTx, key: &str) -> Result<()> {
    diesel::delete(table::table.filter(table::login_key.eq(key))).execute(&mut **tx)?;
    Ok(())
}

/// Forgets failures older than `before`.
pub(crate) fn sweep(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    Ok(diesel::delete(table::table.filter(table::last_at.lt(before))).execute(&mut **tx)?)
}
