//! Roles granted to accounts.

use access::schema::role_grants as table;
use access::{AccountId, GrantId};
use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Holding, NewHolding};

type Row = (GrantId, AccountId, String, i64, String, String, (NaiveDate, Option<NaiveDate>), String);

/// All roles these accounts hold or held, the widest first; rows with an unknown role or level are left out.
pub(crate) fn held_by(conn: &mut Conn, accounts: &[i64]) -> Result<Vec<Holding>> {
    let mut found = Vec::new();
    for some in accounts.chunks(500) {
        let rows: Vec<Row> = table::table
            .filter(table::account_id.eq_any(some))
            .order(table::id.asc())
            .select((
                table::id,
                table::account_id,
                table::role,
                table::unit_id,
                table::scope_path,
                table::level,
                (table::valid_from, table::valid_to),
                table::basis,
            ))
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
