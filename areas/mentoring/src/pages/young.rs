//! Young teachers of a place: the two marks, mentors, what supports them, how they adapt, who left; the same list as a file.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use people::rules::marks::MarkKind;
use people::young::Youth;
use registry::SupportKind;
use sheets::{Cell, Column, Line};
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::Choices;
use super::asked::{self, Asked, asked, cut};
use super::picked::{self, picked};
use crate::SeeMentoring;
use crate::model::State;

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
    supports: Vec<String>,
    level: (String, &'static str),
    studied: String,
    left: String,
}

/// `GET /mentoring/young?unit=…&on=…&who=unmentored`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let who = cx.request().asked("who").to_owned();
    let all = picked(cx, &asked, &who)?;
    let counted = counted(all.len());
    let (shown, next) = cut(cx, all, |one| one.person.to_string());
    let has_school = asked.rules.structure_kind("young_teacher_school").is_some();
    let unit = asked.unit.id.to_string();
    let school = [("unit", unit.as_str()), ("kind", "young_teacher_school")];
    let page = YoungPage {
        of: asked.subtitle(),
        tabs: asked.tabs("/mentoring/young"),
        heading: picked::title(&asked, &who),
        kinds: picked::choices(&asked),
        rows: rows(cx, &asked, &shown)?,
        counted,
        next_url: next
            .map(|after| asked.here("/mentoring/young", &[("who", &who), ("after", &after)]))
            .unwrap_or_default(),
        register_url: asked.here("/mentoring/young/register", &[("who", &who)]),
        clear_url: asked.clear("/mentoring/young", &who),
        school_url: if has_school { web::address("/structures", &school) } else { String::new() },
        on: asked.on.clone(),
        unit,
        who,
    };
    Page::titled("Молодые педагоги").at(&asked.unit.path).under("/mentoring").show(&page)
}

fn counted(count: usize) -> String {
    russian::counted(i64::try_from(count).unwrap_or(i64::MAX), "человек", "человека", "человек")
}

/// `GET /mentoring/young/register?unit=…&who=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let who = cx.request().asked("who").to_owned();
    let all = picked(cx, &asked, &who)?;
    cx.may_export(all.len())?;
    cx.exported(all.len());
    let rows = rows(cx, &asked, &all)?;
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
        cells.extend([Cell::text(row.mentors), Cell::text(row.pair.0), Cell::text(row.supports.join("; "))]);
        cells.extend([Cell::text(row.level.0), Cell::text(row.studied), Cell::text(row.left)]);
        Line::Cells(cells)
    };
    let about = format!("Кто показан: {}", picked::title(&asked, &who));
    let columns = columns.map(|(title, width)| Column::new(title, width)).to_vec();
    asked::book(&asked, ("Молодые педагоги", &about), columns, rows.into_iter().map(line).collect())
}

/// Lines of these people, set-wise: mentors, places and what supports them of all at once.
fn rows(cx: &mut Cx<Read>, asked: &Asked, shown: &[&Youth]) -> Result<Vec<Row>> {
    let ids: Vec<i64> = shown.iter().map(|one| one.person.0).collect();
    cx.saw("person", &ids, &asked.unit.path);
    let mut mentors = mentors(cx, asked, &ids)?;
    let mut supports = supports(cx, asked, &ids)?;
    let picture = &asked.picture;
    let (on, path) = (picture.day.on, picture.path.as_str());
    let left = picked::left(asked, path);
    let (levels, mut pairs) = (picture.levels(), BTreeMap::new());
    for (pair, state) in &picture.pairs {
        let known = pairs.entry(pair.mentee_id.0).or_insert(*state);
        if *state == State::Active {
            *known = *state;
        }
    }
    let work = |one: &Youth| {
        let last = one.works.iter().rev().find(|work| work.path.starts_with(path));
        one.place(path, on).or(last).map(|work| (work.unit, work.title.clone()))
    };
    let works: Vec<Option<(i64, String)>> = shown.iter().map(|one| work(one)).collect();
    let mut places: Vec<i64> = works.iter().flatten().map(|(unit, _)| *unit).collect();
    places.sort_unstable();
    places.dedup();
    let units = units::store::all_of(cx.conn(), &places)?;
    let row = |(one, work): (&&Youth, Option<(i64, String)>)| {
        let id = one.person.0;
        let (unit, title) = work.unwrap_or_default();
        let marks = picture.marks.get(&id).into_iter().flatten().map(|mark| mark.kind.title());
        let level = levels.get(&id).map(|result| level(asked, &result.level));
        Row {
            name: one.name.short(),
            full: one.name.full(),
            url: picked::url(one.person),
            place: units
                .iter()
                .find(|one| one.id.0 == unit)
                .map(|one| one.short_name.clone())
                .unwrap_or_default(),
            work: title,
            marks: marks.collect(),
            mentors: mentors.remove(&id).unwrap_or_default().join(", "),
            pair: pairs.get(&id).map(|state| (state.title(), state.tone())).unwrap_or_default(),
            supports: supports.remove(&id).unwrap_or_default(),
            level: level.unwrap_or_default(),
            studied: levels.get(&id).map(|result| russian::date(result.studied_on)).unwrap_or_default(),
            left: left.get(&id).map(|last| russian::date(*last)).unwrap_or_default(),
        }
    };
    Ok(shown.iter().zip(works).map(row).collect())
}

/// «средний» with its colour.
pub(super) fn level(asked: &Asked, code: &str) -> (String, &'static str) {
    match asked.rules.mentoring.adaptation(code) {
        Some(level) => (level.title.clone(), if level.needs_help { "warn" } else { "ok" }),
        None => (code.to_owned(), "muted"),
    }
}

/// Names of the mentors these people have on the day.
fn mentors(cx: &mut Cx<Read>, asked: &Asked, mentees: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
    let picture = &asked.picture;
    let active = picture.pairs.iter().filter(|(_, state)| *state == State::Active);
    let of: BTreeMap<i64, i64> = active
        .filter(|(pair, _)| mentees.contains(&pair.mentee_id.0))
        .map(|(pair, _)| (pair.id.0, pair.mentee_id.0))
        .collect();
    let now = picture.mentors.iter().filter(|one| picture.is_at_work(one));
    let parts: Vec<(i64, i64)> =
        now.filter_map(|one| Some((*of.get(&one.mentorship_id.0)?, one.person_id.0))).collect();
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
        let told = offer.told(cx.conn(), ids, asked.picture.day.on)?;
        for one in told.into_iter().filter(|one| one.kind != SupportKind::Mentor) {
            found.entry(one.person).or_default().push(one.what);
        }
    }
    Ok(found)
}
