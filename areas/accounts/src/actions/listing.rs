//! Accounts with their roles in words: the list, the card and the command line show the same.

use std::collections::HashMap;

use access::Granted;
use chrono::NaiveDate;
use web::{Cx, Error, Mode, Result};

use crate::ManageAccounts;
use crate::model::{Account, Holding};
use crate::store;

/// An account with its roles.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The account.
    pub account: Account,
    /// Its roles not over yet, the widest first, each with the name of its place.
    pub roles: Vec<(Holding, String)>,
}

/// Accounts whose names begin with `name`, by name, at most `limit`.
pub fn list<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<ManageAccounts>,
    name: &str,
    limit: i64,
) -> Result<Vec<Listed>> {
    let today = cx.today()?;
    let filter = store::Filter { name: name.to_owned(), ..store::Filter::default() };
    let accounts = store::list(cx.conn(), may.ranges(), &filter, today, limit)?;
    with_roles(cx, accounts, today)
}

/// The account of a login, if it stands inside the scope.
pub fn by_login<M: Mode>(cx: &mut Cx<M>, may: &Granted<ManageAccounts>, login: &str) -> Result<Account> {
    let found = store::by_login(cx.conn(), login)?.ok_or(Error::NotFound)?;
    store::find(cx.conn(), may.ranges(), found.id)?.ok_or(Error::NotFound)
}

/// The accounts with their roles: two queries for any number of rows.
pub(crate) fn with_roles<M: Mode>(
    cx: &mut Cx<M>,
    accounts: Vec<Account>,
    today: NaiveDate,
) -> Result<Vec<Listed>> {
    let ids: Vec<i64> = accounts.iter().map(|account| account.id.0).collect();
    let held = store::roles::held_by(cx.conn(), &ids)?;
    let titles = store::places::titles(cx.conn(), held.iter().map(|one| one.unit))?;
    let mut by_account: HashMap<_, Vec<_>> = HashMap::new();
    for one in held.into_iter().filter(|one| !one.is_over(today)) {
        let title = titles.get(&one.unit).cloned().unwrap_or_default();
        by_account.entry(one.account).or_default().push((one, title));
    }
    let listed =
        |account: Account| Listed { roles: by_account.remove(&account.id).unwrap_or_default(), account };
    Ok(accounts.into_iter().map(listed).collect())
}
