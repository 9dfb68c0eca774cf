//! Sheets of codes, whom they invite, and the codes of an account.

use std::collections::{BTreeMap, BTreeSet};

use access::schema::{invitations, role_grants};
use access::{AccountId, Role, verify_password};
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;

use crate::model::{Account, InvitationSheet, NewOnSheet, OnSheet, SheetId};
use crate::schema::{invitation_sheet_rows as rows, invitation_sheets as table};

type Row = (SheetId, i64, String, (Moment, Moment), Option<Moment>);
type Columns =
    (table::id, table::unit_id, table::unit_path, (table::printed_at, table::expires_at), table::closed_at);
const COLUMNS: Columns =
    (table::id, table::unit_id, table::unit_path, (table::printed_at, table::expires_at), table::closed_at);

fn sheet((id, unit, unit_path, (printed_at, until), closed): Row) -> InvitationSheet {
    InvitationSheet { id, unit, unit_path, printed_at, until, is_closed: closed.is_some() }
}

/// A sheet inside the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: SheetId) -> Result<Option<InvitationSheet>> {
    let row: Option<Row> = table::table
        .filter(table::id.eq(id))
        .filter(db::within!(table::table, table::unit_path, scope))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(sheet))
}

/// The last sheets inside the scope, the newest first.
pub(crate) fn list(conn: &mut Conn, scope: &Ranges, limit: i64) -> Result<Vec<InvitationSheet>> {
    let found: Vec<Row> = table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .order(table::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(conn)?;
    Ok(found.into_iter().map(sheet).collect())
}

/// The newest sheet of a unit, not withdrawn, that somebody of these people is on.
pub(crate) fn last_with(conn: &mut Conn, unit: i64, people: &[i64]) -> Result<Option<SheetId>> {
    Ok(rows::table
        .inner_join(table::table.on(table::id.eq(rows::sheet_id)))
        .filter(table::unit_id.eq(unit))
        .filter(table::closed_at.is_null())
        .filter(db::among(rows::person_id, people.iter().copied()))
        .order(rows::id.desc())
        .select(rows::sheet_id)
        .first(conn)
        .optional()?)
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    sheet: i64,
    #[diesel(sql_type = BigInt)]
    people: i64,
    #[diesel(sql_type = BigInt)]
    entered: i64,
}

/// How many are on each of these sheets, and how many of them have signed in.
pub(crate) fn counts(conn: &mut Conn, sheets: &[i64]) -> Result<BTreeMap<i64, (i64, i64)>> {
    let (Some(first), Some(last)) = (sheets.iter().min(), sheets.iter().max()) else {
        return Ok(BTreeMap::new());
    };
    let found: Vec<Counted> = sql_query(
        "SELECT r.sheet_id AS sheet, count(*) AS people, \
         count(CASE WHEN a.state <> 'invited' THEN 1 END) AS entered \
         FROM invitation_sheet_rows r JOIN accounts a ON a.id = r.account_id \
         WHERE r.sheet_id >= $1 AND r.sheet_id <= $2 GROUP BY r.sheet_id ORDER BY r.sheet_id",
    )
    .bind::<BigInt, _>(*first)
    .bind::<BigInt, _>(*last)
    .load(conn)?;
    Ok(found.into_iter().map(|one| (one.sheet, (one.people, one.entered))).collect())
}

/// Who is on a sheet, by name.
pub(crate) fn on(conn: &mut Conn, id: SheetId) -> Result<Vec<OnSheet>> {
    let found: Vec<(AccountId, String, Option<String>)> = rows::table
        .filter(rows::sheet_id.eq(id))
        .order(rows::id.asc())
        .select((rows::account_id, rows::post, rows::role))
        .load(conn)?;
    let ids: Vec<i64> = found.iter().map(|(account, ..)| account.0).collect();
    let mut told: BTreeMap<AccountId, (String, Option<Role>)> = found
        .into_iter()
        .map(|(account, post, role)| (account, (post, role.and_then(|role| role.parse().ok()))))
        .collect();
    let mut all = super::all_of(conn, &ids)?;
    all.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
    let raised = raised(conn, &ids)?;
    let one = |account: Account| {
        let (post, role) = told.remove(&account.id).unwrap_or_default();
        OnSheet {
            is_raised: raised.contains(&account.id),
            post,
            role,
            account: account.id,
            login: account.login,
            name: account.name,
            state: account.state,
        }
    };
    Ok(all.into_iter().map(one).collect())
}

/// Of these accounts those that hold anything but «Педагог» and what their sheet gave, of the organisation of the sheet.
pub(crate) fn raised(conn: &mut Conn, accounts: &[i64]) -> Result<BTreeSet<AccountId>> {
    let mut found = BTreeSet::new();
    for some in accounts.chunks(500) {
        let some: Vec<AccountId> = some.iter().map(|id| AccountId(*id)).collect();
        let homes: BTreeMap<AccountId, (i64, Option<String>)> = rows::table
            .inner_join(table::table.on(table::id.eq(rows::sheet_id)))
            .filter(rows::account_id.eq_any(some.clone()))
            .order(rows::id.asc())
            .select((rows::account_id, (table::unit_id, rows::role)))
            .load::<(AccountId, (i64, Option<String>))>(conn)?
            .into_iter()
            .collect();
        let grants: Vec<(AccountId, String, i64)> = role_grants::table
            .filter(role_grants::account_id.eq_any(some))
            .order(role_grants::id.asc())
            .select((role_grants::account_id, role_grants::role, role_grants::unit_id))
            .load(conn)?;
        let more = |(account, role, unit): &(AccountId, String, i64)| {
            let is_given = |(home, given): &(i64, Option<String>)| {
                home == unit && (role == Role::Teacher.code() || given.as_ref() == Some(role))
            };
            match homes.get(account) {
                Some(home) => !is_given(home),
                None => role != Role::Teacher.code(),
            }
        };
        found.extend(grants.iter().filter(|one| more(one)).map(|one| one.0));
    }
    Ok(found)
}

/// Adds a sheet.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: SheetId,
    (unit, path): (i64, &str),
    by: Option<i64>,
    (now, until): (Moment, Moment),
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::unit_id.eq(unit), table::unit_path.eq(path)),
            (table::created_by.eq(by), table::created_at.eq(now), table::printed_at.eq(now)),
            table::expires_at.eq(until),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts somebody on a sheet.
pub(crate) fn put(
    tx: &mut WriteTx,
    id: i64,
    sheet: SheetId,
    account: AccountId,
    one: &NewOnSheet,
) -> Result<()> {
    diesel::insert_into(rows::table)
        .values((
            (rows::id.eq(id), rows::sheet_id.eq(sheet), rows::account_id.eq(account)),
            (rows::person_id.eq(one.person), rows::post.eq(&one.post)),
            rows::role.eq(one.role.map(Role::code)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Codes of the sheet were made anew.
pub(crate) fn printed(tx: &mut WriteTx, id: SheetId, (now, until): (Moment, Moment)) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((table::printed_at.eq(now), table::expires_at.eq(until), table::closed_at.eq(None::<Moment>)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Codes of the sheet were ended by hand.
pub(crate) fn close(tx: &mut WriteTx, id: SheetId, now: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)).filter(table::closed_at.is_null()))
        .set(table::closed_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// The unit of the sheet an account came from.
pub(crate) fn unit_of(conn: &mut Conn, account: AccountId) -> Result<Option<i64>> {
    Ok(rows::table
        .inner_join(table::table.on(table::id.eq(rows::sheet_id)))
        .filter(rows::account_id.eq(account))
        .select(table::unit_id)
        .first(conn)
        .optional()?)
}

/// A code as stored: which it is, when it was made, whether it is the newest.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub id: i64,
    pub made: Moment,
    pub is_newest: bool,
}

/// So many last codes of an account are compared: what was replaced is told apart from what never was.
const COMPARED: i64 = 3;
/// How the hash of a code begins; a link's is hexadecimal.
const CODES: (&str, &str) = ("$argon2", "$argon3");

/// The code of the account that fits what was typed; slow on purpose.
pub(crate) fn fitting(conn: &mut Conn, account: AccountId, code: &str) -> Result<Option<Kept>> {
    let found: Vec<(i64, String, Moment)> = invitations::table
        .filter(invitations::account_id.eq(account))
        .filter(invitations::token_hash.ge(CODES.0))
        .filter(invitations::token_hash.lt(CODES.1))
        .order(invitations::id.desc())
        .limit(COMPARED)
        .select((invitations::id, invitations::token_hash, invitations::created_at))
        .load(conn)?;
    let newest = found.first().map(|row| row.0);
    let fits = found.into_iter().find(|row| verify_password(code, &row.1));
    Ok(fits.map(|(id, _, made)| Kept { id, made, is_newest: Some(id) == newest }))
}
