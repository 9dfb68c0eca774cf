//! Identities at a provider, and the journeys to it: one way there, one way back.

use access::AccountId;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use web::{Departure, Identity};

use crate::model::{Journey, LinkedIdentity};
use crate::schema::{provider_identities as table, provider_journeys as journeys};

/// The account an identity enters.
pub(crate) fn find(conn: &mut Conn, identity: &Identity) -> Result<Option<LinkedIdentity>> {
    Ok(table::table
        .filter(table::issuer.eq(&identity.issuer))
        .filter(table::subject.eq(&identity.subject))
        .select(LinkedIdentity::as_select())
        .first(conn)
        .optional()?)
}

/// The identity of an account at an issuer.
pub(crate) fn of(conn: &mut Conn, account: AccountId, issuer: &str) -> Result<Option<LinkedIdentity>> {
    Ok(table::table
        .filter(table::account_id.eq(account))
        .filter(table::issuer.eq(issuer))
        .select(LinkedIdentity::as_select())
        .first(conn)
        .optional()?)
}

/// Whether an account has any.
pub(crate) fn is_linked(conn: &mut Conn, account: AccountId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(table::table.filter(table::account_id.eq(account))))
        .get_result(conn)?)
}

/// Links one; unique by identity, and by account and issuer.
pub(crate) fn link(
    tx: &mut WriteTx,
    id: i64,
    account: AccountId,
    identity: &Identity,
    now: Moment,
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::account_id.eq(account), table::issuer.eq(&identity.issuer)),
            (table::subject.eq(&identity.subject), table::name.eq(&identity.name)),
            (table::linked_at.eq(now), table::used_at.eq(None::<Moment>)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes a sign-in.
pub(crate) fn touch(tx: &mut WriteTx, id: i64, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set(table::used_at.eq(Some(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Parts an account from all its identities; how many there were.
pub(crate) fn unlink_all(tx: &mut WriteTx, account: AccountId) -> Result<usize> {
    Ok(diesel::delete(table::table.filter(table::account_id.eq(account))).execute(&mut **tx)?)
}

/// What a journey takes along.
pub(crate) struct NewJourney<'a> {
    /// Hash of its cookie.
    pub token_hash: &'a str,
    /// Whose account is to be linked.
    pub account: Option<AccountId>,
    /// What it is known by.
    pub departure: &'a Departure,
    /// Where the person wanted.
    pub back_to: &'a str,
    /// The signed form.
    pub carried: &'a str,
    /// Its last instant.
    pub until: Moment,
}

/// Begins one.
pub(crate) fn begin(tx: &mut WriteTx, id: i64, new: &NewJourney, now: Moment) -> Result<()> {
    let Departure { state, nonce, verifier, .. } = new.departure;
    diesel::insert_into(journeys::table)
        .values((
            (journeys::id.eq(id), journeys::token_hash.eq(new.token_hash)),
            (journeys::account_id.eq(new.account), journeys::state.eq(state), journeys::nonce.eq(nonce)),
            (journeys::verifier.eq(verifier), journeys::back_to.eq(new.back_to)),
            (journeys::carried.eq(new.carried), journeys::created_at.eq(now)),
            (journeys::expires_at.eq(new.until), journeys::used_at.eq(None::<Moment>)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The journey of a cookie.
pub(crate) fn journey(conn: &mut Conn, token_hash: &str) -> Result<Option<Journey>> {
    Ok(journeys::table
        .filter(journeys::token_hash.eq(token_hash))
        .select(Journey::as_select())
        .first(conn)
        .optional()?)
}

/// Ends one: whether nobody had ended it before.
pub(crate) fn end(tx: &mut WriteTx, id: i64, now: Moment) -> Result<bool> {
    let open = journeys::table.filter(journeys::id.eq(id)).filter(journeys::used_at.is_null());
    let ended = diesel::update(open).set(journeys::used_at.eq(Some(now))).execute(&mut **tx)?;
    Ok(ended == 1)
}

/// Removes those that expired before `before`.
pub(crate) fn sweep(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    Ok(diesel::delete(journeys::table.filter(journeys::expires_at.lt(before))).execute(&mut **tx)?)
}
