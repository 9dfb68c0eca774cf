//! Results of a study of adaptation of many at once: a row for each young teacher of the place who was not studied this school
//! year; a bad row is told at its cell, the others are kept (приложение 6, 2.3; дорожная карта, п. 23).

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use people::{Name, PersonId};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::Choices;
use super::forms::Forms;
use super::named;
use crate::StudyAdaptation;
use crate::actions::studying::{self, Studied};
use crate::actions::{gathering, rules_at};
use crate::model::AdaptationResult;
use crate::picture::Day;
use crate::store;
use crate::young::Young;

#[derive(Template)]
#[template(path = "studies.html")]
struct StudiesPage {
    csrf: String,
    of: String,
    unit: String,
    faults: Vec<(String, String)>,
    studied_on: String,
    note: String,
    levels: Choices,
    rows: Vec<Row>,
    counted: String,
    /// What of the sending was kept; empty: nothing.
    kept: String,
    next_url: String,
    list_url: String,
    register_url: String,
    forms: Forms,
}

/// A row: whose, the typed level, what was wrong with it.
struct Row {
    id: String,
    name: String,
    url: String,
    place: String,
    before: String,
    level: String,
    error: String,
}

/// Those shown, how many there are in all, and after whom the next page goes on.
struct Shown {
    ids: Vec<i64>,
    all: usize,
    next: Option<i64>,
    /// So many were kept by this sending.
    kept: usize,
}

/// `GET /mentoring/adaptation?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<StudyAdaptation>) -> Result<Reply> {
    let asked = cx.request().asked("unit").to_owned();
    let unit = gathering::unit(cx, &may, &asked)?;
    let shown = unstudied(cx, &unit)?;
    show(cx, &unit, &shown, Vec::new())
}

/// The studies of a school year at a place.
pub(super) struct Year {
    /// Its first day, and today.
    pub days: (NaiveDate, NaiveDate),
    /// Results, the latest first.
    pub results: Vec<AdaptationResult>,
    /// Whoever is young there and was not studied.
    pub unstudied: BTreeSet<i64>,
    young: Young,
}

impl Year {
    /// Of today.
    pub fn of(cx: &mut Cx<Read>, unit: &Unit) -> Result<Self> {
        let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
        let young = Young::of(cx.conn(), &unit.path, &rules, today)?;
        let (from, _) = Day { on: today, until: None }.year();
        let mut results = store::young::results_at(cx.conn(), &unit.path)?;
        results.retain(|one| from <= one.studied_on);
        let studied: BTreeSet<i64> = results.iter().map(|one| one.person_id.0).collect();
        Ok(Self { days: (from, today), unstudied: &young.all(&unit.path) - &studied, results, young })
    }
}

/// Whoever is young there and was not studied this school year.
fn unstudied(cx: &mut Cx<Read>, unit: &Unit) -> Result<Shown> {
    let year = Year::of(cx, unit)?;
    let all = year.unstudied;
    let (ids, next) = named::page(cx, &unit.path, &all, &year.young.movers(&all))?;
    Ok(Shown { ids, all: all.len(), next, kept: 0 })
}

/// `POST /mentoring/adaptation`
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<StudyAdaptation>) -> Result<Reply> {
    let asked = cx.request().form.text("unit").to_owned();
    let unit = gathering::unit(cx, &may, &asked)?;
    let people = cx.request().form.all("people");
    let ids: Vec<i64> = people.into_iter().filter_map(|id| id.parse().ok()).take(named::MOST).collect();
    let today = cx.today_at(&unit.path)?;
    let outcome = typed(cx, &ids, today).and_then(|all| studying::study_many(cx, &may, &all));
    match outcome {
        Ok((kept, faults)) if faults.is_empty() => {
            let count = i64::try_from(kept).unwrap_or(i64::MAX);
            let what = russian::counted(count, "результат", "результата", "результатов");
            cx.notice(&format!("Записано: {what}. Ниже – те, кого в\u{a0}этом году ещё не\u{a0}изучали."));
            Ok(Reply::to(web::address("/mentoring/adaptation", &[("unit", &unit.id.to_string())])))
        }
        Ok((kept, faults)) => {
            let left: Vec<i64> = ids.into_iter().filter(|id| is_told(&faults, *id)).collect();
            let shown = Shown { all: left.len(), ids: left, next: None, kept };
            // What was right is kept: only the rows that were not stay on the page.
            Ok(show(cx, &unit, &shown, faults)?.status(422).kept())
        }
        Err(Error::Invalid(faults)) => {
            let shown = Shown { all: ids.len(), ids, next: None, kept: 0 };
            Ok(show(cx, &unit, &shown, faults)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// «Записано: 3 результата. Исправьте строки ниже.»
fn kept(count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    if count == 0 {
        return String::new();
    }
    let what = russian::counted(count, "результат", "результата", "результатов");
    format!("Записано: {what}. Исправьте строки ниже.")
}

fn is_told(faults: &[FieldFault], id: i64) -> bool {
    faults.iter().any(|fault| fault.field == format!("level-{id}"))
}

/// The rows whose level was chosen, with the day and the paper of the study.
fn typed(cx: &Cx<Write>, ids: &[i64], today: NaiveDate) -> Result<Vec<(PersonId, Studied)>> {
    let mut check = cx.request().form.check();
    let note = check.optional("note", 500).to_owned();
    let on = check.date("studied_on");
    if on.is_none() && cx.request().form.text("studied_on").is_empty() {
        check.fault("studied_on", "Укажите день изучения.");
    }
    if on.is_some_and(|on| on > today) {
        check.fault("studied_on", "Этот день ещё не\u{a0}наступил.");
    }
    let level = |id: &i64| cx.request().form.text(&format!("level-{id}")).to_owned();
    let chosen: Vec<(i64, String)> =
        ids.iter().map(|id| (*id, level(id))).filter(|(_, level)| !level.is_empty()).collect();
    if chosen.is_empty() {
        check.fault("level", "Выберите уровень хотя\u{a0}бы в\u{a0}одной строке.");
    }
    check.done()?;
    let on: NaiveDate = on.ok_or(Error::NotFound)?;
    let row = |(id, level): (i64, String)| (PersonId(id), Studied { on, level, note: note.clone() });
    Ok(chosen.into_iter().map(row).collect())
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, shown: &Shown, faults: Vec<FieldFault>) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let forms = Forms::of(cx, faults);
    let id = unit.id.to_string();
    let next = shown.next.map(|after| after.to_string());
    let next = next.map(|after| web::address("/mentoring/adaptation", &[("unit", &id), ("after", &after)]));
    let count = i64::try_from(shown.all).unwrap_or(i64::MAX);
    let page = StudiesPage {
        csrf: cx.csrf().to_owned(),
        of: unit.name.clone(),
        faults: forms.faults.clone(),
        studied_on: forms.typed("studied_on", &today.to_string()),
        note: forms.typed("note", ""),
        levels: super::words::titled(&rules.mentoring.adaptation, |one| (&one.id, &one.title)),
        rows: rows(cx, unit, (&shown.ids, &forms), &rules)?,
        kept: kept(shown.kept),
        counted: russian::counted(count, "человек", "человека", "человек"),
        next_url: next.unwrap_or_default(),
        list_url: web::address("/mentoring/young", &[("unit", &id)]),
        register_url: web::address("/mentoring/adaptation/register", &[("unit", &id)]),
        unit: id,
        forms,
    };
    Page::titled("Изучение адаптации").at(&unit.path).under("/mentoring").show(&page)
}

fn rows<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (ids, forms): (&[i64], &Forms),
    rules: &packs::Effective,
) -> Result<Vec<Row>> {
    let all = people::store::all_of(cx.conn(), ids)?;
    // Only cards of the place are shown, whatever ids were sent.
    let all = all.into_iter().filter(|one| one.unit_path.starts_with(&unit.path));
    let cards: BTreeMap<i64, (Name, i64)> = all.map(|one| (one.id.0, (one.name(), one.unit_id.0))).collect();
    let seen: Vec<i64> = cards.keys().copied().collect();
    cx.saw("person", &seen, &unit.path);
    let places: BTreeSet<i64> = cards.values().map(|(_, unit)| *unit).collect();
    let units = units::store::all_of(cx.conn(), &places.into_iter().collect::<Vec<i64>>())?;
    let places: BTreeMap<i64, String> = units.into_iter().map(|one| (one.id.0, one.short_name)).collect();
    let results = store::young::results_of_all(cx.conn(), &seen)?;
    let before: BTreeMap<i64, String> = results
        .iter()
        .rev()
        .map(|one| {
            let level = rules.mentoring.adaptation(&one.level);
            let level = level.map_or(one.level.as_str(), |level| level.title.as_str());
            (one.person_id.0, format!("{level}, {}", russian::date(one.studied_on)))
        })
        .collect();
    let row = |id: &i64| {
        let (name, at) = cards.get(id)?;
        let field = format!("level-{id}");
        Some(Row {
            name: name.short(),
            url: super::picked::url(PersonId(*id)),
            place: places.get(at).cloned().unwrap_or_default(),
            before: before.get(id).cloned().unwrap_or_default(),
            level: forms.typed(&field, ""),
            error: forms.fault(&field).to_owned(),
            id: id.to_string(),
        })
    };
    Ok(ids.iter().filter_map(row).collect())
}
