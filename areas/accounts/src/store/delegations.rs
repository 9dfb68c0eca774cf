//! Delegations, and who stands near enough to be asked.

use access::schema::{accounts, delegations as table, role_grants};
use access::{AccountId, DelegationId, GrantId};
use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Delegation, NewDelegation, Reason};

type Who = (AccountId, AccountId);
type Days = (NaiveDate, NaiveDate);
type Row = (DelegationId, GrantId, Who, Days, (String, String, String), Option<Moment>);
type Columns = (
    table::id,
    table::grant_id,
    (table::absent_id, table::deputy_id),
    (table::valid_from, table::valid_to),
    (table::reason, table::ground, table::duties),
    table::ended_at,
);
const COLUMNS: Columns = (
    table::id,
    table::grant_id,
    (table::absent_id, table::deputy_id),
    (table::valid_from, table::valid_to),
    (table::reason, table::ground, table::duties),
    table::ended_at,
);

fn delegation(row: Row) -> Delegation {
    let (id, grant, (absent, deputy), (from, to), (reason, ground, duties), ended) = row;
    Delegation {
        id,
        grant,
        absent,
        deputy,
        from,
        to,
        reason: reason.parse().unwrap_or(Reason::Other),
        ground,
        duties: duties.split_whitespace().map(str::to_owned).collect(),
        is_ended: ended.is_some(),
    }
}

/// One of them.
pub(crate) fn find(conn: &mut Conn, id: DelegationId) -> Result<Option<Delegation>> {
    let row: Option<Row> = table::table.filter(table::id.eq(id)).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(delegation))
}

/// What these accounts have handed over and what they do for others, that is not over on `day`, by the first day.
pub(crate) fn ahead(conn: &mut Conn, ids: &[i64], day: NaiveDate) -> Result<Vec<Delegation>> {
    let rows: Vec<Row> = table::table
        .filter(db::among(table::absent_id, ids).or(db::among(table::deputy_id, ids)))
        .filter(table::ended_at.is_null())
        .filter(table::valid_to.ge(day))
        .order((table::valid_from.asc(), table::id.asc()))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(delegation).collect())
}

/// Adds one.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: DelegationId,
    absent: AccountId,
    new: &NewDelegation,
    (by, now): (Option<i64>, Moment),
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::grant_id.eq(new.grant)),
            (table::absent_id.eq(absent), table::deputy_id.eq(new.deputy)),
            (table::valid_from.eq(new.from), table::valid_to.eq(new.to)),
            (table::reason.eq(new.reason.code()), table::ground.eq(&new.ground)),
            table::duties.eq(new.duties.join(" ")),
            (table::created_by.eq(by), table::created_at.eq(now)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes one back.
pub(crate) fn end(tx: &mut WriteTx, id: DelegationId, by: Option<i64>, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)).filter(table::ended_at.is_null()))
        .set((table::ended_by.eq(by), table::ended_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Active accounts with a role at exactly these places on `day`, at most `limit`, by name.
pub(crate) fn at_places(
    conn: &mut Conn,
    paths: &[String],
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<AccountId>> {
    let mut ids: Vec<AccountId> = role_grants::table
        .inner_join(accounts::table.on(accounts::id.eq(role_grants::account_id)))
        .filter(db::among(role_grants::scope_path, paths.to_vec()))
        .filter(role_grants::valid_from.le(day))
        .filter(role_grants::valid_to.is_null().or(role_grants::valid_to.ge(day)))
        .filter(accounts::state.eq("active"))
        .order((accounts::name_key.asc(), accounts::id.asc()))
        .limit(limit)
        .select(accounts::id)
        .load(conn)?;
    ids.dedup();
    Ok(ids)
}
