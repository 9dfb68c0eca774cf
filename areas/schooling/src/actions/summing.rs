//! The summary of a school year: computed, printed, registered as a document with a number.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use documents::{Bears, Document, DocumentId, NewDocument, NewFile, Numbering, register_printed};
use structures::model::StructureId;
use units::Unit;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::{School, rules_at, working};
use crate::model::SessionId;
use crate::rules::{Summary, summary, year_before};
use crate::{store, summary_kind};

/// A year of a school with what is said beside the figures.
#[derive(Debug, Clone)]
pub struct Told {
    /// First and last day.
    pub year: (NaiveDate, NaiveDate),
    /// The figures.
    pub summary: Summary,
    /// Directions by their ids.
    pub directions: BTreeMap<String, String>,
    /// Names of who never came.
    pub never: Vec<String>,
    /// Requests of the year, and how many wait for an answer.
    pub requests: (usize, usize),
    /// Participants now.
    pub participants: usize,
}

/// The summary of a school year.
pub fn told<M: Mode>(cx: &mut Cx<M>, school: &School, year: (NaiveDate, NaiveDate)) -> Result<Told> {
    let path = school.one.unit_path.as_str();
    let (rules, today) = (rules_at(cx, path)?, cx.today_at(path)?);
    let before = year_before(year);
    // A session moved over the bound of a year counts by the day it was held.
    let margin = chrono::Days::new(62);
    let sessions = store::sessions_of(cx.conn(), &[school.one.id], (before.0 - margin, year.1 + margin))?;
    let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
    let attendances = store::attendances_of(cx.conn(), &ids)?;
    let words = rules.mentoring.words_of("direction");
    let directions: Vec<(String, String)> = words.map(|one| (one.id.clone(), one.title.clone())).collect();
    let order: Vec<String> = directions.iter().map(|(id, _)| id.clone()).collect();
    let day = today.min(year.1);
    let now: Vec<i64> = school.participants(day).filter_map(|one| one.person_id).collect();
    let summary = summary((&sessions, &attendances), (year, before), &order, &now);
    let requests = store::requests_of(cx.conn(), &[school.one.id], year.0)?;
    let of_year: Vec<_> =
        requests.iter().filter(|one| year.0 <= one.asked_on && one.asked_on <= year.1).collect();
    let waiting = of_year.iter().filter(|one| one.answered_on.is_none()).count();
    // Who joined after the last session has missed none.
    let held: BTreeSet<SessionId> = sessions
        .iter()
        .filter(|one| one.held_on.is_some_and(|on| year.0 <= on && on <= year.1))
        .map(|one| one.id)
        .collect();
    let marked: BTreeSet<i64> =
        attendances.iter().filter(|one| held.contains(&one.session_id)).map(|one| one.person_id.0).collect();
    let name =
        |id: &i64| school.members.iter().find(|one| one.person_id == Some(*id)).map(|one| one.name.clone());
    Ok(Told {
        year,
        never: summary.never.iter().filter(|id| marked.contains(id)).filter_map(name).collect(),
        summary,
        directions: directions.into_iter().collect(),
        requests: (of_year.len(), waiting),
        participants: now.len(),
    })
}

impl Told {
    /// The title of a direction.
    pub fn direction<'a>(&'a self, id: &'a str) -> &'a str {
        self.directions.get(id).map_or(id, String::as_str)
    }

    /// «2025/26»
    pub fn period(&self) -> String {
        russian::school_year(&russian::period_of(self.year.0))
    }
}

/// A summary to be registered.
#[derive(Debug, Clone)]
pub struct Registering {
    /// The id its document will have.
    pub document: DocumentId,
    /// Whose number it bears.
    pub numbering: Numbering,
    /// Its day.
    pub signed_on: NaiveDate,
    /// «2025/26»
    pub period: String,
    /// The paper printed.
    pub file: NewFile,
    /// The number on it.
    pub printed: String,
}

/// Registers the printed summary as a document of the unit.
pub fn register(cx: &mut Cx<Write>, id: StructureId, summary: &Registering) -> Result<DocumentId> {
    let school = working(cx, id, |power| power.keeps)?;
    let unit = unit(cx, &school)?;
    let topic = topic(&school, &summary.period);
    let kinds = [summary_kind(&unit.level).to_owned()];
    let known = documents::store::of_unit(cx.conn(), &unit.path, &kinds, 100)?;
    if let Some(twice) = known.iter().find(|one| one.topic == topic && one.signed_on == summary.signed_on) {
        return Ok(twice.id);
    }
    let new = NewDocument {
        kind: summary_kind(&unit.level).to_owned(),
        title: format!("Итоги работы структуры «{}» за\u{a0}{} учебный год", school.one.name, summary.period),
        number: String::new(),
        signed_on: summary.signed_on,
        issuer: String::new(),
        valid_to: None,
        topic,
        file: Some(summary.file.clone()),
        link: None,
    };
    let bears =
        Bears { document: summary.document, numbering: &summary.numbering, number: Some(&summary.printed) };
    Ok(register_printed(cx, &unit, bears, new, "зарегистрируйте")?.id)
}

/// Summaries registered of a year, the latest first.
pub fn registered<M: Mode>(cx: &mut Cx<M>, school: &School, period: &str) -> Result<Vec<Document>> {
    let unit = unit(cx, school)?;
    let kinds = [summary_kind(&unit.level).to_owned()];
    let mut found = documents::store::of_unit(cx.conn(), &unit.path, &kinds, 100)?;
    let topic = topic(school, period);
    found.retain(|one| one.topic == topic);
    Ok(found)
}

fn topic(school: &School, period: &str) -> String {
    format!("{}, {period}", school.one.name)
}

/// The unit of a school.
pub fn unit<M: Mode>(cx: &mut Cx<M>, school: &School) -> Result<Unit> {
    units::store::all_of(cx.conn(), &[school.one.unit_id.0])?.pop().ok_or(Error::NotFound)
}

/// The documents of the programme of a school year, the latest first: those of the unit in force, signed since the summer before.
pub fn programmes<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    year: (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<Vec<Document>> {
    let kinds = [crate::programme_kind(&unit.level).to_owned()];
    let found = documents::store::of_unit(cx.conn(), &unit.path, &kinds, 50)?;
    Ok(found.into_iter().filter(|one| is_of_year(one, year, today)).collect())
}

/// Whether a document is of a school year: in force, and signed not before the June ahead of it or lasting into it.
pub(crate) fn is_of_year(one: &Document, (from, to): (NaiveDate, NaiveDate), today: NaiveDate) -> bool {
    let summer = from.checked_sub_months(chrono::Months::new(3)).unwrap_or(from);
    let lasts = one.valid_to.is_some_and(|last| last >= from);
    let holds =
        one.state() == documents::Status::InForce && one.valid_to.is_none_or(|last| last >= today.min(to));
    holds && one.signed_on <= to && (one.signed_on >= summer || lasts)
}
