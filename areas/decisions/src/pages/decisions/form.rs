//! The form of a decision: blank, filled from a draft, or given back with everything typed.

use access::{Granted, Level, Role};
use askama::Template;
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::typed::{ADVISES, BINDS, Typed};
use super::{is_own, own_units};
use crate::TakeDecisions;
use crate::access::issuers;
use crate::model::Decision;
use crate::rules::{DecisionKind, Stage, TakenAt, Topic};
use crate::store::decisions;

/// So many documents are offered.
const DOCUMENTS: i64 = 100;

pub(in crate::pages) type Choices = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "decision_form.html")]
struct FormPage {
    csrf: String,
    heading: &'static str,
    owner: String,
    target: String,
    way_back: String,
    typed: Typed,
    faults: Vec<(String, String)>,
    places: Choices,
    kinds: Choices,
    forces: [(&'static str, &'static str); 2],
    topics: Choices,
    levels: Choices,
    held_by: Choices,
    plans: Choices,
    below: Vec<(String, String, bool)>,
    roles: Choices,
    campaigns: Choices,
}

impl FormPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /decisions/new?unit=…&campaign=…&no=…`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let typed = Typed::asked(&cx.request_handle());
    show_new(cx, &may, typed, &[])
}

/// The form of a new decision.
pub(super) fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<TakeDecisions>,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let all = own_units(cx, may)?;
    let unit = all
        .iter()
        .find(|unit| unit.id.to_string() == typed.unit)
        .or_else(|| all.first())
        .ok_or(Error::NotFound)?
        .clone();
    let mut page = page(cx, &unit, typed, faults)?;
    page.heading = "Новое решение";
    "/decisions".clone_into(&mut page.target);
    "/decisions".clone_into(&mut page.way_back);
    page.typed.unit = unit.id.to_string();
    page.places = all.iter().map(|unit| (unit.id.to_string(), unit.short_name.clone())).collect();
    shown(&page, &unit)
}

/// `GET /decisions/{decision}/requisites`
pub(super) fn filled(cx: &mut Cx<Read>, _may: Granted<TakeDecisions>) -> Result<Reply> {
    let one = super::asked(cx)?;
    if one.stage() != Stage::Draft || !is_own::<TakeDecisions, Read>(cx, &one.unit_path) {
        return Err(Error::NotFound);
    }
    let to = decisions::addressees_of(cx.conn(), &[one.id.0])?;
    let grounds = decisions::grounds_of(cx.conn(), &[one.id.0])?;
    let addressees = to.iter().map(|place| place.unit_id.to_string()).collect();
    show_change(cx, &one, Typed::of(&one, addressees, &grounds), &[])
}

/// The form of a draft.
pub(super) fn show_change<M: Mode>(
    cx: &mut Cx<M>,
    one: &Decision,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let mut page = page(cx, &unit, typed, faults)?;
    page.heading = "Реквизиты решения";
    page.target = format!("{}/requisites", one.url());
    page.way_back = one.url();
    shown(&page, &unit)
}

fn shown(page: &FormPage, unit: &Unit) -> Result<Reply> {
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.heading).at(&unit.path).under("/decisions").show(page)?.status(status))
}

fn page<M: Mode>(cx: &mut Cx<M>, unit: &Unit, typed: Typed, faults: &[FieldFault]) -> Result<FormPage> {
    let held_by = documents(cx, &unit.path, "")?;
    let chosen = |id: &UnitId| typed.is_for_all || typed.addressees.contains(&id.to_string());
    let below = below(cx, unit)?;
    Ok(FormPage {
        csrf: cx.csrf().to_owned(),
        heading: "",
        owner: unit.name.clone(),
        target: String::new(),
        way_back: String::new(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        places: Vec::new(),
        kinds: titled(DecisionKind::ALL, DecisionKind::code, DecisionKind::title),
        forces: [(BINDS, "Обязательное"), (ADVISES, "Рекомендательное")],
        topics: titled(Topic::ALL, Topic::code, Topic::title),
        levels: titled(TakenAt::ALL, TakenAt::code, TakenAt::title),
        held_by,
        plans: documents(cx, &unit.path, "plan")?,
        below: below
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.short_name, chosen(&unit.id)))
            .collect(),
        roles: roles(unit.level()),
        campaigns: campaigns(cx, unit)?,
        typed,
    })
}

/// A closed list as choices of a field.
pub(in crate::pages) fn titled<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    title: fn(T) -> &'static str,
) -> Choices {
    all.iter().map(|one| (code(*one).to_owned(), title(*one).to_owned())).collect()
}

/// Documents of the unit that are in force, all or of one genus.
pub(in crate::pages) fn documents<M: Mode>(cx: &mut Cx<M>, path: &str, genus: &str) -> Result<Choices> {
    let found = documents::store::of_unit(cx.conn(), path, &[], DOCUMENTS)?;
    let is_offered = |one: &documents::Document| {
        one.state() == documents::Status::InForce && (genus.is_empty() || one.genus == genus)
    };
    let told =
        |one: documents::Document| (one.id.to_string(), format!("{} · {}", one.title_line(), one.title));
    Ok(found.into_iter().filter(is_offered).map(told).collect())
}

/// The units right under one: whom a decision can be addressed to.
pub(in crate::pages) fn below<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<Unit>> {
    let level = match unit.level() {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    Ok(units::store::under(cx.conn(), &unit.path, level)?)
}

fn roles(level: Level) -> Choices {
    let there = issuers().into_iter().filter(|(_, at)| *at == level);
    there.map(|(role, _): (Role, Level)| (role.code().to_owned(), role.title().to_owned())).collect()
}

/// Published monitorings the unit was measured in, or that it holds.
fn campaigns<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Choices> {
    let (level, path) = (unit.level(), unit.path.clone());
    let scope = access::Scope { unit: unit.id.0, path, level, role: Role::Teacher };
    let all = monitoring::store::campaigns::concerning(cx.conn(), &[scope])?;
    let told = all.into_iter().filter(monitoring::model::Campaign::has_copy);
    Ok(told
        .map(|one| (one.id.to_string(), format!("{}, {}", one.title, russian::school_year(&one.period))))
        .collect())
}
