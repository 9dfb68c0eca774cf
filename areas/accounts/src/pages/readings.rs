//! «Кто смотрел мои данные»: the journal's readings of one's own account, by day, person and page, read page by page.

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use audit::Action;
use audit::store::{Filter, Line};
use chrono::NaiveDate;
use db::{Moment, Ranges};
use registry::MenuLine;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::{names, who};
use crate::actions::own;
use crate::store;

/// So many lines of the journal make a page.
const PAGE: usize = 100;
/// The same and one more, which tells whether there is a next page.
const ASKED: i64 = 101;

#[derive(Template)]
#[template(path = "readings.html")]
struct ReadingsPage {
    days: Vec<(String, Vec<Reading>)>,
    older_url: String,
}

/// What one person did on one day on pages of one kind.
struct Reading {
    who: String,
    role: String,
    what: String,
    times: String,
    last: String,
}

/// `GET /account/readings`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let account = own::account(cx)?.id;
    let filter = Filter {
        action: Some(Action::Read),
        object: Some(account.0),
        before: cx.request().asked("before").parse().ok(),
        ..Filter::default()
    };
    let mut lines = audit::store::search(cx.conn(), &Ranges::under(["/"]), &filter, ASKED)?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let last = lines.last().filter(|_| has_more).map(|line| line.id.to_string());
    let page = ReadingsPage {
        days: days(cx, &lines)?,
        older_url: last.map(|id| web::address("/account/readings", &[("before", &id)])).unwrap_or_default(),
    };
    Page::titled("Кто смотрел мои данные").under("/account").show(&page)
}

/// Lines of the journal by day, the newest first; inside a day by person and page, the newest first.
fn days(cx: &mut Cx<Read>, lines: &[Line]) -> Result<Vec<(String, Vec<Reading>)>> {
    let zone = cx.house().settings.zone;
    let (names, roles) = (names(cx, lines)?, roles(cx, lines)?);
    let house = cx.house_handle();
    let menu = house.registry.menu.as_slice();
    let mut days: Vec<(NaiveDate, Vec<(&Line, i64)>)> = Vec::new();
    for line in lines {
        let day = Moment(line.at).day(zone);
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Vec::new()));
        }
        let Some((_, groups)) = days.last_mut() else { continue };
        let is_same =
            |other: &Line| other.account_id == line.account_id && kind(other, menu) == kind(line, menu);
        match groups.iter_mut().find(|(other, _)| is_same(other)) {
            Some((_, times)) => *times += 1,
            None => groups.push((line, 1)),
        }
    }
    let reading = |(line, times): (&Line, i64)| Reading {
        who: who(line, &names),
        role: line.account_id.and_then(|id| roles.get(&id).cloned()).unwrap_or_default(),
        what: kind(line, menu),
        times: russian::counted(times, "раз", "раза", "раз"),
        last: russian::time(Moment(line.at), zone),
    };
    let told = |(day, groups): (NaiveDate, Vec<_>)| {
        (russian::date_long(day), groups.into_iter().map(reading).collect())
    };
    Ok(days.into_iter().map(told).collect())
}

/// The widest role each reader holds today, or the last one held.
fn roles(cx: &mut Cx<Read>, lines: &[Line]) -> Result<BTreeMap<i64, String>> {
    let mut readers: Vec<i64> = lines.iter().filter_map(|line| line.account_id).collect();
    readers.sort_unstable();
    readers.dedup();
    let today = cx.today()?;
    let held = store::roles::held_by(cx.conn(), &readers)?;
    let (now, past): (Vec<_>, Vec<_>) = held.iter().partition(|one| one.is_in_force(today));
    let mut roles = BTreeMap::new();
    for one in now.into_iter().chain(past) {
        roles.entry(one.account.0).or_insert_with(|| one.role.title().to_owned());
    }
    Ok(roles)
}

/// Pages of one's own data that are called otherwise than the section they stand in.
const PAGES: [(&str, &str); 7] = [
    ("/accounts/", "карточка учётной записи"),
    ("/accounts", "список учётных записей"),
    ("/api/", "выгрузка программой"),
    ("/people/register", "выгрузка списка педагогов"),
    ("/people/{person}/portfolio", "портфолио"),
    ("/people/{person}/consents", "согласия"),
    ("/people/{person}", "карточка педагога"),
];

/// The kind of page, as far as the journal knows it: earlier lines do not name theirs. A page that is not told of is called by
/// its section of the menu.
fn kind(line: &Line, menu: &[MenuLine]) -> String {
    let details: serde_json::Value = serde_json::from_str(&line.details).unwrap_or_default();
    let page = details["page"].as_str().unwrap_or_default();
    if let Some((_, told)) = PAGES.iter().find(|(begins, _)| page.starts_with(begins)) {
        return (*told).to_owned();
    }
    let is_under = |one: &&MenuLine| {
        page.strip_prefix(one.url).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let section =
        menu.iter().filter(|one| one.url.len() > 1).filter(is_under).max_by_key(|one| one.url.len());
    section.map_or_else(|| "страница с\u{a0}данными".to_owned(), |one| format!("раздел «{}»", one.title))
}
