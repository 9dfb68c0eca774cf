//! The people of a place with what supports each of them; those without anything as a filter.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use people::{Person, SeePeople};
use registry::{Support, SupportKind};
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Request, Result, russian};

use super::Choices;
use crate::coverage::{self, Coverage};

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    chosen: String,
    kinds: Choices,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    register_url: String,
    clear_url: String,
}

struct Row {
    name: String,
    url: String,
    place: String,
    supports: Vec<Line>,
}

struct Line {
    kind: String,
    what: String,
    since: String,
    url: String,
}

/// `GET /support/people?unit=…&kind=none`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), super::place(cx, &may)?);
    let today = cx.today_at(&unit.path)?;
    let scope = db::Ranges::under([unit.path.as_str()]);
    let coverage = Coverage::of(cx, &scope, &unit.path, today)?;
    let chosen = request.asked("kind").to_owned();
    let keys = people::store::keys_of(cx.conn(), &coverage.narrowed(&chosen))?;
    let after = after(&request);
    let rest = keys.iter().filter(|key| after.as_ref().is_none_or(|last| *key > last));
    let shown: Vec<&(String, i64)> = rest.take(PAGE + 1).collect();
    let has_more = shown.len() > PAGE;
    let ids: Vec<i64> = shown.iter().take(PAGE).map(|(_, id)| *id).collect();
    let last = shown.get(PAGE - 1).filter(|_| has_more).map(|(key, id)| format!("{id}~{key}"));
    let unit_id = unit.id.to_string();
    let here = |path: &str, more: &[(&str, &str)]| {
        let own = [("unit", unit_id.as_str()), ("kind", chosen.as_str())];
        web::address(path, &own.iter().chain(more).copied().collect::<Vec<_>>())
    };
    let page = PeoplePage {
        of: unit.name.clone(),
        tabs: super::tabs("/support/people", &unit),
        counted: counted(keys.len()),
        rows: rows(cx, &ids, may.ranges(), today)?,
        kinds: kinds(&coverage.counted),
        next_url: last.map(|after| here("/support/people", &[("after", &after)])).unwrap_or_default(),
        register_url: here("/support/register", &[]),
        clear_url: if chosen.is_empty() {
            String::new()
        } else {
            web::address("/support/people", &[("unit", &unit_id)])
        },
        unit: unit_id,
        chosen,
    };
    Page::titled("Кого что поддерживает").at(&unit.path).under("/support").show(&page)
}

fn counted(count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    russian::counted(count, "педагог", "педагога", "педагогов")
}

fn after(request: &Request) -> Option<(String, i64)> {
    let (id, key) = request.asked("after").split_once('~')?;
    Some((key.to_owned(), id.parse().ok()?))
}

/// What the filter may ask for.
pub(super) fn kinds(counted: &[SupportKind]) -> Choices {
    let ends = [("none", "без поддержки"), ("any", "с любой поддержкой")];
    let ends = ends.map(|(code, title)| (code.to_owned(), title.to_owned()));
    let known = counted.iter().map(|kind| (kind.code().to_owned(), kind.title().to_lowercase()));
    ends.into_iter().chain(known).collect()
}

fn rows(cx: &mut Cx<Read>, ids: &[i64], scope: &db::Ranges, today: chrono::NaiveDate) -> Result<Vec<Row>> {
    let people = people::store::all_of(cx.conn(), ids)?;
    let accounts: Vec<i64> = people.iter().filter_map(|person| person.account_id).collect();
    let mut known: BTreeMap<i64, Person> = people.into_iter().map(|person| (person.id.0, person)).collect();
    if let Some(path) = known.values().next().map(|person| person.unit_path.clone()) {
        cx.saw("person", ids, &path);
        cx.saw("account", &accounts, &path);
    }
    let places = places(cx, known.values())?;
    let mut supports: BTreeMap<i64, Vec<Line>> = BTreeMap::new();
    for one in coverage::told(cx, ids, today)? {
        supports.entry(one.person).or_default().push(line(one, scope));
    }
    let row = |id: &i64| {
        let person = known.remove(id)?;
        Some(Row {
            name: person.name().full(),
            url: person.url(),
            place: places.get(&person.unit_id.0).cloned().unwrap_or_default(),
            supports: supports.remove(id).unwrap_or_default(),
        })
    };
    Ok(ids.iter().filter_map(row).collect())
}

/// Short names of where these people stand.
pub(super) fn places<'a>(
    cx: &mut Cx<Read>,
    people: impl Iterator<Item = &'a Person>,
) -> Result<BTreeMap<i64, String>> {
    let mut units: Vec<i64> = people.map(|person| person.unit_id.0).collect();
    units.sort_unstable();
    units.dedup();
    let found = units::store::all_of(cx.conn(), &units)?;
    Ok(found.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

fn line(one: Support, scope: &db::Ranges) -> Line {
    // Bodies of the places above are open to everybody below them.
    let is_above = scope.pairs().iter().any(|(from, _)| from.starts_with(&one.unit_path));
    let is_open = scope.holds(&one.unit_path) || is_above;
    let prefix = if one.lasts() { "с " } else { "" };
    Line {
        kind: one.kind.title().to_lowercase(),
        what: one.what,
        since: one.since.map(|day| format!("{prefix}{}", russian::date(day))).unwrap_or_default(),
        url: if is_open { one.url } else { String::new() },
    }
}
