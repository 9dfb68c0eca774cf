//! Every query of accounts; the tables themselves belong to `platform/access`.

pub(crate) mod delegations;
pub(crate) mod exports;
pub(crate) mod failures;
pub(crate) mod identities;
pub(crate) mod invitations;
pub(crate) mod links;
pub(crate) mod mergers;
mod one_use;
pub(crate) mod places;
pub(crate) mod roles;
pub(crate) mod sessions;
pub(crate) mod sheets;

use access::schema::accounts;
use access::{AccountId, Role};
use chrono::NaiveDate;
use db::{Backend, Conn, Moment, Ranges, Result, WriteTx, fold, prefix_end};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Text};

use crate::model::{Account, Name, NewAccount, Secret, State};

type Row = (AccountId, String, (String, String, String), Option<String>, String, String);
type Columns = (
    accounts::id,
    accounts::login,
    (accounts::last_name, accounts::first_name, accounts::middle_name),
    accounts::password_hash,
    accounts::state,
    accounts::name_key,
);

const COLUMNS: Columns = (
    accounts::id,
    accounts::login,
    (accounts::last_name, accounts::first_name, accounts::middle_name),
    accounts::password_hash,
    accounts::state,
    accounts::name_key,
);

/// A state the program does not know opens nothing.
fn account(row: Row) -> Account {
    let (id, login, (last, first, middle), hash, state, key) = row;
    let state = state.parse().unwrap_or(State::Blocked);
    Account { id, login, name: Name { last, first, middle }, password: hash.map(Secret), state, key }
}

/// The account of a login, wherever it stands: for signing in and for the check that a login is free.
pub(crate) fn by_login(conn: &mut Conn, login: &str) -> Result<Option<Account>> {
    let row: Option<Row> =
        accounts::table.filter(accounts::login_key.eq(fold(login))).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(account))
}

/// The account of an id, wherever it stands: for what its own holder does.
pub(crate) fn own(conn: &mut Conn, id: AccountId) -> Result<Option<Account>> {
    let row: Option<Row> =
        accounts::table.filter(accounts::id.eq(id)).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(account))
}

/// The accounts of these ids: their short names for the journal.
pub(crate) fn all_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Account>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<Row> = accounts::table
            .filter(accounts::id.eq_any(some))
            .order(accounts::id.asc())
            .select(COLUMNS)
            .load(conn)?;
        found.extend(part.into_iter().map(account));
    }
    Ok(found)
}

/// What a list of accounts is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Names that begin with this.
    pub name: String,
    /// Only holders of this role today.
    pub role: Option<Role>,
    /// Only this state.
    pub state: Option<State>,
    /// The last row of the page before: its name key and id.
    pub after: Option<(String, i64)>,
}

type Filtering = Box<dyn BoxableExpression<accounts::table, Backend, SqlType = Bool>>;

/// Accounts that hold or held a role inside the scope; with `role`, only those who hold it on the day.
fn holders(scope: &Ranges, role: Option<(Role, NaiveDate)>) -> Filtering {
    let nobody: Filtering = Box::new(false.into_sql::<Bool>());
    scope.pairs().iter().fold(nobody, |filter, (from, to)| -> Filtering {
        let inside = db::piece::<Bool>(
            "accounts.id IN (SELECT g.account_id FROM role_grants g WHERE g.scope_path >= ",
        )
        .bind::<Text, _>(from.clone())
        .sql(" AND g.scope_path < ")
        .bind::<Text, _>(to.clone());
        match role {
            None => Box::new(filter.or(inside.sql(")"))),
            Some((role, today)) => Box::new(
                filter.or(inside
                    .sql(" AND g.role = ")
                    .bind::<Text, _>(role.code())
                    .sql(" AND g.valid_from <= ")
                    .bind::<Date, _>(today)
                    .sql(" AND (g.valid_to IS NULL OR g.valid_to >= ")
                    .bind::<Date, _>(today)
                    .sql("))")),
            ),
        }
    })
}

/// The account, if it holds or held a role inside the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: AccountId) -> Result<Option<Account>> {
    let mut query = accounts::table.into_boxed().filter(accounts::id.eq(id)).select(COLUMNS);
    if !scope.holds("/") {
        query = query.filter(holders(scope, None));
    }
    Ok(query.first(conn).optional()?.map(account))
}

/// Those of these accounts that hold or held a role inside the scope.
pub(crate) fn within(conn: &mut Conn, scope: &Ranges, ids: &[i64]) -> Result<Vec<Account>> {
    let mut query = accounts::table.into_boxed().filter(accounts::id.eq_any(ids.to_vec())).select(COLUMNS);
    if !scope.holds("/") {
        query = query.filter(holders(scope, None));
    }
    let rows: Vec<Row> = query.order(accounts::id.asc()).load(conn)?;
    Ok(rows.into_iter().map(account).collect())
}

/// A page of the list inside the scope, by name.
pub(crate) fn list(
    conn: &mut Conn,
    scope: &Ranges,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<Account>> {
    let mut query = accounts::table.into_boxed().select(COLUMNS);
    if filter.role.is_some() || !scope.holds("/") {
        query = query.filter(holders(scope, filter.role.map(|role| (role, today))));
    }
    if let Some(state) = filter.state {
        query = query.filter(accounts::state.eq(state.code()));
    }
    let prefix = fold(&filter.name);
    if !prefix.is_empty() {
        query = query
            .filter(accounts::name_key.ge(prefix.clone()))
            .filter(accounts::name_key.lt(prefix_end(&prefix)));
    }
    if let Some((key, id)) = filter.after.clone() {
        query = query.filter(
            accounts::name_key.gt(key.clone()).or(accounts::name_key.eq(key).and(accounts::id.gt(id))),
        );
    }
    let rows: Vec<Row> =
        query.order((accounts::name_key.asc(), accounts::id.asc())).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(account).collect())
}

/// Adds an account in the state `invited`; its first role is granted apart.
pub(crate) fn add(tx: &mut WriteTx, id: AccountId, new: &NewAccount, now: Moment) -> Result<()> {
    diesel::insert_into(accounts::table)
        .values((
            (accounts::id.eq(id), accounts::login.eq(&new.login), accounts::login_key.eq(fold(&new.login))),
            (accounts::last_name.eq(&new.name.last), accounts::first_name.eq(&new.name.first)),
            (accounts::middle_name.eq(&new.name.middle), accounts::name_key.eq(fold(&new.name.full()))),
            accounts::state.eq(State::Invited.code()),
            (accounts::created_at.eq(now), accounts::updated_at.eq(now), accounts::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts an account into a state, with the password it has from now on.
pub(crate) fn set_state(
    tx: &mut WriteTx,
    id: AccountId,
    state: State,
    password: Option<&Secret>,
    now: Moment,
) -> Result<()> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set((
            accounts::state.eq(state.code()),
            accounts::password_hash.eq(password.map(|hash| hash.0.as_str())),
            accounts::updated_at.eq(now),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
