//! Young teachers of a place: the two marks, mentors, what supports them, how they adapt, who left; the same list as a file.
//! Whom a filter picks is counted; only the fifty that are shown are read.

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use people::carried::Carried;
use people::rules::marks::MarkKind;
use people::young::{Stint, Youth};
use registry::SupportKind;
use sheets::{Cell, Column, Line};
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::Choices;
use super::asked::{self, Asked, asked};
use super::named;
use super::picked::{self, picked};
use crate::model::{AdaptationResult, State};
use crate::picture::Pairs;
use crate::store;
use crate::young::Young;
use crate::{SeeMentoring, StudyAdaptation};

#[derive(Template)]
#[template(path = "young.html")]
struct YoungPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    on: String,
    who: String,
    kinds: Choices,
    heading: String,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    register_url: String,
    clear_url: String,
    school_url: String,
    aids_url: String,
    study_url: String,
}

/// A line of the list.
struct Row {
    name: String,
    full: String,
    url: String,
    place: String,
    work: String,
    marks: Vec<&'static str>,
    mentors: String,
    pair: (&'static str, &'static str),
    supports: Supports,
    level: (String, &'static str),
    studied: String,
    left: String,
}

/// `GET /mentoring/young?unit=…&on=…&who=unmentored`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let who = cx.request().asked("who").to_owned();
    let young = asked.young(cx)?;
    let all = picked(cx, &asked, &young, &who)?;
    let (shown, next) = named::page(cx, &asked.unit.path, &all, &young.movers(&all))?;
    let kinds = picked::choices(&asked, &young);
    let has_school = asked.rules.structure_kind("young_teacher_school").is_some();
    let unit = asked.unit.id.to_string();
    let studies = cx.house().policy.check::<StudyAdaptation>(cx.person());
    let may_study = studies.is_ok_and(|may| may.ranges().holds(&asked.unit.path));
    let page = YoungPage {
        of: asked.subtitle(),
        tabs: asked.tabs("/mentoring/young"),
        heading: picked::title(&kinds, &who),
        kinds,
        rows: rows(cx, &asked, &young, &shown)?,
        counted: counted(all.len()),
        next_url: next
            .map(|after| asked.here("/mentoring/young", &[("who", &who), ("after", &after.to_string())]))
            .unwrap_or_default(),
        register_url: asked.here("/mentoring/young/register", &[("who", &who)]),
        clear_url: asked.clear("/mentoring/young", &who),
        school_url: if has_school { schools(cx, &unit) } else { String::new() },
        aids_url: if sees_schools(cx) {
            web::address("/schooling/materials", &[("unit", &unit)])
        } else {
            String::new()
        },
        study_url: if may_study && asked.on.is_empty() {
            web::address("/mentoring/adaptation", &[("unit", &unit)])
        } else {
            String::new()
        },
        on: asked.on.clone(),
        unit,
        who,
    };
    Page::titled("Молодые педагоги").at(&asked.unit.path).under("/mentoring").show(&page)
}

/// Where the work of the schools of the young teacher is, for whoever may look; their structures for others.
fn schools(cx: &Cx<Read>, unit: &str) -> String {
    if sees_schools(cx) {
        return web::address(WORK, &[("unit", unit)]);
    }
    web::address("/structures", &[("unit", unit), ("kind", "young_teacher_school")])
}

/// The page of schools of the young teacher, of an area above.
const WORK: &str = "/schooling";

/// Whether the person may look at schools of the young teacher.
fn sees_schools(cx: &Cx<Read>) -> bool {
    let house = cx.house();
    let line = house.registry.menu.iter().find(|line| line.url == WORK);
    let may = |person| line.is_some_and(|line| house.policy.may(line.permission, person));
    cx.person().is_some_and(may)
}

fn counted(count: usize) -> String {
    russian::counted(i64::try_from(count).unwrap_or(i64::MAX), "человек", "человека", "человек")
}

/// `GET /mentoring/young/register?unit=…&who=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let who = cx.request().asked("who").to_owned();
    let young = asked.young(cx)?;
    let all = picked(cx, &asked, &young, &who)?;
    cx.may_export(all.len())?;
    cx.exported(all.len());
    let ids = named::all(cx, &all)?;
    let rows = rows(cx, &asked, &young, &ids)?;
    let columns = [
        ("Педагог", 36),
        ("Организация", 30),
        ("Должность", 26),
        ("Молодой специалист", 14),
        ("Молодой педагог", 14),
        ("Наставник", 30),
        ("Пара", 14),
        ("Что поддерживает", 50),
        ("Адаптация", 14),
        ("Изучена", 12),
        ("Ушёл (ушла)", 14),
    ];
    let yes = |row: &Row, kind: MarkKind| if row.marks.contains(&kind.title()) { "да" } else { "" };
    let line = |row: Row| {
        let marks =
            [MarkKind::YoungSpecialist, MarkKind::YoungTeacher].map(|kind| Cell::text(yes(&row, kind)));
        let mut cells = vec![Cell::text(row.full), Cell::text(row.place), Cell::text(row.work)];
        cells.extend(marks);
        cells.extend([Cell::text(row.mentors), Cell::text(row.pair.0), Cell::text(row.supports.joined())]);
        cells.extend([Cell::text(row.level.0), Cell::text(row.studied), Cell::text(row.left)]);
        Line::Cells(cells)
    };
    let about = format!("Кто показан: {}", picked::title(&picked::choices(&asked, &young), &who));
    let columns = columns.map(|(title, width)| Column::new(title, width)).to_vec();
    asked::book(&asked, ("Молодые педагоги", &about), columns, rows.into_iter().map(line).collect())
}

/// So much of what supports somebody stands in the list at once; the rest is opened.
const SUPPORTS: usize = 3;

/// What supports somebody besides a mentor.
struct Supports {
    first: Vec<String>,
    rest: Vec<String>,
    /// «и ещё 4»; empty where there is no rest.
    more: String,
}

impl Supports {
    fn of(mut first: Vec<String>) -> Self {
        // One line more is as short as the words that would hide it.
        let rest = if first.len() > SUPPORTS + 1 { first.split_off(SUPPORTS) } else { Vec::new() };
        let more = if rest.is_empty() { String::new() } else { format!("и\u{a0}ещё {}", rest.len()) };
        Self { first, rest, more }
    }

    fn joined(&self) -> String {
        self.first.iter().chain(&self.rest).map(String::as_str).collect::<Vec<&str>>().join("; ")
    }
}

/// What is read of the people shown, each kind at once.
struct Known {
    youths: BTreeMap<i64, Youth>,
    places: BTreeMap<i64, String>,
    mentors: BTreeMap<i64, Vec<String>>,
    states: BTreeMap<i64, State>,
    supports: BTreeMap<i64, Vec<String>>,
    results: BTreeMap<i64, AdaptationResult>,
    left: BTreeMap<i64, NaiveDate>,
}

fn known(cx: &mut Cx<Read>, asked: &Asked, young: &Young, ids: &[i64]) -> Result<Known> {
    let (path, day) = (asked.unit.path.as_str(), asked.day);
    let youths = people::young::these(cx.conn(), ids, &asked.rules)?;
    let pairs = Pairs::of_mentees(cx.conn(), path, ids, day)?;
    let mut states = BTreeMap::new();
    for (pair, state) in &pairs.lines {
        // What serves now stands before what was given up.
        let known = states.entry(pair.mentee_id).or_insert(*state);
        if weight(*state) > weight(*known) {
            *known = *state;
        }
    }
    let mut results = store::young::results_of_all(cx.conn(), ids)?;
    let carried = Carried::into(cx.conn(), path)?;
    let is_here = |one: &AdaptationResult| {
        one.unit_path.starts_with(path) || carried.holds(one.person_id.0, &one.unit_path)
    };
    results.retain(|one| one.studied_on <= day.on && is_here(one));
    let works = youths.iter().filter_map(|one| work(one, path, day.on));
    let places: BTreeSet<i64> = works.map(|work| work.unit).collect();
    let units = units::store::all_of(cx.conn(), &places.into_iter().collect::<Vec<i64>>())?;
    Ok(Known {
        places: units.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect(),
        mentors: mentors(cx, asked, &pairs)?,
        supports: supports(cx, asked, ids)?,
        results: results.into_iter().rev().map(|one| (one.person_id.0, one)).collect(),
        left: picked::left(asked, young, path),
        youths: youths.into_iter().map(|one| (one.person.0, one)).collect(),
        states,
    })
}

/// The work there that goes on on the day, else the last one there was.
fn work<'y>(one: &'y Youth, path: &str, on: NaiveDate) -> Option<&'y Stint> {
    let last = one.works.iter().rev().find(|work| work.path.starts_with(path));
    one.place(path, on).or(last)
}

/// Lines of these people, in their order.
fn rows(cx: &mut Cx<Read>, asked: &Asked, young: &Young, ids: &[i64]) -> Result<Vec<Row>> {
    cx.saw("person", ids, &asked.unit.path);
    let mut known = known(cx, asked, young, ids)?;
    let cards = people::store::all_of(cx.conn(), ids)?;
    let names: BTreeMap<i64, people::Name> = cards.iter().map(|one| (one.id.0, one.name())).collect();
    Ok(ids.iter().filter_map(|id| row(asked, &mut known, (*id, names.get(id)?))).collect())
}

fn row(asked: &Asked, known: &mut Known, (id, name): (i64, &people::Name)) -> Option<Row> {
    let youth = known.youths.get(&id)?;
    let work = work(youth, &asked.unit.path, asked.day.on);
    let terms = asked.rules.people_terms.as_ref();
    let marks = terms.map(|terms| youth.marks(&terms.rule, asked.day.on)).unwrap_or_default();
    let result = known.results.get(&id);
    let place = work.and_then(|work| known.places.get(&work.unit));
    let mentors = known.mentors.remove(&id).unwrap_or_default().join(", ");
    Some(Row {
        name: name.short(),
        full: name.full(),
        url: picked::url(youth.person),
        place: place.cloned().unwrap_or_default(),
        work: work.map(|work| work.title.clone()).unwrap_or_default(),
        marks: marks.iter().map(|mark| mark.kind.title()).collect(),
        pair: known.states.get(&id).map(|state| standing(*state, !mentors.is_empty())).unwrap_or_default(),
        mentors,
        supports: Supports::of(known.supports.remove(&id).unwrap_or_default()),
        level: result.map(|result| level(asked, &result.level)).unwrap_or_default(),
        studied: result.map(|result| russian::date(result.studied_on)).unwrap_or_default(),
        left: known.left.get(&id).map(|last| russian::date(*last)).unwrap_or_default(),
    })
}

/// Of several pairs of one person the one that tells most.
fn weight(state: State) -> u8 {
    match state {
        State::Active => 3,
        State::Preparing => 2,
        State::Ended => 1,
        State::Cancelled => 0,
    }
}

/// How a pair stands; one at work whose mentor nobody is on the day has lost its mentor.
fn standing(state: State, has_mentor: bool) -> (&'static str, &'static str) {
    if state == State::Active && !has_mentor {
        ("без\u{a0}наставника", "bad")
    } else {
        (state.title(), state.tone())
    }
}

/// «средний» with its colour.
pub(super) fn level(asked: &Asked, code: &str) -> (String, &'static str) {
    match asked.rules.mentoring.adaptation(code) {
        Some(level) => (level.title.clone(), if level.needs_help { "warn" } else { "ok" }),
        None => (code.to_owned(), "muted"),
    }
}

/// Names of the mentors these people have on the day.
fn mentors(cx: &mut Cx<Read>, asked: &Asked, pairs: &Pairs) -> Result<BTreeMap<i64, Vec<String>>> {
    let of: BTreeMap<i64, i64> = pairs.lines.iter().map(|(pair, _)| (pair.id.0, pair.mentee_id)).collect();
    let parts: Vec<(i64, i64)> =
        pairs.at_work().filter_map(|one| Some((*of.get(&one.pair)?, one.person))).collect();
    let ids: Vec<i64> = parts.iter().map(|(_, mentor)| *mentor).collect();
    cx.saw("person", &ids, &asked.unit.path);
    let cards = people::store::all_of(cx.conn(), &ids)?;
    let names: BTreeMap<i64, String> = cards.iter().map(|one| (one.id.0, one.name().short())).collect();
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (mentee, mentor) in parts {
        found.entry(mentee).or_default().extend(names.get(&mentor).cloned());
    }
    Ok(found)
}

/// What supports these people besides a mentor.
fn supports(cx: &mut Cx<Read>, asked: &Asked, ids: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
    let (house, mut found) = (cx.house_handle(), BTreeMap::<i64, Vec<String>>::new());
    for offer in &house.registry.support {
        let told = offer.told(cx.conn(), ids, asked.day.on)?;
        for one in told.into_iter().filter(|one| one.kind != SupportKind::Mentor) {
            found.entry(one.person).or_default().push(one.what);
        }
    }
    Ok(found)
}
