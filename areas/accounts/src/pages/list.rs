//! The list of accounts inside the scope: by name, role and state.

use access::{Granted, Role};
use askama::Template;
use web::{Cx, Page, Read, Reply, Request, Result, russian};

use super::role_options;
use crate::actions::listing::{Listed, with_roles};
use crate::model::{Account, State};
use crate::store::Filter;
use crate::{ManageAccounts, store};

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    rows: Vec<Row>,
    prefix: String,
    chosen_role: String,
    role_choices: Vec<(String, String)>,
    chosen_state: String,
    states: Vec<(String, String)>,
    shown: String,
    next_url: String,
}

struct Row {
    account: Account,
    roles: Vec<String>,
}

/// `GET /accounts`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (request, today) = (cx.request_handle(), cx.today()?);
    let filter = filter(&request);
    let mut found = store::list(cx.conn(), may.ranges(), &filter, today, 51)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next_url = found.last().filter(|_| more).map(|last| next_address(&filter, last)).unwrap_or_default();
    // Names are shown: each person may see who looked.
    let ids: Vec<i64> = found.iter().map(|account| account.id.0).collect();
    cx.saw("account", &ids, may.scopes().first().map_or("/", |scope| scope.path.as_str()));
    let rows: Vec<Row> = with_roles(cx, found, today)?.into_iter().map(row).collect();
    let count = i64::try_from(rows.len()).unwrap_or(0);
    let page = ListPage {
        rows,
        shown: russian::counted(count, "строка", "строки", "строк"),
        chosen_role: filter.role.map(|role| role.code().to_owned()).unwrap_or_default(),
        role_choices: role_options(&may),
        chosen_state: filter.state.map(|state| state.code().to_owned()).unwrap_or_default(),
        states: State::ALL.into_iter().map(|s| (s.code().to_owned(), s.title().to_owned())).collect(),
        prefix: filter.name,
        next_url,
    };
    Page::titled("Доступ").show(&page)
}

fn filter(request: &Request) -> Filter {
    Filter {
        name: request.asked("name").trim().to_owned(),
        role: request.asked("role").parse::<Role>().ok(),
        state: request.asked("state").parse::<State>().ok(),
        after: request
            .asked("after")
            .split_once('~')
            .and_then(|(id, key)| Some((key.to_owned(), id.parse().ok()?))),
    }
}

fn next_address(filter: &Filter, last: &Account) -> String {
    let (role, state) = (filter.role.map_or("", Role::code), filter.state.map_or("", State::code));
    let after = format!("{}~{}", last.id, last.key);
    web::address("/accounts", &[("name", &filter.name), ("role", role), ("state", state), ("after", &after)])
}

fn row(listed: Listed) -> Row {
    let told = |(held, place): &(crate::Holding, String)| format!("{}, {place}", held.role.title());
    Row { roles: listed.roles.iter().map(told).collect(), account: listed.account }
}
