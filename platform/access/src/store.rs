//! The queries a request needs before its handler runs: the session of a cookie, the person behind it.

pub mod exports;
pub mod factors;
mod standing;
pub mod tokens;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::schema::{accounts, role_grants, sessions};
use crate::{
    AccountId, Grant, NewSession, Person, Role, Scope, Session, SessionId, lifetime_seconds, person,
};

/// How many sessions are live.
pub fn live_sessions(conn: &mut Conn, now: Moment) -> Result<i64> {
    Ok(sessions::table
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::ended_at.is_null())
        .count()
        .get_result(conn)?)
}

type SessionRow = (SessionId, AccountId, String, Moment, Moment, (Option<Moment>, Option<Moment>));
type SessionColumns = (
    sessions::id,
    sessions::account_id,
    sessions::csrf,
    sessions::seen_at,
    sessions::expires_at,
    (sessions::ended_at, sessions::proved_at),
);
const SESSION: SessionColumns = (
    sessions::id,
    sessions::account_id,
    sessions::csrf,
    sessions::seen_at,
    sessions::expires_at,
    (sessions::ended_at, sessions::proved_at),
);

/// The session of a cookie, live or not, and who stands behind it: the active person with the roles in force on `today`.
/// One query, because every request asks it, and another where somebody stands in for somebody.
pub fn entry(
    conn: &mut Conn,
    token_hash: &str,
    today: NaiveDate,
) -> Result<Option<(Session, Option<Person>)>> {
    type Row = (SessionRow, (String, (String, String, String)), Option<GrantRow>, bool);
    let rows: Vec<Row> = sessions::table
        .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
        .left_join(role_grants::table.on(role_grants::account_id.eq(sessions::account_id)))
        .filter(sessions::token_hash.eq(token_hash))
        .order(role_grants::id.asc())
        .select((
            SESSION,
            (accounts::state, (accounts::last_name, accounts::first_name, accounts::middle_name)),
            GRANT.nullable(),
            standing::stands_in(today),
        ))
        .load(conn)?;
    let Some((row, (state, names), _, stands_in)) = rows.first().cloned() else {
        return Ok(None);
    };
    let (id, account, csrf, seen_at, expires_at, (ended_at, proved_at)) = row;
    let session = Session { id, account, csrf, seen_at, expires_at, ended_at, proved_at };
    if state != "active" {
        return Ok(Some((session, None)));
    }
    let grants = rows.into_iter().filter_map(|(_, _, row, _)| grant(row?));
    let scopes = grants.filter(|grant| grant.is_in_force(today)).map(|grant| grant.scope).collect();
    let standing = if stands_in { standing::of_one(conn, account, today)? } else { Vec::new() };
    Ok(Some((session, Some(made(account, id, names, scopes).standing_in(standing)))))
}

/// Opens a session, proved at this instant.
pub fn open_session(tx: &mut WriteTx, new: &NewSession<'_>, now: Moment) -> Result<()> {
    diesel::insert_into(sessions::table)
        .values((
            (sessions::id.eq(new.id), sessions::token_hash.eq(new.token_hash)),
            (sessions::account_id.eq(new.account), sessions::csrf.eq(new.csrf)),
            (sessions::agent.eq(new.agent), sessions::created_at.eq(now), sessions::seen_at.eq(now)),
            sessions::expires_at.eq(now.plus_seconds(lifetime_seconds())),
            sessions::proved_at.eq(now),
            sessions::address.eq(Some(new.address).filter(|address| !address.is_empty())),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The session proves nothing: its person came with somebody else's word.
pub fn unprove_session(tx: &mut WriteTx, session: SessionId) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(session)))
        .set(sessions::proved_at.eq(None::<Moment>))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that the person of a session has proved who they are.
pub fn prove_session(tx: &mut WriteTx, session: SessionId, now: Moment) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(session)))
        .set(sessions::proved_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that a session is in use and moves its end.
pub fn touch_session(tx: &mut WriteTx, session: SessionId, now: Moment) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(session)).filter(sessions::ended_at.is_null()))
        .set((sessions::seen_at.eq(now), sessions::expires_at.eq(now.plus_seconds(lifetime_seconds()))))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends a session; ending it twice changes nothing.
pub fn end_session(tx: &mut WriteTx, session: SessionId, now: Moment) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(session)).filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends every session of an account: after a reset, a block, «выйти везде».
pub fn end_sessions_of(tx: &mut WriteTx, account: AccountId, now: Moment) -> Result<usize> {
    let ended = diesel::update(
        sessions::table.filter(sessions::account_id.eq(account)).filter(sessions::ended_at.is_null()),
    )
    .set(sessions::ended_at.eq(now))
    .execute(&mut **tx)?;
    Ok(ended)
}

/// Ends every session there is: after a restore.
pub fn end_every_session(tx: &mut WriteTx, now: Moment) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// The active person of an account with the roles in force on `today`, widest scope first.
pub fn person(
    conn: &mut Conn,
    account: AccountId,
    session: SessionId,
    today: NaiveDate,
) -> Result<Option<Person>> {
    let names: Option<(String, String, String)> = accounts::table
        .filter(accounts::id.eq(account))
        .filter(accounts::state.eq("active"))
        .select((accounts::last_name, accounts::first_name, accounts::middle_name))
        .first(conn)
        .optional()?;
    let Some(names) = names else {
        return Ok(None);
    };
    let scopes: Vec<Scope> = grants(conn, account)?
        .into_iter()
        .filter(|grant| grant.is_in_force(today))
        .map(|grant| grant.scope)
        .collect();
    let standing = standing::of_one(conn, account, today)?;
    Ok(Some(made(account, session, names, scopes).standing_in(standing)))
}

/// The active people of these accounts, with no session, and the roles in force on `today`: three queries for all.
pub fn people(conn: &mut Conn, ids: &[AccountId], today: NaiveDate) -> Result<BTreeMap<AccountId, Person>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let names: Vec<(AccountId, String, String, String)> = accounts::table
        .filter(db::among(accounts::id, &ids))
        .filter(accounts::state.eq("active"))
        .order(accounts::id.asc())
        .select((accounts::id, accounts::last_name, accounts::first_name, accounts::middle_name))
        .load(conn)?;
    let grants: Vec<(AccountId, GrantRow)> = role_grants::table
        .filter(db::among(role_grants::account_id, &ids))
        .order(role_grants::id.asc())
        .select((role_grants::account_id, GRANT))
        .load(conn)?;
    let mut scopes: BTreeMap<AccountId, Vec<Scope>> = BTreeMap::new();
    for (account, row) in grants {
        if let Some(grant) = grant(row).filter(|grant| grant.is_in_force(today)) {
            scopes.entry(account).or_default().push(grant.scope);
        }
    }
    let mut standing = standing::of(conn, &ids, today)?;
    let person = |(account, last, first, middle): (AccountId, String, String, String)| {
        let scopes = scopes.remove(&account).unwrap_or_default();
        let person = made(account, SessionId(0), (last, first, middle), scopes);
        (account, person.standing_in(standing.remove(&account).unwrap_or_default()))
    };
    Ok(names.into_iter().map(person).collect())
}

fn made(
    account: AccountId,
    session: SessionId,
    (last, first, middle): (String, String, String),
    mut scopes: Vec<Scope>,
) -> Person {
    scopes.sort_by(|a, b| (a.level, a.role, &a.path).cmp(&(b.level, b.role, &b.path)));
    Person {
        account,
        session,
        short_name: person::short_name(&last, &first, &middle),
        full_name: [last, first, middle].join(" ").trim().to_owned(),
        scopes,
        standing: Vec::new(),
    }
}

type GrantRow = (String, i64, String, String, NaiveDate, Option<NaiveDate>);
type GrantColumns = (
    role_grants::role,
    role_grants::unit_id,
    role_grants::scope_path,
    role_grants::level,
    role_grants::valid_from,
    role_grants::valid_to,
);
const GRANT: GrantColumns = (
    role_grants::role,
    role_grants::unit_id,
    role_grants::scope_path,
    role_grants::level,
    role_grants::valid_from,
    role_grants::valid_to,
);

fn grant((role, unit, path, level, from, to): GrantRow) -> Option<Grant> {
    let scope = Scope { unit, path, level: level.parse().ok()?, role: role.parse().ok()? };
    Some(Grant { scope, from, to })
}

/// All roles ever granted to an account; rows with an unknown role or level are left out.
pub fn grants(conn: &mut Conn, account: AccountId) -> Result<Vec<Grant>> {
    let rows: Vec<GrantRow> = role_grants::table
        .filter(role_grants::account_id.eq(account))
        .select(GRANT)
        .order(role_grants::id.asc())
        .load(conn)?;
    Ok(rows.into_iter().filter_map(grant).collect())
}

/// Short names («Орлова Н. П.») of these accounts.
pub fn short_names(conn: &mut Conn, accounts: &[i64]) -> Result<BTreeMap<i64, String>> {
    let short = |(id, (last, first, middle)): (i64, Names)| (id, person::short_name(&last, &first, &middle));
    Ok(names(conn, accounts)?.into_iter().map(short).collect())
}

/// Family name, given name, patronymic.
type Names = (String, String, String);

/// The names of these accounts.
pub fn names(conn: &mut Conn, accounts: &[i64]) -> Result<BTreeMap<i64, Names>> {
    let mut names = BTreeMap::new();
    for some in accounts.chunks(500) {
        let rows: Vec<(i64, Names)> = accounts::table
            .filter(db::among(accounts::id, some))
            .order(accounts::id.asc())
            .select((accounts::id, (accounts::last_name, accounts::first_name, accounts::middle_name)))
            .load(conn)?;
        names.extend(rows);
    }
    Ok(names)
}

/// Who gives roles at this place today: administrators of it and of what stands above, the nearest first, by name.
pub fn givers_at(conn: &mut Conn, path: &str, today: NaiveDate) -> Result<Vec<String>> {
    let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
    let above: Vec<&str> = ends.filter_map(|at| path.get(..=at)).collect();
    let rows: Vec<(String, (String, String, String))> = role_grants::table
        .inner_join(accounts::table.on(accounts::id.eq(role_grants::account_id)))
        .filter(db::among(role_grants::scope_path, above))
        .filter(role_grants::role.eq(Role::Administrator.code()))
        .filter(role_grants::valid_from.le(today))
        .filter(role_grants::valid_to.is_null().or(role_grants::valid_to.ge(today)))
        .filter(accounts::state.eq("active"))
        .order((accounts::name_key.asc(), accounts::id.asc(), role_grants::id.asc()))
        .select((role_grants::scope_path, (accounts::last_name, accounts::first_name, accounts::middle_name)))
        .load(conn)?;
    let nearest = rows.iter().map(|(at, _)| at.len()).max();
    let near = rows.iter().filter(|(at, _)| Some(at.len()) == nearest);
    let mut names: Vec<String> = near
        .map(|(_, (last, first, middle))| [last.as_str(), first, middle].join(" ").trim().to_owned())
        .collect();
    names.dedup();
    Ok(names)
}

/// Active accounts with a role held at exactly this unit: (account, full name), by name.
pub fn holders_at(conn: &mut Conn, unit_path: &str) -> Result<Vec<(i64, String)>> {
    let rows: Vec<(i64, String, String, String)> = role_grants::table
        .inner_join(accounts::table.on(accounts::id.eq(role_grants::account_id)))
        .filter(role_grants::scope_path.eq(unit_path))
        .filter(accounts::state.eq("active"))
        .order((accounts::name_key.asc(), accounts::id.asc()))
        .select((accounts::id, accounts::last_name, accounts::first_name, accounts::middle_name))
        .load(conn)?;
    let name = |(id, last, first, middle): (i64, String, String, String)| {
        (id, [last, first, middle].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    };
    let mut people: Vec<(i64, String)> = rows.into_iter().map(name).collect();
    people.dedup();
    Ok(people)
}
