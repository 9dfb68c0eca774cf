//! What people of a unit did in methodical work, by open weights (Кемеровская область, пп. 5.3, 5.4): the list, its XLSX, and
//! what stands behind somebody's points.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::PersonId;
use people::staff::{self, Colleague};
use registry::Deed;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::view::Tab;
use web::{Body, Cx, Error, Mode, Page, Read, Reply, Result, russian};

use super::{Choices, XLSX, place, tabs, words};
use crate::access::{RepresentForAward, SeeActivity, SetWeights};
use crate::actions::{rules_at, weighing};
use crate::rules::{Scored, Weights, ranked, scored};
use crate::store;

/// A school has fewer, a municipality as well.
const MOST: i64 = 2_000;
/// So many are shown; the file has everybody.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "activity.html")]
struct ActivityPage {
    of: String,
    unit: String,
    tabs: Vec<Tab>,
    span: String,
    years: Choices,
    year: String,
    only: String,
    filters: Choices,
    kinds: Vec<(String, u32)>,
    rows: Vec<Row>,
    more: usize,
    set: String,
    may_represent: bool,
    may_set: bool,
    file_url: String,
}

struct Row {
    name: String,
    about: String,
    url: String,
    counts: Vec<(String, u32)>,
    score: u64,
    praise: (String, &'static str),
    represent_url: String,
}

/// Which lines of the list are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    Everybody,
    /// Did something and got nothing.
    Unpraised,
    /// Did research and got nothing (п. 5.4).
    Research,
}

impl Only {
    const ALL: [(&'static str, &'static str, Self); 3] = [
        ("", "все", Self::Everybody),
        ("unpraised", "есть основание, поощрения нет", Self::Unpraised),
        ("research", "исследовательская работа без\u{a0}поощрения", Self::Research),
    ];

    fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.0 == code).map_or(Self::Everybody, |one| one.2)
    }
}

/// Somebody of the list.
struct Found {
    card: Colleague,
    scored: Scored,
    praise: Option<String>,
    is_open: bool,
}

struct List {
    unit: Unit,
    period: (NaiveDate, NaiveDate),
    rules: std::sync::Arc<Effective>,
    known: weighing::InForce,
    today: NaiveDate,
    found: Vec<Found>,
}

/// Everything of a place, the most active first: as many queries for a municipality as for a school.
fn list(cx: &mut Cx<Read>, may: &Granted<SeeActivity>) -> Result<List> {
    let request = cx.request_handle();
    let unit = place(cx, may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let period = words::period(request.asked("year"), today);
    let known = weighing::in_force(cx, &unit.path, &rules, period.1)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let people = staff::staff(cx.conn(), &here, today, MOST)?;
    let ids: Vec<i64> = people.iter().map(|one| one.person.id.0).collect();
    let deeds = deeds_of(cx, &ids, period)?;
    let (given, open) = store::told_of(cx.conn(), (&ids, &here), period)?;
    // An award of the card is an encouragement too, whoever entered it.
    let mut praise: BTreeMap<i64, String> = deeds
        .iter()
        .filter(|deed| deed.kind == "award")
        .map(|deed| (deed.person, deed.title.clone()))
        .collect();
    praise.extend(given);
    let mut cards: BTreeMap<PersonId, Colleague> =
        people.into_iter().map(|one| (one.person.id, one)).collect();
    let found = |scored: Scored| {
        let person = PersonId(scored.person);
        let (praise, is_open) = (praise.remove(&person.0), open.contains(&person.0));
        Some(Found { card: cards.remove(&person)?, scored, praise, is_open })
    };
    let all = ranked(scored(&ids, &deeds, &known.weights));
    let mut found: Vec<Found> = all.into_iter().filter_map(found).collect();
    keep(&mut found, Only::of(request.asked("only")), &rules);
    Ok(List { unit, period, rules, known, today, found })
}

fn keep(found: &mut Vec<Found>, only: Only, rules: &Effective) {
    let research: BTreeSet<&str> = rules
        .incentives
        .weights
        .iter()
        .filter(|one| one.rule.research)
        .map(|one| one.rule.id.as_str())
        .collect();
    let has_ground = |one: &Found| match only {
        Only::Everybody => true,
        Only::Unpraised => one.scored.counts.keys().any(|kind| *kind != "award"),
        Only::Research => one.scored.counts.keys().any(|kind| research.contains(kind)),
    };
    found.retain(|one| {
        let is_lacking = one.praise.is_none() && !one.is_open;
        has_ground(one) && (only == Only::Everybody || is_lacking)
    });
}

fn deeds_of<M: Mode>(cx: &mut Cx<M>, ids: &[i64], period: (NaiveDate, NaiveDate)) -> Result<Vec<Deed>> {
    let house = cx.house_handle();
    let mut deeds = Vec::new();
    for offer in &house.registry.activity {
        deeds.extend(offer.deeds(cx.conn(), ids, period)?);
    }
    Ok(deeds)
}

/// `GET /incentives/activity`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeActivity>) -> Result<Reply> {
    let request = cx.request_handle();
    let list = list(cx, &may)?;
    let shown: Vec<i64> = list.found.iter().take(SHOWN).map(|one| one.scored.person).collect();
    cx.saw("person", &shown, &list.unit.path);
    let policy = &cx.house().policy;
    let id = list.unit.id.to_string();
    let is_own =
        |scopes: &[access::Scope]| scopes.iter().any(|scope| list.unit.path.starts_with(&scope.path));
    let may_represent = policy.check::<RepresentForAward>(cx.person()).is_ok_and(|may| is_own(may.scopes()));
    let may_set = policy.check::<SetWeights>(cx.person()).is_ok_and(|may| is_own(may.scopes()));
    let year = words::year_of(list.period);
    let query = [("unit", id.as_str()), ("year", &year), ("only", request.asked("only"))];
    let page = ActivityPage {
        of: list.unit.name.clone(),
        tabs: tabs(cx, &list.unit, "/incentives/activity"),
        span: crate::papers::span(list.period),
        years: words::years(list.today),
        only: request.asked("only").to_owned(),
        filters: Only::ALL.iter().map(|one| (one.0.to_owned(), one.1.to_owned())).collect(),
        kinds: kinds(&list),
        rows: list.found.iter().take(SHOWN).map(|one| row(one, &list, may_represent)).collect(),
        more: list.found.len().saturating_sub(SHOWN),
        set: super::weights::whose(cx, &list.known)?,
        may_represent,
        may_set,
        file_url: web::address("/incentives/activity/file", &query),
        year,
        unit: id,
    };
    Page::titled("Активность").at(&list.unit.path).under("/incentives").show(&page)
}

/// Kinds of the pack with their weights in force.
fn kinds(list: &List) -> Vec<(String, u32)> {
    let weights = &list.known.weights;
    let of_pack = list.rules.incentives.weights.iter().map(|one| &one.rule);
    of_pack.map(|one| (one.title.clone(), weights.get(&one.id).copied().unwrap_or(0))).collect()
}

fn row(one: &Found, list: &List, may_represent: bool) -> Row {
    let id = one.scored.person.to_string();
    let (unit, year) = (list.unit.id.to_string(), words::year_of(list.period));
    let ground = if list.rules.incentives.ground("activity").is_some() { "activity" } else { "" };
    let praise = match (&one.praise, one.is_open) {
        (Some(title), _) => (title.clone(), "ok"),
        (None, true) => ("представление на\u{a0}рассмотрении".to_owned(), "info"),
        (None, false) => ("не\u{a0}поощрялись".to_owned(), "muted"),
    };
    let query = [("unit", unit.as_str()), ("person", &id), ("ground", ground)];
    Row {
        name: one.card.person.name().short(),
        about: words::about(&one.card, &list.rules, list.today),
        url: web::address(&format!("/incentives/activity/{id}"), &[("year", &year), ("unit", &unit)]),
        counts: list
            .rules
            .incentives
            .weights
            .iter()
            .map(|kind| (kind.rule.title.clone(), one.scored.count(&kind.rule.id)))
            .filter(|(_, count)| *count > 0)
            .collect(),
        score: one.scored.score,
        praise,
        represent_url: if may_represent && !one.is_open {
            web::address("/incentives/new", &query)
        } else {
            String::new()
        },
    }
}

/// `GET /incentives/activity/file`: everybody of the list as XLSX.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeActivity>) -> Result<Reply> {
    let list = list(cx, &may)?;
    cx.may_export(list.found.len())?;
    cx.exported(list.found.len());
    let ids: Vec<i64> = list.found.iter().map(|one| one.scored.person).collect();
    cx.saw("person", &ids, &list.unit.path);
    let of_pack: Vec<&packs::ActivityWeight> =
        list.rules.incentives.weights.iter().map(|one| &one.rule).collect();
    let weight = |id: &str| list.known.weights.get(id).copied().unwrap_or(0);
    let mut columns = vec![Column::new("Фамилия, имя, отчество", 34), Column::new("Должность", 34)];
    columns
        .extend(of_pack.iter().map(|one| Column::new(&format!("{} × {}", one.title, weight(&one.id)), 15)));
    columns.push(Column::new("Баллы", 9));
    columns.push(Column::new("Поощрение", 36));
    let line = |one: &Found| {
        let mut cells = vec![
            Cell::text(one.card.person.name().full()),
            Cell::text(words::about(&one.card, &list.rules, list.today)),
        ];
        cells.extend(of_pack.iter().map(|kind| Cell::number(one.scored.count(&kind.id).to_string())));
        cells.push(Cell::number(one.scored.score.to_string()));
        let open =
            if one.is_open { "представление на\u{a0}рассмотрении" } else { "" };
        cells.push(Cell::text(one.praise.clone().unwrap_or_else(|| open.to_owned())));
        Line::Cells(cells)
    };
    let table = Table {
        name: "Активность".to_owned(),
        title: vec![
            format!("Список активности: {}", list.unit.name),
            format!(
                "{}. {}",
                capital(&crate::papers::span(list.period)),
                super::weights::whose(cx, &list.known)?
            ),
            "Список помогает увидеть, кого поощрить; сам он ничего не\u{a0}решает.".to_owned(),
        ],
        columns,
        stays: 1,
        lines: list.found.iter().map(line).collect(),
        ..Table::default()
    };
    let book = Workbook {
        title: "Список активности".to_owned(), made_on: list.today, tables: vec![table]
    };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Список активности {}.xlsx", list.today);
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A line of what somebody did.
pub(super) struct ItemRow {
    pub title: String,
    pub url: String,
    pub kind: String,
    pub day: String,
    pub points: u32,
}

/// What somebody did in a time, the latest first, and how much it is together.
pub(super) fn items_of<M: Mode>(
    cx: &mut Cx<M>,
    person: PersonId,
    period: (NaiveDate, NaiveDate),
    (rules, weights): (&Effective, &Weights),
) -> Result<(Vec<ItemRow>, u64)> {
    let mut deeds = deeds_of(cx, &[person.0], period)?;
    let score = scored(&[person.0], &deeds, weights).first().map_or(0, |one| one.score);
    deeds.sort_by(|a, b| (b.on, &a.title, &a.url).cmp(&(a.on, &b.title, &b.url)));
    let row = |deed: Deed| {
        let kind = rules.incentives.weights.iter().find(|one| one.rule.id == deed.kind);
        let document = if deed.document.is_empty() { String::new() } else { format!(" ({})", deed.document) };
        ItemRow {
            title: format!("{}{document}", deed.title),
            url: deed.url,
            kind: kind.map_or_else(|| deed.kind.to_owned(), |one| one.rule.title.clone()),
            day: russian::date(deed.on),
            points: weights.get(deed.kind).copied().unwrap_or(0),
        }
    };
    Ok((deeds.into_iter().map(row).collect(), score))
}

#[derive(Template)]
#[template(path = "items.html")]
struct ItemsPage {
    person: (String, String, String),
    span: String,
    items: Vec<ItemRow>,
    score: u64,
    set: String,
    back: String,
}

/// `GET /incentives/activity/{person}`: what stands behind the points.
pub(super) fn of_person(cx: &mut Cx<Read>, may: Granted<SeeActivity>) -> Result<Reply> {
    let request = cx.request_handle();
    let id: PersonId = request.arg("person")?;
    let person = people::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let unit = place(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let period = words::period(request.asked("year"), today);
    let known = weighing::in_force(cx, &unit.path, &rules, period.1)?;
    cx.saw("person", &[id.0], &person.unit_path);
    let (items, score) = items_of(cx, id, period, (&rules, &known.weights))?;
    let card = staff::of(cx.conn(), &[id.0], today)?.remove(&id).ok_or(Error::NotFound)?;
    let (unit_id, year) = (unit.id.to_string(), words::year_of(period));
    let page = ItemsPage {
        person: (person.name().full(), words::about(&card, &rules, today), person.url()),
        span: crate::papers::span(period),
        items,
        score,
        set: super::weights::whose(cx, &known)?,
        back: web::address("/incentives/activity", &[("unit", &unit_id), ("year", &year)]),
    };
    Page::titled("Что сделано").at(&unit.path).under("/incentives").show(&page)
}
