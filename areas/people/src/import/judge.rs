//! Rows against cards: new, changed field by field, same, doubtful, wrong. Nothing is asked of the database here.

mod fresh;
mod later;
mod merged;
mod told;
mod who;

use std::collections::HashMap;

use chrono::NaiveDate;
use packs::Effective;
use units::UnitId;

use super::{Change, Choice, Choices, Fault, Known, Line, Rulings, Told, Verdict};
use crate::rules::names;
use crate::{EmploymentId, NewCategory, NewEmployment, NewPerson};
use fresh::Fresh;
pub(crate) use merged::{of_person, of_work};
use who::Who;
pub(crate) use who::alike;

/// Who a doubtful row may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The position among the known.
    pub known: usize,
    /// Why it may be the same person.
    pub why: String,
}

/// What rows are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'r> {
    /// Posts, subjects, categories, by organisation.
    pub rules: &'r Rulings,
    /// Today.
    pub today: NaiveDate,
    /// The day of hiring where the list names none.
    pub started: NaiveDate,
}

/// The same for one row: by the rules of its organisation.
#[derive(Debug, Clone, Copy)]
struct At<'r> {
    rules: &'r Effective,
    today: NaiveDate,
    started: NaiveDate,
    /// What was decided about the row.
    chosen: Option<Choice>,
}

impl<'r> Terms<'r> {
    fn at(self, unit: Option<UnitId>, chosen: Option<Choice>) -> At<'r> {
        At { rules: self.rules.at(unit), today: self.today, started: self.started, chosen }
    }
}

/// A row judged, with all that is to be done by it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The row.
    pub line: Line,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What changes.
    pub changes: Vec<Change>,
    /// Who it may be.
    pub candidates: Vec<Candidate>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Position of the card among the known.
    pub person: Option<usize>,
    /// Position of the earlier row that takes the same new person on.
    pub first: Option<usize>,
    /// The earlier row, as a spreadsheet numbers it, that may tell of the same person under another family name.
    pub above: Option<u32>,
    /// The card as it will be, when it changes or is new.
    pub card: Option<NewPerson>,
    /// The employment that changes; none: a new one.
    pub work: Option<EmploymentId>,
    /// The employment as it will be, when it changes or is new.
    pub hired: Option<NewEmployment>,
    /// A result of attestation to be added.
    pub category: Option<NewCategory>,
    /// Records to be added.
    pub records: Vec<Told>,
    /// Records of the card that change: courses that get on or are closed.
    pub renewed: Vec<crate::Record>,
    /// The first day of work on the card and the later one of the list, where that is to be decided.
    pub later: Option<(NaiveDate, NaiveDate)>,
}

impl Judged {
    fn of(line: Line) -> Self {
        Self {
            faults: line.faults.clone(),
            line,
            verdict: Verdict::Wrong,
            changes: Vec::new(),
            candidates: Vec::new(),
            person: None,
            first: None,
            above: None,
            card: None,
            work: None,
            hired: None,
            category: None,
            records: Vec::new(),
            renewed: Vec::new(),
            later: None,
        }
    }

    /// Whether accepting the row does something.
    pub fn is_good(&self) -> bool {
        self.verdict.is_good()
    }

    /// Waits for a decision with initials instead of a name.
    pub(crate) fn is_short(&self) -> bool {
        self.verdict == Verdict::Doubtful && self.later.is_none() && names::is_initials(&self.line.name)
    }

    /// The cell the given name stands in.
    pub(crate) fn name_cell(&self, layout: &super::Layout) -> String {
        use super::Field::{FirstName, FullName};
        let column = layout.column(FullName).or_else(|| layout.column(FirstName)).unwrap_or(0);
        sheets::Address::at(self.line.number.saturating_sub(1), column).to_string()
    }

    fn is_bad(&mut self, layout: &super::Layout, field: super::Field, message: &str) {
        let column = layout.column(field).or_else(|| layout.column(super::Field::FullName));
        let column = column.or_else(|| layout.column(super::Field::LastName)).unwrap_or(0);
        let cell = sheets::Address::at(self.line.number.saturating_sub(1), column).to_string();
        let fault = Fault { row: self.line.number, cell, message: message.to_owned() };
        // A family name and a given name in one cell may be wrong in the same way.
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
        self.verdict = Verdict::Wrong;
    }
}

/// Judges every row of a list.
pub fn judged(
    lines: Vec<Line>,
    layout: &super::Layout,
    known: &Known,
    choices: &Choices,
    terms: Terms<'_>,
) -> Vec<Judged> {
    let people: Vec<Who> = lines.iter().map(|line| who::who(line, known, choices)).collect();
    let mut rows_of: HashMap<(usize, UnitId), usize> = HashMap::new();
    for (line, who) in lines.iter().zip(&people) {
        if let (Who::Known(at), Some(unit)) = (who, line.unit) {
            *rows_of.entry((*at, unit)).or_default() += 1;
        }
    }
    let (mut all, mut fresh): (Vec<Judged>, Fresh) = (Vec::with_capacity(lines.len()), Fresh::default());
    for (line, who) in lines.into_iter().zip(people) {
        let at_unit = terms.at(line.unit, choices.get(&line.number).copied());
        let mut one = Judged::of(line);
        if one.faults.is_empty() {
            match who {
                Who::Skipped => one.verdict = Verdict::Skipped,
                Who::Doubtful(candidates) if candidates.is_empty() => {
                    one.verdict = Verdict::Doubtful;
                    let said = "вместо имени – инициалы: впишите имя и\u{a0}отчество или решите завести карточку так";
                    one.line.notes.push(said.to_owned());
                }
                Who::Doubtful(candidates) => (one.verdict, one.candidates) = (Verdict::Doubtful, candidates),
                Who::New => fresh.judge(&mut one, &mut all, layout, at_unit),
                Who::Known(at) => {
                    let rows = one.line.unit.and_then(|unit| rows_of.get(&(at, unit)).copied()).unwrap_or(1);
                    merged::judge(&mut one, (at, rows), known, layout, at_unit);
                    fresh.repeats(&mut one, layout);
                }
            }
        }
        all.push(one);
    }
    fresh::orphans(&mut all, layout);
    all
}

/// Who works in an organisation of the list and is not in it: positions among the known with the employment.
pub fn missing(all: &[Judged], known: &Known, today: NaiveDate) -> Vec<(usize, EmploymentId)> {
    let mut units: Vec<UnitId> = all.iter().filter_map(|one| one.line.unit).collect();
    units.sort_unstable();
    units.dedup();
    let mut here: std::collections::BTreeSet<usize> = all.iter().filter_map(|one| one.person).collect();
    here.extend(all.iter().flat_map(|one| one.candidates.iter().map(|candidate| candidate.known)));
    let mut found = Vec::new();
    for unit in units {
        for at in known.of_unit(unit).iter().filter(|at| !here.contains(at)) {
            let works = known.people.get(*at).map(|one| one.works.as_slice()).unwrap_or_default();
            let goes_on = |work: &&super::Work| {
                work.one.unit_id == unit && work.one.ended_on.is_none_or(|last| today <= last)
            };
            found.extend(works.iter().find(goes_on).map(|work| (*at, work.one.id)));
        }
    }
    found
}
