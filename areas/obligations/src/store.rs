//! What reminders go by: hours of units, kinds nobody wants, what was told when.

use std::collections::{BTreeMap, BTreeSet};

use access::AccountId;
use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::schema::{reminder_hours as hours, reminder_stops as stops, reminders_told as told};

/// The hours set at these places: by path.
pub(crate) fn hours(conn: &mut Conn, paths: &[String]) -> Result<BTreeMap<String, i64>> {
    let found: Vec<(String, i64)> = hours::table
        .filter(db::among(hours::unit_path, paths.to_vec()))
        .order(hours::unit_id.asc())
        .select((hours::unit_path, hours::hour))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Sets the hour of a unit; none: as above it.
pub(crate) fn set_hour(
    tx: &mut WriteTx,
    (unit, path): (i64, &str),
    hour: Option<i64>,
    by: Option<i64>,
    now: Moment,
) -> Result<()> {
    let Some(hour) = hour else {
        diesel::delete(hours::table.filter(hours::unit_id.eq(unit))).execute(&mut **tx)?;
        return Ok(());
    };
    sql_query(
        "INSERT INTO reminder_hours (unit_id, unit_path, hour, updated_by, updated_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (unit_id) DO UPDATE SET unit_path = excluded.unit_path, hour = excluded.hour, \
         updated_by = excluded.updated_by, updated_at = excluded.updated_at",
    )
    .bind::<BigInt, _>(unit)
    .bind::<Text, _>(path)
    .bind::<BigInt, _>(hour)
    .bind::<Nullable<BigInt>, _>(by)
    .bind::<BigInt, _>(now)
    .execute(&mut **tx)?;
    Ok(())
}

/// Kinds a person does not want.
pub(crate) fn stopped(conn: &mut Conn, account: AccountId) -> Result<BTreeSet<String>> {
    let kinds: Vec<String> = stops::table
        .filter(stops::account_id.eq(account.0))
        .order(stops::kind.asc())
        .select(stops::kind)
        .load(conn)?;
    Ok(kinds.into_iter().collect())
}

/// The same of many.
pub(crate) fn stopped_of(conn: &mut Conn, accounts: &[i64]) -> Result<BTreeMap<i64, BTreeSet<String>>> {
    let rows: Vec<(i64, String)> = stops::table
        .filter(db::among(stops::account_id, accounts.to_vec()))
        .order((stops::account_id.asc(), stops::kind.asc()))
        .select((stops::account_id, stops::kind))
        .load(conn)?;
    let mut found: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for (account, kind) in rows {
        found.entry(account).or_default().insert(kind);
    }
    Ok(found)
}

/// From here on the person wants all kinds but these.
pub(crate) fn stop_only(
    tx: &mut WriteTx,
    account: AccountId,
    kinds: &BTreeSet<String>,
    now: Moment,
) -> Result<()> {
    diesel::delete(stops::table.filter(stops::account_id.eq(account.0))).execute(&mut **tx)?;
    for kind in kinds {
        stop(tx, account, kind, now)?;
    }
    Ok(())
}

/// One kind more that the person does not want.
pub(crate) fn stop(tx: &mut WriteTx, account: AccountId, kind: &str, now: Moment) -> Result<()> {
    sql_query(
        "INSERT INTO reminder_stops (account_id, kind, stopped_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, kind) DO NOTHING",
    )
    .bind::<BigInt, _>(account.0)
    .bind::<Text, _>(kind)
    .bind::<BigInt, _>(now)
    .execute(&mut **tx)?;
    Ok(())
}

/// The days on which the person was told of these duties.
pub(crate) fn told(
    conn: &mut Conn,
    account: AccountId,
    keys: &[&str],
) -> Result<BTreeMap<String, NaiveDate>> {
    let rows: Vec<(String, NaiveDate)> = told::table
        .filter(told::account_id.eq(account.0))
        .filter(db::among(told::duty_key, keys.iter().copied()))
        .order(told::duty_key.asc())
        .select((told::duty_key, told::told_on))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Notes that the person was told of these duties.
pub(crate) fn note_told(tx: &mut WriteTx, account: AccountId, keys: &[&str], today: NaiveDate) -> Result<()> {
    for key in keys {
        sql_query(
            "INSERT INTO reminders_told (account_id, duty_key, told_on) VALUES ($1, $2, $3) \
             ON CONFLICT (account_id, duty_key) DO UPDATE SET told_on = excluded.told_on",
        )
        .bind::<BigInt, _>(account.0)
        .bind::<Text, _>(*key)
        .bind::<Date, _>(today)
        .execute(&mut **tx)?;
    }
    Ok(())
}

/// Forgets what was told before a day: such a duty is told again.
pub(crate) fn sweep(tx: &mut WriteTx, before: NaiveDate) -> Result<()> {
    diesel::delete(told::table.filter(told::told_on.lt(before))).execute(&mut **tx)?;
    Ok(())
}
