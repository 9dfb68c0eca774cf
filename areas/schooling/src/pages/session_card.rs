//! A session: what is told of it, who was there – marked for everybody at once –, materials, another day, calling off.

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use web::view::HistoryEntry;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::forms::Forms;
use super::{Choices, school, word};
use crate::actions::leaving_material::MOST;
use crate::actions::{School, rules_at};
use crate::model::{Attendance, Material, Session, SessionId, State};
use crate::store;

#[derive(Template)]
#[template(path = "session.html")]
struct SessionPage {
    called: &'static crate::Called,
    topic: String,
    of: String,
    school_url: String,
    here: String,
    version: String,
    standing: (&'static str, &'static str),
    facts: Vec<(String, String, String)>,
    people: Vec<Tick>,
    /// Empty: not held yet.
    came: String,
    held_on: String,
    may_mark: bool,
    may_move: bool,
    planned_on: String,
    begins: String,
    materials: Vec<Left>,
    may_add: bool,
    documents: Choices,
    history: Vec<HistoryEntry>,
    forms: Forms,
}

/// What the session left.
struct Left {
    label: String,
    url: String,
    /// The link, to be marked; empty: a document, its card says whom it is addressed to.
    id: String,
    is_methodical: bool,
}

/// Somebody of the school that day.
struct Tick {
    id: String,
    name: String,
    post: String,
    is_there: bool,
}

/// `GET /schooling/{young_school}/sessions/{school_session}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: SessionId = cx.request().arg("school_session")?;
    show(cx, &school, id, Vec::new())
}

/// The session with what was wrong.
pub(super) fn show<M: Mode>(
    cx: &mut Cx<M>,
    school: &School,
    id: SessionId,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let path = school.one.unit_path.clone();
    let one = store::find(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    let (rules, today) = (rules_at(cx, &path)?, cx.today_at(&path)?);
    let forms = Forms::of(cx, faults);
    let marked = store::attendances_of(cx.conn(), &[id])?;
    let people = ticks(school, &one, &marked, (&forms, today));
    let shown: Vec<i64> = people.iter().filter_map(|one| one.id.parse().ok()).collect();
    cx.saw("person", &shown, &path);
    let works = school.power.works() && school.one.is_active();
    let documents = if works { documents(cx, &path)? } else { Vec::new() };
    let events = store::history(cx.conn(), id.0)?;
    let (came, all) = (marked.iter().filter(|one| one.was_there).count(), marked.len());
    let is_held = one.state() == State::Held;
    let default_day = one.held_on.unwrap_or(one.planned_on.min(today));
    let page = SessionPage {
        called: school.called(),
        topic: one.topic.clone(),
        of: school.one.name.clone(),
        school_url: school.url(),
        here: one.url(),
        version: one.version.to_string(),
        standing: super::card::row(&one, None, (&rules, today)).state,
        facts: facts(&one, &rules),
        came: if is_held { format!("Были {came} из\u{a0}{all}.") } else { String::new() },
        people,
        held_on: forms.typed("held_on", &default_day.to_string()),
        may_mark: works && one.state() != State::Cancelled && (is_held || one.planned_on <= today),
        may_move: works && one.state() == State::Planned,
        planned_on: forms.typed("day", ""),
        begins: forms.typed("begins", &one.begins),
        materials: materials(cx, id)?,
        may_add: works && one.state() != State::Cancelled,
        documents,
        history: web::told(cx, events, &path)?,
        forms,
    };
    Page::titled(one.topic.clone()).at(&path).under("/schooling").show(&page)
}

fn facts(one: &Session, rules: &packs::Effective) -> Vec<(String, String, String)> {
    let begins = if one.begins.is_empty() { String::new() } else { format!(", {}", one.begins) };
    let is_link = one.place.starts_with("https://") || one.place.starts_with("http://");
    let place_url = if is_link { one.place.clone() } else { String::new() };
    let reason = if one.state() == State::Cancelled {
        "Почему отменено"
    } else {
        "Почему перенесено"
    };
    let held = one.held_on.map(russian::date).unwrap_or_default();
    let all = [
        ("По плану", format!("{}{begins}", russian::date(one.planned_on)), String::new()),
        ("Прошло", held, String::new()),
        ("Направление", word(rules, &one.direction), String::new()),
        ("Форма", word(rules, &one.form), String::new()),
        ("Место", one.place.clone(), place_url),
        ("Ведёт", one.led_by.clone(), String::new()),
        (reason, one.reason.clone(), String::new()),
    ];
    let told = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    told.map(|(label, value, url)| (label.to_owned(), value, url)).collect()
}

/// Whoever was of the school that day or was marked: everybody is there until somebody says otherwise.
fn ticks(
    school: &School,
    one: &Session,
    marked: &[Attendance],
    (forms, today): (&Forms, NaiveDate),
) -> Vec<Tick> {
    let known: BTreeMap<i64, bool> = marked.iter().map(|one| (one.person_id.0, one.was_there)).collect();
    let day = one.day().min(today);
    let mut all: BTreeMap<i64, (String, String)> = BTreeMap::new();
    for member in &school.members {
        let Some(person) = member.person_id else { continue };
        let is_of = member.role == crate::actions::PARTICIPANT && member.is_there(day);
        if is_of || known.contains_key(&person) {
            all.insert(person, (member.name.clone(), member.post.clone()));
        }
    }
    let tick = |(person, (name, post)): (i64, (String, String))| {
        let id = person.to_string();
        let is_there = match known.get(&person) {
            _ if forms.is_back() => forms.is_ticked("people", &id),
            Some(was) => *was,
            None => one.state() != State::Held,
        };
        Tick { id, name, post, is_there }
    };
    let mut ticks: Vec<Tick> = all.into_iter().map(tick).collect();
    ticks.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    ticks
}

/// What the session left; of a document whom it is addressed to is told by its card.
fn materials<M: Mode>(cx: &mut Cx<M>, id: SessionId) -> Result<Vec<Left>> {
    let found = store::materials_of(cx.conn(), &[id])?;
    let ids: Vec<i64> = found.iter().filter_map(|one| one.document_id).map(|id| id.0).collect();
    let papers = documents::store::all_of(cx.conn(), &ids)?;
    let told = |one: Material| match one.document_id {
        Some(document) => {
            let paper = papers.iter().find(|paper| paper.id == document);
            let line = paper.map(documents::Document::title_line).unwrap_or_default();
            let is_methodical =
                paper.is_some_and(|paper| paper.addressee() == Some(documents::Addressee::Young));
            let label = format!("{} ({line})", one.title);
            Left { label, url: format!("/documents/{document}"), id: String::new(), is_methodical }
        }
        None => Left {
            label: one.title,
            url: one.link,
            id: one.id.to_string(),
            is_methodical: one.is_methodical.unwrap_or(false),
        },
    };
    Ok(found.into_iter().map(told).collect())
}

/// Documents of the place to choose from.
fn documents<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<Choices> {
    let found = documents::store::of_unit(cx.conn(), path, &[], MOST)?;
    Ok(found
        .into_iter()
        .map(|one| (one.id.to_string(), format!("{}: {}", one.title_line(), one.title)))
        .collect())
}
