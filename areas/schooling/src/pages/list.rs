//! Schools of the young teacher of a place: who takes part, what is next, what waits; and whether the programme of support of
//! the young is in force (Владимир, п. 2.2, дефис 4).

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use documents::Document;
use packs::Effective;
use structures::bodies;
use structures::model::{Structure, StructureId};
use units::Unit;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::{place, programme};
use crate::actions::summing::is_of_year;
use crate::actions::{PARTICIPANT, enrolling, rules_at, url};
use crate::model::{Session, State};
use crate::rules::school_year;
use crate::{ASSOCIATION, KIND, SeeSchools, programme_kind, store};

/// The kind of document a municipality supports its young by, in the packs that have one.
pub(super) const SUPPORT: &str = "young_support_programme";

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    of: String,
    has_kind: bool,
    kind: String,
    /// What the rows are called: schools, beside an association or not.
    listed: (&'static str, &'static str),
    rows: Vec<Row>,
    found_url: String,
    yearly_url: String,
    young_url: String,
    aids_url: String,
    support: Option<SupportLine>,
}

/// The programme of support of the municipality.
struct SupportLine {
    title: String,
    clause: String,
    /// Words, the document, what the programme joins.
    held: Vec<(String, String, String)>,
    new_url: String,
}

struct Row {
    name: String,
    url: String,
    place: String,
    participants: usize,
    next: String,
    held: usize,
    planned: usize,
    waiting: usize,
    programme: (&'static str, &'static str),
}

/// `GET /schooling?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeSchools>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let kind = rules.structure_kind(KIND).map(|kind| kind.rule.title.clone());
    let here = Ranges::under([unit.path.as_str()]);
    let mut schools = bodies::of_kinds(cx.conn(), &here, &[KIND])?;
    if unit.level == "region" && rules.structure_kind(ASSOCIATION).is_some() {
        // The association of the young first: schools are its towns'.
        schools.splice(0..0, bodies::of_kinds(cx.conn(), &here, &[ASSOCIATION])?);
    }
    let id = unit.id.to_string();
    let page = ListPage {
        of: unit.name.clone(),
        has_kind: kind.is_some(),
        kind: kind.unwrap_or_else(|| "Школа молодого педагога".to_owned()),
        listed: if schools.iter().any(|one| one.kind == ASSOCIATION) {
            ("Ассоциации и\u{a0}школы молодых педагогов", "Ассоциация, школа")
        } else {
            ("Школы молодого педагога", "Школа")
        },
        rows: rows(cx, &schools, today)?,
        found_url: if may_found(cx, &unit, &rules) {
            web::address("/structures/new", &[("unit", &id), ("kind", KIND)])
        } else {
            String::new()
        },
        yearly_url: web::address("/schooling/yearly", &[("unit", &id)]),
        young_url: web::address("/mentoring/young", &[("unit", &id)]),
        aids_url: web::address("/schooling/materials", &[("unit", &id)]),
        support: support(cx, &unit, &rules, today)?,
    };
    Page::titled("Школа молодого педагога").at(&unit.path).under("/schooling").show(&page)
}

/// Whether the person may found a school here: the regulation names one at this level, and structures are theirs to keep.
fn may_found(cx: &Cx<Read>, unit: &Unit, rules: &Effective) -> bool {
    let level = if unit.level == "district" { "okrug" } else { unit.level.as_str() };
    let is_named = rules.structure_kind(KIND).is_some_and(|kind| kind.rule.is_of(level));
    let may = cx.house().policy.check::<structures::KeepStructures>(cx.person());
    is_named && may.is_ok_and(|may| may.within(&unit.path).is_ok())
}

fn support(
    cx: &mut Cx<Read>,
    unit: &Unit,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Option<SupportLine>> {
    if unit.level != "municipality" {
        return Ok(None);
    }
    let Some(kind) = rules.document_kind(SUPPORT).map(|kind| kind.rule.clone()) else { return Ok(None) };
    let held = programmes(cx, unit, rules, today)?;
    let own = held.iter();
    Ok(Some(SupportLine {
        title: kind.title,
        clause: kind.clause,
        held: own
            .map(|one| (format!("{}: {}", one.title_line(), one.title), one.url(), programme::url(one.id)))
            .collect(),
        new_url: web::address("/documents/new", &[("unit", &unit.id.to_string()), ("kind", SUPPORT)]),
    }))
}

/// The programmes of support a municipality has in force, the latest first.
pub(super) fn programmes(
    cx: &mut Cx<Read>,
    unit: &Unit,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<Document>> {
    let kinds = kinds(rules);
    let mut held = store::held(cx.conn(), &Ranges::under([unit.path.as_str()]), &kinds, today)?;
    held.retain(|one| one.unit_path == unit.path);
    Ok(held)
}

/// The kinds of document a programme of support may be; none: the regulation knows none.
pub(super) fn kinds(rules: &Effective) -> Vec<String> {
    let kind = rules.document_kind(SUPPORT).map(|kind| &kind.rule);
    kind.into_iter().flat_map(|kind| std::iter::once(kind.id.clone()).chain(kind.met_by.clone())).collect()
}

/// Everything of all schools in five queries.
fn rows(cx: &mut Cx<Read>, schools: &[Structure], today: NaiveDate) -> Result<Vec<Row>> {
    if schools.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<StructureId> = schools.iter().map(|one| one.id).collect();
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let year = school_year(today);
    let mut participants: BTreeMap<i64, usize> = BTreeMap::new();
    for member in bodies::members(cx.conn(), &numbers)? {
        if member.role == PARTICIPANT && member.is_there(today) {
            *participants.entry(member.structure_id.0).or_default() += 1;
        }
    }
    let sessions = store::sessions_of(cx.conn(), &ids, (year.0, year.1 + chrono::Days::new(366)))?;
    let requests = store::requests_of(cx.conn(), &ids, today)?;
    let kinds = ["municipality", "organisation"].map(|level| programme_kind(level).to_owned());
    let scope = Ranges::under(schools.iter().map(|one| one.unit_path.as_str()));
    let programmes = store::held(cx.conn(), &scope, &kinds, today)?;
    let places = enrolling::short_names(cx, schools.iter().map(|one| one.unit_id.0).collect())?;
    let row = |one: &Structure| {
        let own: Vec<&Session> = sessions.iter().filter(|session| session.structure_id == one.id).collect();
        let of_year = own.iter().filter(|session| session.planned_on <= year.1);
        let has =
            programmes.iter().any(|held| held.unit_path == one.unit_path && is_of_year(held, year, today));
        Row {
            name: one.name.clone(),
            url: url(one.id),
            place: places.get(&one.unit_id.0).cloned().unwrap_or_default(),
            participants: participants.get(&one.id.0).copied().unwrap_or(0),
            next: own
                .iter()
                .find(|session| session.state() == State::Planned && session.planned_on >= today)
                .map(|next| format!("{}: {}", russian::date(next.planned_on), next.topic))
                .unwrap_or_default(),
            held: own
                .iter()
                .filter(|session| session.state() == State::Held && session.day() <= year.1)
                .count(),
            planned: of_year.count(),
            waiting: requests
                .iter()
                .filter(|asked| asked.structure_id == one.id && asked.answered_on.is_none())
                .count(),
            programme: match (one.kind == KIND, has) {
                (false, _) => ("", ""),
                (true, true) => ("действует", "ok"),
                (true, false) => ("нет", "warn"),
            },
        }
    };
    Ok(schools.iter().map(row).collect())
}
