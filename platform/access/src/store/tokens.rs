//! Access tokens: found by their hash, listed for their holder, revoked, noted in use.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::schema::access_tokens as table;
use crate::{AccessToken, AccessTokenId, AccountId, TokenScope};

type Row = (
    AccessTokenId,
    AccountId,
    (String, String),
    (Option<i64>, Option<String>),
    NaiveDate,
    (Moment, Option<Moment>, Option<Moment>),
);
type Columns = (
    table::id,
    table::account_id,
    (table::name, table::scope),
    (table::unit_id, table::unit_path),
    table::expires_on,
    (table::created_at, table::last_used_at, table::revoked_at),
);

const COLUMNS: Columns = (
    table::id,
    table::account_id,
    (table::name, table::scope),
    (table::unit_id, table::unit_path),
    table::expires_on,
    (table::created_at, table::last_used_at, table::revoked_at),
);

/// A scope the program does not know only reads.
fn token(row: Row) -> AccessToken {
    let (id, account, (name, scope), (unit, path), expires_on, (created_at, last_used_at, revoked_at)) = row;
    AccessToken {
        id,
        account,
        name,
        scope: scope.parse().unwrap_or(TokenScope::Read),
        unit: unit.zip(path),
        expires_on,
        created_at,
        last_used_at,
        revoked_at,
    }
}

/// The token of a secret, live or not.
pub fn find(conn: &mut Conn, token_hash: &str) -> Result<Option<AccessToken>> {
    let row: Option<Row> =
        table::table.filter(table::token_hash.eq(token_hash)).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(token))
}

/// The token of an id, whoever holds it: for commands.
pub fn of_id(conn: &mut Conn, id: AccessTokenId) -> Result<Option<AccessToken>> {
    let row: Option<Row> = table::table.filter(table::id.eq(id)).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(token))
}

/// The tokens of an account, or of all, newest first.
pub fn list(conn: &mut Conn, account: Option<AccountId>, limit: i64) -> Result<Vec<AccessToken>> {
    let mut query = table::table.into_boxed().select(COLUMNS);
    if let Some(account) = account {
        query = query.filter(table::account_id.eq(account));
    }
    let rows: Vec<Row> = query.order(table::id.desc()).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(token).collect())
}

/// Keeps a new token.
pub fn add(tx: &mut WriteTx, token: &AccessToken, token_hash: &str, by: Option<AccountId>) -> Result<()> {
    let unit = token.unit.as_ref();
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(token.id), table::account_id.eq(token.account), table::name.eq(&token.name)),
            (table::token_hash.eq(token_hash), table::scope.eq(token.scope.code())),
            (table::unit_id.eq(unit.map(|one| one.0)), table::unit_path.eq(unit.map(|one| one.1.as_str()))),
            (table::expires_on.eq(token.expires_on), table::created_at.eq(token.created_at)),
            table::created_by.eq(by),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Revokes a token; revoking it twice changes nothing.
pub fn revoke(tx: &mut WriteTx, id: AccessTokenId, now: Moment) -> Result<bool> {
    let open = table::table.filter(table::id.eq(id)).filter(table::revoked_at.is_null());
    Ok(diesel::update(open).set(table::revoked_at.eq(now)).execute(&mut **tx)? == 1)
}

/// Revokes all tokens of an account; returns how many there were.
pub fn revoke_all(tx: &mut WriteTx, account: AccountId, now: Moment) -> Result<usize> {
    let open = table::table.filter(table::account_id.eq(account)).filter(table::revoked_at.is_null());
    Ok(diesel::update(open).set(table::revoked_at.eq(now)).execute(&mut **tx)?)
}

/// Notes a use; whether it was the first one.
pub fn touch(tx: &mut WriteTx, id: AccessTokenId, now: Moment) -> Result<bool> {
    let unused = table::table.filter(table::id.eq(id)).filter(table::last_used_at.is_null());
    let first = diesel::update(unused).set(table::last_used_at.eq(now)).execute(&mut **tx)? == 1;
    if !first {
        diesel::update(table::table.filter(table::id.eq(id)))
            .set(table::last_used_at.eq(now))
            .execute(&mut **tx)?;
    }
    Ok(first)
}
