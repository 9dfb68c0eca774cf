//! The people of a place with their consents: what is in force, what ends, what is missing, what was withdrawn.

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::{Person, SeePeople};
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Page, Read, Reply, Request, Result, russian};

use super::words::{self, Mark};
use crate::standing::{Standing, State, Sums, asked_kinds};
use crate::store::stood;

const PAGE: usize = 50;
const LIMIT: i64 = 51;

#[derive(Template)]
#[template(path = "consents_list.html")]
struct ListPage {
    of: String,
    unit: String,
    places: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    states: Vec<(&'static str, &'static str)>,
    chosen_kind: String,
    chosen_state: String,
    /// Kind, then a number with its address a state, then how many withdrawals wait.
    sums: Vec<Sum>,
    warning: String,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    obligations_url: String,
    register_url: String,
    clear_url: String,
}

struct Sum {
    kind: String,
    cells: Vec<(&'static str, i64, String)>,
    awaiting: i64,
}

struct Row {
    name: String,
    url: String,
    place: String,
    /// Kind, mark.
    marks: Vec<(String, Mark)>,
}

/// What the list is asked for.
pub(super) struct Asked {
    pub unit: Unit,
    pub kind: String,
    pub state: Option<State>,
}

/// The unit asked for within the scope, or the person's own place; the filter.
pub(super) fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeePeople>) -> Result<Asked> {
    let request = cx.request_handle();
    let id: Option<UnitId> = match request.asked("unit") {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => Some(typed.parse().map_err(|_| Error::NotFound)?),
    };
    let found = id.map(|id| units::store::find(cx.conn(), may.ranges(), id)).transpose()?.flatten();
    Ok(Asked {
        unit: found.ok_or(Error::NotFound)?,
        kind: request.asked("kind").to_owned(),
        state: State::of(request.asked("state")),
    })
}

/// `GET /consents?unit=…&kind=…&state=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let (request, asked) = (cx.request_handle(), asked(cx, &may)?);
    let unit = &asked.unit;
    let (rules, today) = (units::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let scope = db::Ranges::under([unit.path.as_str()]);
    let question = question(&scope, &rules, (&asked, today));
    let after = after(&request);
    let mut shown = stood::page(cx.conn(), &question, (after.as_ref(), LIMIT))?;
    let count = stood::count(cx.conn(), &question)?;
    let has_more = shown.len() > PAGE;
    shown.truncate(PAGE);
    let last = shown.last().filter(|_| has_more).map(|(key, id)| format!("{id}~{key}"));
    let ids: Vec<i64> = shown.iter().map(|(_, id)| *id).collect();
    let standing = Standing::of_these(cx, &scope, (shown, today))?;
    let sums_of = Sums::of(cx, &question)?;
    let page = ListPage {
        of: unit.name.clone(),
        unit: unit.id.to_string(),
        places: places(cx, &may, unit)?,
        kinds: words::kinds(&rules),
        states: State::ALL.iter().map(|one| (one.code(), one.title())).collect(),
        chosen_kind: asked.kind.clone(),
        chosen_state: asked.state.map_or("", State::code).to_owned(),
        sums: sums(&sums_of, &rules, unit),
        warning: warning(cx, &question, &rules)?,
        rows: rows(cx, &ids, &standing, &rules)?,
        counted: russian::counted(count, "человек", "человека", "человек"),
        next_url: last.map(|after| address("/consents", &asked, &after)).unwrap_or_default(),
        obligations_url: if super::keeps(cx, &unit.path) {
            web::address("/consents/obligations", &[("unit", &unit.id.to_string())])
        } else {
            String::new()
        },
        register_url: address("/consents/register", &asked, ""),
        clear_url: if asked.kind.is_empty() && asked.state.is_none() {
            String::new()
        } else {
            web::address("/consents", &[("unit", &unit.id.to_string())])
        },
    };
    Page::titled("Согласия").at(&unit.path).under("/consents").show(&page)
}

fn address(path: &str, asked: &Asked, after: &str) -> String {
    let unit = asked.unit.id.to_string();
    let state = asked.state.map_or("", State::code);
    web::address(path, &[("unit", &unit), ("kind", &asked.kind), ("state", state), ("after", after)])
}

fn after(request: &Request) -> Option<(String, i64)> {
    let (id, key) = request.asked("after").split_once('~')?;
    Some((key.to_owned(), id.parse().ok()?))
}

/// The list as the database is asked for it.
fn question(scope: &db::Ranges, rules: &Effective, (asked, today): (&Asked, NaiveDate)) -> stood::Asked {
    let (from, to) = scope.pairs().first().cloned().unwrap_or_default();
    let owned = |state: State| {
        let kinds = asked_kinds(rules, &asked.kind, state).into_iter().map(str::to_owned).collect();
        (state, kinds)
    };
    stood::Asked { place: (from, to, scope.top().unwrap_or_default()), today, state: asked.state.map(owned) }
}

fn sums(standing: &Sums, rules: &Effective, unit: &Unit) -> Vec<Sum> {
    let unit = unit.id.to_string();
    let sum = |kind: &packs::Sourced<packs::ConsentKind>| {
        let id = &kind.rule.id;
        let cell = |state: State| {
            let url = web::address("/consents", &[("unit", &unit), ("kind", id), ("state", state.code())]);
            (state.title(), standing.count(id, state), url)
        };
        Sum {
            kind: kind.rule.title.clone(),
            cells: State::ALL.into_iter().map(cell).collect(),
            awaiting: standing.awaiting(id),
        }
    };
    rules.consent_kinds.iter().map(sum).collect()
}

/// «Без согласия, которое нужно от каждого, – 12 человек.»
fn warning(cx: &mut Cx<Read>, question: &stood::Asked, rules: &Effective) -> Result<String> {
    let kinds = asked_kinds(rules, "", State::Missing).into_iter().map(str::to_owned).collect();
    let lacking = stood::Asked { state: Some((State::Missing, kinds)), ..question.clone() };
    let lacking = stood::count(cx.conn(), &lacking)?;
    if lacking == 0 {
        return Ok(String::new());
    }
    let count = russian::counted(lacking, "человека", "человек", "человек");
    let kinds = rules.consent_kinds.iter().filter(|kind| kind.rule.expected);
    let kinds: Vec<String> = kinds.map(|kind| format!("«{}»", kind.rule.title)).collect();
    Ok(format!("Нет согласия {} у\u{a0}{count}.", kinds.join(", ")))
}

fn rows(cx: &mut Cx<Read>, ids: &[i64], standing: &Standing, rules: &Effective) -> Result<Vec<Row>> {
    let people = people::store::all_of(cx.conn(), ids)?;
    if let Some(path) = people.first().map(|person| person.unit_path.clone()) {
        super::saw(cx, &people, &path);
    }
    let places = short_names(cx, &people)?;
    let mut known: BTreeMap<i64, Person> = people.into_iter().map(|person| (person.id.0, person)).collect();
    let row = |id: &i64| {
        let person = known.remove(id)?;
        Some(Row {
            name: person.name().full(),
            url: format!("{}/consents", person.url()),
            place: places.get(&person.unit_id.0).cloned().unwrap_or_default(),
            marks: marks(*id, standing, rules),
        })
    };
    Ok(ids.iter().filter_map(row).collect())
}

/// Short names of where these people stand.
pub(super) fn short_names(cx: &mut Cx<Read>, people: &[Person]) -> Result<BTreeMap<i64, String>> {
    let mut units: Vec<i64> = people.iter().map(|person| person.unit_id.0).collect();
    units.sort_unstable();
    units.dedup();
    let found = units::store::all_of(cx.conn(), &units)?;
    Ok(found.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

/// Kinds asked of everybody, and those the person ever gave.
fn marks(id: i64, standing: &Standing, rules: &Effective) -> Vec<(String, Mark)> {
    let mark = |kind: &packs::Sourced<packs::ConsentKind>| {
        let told = match standing.decisive(id, &kind.rule.id) {
            Some(one) => words::mark(one, standing.today()),
            None if kind.rule.expected => ("нет".to_owned(), "warn"),
            None => return None,
        };
        Some((kind.rule.title.clone(), told))
    };
    rules.consent_kinds.iter().filter_map(mark).collect()
}

/// The person's own place and those right under it; the place asked for among them.
fn places(cx: &mut Cx<Read>, may: &Granted<SeePeople>, chosen: &Unit) -> Result<Vec<(String, String)>> {
    let Some(scope) = may.scopes().first() else { return Ok(Vec::new()) };
    let own = units::store::all_of(cx.conn(), &[scope.unit])?;
    let below = match scope.level {
        Level::Installation => Some(Level::Region),
        Level::Region => Some(Level::Municipality),
        Level::Municipality | Level::District => Some(Level::Organisation),
        Level::Organisation => None,
    };
    let mut found: Vec<Unit> = own;
    if let Some(level) = below {
        found.extend(units::store::under(cx.conn(), &scope.path, level)?);
    }
    if found.len() > 1 && !found.iter().any(|unit| unit.id == chosen.id) {
        found.push(chosen.clone());
    }
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}
