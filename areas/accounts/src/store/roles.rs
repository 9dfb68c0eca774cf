//! Roles granted to accounts.

use access::schema::{accounts, role_grants as table};
use access::{AccountId, GrantId};
use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::model::{Holding, NewHolding};

type Row = (GrantId, AccountId, String, i64, String, String, (NaiveDate, Option<NaiveDate>), String);

type Columns = (
    table::id,
    table::account_id,
    table::role,
    table::unit_id,
    table::scope_path,
    table::level,
    (table::valid_from, table::valid_to),
    table::basis,
);
const COLUMNS: Columns = (
    table::id,
    table::account_id,
    table::role,
    table::unit_id,
    table::scope_path,
    table::level,
    (table::valid_from, table::valid_to),
    table::basis,
);

/// All roles these accounts hold or held, the widest first; rows with an unknown role or level are left out.
pub(crate) fn held_by(conn: &mut Conn, accounts: &[i64]) -> Result<Vec<Holding>> {
    let mut found = Vec::new();
    for some in accounts.chunks(500) {
        let rows: Vec<Row> = table::table
            .filter(db::among(table::account_id, some))
            .order(table::id.asc())
            .select(COLUMNS)
            .load(conn)?;
        found.extend(rows.into_iter().filter_map(holding));
    }
    found.sort_by_key(|one| (one.level, one.role, one.from, one.id));
    Ok(found)
}

fn holding(row: Row) -> Option<Holding> {
    let (id, account, role, unit, path, level, (from, to), basis) = row;
    Some(Holding {
        id,
        account,
        role: role.parse().ok()?,
        unit,
        path,
        level: level.parse().ok()?,
        from,
        to,
        basis,
    })
}

/// Where an account stands in the tree, for the journal: its widest role's unit, or the top.
pub(crate) fn home(conn: &mut Conn, account: AccountId) -> Result<String> {
    let held = held_by(conn, &[account.0])?;
    Ok(held.into_iter().next().map_or_else(|| "/".to_owned(), |first| first.path))
}

/// Roles of active accounts inside the scope whose last day is one of these and that are not given again for later, each
/// with who gave it.
pub(crate) fn ending(
    conn: &mut Conn,
    scope: &Ranges,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(Holding, Option<AccountId>)>> {
    let rows: Vec<(Row, Option<i64>)> = table::table
        .inner_join(accounts::table.on(accounts::id.eq(table::account_id)))
        .filter(accounts::state.eq("active"))
        .filter(table::valid_to.ge(from).and(table::valid_to.le(to)))
        .filter(table::valid_from.le(table::valid_to.assume_not_null()))
        .filter(db::piece::<Bool>(NOT_AGAIN))
        .order((table::valid_to.asc(), table::id.asc()))
        .select((COLUMNS, table::delegated_by))
        .load(conn)?;
    let known = rows.into_iter().filter_map(|(row, by)| Some((holding(row)?, by.map(AccountId))));
    Ok(known.filter(|(one, _)| scope.holds(&one.path)).collect())
}

/// The same role at the same place does not go on in another row.
const NOT_AGAIN: &str = "NOT EXISTS (SELECT 1 FROM role_grants later WHERE later.account_id = role_grants.account_id \
    AND later.role = role_grants.role AND later.scope_path = role_grants.scope_path AND later.id <> role_grants.id \
    AND (later.valid_to IS NULL OR later.valid_to > role_grants.valid_to))";

/// Grants a role.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: GrantId,
    account: AccountId,
    new: &NewHolding,
    by: Option<AccountId>,
    now: Moment,
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::account_id.eq(account), table::role.eq(new.role.code())),
            (table::unit_id.eq(new.place.unit), table::scope_path.eq(&new.place.path)),
            (table::level.eq(new.place.level.code()), table::basis.eq(&new.basis)),
            (table::valid_from.eq(new.from), table::valid_to.eq(new.to)),
            (table::delegated_by.eq(by.map(|by| by.0)), table::created_at.eq(now)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends a role with `last` as its last day.
pub(crate) fn end(tx: &mut WriteTx, id: GrantId, last: NaiveDate) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id))).set(table::valid_to.eq(last)).execute(&mut **tx)?;
    Ok(())
}
