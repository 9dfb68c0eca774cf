//! Addresses of accounts: one each, good for letters once it was confirmed by a link sent to it.

use access::AccountId;
use chrono_tz::Tz;
use db::{Conn, Moment, Result, WriteTx, day_start, fold};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::schema::mail_addresses as table;

/// Whose account may be entered at all: the tables of accounts belong to `platform/access`.
const IS_ACTIVE: &str = "mail_addresses.account_id IN (SELECT id FROM accounts WHERE state = 'active')";

/// The address of an account.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Address {
    /// Whose it is.
    pub account: AccountId,
    /// The address.
    pub address: String,
    /// When its holder confirmed it.
    pub confirmed_at: Option<Moment>,
    /// Whether reminders are sent there.
    pub wants_reminders: bool,
}

type Columns = (table::account_id, table::address, table::confirmed_at, table::wants_reminders);
const COLUMNS: Columns = (table::account_id, table::address, table::confirmed_at, table::wants_reminders);

/// The address of an account.
pub fn of(conn: &mut Conn, account: AccountId) -> Result<Option<Address>> {
    Ok(table::table.filter(table::account_id.eq(account.0)).select(COLUMNS).first(conn).optional()?)
}

/// The confirmed address of an active account.
pub fn confirmed(conn: &mut Conn, account: AccountId) -> Result<Option<String>> {
    Ok(of(conn, account)?.filter(|found| found.confirmed_at.is_some()).map(|found| found.address))
}

/// Active accounts that have confirmed this address, at most `limit`.
pub fn holders(conn: &mut Conn, address: &str, limit: i64) -> Result<Vec<AccountId>> {
    Ok(table::table
        .filter(table::address_key.eq(fold(address)))
        .filter(table::confirmed_at.is_not_null())
        .filter(db::piece::<Bool>(IS_ACTIVE))
        .order(table::account_id.asc())
        .limit(limit)
        .select(table::account_id)
        .load(conn)?)
}

/// Sets the address of an account, confirmed or not; whether reminders are wanted stays as it was.
pub fn set(
    tx: &mut WriteTx,
    account: AccountId,
    address: &str,
    confirmed_at: Option<Moment>,
    next_reminder: Moment,
    now: Moment,
) -> Result<()> {
    let fresh = || {
        (
            table::address.eq(address),
            table::address_key.eq(fold(address)),
            table::confirmed_at.eq(confirmed_at),
            table::next_reminder_at.eq(next_reminder),
            table::updated_at.eq(now),
        )
    };
    let row = table::table.filter(table::account_id.eq(account.0));
    if diesel::update(row).set(fresh()).execute(&mut **tx)? == 0 {
        diesel::insert_into(table::table)
            .values((table::account_id.eq(account.0), table::wants_reminders.eq(true), fresh()))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Forgets the address of an account.
pub fn remove(tx: &mut WriteTx, account: AccountId) -> Result<()> {
    diesel::delete(table::table.filter(table::account_id.eq(account.0))).execute(&mut **tx)?;
    Ok(())
}

/// Switches reminders on or off.
pub fn want_reminders(tx: &mut WriteTx, account: AccountId, wants: bool, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::account_id.eq(account.0)))
        .set((table::wants_reminders.eq(wants), table::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Active people whose morning has come: account and address, the earliest first.
pub fn due(conn: &mut Conn, now: Moment, limit: i64) -> Result<Vec<(AccountId, String)>> {
    Ok(table::table
        .filter(table::next_reminder_at.le(now))
        .filter(table::confirmed_at.is_not_null())
        .filter(table::wants_reminders.eq(true))
        .filter(db::piece::<Bool>(IS_ACTIVE))
        .order((table::next_reminder_at.asc(), table::account_id.asc()))
        .limit(limit)
        .select((table::account_id, table::address))
        .load(conn)?)
}

/// The next morning of these accounts.
pub fn next_reminder(tx: &mut WriteTx, accounts: &[i64], at: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::account_id.eq_any(accounts)))
        .set(table::next_reminder_at.eq(at))
        .execute(&mut **tx)?;
    Ok(())
}

/// The people of a place and below it are looked at again at once: their hour is another.
pub fn look_again(tx: &mut WriteTx, path: &str, now: Moment) -> Result<()> {
    let (from, to) = (path.to_owned(), db::prefix_end(path));
    let there = db::piece::<Bool>(
        "mail_addresses.account_id IN (SELECT g.account_id FROM role_grants g WHERE g.scope_path >= ",
    )
    .bind::<Text, _>(from)
    .sql(" AND g.scope_path < ")
    .bind::<Text, _>(to)
    .sql(")");
    diesel::update(table::table.filter(there)).set(table::next_reminder_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// The hour at which duties are looked through where no place names another.
const HOUR: i64 = 8;

/// The first such hour after `now`.
pub fn next_morning(now: Moment, zone: Tz) -> Moment {
    next_hour(now, zone, HOUR)
}

/// The first time after `now` that a clock in the zone shows this hour.
pub fn next_hour(now: Moment, zone: Tz, hour: i64) -> Moment {
    let today = now.day(zone);
    let tomorrow = today.succ_opt().unwrap_or(today);
    let at = |day| day_start(zone, day).plus_seconds(hour * 3600);
    if now < at(today) { at(today) } else { at(tomorrow) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_morning_is_that_of_the_zone() {
        let zone = chrono_tz::Asia::Yakutsk;
        let at = |hours: i64| Moment(0).plus_seconds(hours * 3600);
        // 1970-01-01 00:00 UTC is 9 in the morning in Yakutsk.
        assert_eq!(next_morning(at(0), zone), at(23));
        assert_eq!(next_morning(at(22), zone), at(23));
        assert_eq!(next_morning(at(23), zone), at(47));
    }
}
