//! The queue of letters: a row is written once, taken by one sender, and erased of its text at the end.

use access::AccountId;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::Letter;
use crate::schema::mails as table;

/// A letter that is silent for so long was dropped by a server that stopped, seconds; another may take it.
pub(crate) const LEASE: i64 = 300;

/// A letter to be written down.
#[derive(Debug, Clone)]
pub struct NewMail<'a> {
    /// What the letter is; of the same key nothing is written twice.
    pub key: &'a str,
    /// Whom it is for.
    pub account: AccountId,
    /// Where it goes.
    pub address: &'a str,
    /// The last instant it is of use.
    pub good_until: Moment,
    /// What it says.
    pub letter: &'a Letter,
}

/// Writes a letter down; false when one of its key is there already.
pub fn put(tx: &mut WriteTx, id: i64, new: &NewMail<'_>, now: Moment) -> Result<bool> {
    let text = serde_json::to_string(new.letter).map_err(|error| db::Error::Other(error.to_string()))?;
    let written = sql_query(
        "INSERT INTO mails (id, mail_key, account_id, address, subject, letter, state, attempts, fault, created_at, good_until) \
         VALUES ($1, $2, $3, $4, $5, $6, 'queued', 0, '', $7, $8) ON CONFLICT (mail_key) DO NOTHING",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(new.key)
    .bind::<BigInt, _>(new.account.0)
    .bind::<Text, _>(new.address)
    .bind::<Text, _>(&new.letter.subject)
    .bind::<Text, _>(text)
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(new.good_until)
    .execute(&mut **tx)?;
    if written > 0 {
        jobs::enqueue(tx, id, crate::JOB, &id.to_string(), &id.to_string(), now)?;
    }
    Ok(written > 0)
}

/// A letter as its row tells.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = table)]
pub struct Mail {
    /// Its id.
    pub id: i64,
    /// Whom it is for.
    #[diesel(column_name = account_id)]
    pub account: i64,
    /// Where it goes.
    pub address: String,
    /// Its subject.
    pub subject: String,
    /// queued, sending, sent, failed
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub fault: String,
    /// When it was written.
    pub created_at: Moment,
    /// The last instant it is of use.
    pub good_until: Moment,
    /// The last attempt.
    pub tried_at: Option<Moment>,
}

/// The letter and its text, alone until the end of the transaction.
pub(crate) fn hold(tx: &mut WriteTx, id: i64) -> Result<Option<(Mail, String)>> {
    tx.lock("mails", id)?;
    Ok(table::table
        .filter(table::id.eq(id))
        .select((Mail::as_select(), table::letter))
        .first(&mut **tx)
        .optional()?)
}

/// Notes that a sender has taken it.
pub(crate) fn take(tx: &mut WriteTx, id: i64, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((table::state.eq("sending"), table::tried_at.eq(now), table::attempts.eq(table::attempts + 1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts it back with what went wrong.
pub(crate) fn put_back(tx: &mut WriteTx, id: i64, fault: &str) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((table::state.eq("queued"), table::fault.eq(fault)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends it: sent when there is no fault, given up otherwise. Its text goes.
pub(crate) fn end(tx: &mut WriteTx, id: i64, fault: &str, now: Moment) -> Result<()> {
    let state = if fault.is_empty() { "sent" } else { "failed" };
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((table::state.eq(state), table::fault.eq(fault), table::letter.eq(""), table::ended_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Letters of these states, the newest first; of these accounts only, unless none are named.
pub fn in_states(conn: &mut Conn, states: &[&str], limit: i64) -> Result<Vec<Mail>> {
    Ok(table::table
        .filter(table::state.eq_any(states))
        .order((table::created_at.desc(), table::id.desc()))
        .limit(limit)
        .select(Mail::as_select())
        .load(conn)?)
}

/// Whether the letter of this key was given up.
pub fn is_given_up(conn: &mut Conn, key: &str) -> Result<bool> {
    let state: Option<String> =
        table::table.filter(table::mail_key.eq(key)).select(table::state).first(conn).optional()?;
    Ok(state.as_deref() == Some("failed"))
}

/// How many letters wait and how many were given up.
pub fn counts(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    Ok(table::table
        .filter(table::state.ne("sent"))
        .group_by(table::state)
        .select((table::state, diesel::dsl::count_star()))
        .order(table::state.asc())
        .load(conn)?)
}

/// Removes letters that ended before `before`.
pub fn sweep(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    Ok(diesel::delete(table::table.filter(table::ended_at.lt(before))).execute(&mut **tx)?)
}
