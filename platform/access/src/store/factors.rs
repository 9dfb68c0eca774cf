//! Second factors, their recovery codes, and sign-ins that wait for one.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::factor::{Factor, FactorSecret};
use crate::schema::{pending_sign_ins as pending, recovery_codes as codes, second_factors as table};
use crate::{AccountId, Keyring, Sealing, hash_token, plain_code};

/// Where a secret may be opened: in the row of its account.
fn place(account: AccountId) -> String {
    format!("second_factors:{account}")
}

/// The factor of an account, confirmed or being set up.
pub fn find(conn: &mut Conn, keys: &Keyring, account: AccountId) -> Result<Option<Factor>> {
    let row: Option<(String, i64, Option<Moment>)> = table::table
        .filter(table::id.eq(account.0))
        .select((table::secret, table::last_step, table::confirmed_at))
        .first(conn)
        .optional()?;
    let factor = |(kept, last_step, confirmed_at): (String, i64, Option<Moment>)| {
        let secret = keys.open(&place(account), &kept).map(FactorSecret);
        if secret.is_none() {
            tracing::error!(
                "a second factor is sealed with a key that is not at hand: see `metodset doctor`"
            );
        }
        let is_to_seal = !keys.is_empty() && keys.standing(&kept) != Sealing::Present;
        Factor { account, secret, is_to_seal, last_step, confirmed_at }
    };
    Ok(row.map(factor))
}

/// Whether a code is asked for when this account signs in.
pub fn is_on(conn: &mut Conn, account: AccountId) -> Result<bool> {
    let on = table::table.filter(table::id.eq(account.0)).filter(table::confirmed_at.is_not_null());
    Ok(on.select(table::id).first::<i64>(conn).optional()?.is_some())
}

/// Begins setting one up; one that was begun before is forgotten.
pub fn begin(
    tx: &mut WriteTx,
    keys: &Keyring,
    account: AccountId,
    secret: &FactorSecret,
    now: Moment,
) -> Result<()> {
    diesel::delete(table::table.filter(table::id.eq(account.0)).filter(table::confirmed_at.is_null()))
        .execute(&mut **tx)?;
    let sealed = keys.seal(&place(account), &secret.0);
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(account.0), table::secret.eq(sealed), table::last_step.eq(0)),
            (table::created_at.eq(now), table::confirmed_at.eq(None::<Moment>)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Seals the secret of an account with the present key.
pub fn seal(tx: &mut WriteTx, keys: &Keyring, account: AccountId, secret: &FactorSecret) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(account.0)))
        .set(table::secret.eq(keys.seal(&place(account), &secret.0)))
        .execute(&mut **tx)?;
    Ok(())
}

/// How the secrets of all accounts stand to these keys.
pub fn standings(conn: &mut Conn, keys: &Keyring) -> Result<Vec<(AccountId, Sealing)>> {
    let rows: Vec<(AccountId, String)> =
        table::table.order(table::id.asc()).select((table::id, table::secret)).load(conn)?;
    Ok(rows.into_iter().map(|(account, kept)| (account, keys.standing(&kept))).collect())
}

/// From now on a code is asked for.
pub fn confirm(tx: &mut WriteTx, account: AccountId, now: Moment) -> Result<()> {
    let begun = table::table.filter(table::id.eq(account.0));
    diesel::update(begun).set(table::confirmed_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Uses the code of a step: only one who comes with a later step than the last used gets in.
pub fn use_step(tx: &mut WriteTx, account: AccountId, step: i64) -> Result<bool> {
    let unused = table::table.filter(table::id.eq(account.0)).filter(table::last_step.lt(step));
    Ok(diesel::update(unused).set(table::last_step.eq(step)).execute(&mut **tx)? == 1)
}

/// Removes the factor and its recovery codes; whether there was a confirmed one.
pub fn remove(tx: &mut WriteTx, account: AccountId) -> Result<bool> {
    let was_on = is_on(tx, account)?;
    diesel::delete(codes::table.filter(codes::account_id.eq(account.0))).execute(&mut **tx)?;
    diesel::delete(table::table.filter(table::id.eq(account.0))).execute(&mut **tx)?;
    Ok(was_on)
}

/// Puts new recovery codes, each with its id, in the place of all earlier ones.
pub fn replace_codes(tx: &mut WriteTx, account: AccountId, new: &[(i64, String)], now: Moment) -> Result<()> {
    diesel::delete(codes::table.filter(codes::account_id.eq(account.0))).execute(&mut **tx)?;
    for (id, code) in new {
        diesel::insert_into(codes::table)
            .values((
                (codes::id.eq(id), codes::account_id.eq(account.0), codes::created_at.eq(now)),
                codes::code_hash.eq(hash_token(&plain_code(code))),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Uses a recovery code; whether it was there and nobody had used it.
pub fn use_code(tx: &mut WriteTx, account: AccountId, typed: &str, now: Moment) -> Result<bool> {
    let unused = codes::table
        .filter(codes::account_id.eq(account.0))
        .filter(codes::code_hash.eq(hash_token(&plain_code(typed))))
        .filter(codes::used_at.is_null());
    Ok(diesel::update(unused).set(codes::used_at.eq(now)).execute(&mut **tx)? == 1)
}

/// How many recovery codes are left.
pub fn codes_left(conn: &mut Conn, account: AccountId) -> Result<i64> {
    let unused = codes::table.filter(codes::account_id.eq(account.0)).filter(codes::used_at.is_null());
    Ok(unused.count().get_result(conn)?)
}

/// A sign-in whose password was right and whose code is still to come.
#[derive(Debug, Clone)]
pub struct PendingSignIn {
    /// Its id.
    pub id: i64,
    /// Who is coming in.
    pub account: AccountId,
    /// The mark of the password that was typed.
    pub password_mark: String,
    /// Until when the code is waited for.
    pub expires_at: Moment,
    /// When it was used.
    pub used_at: Option<Moment>,
}

/// Keeps one under the hash of its cookie.
pub fn add_pending(tx: &mut WriteTx, new: &PendingSignIn, token_hash: &str, now: Moment) -> Result<()> {
    diesel::insert_into(pending::table)
        .values((
            (
                pending::id.eq(new.id),
                pending::token_hash.eq(token_hash),
                pending::account_id.eq(new.account.0),
            ),
            (pending::password_mark.eq(&new.password_mark), pending::created_at.eq(now)),
            (pending::expires_at.eq(new.expires_at), pending::used_at.eq(new.used_at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The one behind a cookie, whatever its state.
pub fn pending(conn: &mut Conn, token_hash: &str) -> Result<Option<PendingSignIn>> {
    let row: Option<(i64, AccountId, String, Moment, Option<Moment>)> = pending::table
        .filter(pending::token_hash.eq(token_hash))
        .select((
            pending::id,
            pending::account_id,
            pending::password_mark,
            pending::expires_at,
            pending::used_at,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, account, password_mark, expires_at, used_at)| PendingSignIn {
        id,
        account,
        password_mark,
        expires_at,
        used_at,
    }))
}

/// Uses one; whether nobody had.
pub fn use_pending(tx: &mut WriteTx, id: i64, now: Moment) -> Result<bool> {
    let unused = pending::table.filter(pending::id.eq(id)).filter(pending::used_at.is_null());
    Ok(diesel::update(unused).set(pending::used_at.eq(now)).execute(&mut **tx)? == 1)
}

/// Removes those that ended before `before`.
pub fn sweep_pending(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    Ok(diesel::delete(pending::table.filter(pending::expires_at.lt(before))).execute(&mut **tx)?)
}
