//! What people of a unit did in methodical work, by open weights (Кемеровская область, пп. 5.3, 5.4): the list, its XLSX, and
//! what stands behind somebody's points. The database ranks; a page reads its own people alone.

mod file;
mod items;

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Granted, Permission};
use askama::Template;
use chrono::NaiveDate;
use packs::{ActivityWeight, Effective};
use people::PersonId;
use people::staff::{self, Colleague};
use registry::Deed;
use units::Unit;
use web::view::Tab;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, russian};

pub(super) use file::file;
pub(super) use items::{ItemRow, items_of, of_person};

use super::{Choices, place, tabs, words};
use crate::access::{RepresentForAward, SeeActivity, SetWeights};
use crate::actions::weighing;
use crate::places::Places;
use crate::rules::{Scored, scored};
use crate::store::{
    self,
    activity::{self, After, Asked, Only},
};

/// So many are on a page.
const PAGE: usize = 50;
const LIMIT: i64 = 51;

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
    counted: String,
    next_url: String,
    set: String,
    may_represent: bool,
    may_set: bool,
    file_url: String,
    /// What the file would be refused with today; empty: it is given.
    beyond: String,
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

/// What may be asked of the list: code, words, lines.
const ONLY: [(&str, &str, Only); 3] = [
    ("", "все", Only::Everybody),
    ("unpraised", "есть основание, поощрения нет", Only::Unpraised),
    ("research", "исследовательская работа без\u{a0}поощрения", Only::Research),
];

/// Somebody of the list.
struct Found {
    card: Colleague,
    scored: Scored,
    praise: Option<String>,
    is_open: bool,
}

/// A list as it is asked for, before anybody of it is read.
struct List {
    unit: Unit,
    place: (String, String),
    period: (NaiveDate, NaiveDate),
    rules: Arc<Effective>,
    kinds: Vec<ActivityWeight>,
    known: weighing::InForce,
    counted: Vec<&'static str>,
    today: NaiveDate,
    only: Only,
}

impl List {
    fn asked(&self) -> Asked<'_> {
        Asked {
            place: &self.place,
            period: self.period,
            kinds: &self.kinds,
            weights: &self.known.weights,
            counted: &self.counted,
            only: self.only,
        }
    }
}

fn list(cx: &mut Cx<Read>, may: &Granted<SeeActivity>) -> Result<List> {
    let request = cx.request_handle();
    let unit = place(cx, may)?;
    let today = cx.today_at(&unit.path)?;
    let period = words::period(request.asked("year"), today);
    let rules = rules_then(cx, &unit, period.1)?;
    let known = weighing::in_year(cx, &unit, &rules, period)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let only = ONLY.into_iter().find(|one| one.0 == request.asked("only"));
    Ok(List {
        place: here.pairs().first().cloned().ok_or(Error::NotFound)?,
        kinds: rules.incentives.weights.iter().map(|one| one.rule.clone()).collect(),
        counted: cx.house().registry.activity.iter().map(|offer| offer.counted()).collect(),
        only: only.map_or(Only::Everybody, |one| one.2),
        unit,
        period,
        rules,
        known,
        today,
    })
}

/// The rules that held on the last day of a time: a past year is told by its own.
fn rules_then<M: Mode>(cx: &mut Cx<M>, unit: &Unit, day: NaiveDate) -> Result<Arc<Effective>> {
    let house = cx.house_handle();
    Ok(units::effective(cx.conn(), &house.packs, &unit.path, day)?)
}

/// These people in their order, with what they did and got: as many queries for a thousand as for one.
fn found_of(cx: &mut Cx<Read>, list: &List, ids: &[i64]) -> Result<Vec<Found>> {
    let here = db::Ranges::under([list.unit.path.as_str()]);
    let deeds = deeds_of(cx, ids, list.period)?;
    let (given, open) = store::told_of(cx.conn(), (ids, &here), list.period)?;
    // An award of the card is an encouragement too, whoever entered it.
    let mut praise: BTreeMap<i64, String> = deeds
        .iter()
        .filter(|deed| deed.kind == "award")
        .map(|deed| (deed.person, deed.title.clone()))
        .collect();
    praise.extend(given);
    let mut cards = staff::of(cx.conn(), ids, list.today)?;
    let found = |scored: Scored| {
        let person = PersonId(scored.person);
        let (praise, is_open) = (praise.remove(&person.0), open.contains(&person.0));
        Some(Found { card: cards.remove(&person)?, scored, praise, is_open })
    };
    Ok(scored(ids, &deeds, &list.known.weights).into_iter().filter_map(found).collect())
}

fn deeds_of<M: Mode>(cx: &mut Cx<M>, ids: &[i64], period: (NaiveDate, NaiveDate)) -> Result<Vec<Deed>> {
    let house = cx.house_handle();
    let mut deeds = Vec::new();
    for offer in &house.registry.activity {
        deeds.extend(offer.deeds(cx.conn(), ids, period)?);
    }
    Ok(deeds)
}

/// «120-7203»: the last line of the page before.
fn after(text: &str) -> Option<After> {
    let (score, person) = text.split_once('-')?;
    Some((score.parse().ok()?, person.parse().ok()?))
}

/// A page of the list: who is on it, how many there are in all, where the next one begins.
struct Turned {
    people: Vec<i64>,
    counted: i64,
    next: Option<String>,
}

fn turned(cx: &mut Cx<Read>, list: &List, after: Option<After>) -> Result<Turned> {
    let mut ids = activity::ranked(cx.conn(), &list.asked(), after, LIMIT)?;
    let has_more = ids.len() > PAGE;
    ids.truncate(PAGE);
    let counted = match (has_more || after.is_some(), ids.len()) {
        (true, _) => activity::count(cx.conn(), &list.asked())?,
        (false, shown) => i64::try_from(shown).unwrap_or(0),
    };
    let last = ids.last().filter(|_| has_more);
    Ok(Turned {
        next: last.map(|(id, score)| format!("{score}-{id}")),
        people: ids.into_iter().map(|(id, _)| id).collect(),
        counted,
    })
}

/// `GET /incentives/activity`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeActivity>) -> Result<Reply> {
    let request = cx.request_handle();
    let list = list(cx, &may)?;
    let turned = turned(cx, &list, after(request.asked("after")))?;
    cx.saw("person", &turned.people, &list.unit.path);
    let found = found_of(cx, &list, &turned.people)?;
    let places = Places::read(cx, (list.unit.id, list.today), found.iter().map(|one| &one.card))?;
    let may_represent = holds::<RepresentForAward, _>(cx, &list.unit);
    let page = ActivityPage {
        of: list.unit.name.clone(),
        tabs: tabs(cx, &list.unit, "/incentives/activity"),
        span: crate::papers::span(list.period),
        years: words::years(list.today),
        only: request.asked("only").to_owned(),
        filters: ONLY.iter().map(|one| (one.0.to_owned(), one.1.to_owned())).collect(),
        kinds: kinds(&list),
        rows: found.iter().map(|one| row(one, (&list, &places), may_represent)).collect(),
        counted: russian::counted(turned.counted, "человек", "человека", "человек"),
        next_url: turned
            .next
            .map(|after| address(cx, &list, "/incentives/activity", &after))
            .unwrap_or_default(),
        beyond: super::beyond(cx, turned.counted)?,
        file_url: address(cx, &list, "/incentives/activity/file", ""),
        set: super::weights::whose(cx, &list.known)?,
        may_represent,
        may_set: holds::<SetWeights, _>(cx, &list.unit),
        year: words::year_of(list.period),
        unit: list.unit.id.to_string(),
    };
    Page::titled("Активность").at(&list.unit.path).under("/incentives").show(&page)
}

/// Whether the right is held over the unit from the unit itself or above.
fn holds<P: Permission, M: Mode>(cx: &Cx<M>, unit: &Unit) -> bool {
    let may = cx.house().policy.check::<P>(cx.person());
    may.is_ok_and(|may| may.scopes().iter().any(|scope| unit.path.starts_with(&scope.path)))
}

fn address(cx: &Cx<Read>, list: &List, url: &str, after: &str) -> String {
    let (id, year) = (list.unit.id.to_string(), words::year_of(list.period));
    let only = cx.request().asked("only");
    let mut query = vec![("unit", id.as_str()), ("year", &year), ("only", only)];
    if !after.is_empty() {
        query.push(("after", after));
    }
    web::address(url, &query)
}

/// Kinds of the pack with their weights in force.
fn kinds(list: &List) -> Vec<(String, u32)> {
    let weights = &list.known.weights;
    list.kinds.iter().map(|one| (one.title.clone(), weights.get(&one.id).copied().unwrap_or(0))).collect()
}

fn row(one: &Found, (list, places): (&List, &Places), may_represent: bool) -> Row {
    let id = one.scored.person.to_string();
    let (unit, year) = (list.unit.id.to_string(), words::year_of(list.period));
    let ground = if list.rules.incentives.ground("activity").is_some() { "activity" } else { "" };
    let praise = match (&one.praise, one.is_open) {
        (Some(title), _) => (title.clone(), "ok"),
        (None, true) => ("представление на\u{a0}рассмотрении".to_owned(), "info"),
        (None, false) => ("не\u{a0}поощрялись".to_owned(), "muted"),
    };
    let query = [("unit", unit.as_str()), ("person", &id), ("ground", ground)];
    let counted = list.kinds.iter().map(|kind| (kind.title.clone(), one.scored.count(&kind.id)));
    Row {
        name: one.card.person.name().short(),
        about: words::about(&one.card, places, (&list.rules, list.today)),
        url: web::address(&format!("/incentives/activity/{id}"), &[("year", &year), ("unit", &unit)]),
        counts: counted.filter(|(_, count)| *count > 0).collect(),
        score: one.scored.score,
        praise,
        represent_url: if may_represent && !one.is_open {
            web::address("/incentives/new", &query)
        } else {
            String::new()
        },
    }
}
