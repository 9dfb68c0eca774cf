//! Who stands in for whom today: asked with every person, by the deputy.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::schema::{accounts, delegations, role_grants};
use crate::{AccountId, DelegationId, Scope, StandIn};

type Lent = (DelegationId, AccountId, AccountId, String, NaiveDate);
type Held = (String, i64, String, String);
type Names = (String, String, String);

/// Whether the account of a row of `accounts` may stand in for somebody today: asked with its session, so that a request of
/// everybody else costs nothing more. In diesel's words: a piece of SQL as text would have the statement of every request
/// prepared anew.
#[diesel::dsl::auto_type(no_type_alias)]
pub(crate) fn stands_in(today: NaiveDate) -> _ {
    let lent = delegations::table
        .filter(delegations::deputy_id.eq(accounts::id))
        .filter(delegations::ended_at.is_null())
        .filter(delegations::valid_to.ge(today));
    exists(lent)
}

/// The roles these accounts hold in somebody's stead on `today`: neither taken back nor over, the role itself in force, its
/// holder active.
pub(crate) fn of(
    conn: &mut Conn,
    deputies: &[i64],
    today: NaiveDate,
) -> Result<BTreeMap<AccountId, Vec<StandIn>>> {
    let rows: Vec<(Lent, Held, Names)> = delegations::table
        .inner_join(role_grants::table.on(role_grants::id.eq(delegations::grant_id)))
        .inner_join(accounts::table.on(accounts::id.eq(role_grants::account_id)))
        .filter(db::among(delegations::deputy_id, deputies))
        .filter(delegations::ended_at.is_null())
        .filter(delegations::valid_from.le(today).and(delegations::valid_to.ge(today)))
        .filter(role_grants::valid_from.le(today))
        .filter(role_grants::valid_to.is_null().or(role_grants::valid_to.ge(today)))
        .filter(role_grants::account_id.eq(delegations::absent_id))
        .filter(accounts::state.eq("active"))
        .order(delegations::id.asc())
        .select((
            (
                delegations::id,
                delegations::deputy_id,
                delegations::absent_id,
                delegations::duties,
                delegations::valid_to,
            ),
            (role_grants::role, role_grants::unit_id, role_grants::scope_path, role_grants::level),
            (accounts::last_name, accounts::first_name, accounts::middle_name),
        ))
        .load(conn)?;
    let mut found: BTreeMap<AccountId, Vec<StandIn>> = BTreeMap::new();
    for (lent, held, names) in rows {
        let deputy = lent.1;
        if let Some(one) = made(lent, held, names) {
            found.entry(deputy).or_default().push(one);
        }
    }
    Ok(found)
}

/// The same of one account.
pub(crate) fn of_one(conn: &mut Conn, deputy: AccountId, today: NaiveDate) -> Result<Vec<StandIn>> {
    Ok(of(conn, &[deputy.0], today)?.remove(&deputy).unwrap_or_default())
}

fn made(
    (delegation, _, absent, duties, until): Lent,
    (role, unit, path, level): Held,
    (last, first, middle): Names,
) -> Option<StandIn> {
    Some(StandIn {
        delegation,
        scope: Scope { unit, path, level: level.parse().ok()?, role: role.parse().ok()? },
        duties: duties.split_whitespace().map(str::to_owned).collect(),
        absent,
        absent_name: [last, first, middle].join(" ").trim().to_owned(),
        until,
    })
}
