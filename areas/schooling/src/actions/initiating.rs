//! Projects of the young (Амурская область, приложение 1, раздел 3.4, таблица, строка 5: содействует реализации инициативных
//! молодёжных проектов): proposed by a participant or by who works with the body, supported with something, carried out or given up.

use std::collections::BTreeSet;

use audit::Action;
use chrono::NaiveDate;
use people::PersonId;
use serde_json::Value;
use structures::bodies;
use structures::model::StructureId;
use web::{Cx, Error, Result, Write, russian};

use super::{PARTICIPANT, Power, School, everywhere, who, working};
use crate::model::{Author, NewProject, Project, ProjectId, ProjectState};
use crate::rules::{project_faults, step_faults};
use crate::store;

/// Proposes a project of participants; the same one a second time is the first.
pub fn propose(cx: &mut Cx<Write>, id: StructureId, new: &NewProject) -> Result<ProjectId> {
    let school = working(cx, id, Power::works)?;
    enter(cx, &school, new)
}

/// Proposes a project of one's own to a body one takes part in.
pub fn propose_own(cx: &mut Cx<Write>, id: StructureId, (title, about): (&str, &str)) -> Result<ProjectId> {
    let person = super::card(cx)?.ok_or(Error::NotFound)?;
    cx.tx().lock("structures", id.0)?;
    let found = bodies::find(cx.conn(), &everywhere(), id)?;
    let one = found.filter(|one| crate::is_own(&one.kind) && one.is_active()).ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    let members = bodies::members(cx.conn(), &[id.0])?;
    let is_own = |member: &structures::model::Member| {
        member.person_id == Some(person.0) && member.role == PARTICIPANT && member.is_there(today)
    };
    if !members.iter().any(is_own) {
        return Err(Error::NotFound);
    }
    let school = School { one, members, power: Power::default() };
    let new = NewProject { title: title.to_owned(), about: about.to_owned(), authors: vec![person.0] };
    enter(cx, &school, &new)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, school: &School, new: &NewProject) -> Result<ProjectId> {
    let today = cx.today_at(&school.one.unit_path)?;
    let here: BTreeSet<i64> = school.participants(today).filter_map(|one| one.person_id).collect();
    let faults = project_faults(new, &here);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let authors: BTreeSet<i64> = new.authors.iter().copied().collect();
    if let Some(twice) = same(cx, school, new, &authors)? {
        return Ok(twice);
    }
    let now = cx.now();
    let row = Project {
        id: ProjectId(cx.id()),
        structure_id: school.one.id,
        title: new.title.clone(),
        about: new.about.clone(),
        state: ProjectState::Proposed.code().to_owned(),
        proposed_on: today,
        proposed_by: cx.person().map(|person| person.account.0),
        support: String::new(),
        supported_on: None,
        result: String::new(),
        ended_on: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let author = |person: i64| Author { id: cx.id(), project_id: row.id, person_id: PersonId(person) };
    let whose: Vec<Author> = authors.into_iter().map(author).collect();
    store::projects::add(cx.tx(), &row, &whose)?;
    told(cx, school, &row, (Action::Created, "Проект предложен"))?;
    Ok(row.id)
}

/// A project of this name by these people that nobody has a word on yet.
fn same(
    cx: &mut Cx<Write>,
    school: &School,
    new: &NewProject,
    authors: &BTreeSet<i64>,
) -> Result<Option<ProjectId>> {
    let mut known = store::projects::of_body(cx.conn(), school.one.id, MOST)?;
    known.retain(|one| one.title == new.title && one.state() == ProjectState::Proposed);
    let ids: Vec<ProjectId> = known.iter().map(|one| one.id).collect();
    let whose = store::projects::authors_of(cx.conn(), &ids)?;
    let is_same = |id: &ProjectId| {
        let own: BTreeSet<i64> =
            whose.iter().filter(|one| one.project_id == *id).map(|one| one.person_id.0).collect();
        own == *authors
    };
    Ok(ids.into_iter().find(is_same))
}

/// So many projects of a body are shown, the latest.
pub const MOST: i64 = 200;

/// What becomes of a project, told in words.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// What it is from now on.
    pub to: ProjectState,
    /// The day.
    pub day: NaiveDate,
    /// What was given, what came of it, or why not.
    pub text: &'a str,
}

/// Takes a project a step further; the same step a second time changes nothing.
pub fn step(
    cx: &mut Cx<Write>,
    school: StructureId,
    project: (ProjectId, i64),
    step: Step<'_>,
) -> Result<()> {
    let school = working(cx, school, Power::works)?;
    enter_step(cx, &school, project, step)
}

/// The same for a command: whoever may was asked already.
pub fn enter_step(
    cx: &mut Cx<Write>,
    school: &School,
    (id, version): (ProjectId, i64),
    step: Step<'_>,
) -> Result<()> {
    let mut one = store::projects::find(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    if one.state() == step.to && is_told(&one, step) {
        return Ok(());
    }
    if one.version != version || !one.state().next().contains(&step.to) {
        return Err(meanwhile(cx, school, &one)?);
    }
    let today = cx.today_at(&school.one.unit_path)?;
    let faults = step_faults(&one, (step.to, step.day, step.text), today);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    step.to.code().clone_into(&mut one.state);
    if step.to == ProjectState::Supported {
        (one.support, one.supported_on) = (step.text.to_owned(), Some(step.day));
    } else {
        (one.result, one.ended_on) = (step.text.to_owned(), Some(step.day));
    }
    one.updated_at = cx.now();
    store::projects::change(cx.tx(), &one)?;
    let line = format!("Проект {}: {}", step.to.title().0, step.text);
    told(cx, school, &one, (Action::Moved, &line))
}

fn is_told(one: &Project, step: Step<'_>) -> bool {
    if step.to == ProjectState::Supported {
        one.support == step.text && one.supported_on == Some(step.day)
    } else {
        one.result == step.text && one.ended_on == Some(step.day)
    }
}

/// That somebody was first: who, when, what was done.
fn meanwhile(cx: &mut Cx<Write>, school: &School, one: &Project) -> Result<Error> {
    let last = store::projects::events::history(cx.conn(), one.id.0)?.into_iter().next();
    let said = match last {
        Some(event) => {
            let zone = cx.zone_at(&school.one.unit_path)?;
            let who = who(cx, event.account_id)?;
            format!(": {who}, {}: {}", russian::moment(event.at, zone), event.text)
        }
        None => String::new(),
    };
    Ok(Error::Conflict(format!(
        "Проект «{}» уже изменили{said}. Ваше не\u{a0}записано: посмотрите, что теперь.",
        one.title
    )))
}

/// Tells the history of a project and the journal; what was written stays in the history.
fn told(cx: &mut Cx<Write>, school: &School, one: &Project, (action, text): (Action, &str)) -> Result<()> {
    let by = (cx.person().map(|person| person.account.0), cx.now());
    let id = cx.id();
    store::projects::events::note(cx.tx(), id, one.id.0, by, text)?;
    let word = one.state().title().0;
    let line = format!("{}: молодёжный проект {word}", school.called().whole);
    let subject = ("schooling", "young_project", one.id.0);
    cx.journal(action, subject, &school.one.unit_path, &line, Value::Null)
}
