//! Accepting: every chosen row in one transaction, each person marked with what was there.

use std::collections::{BTreeMap, HashMap};

use audit::Action;
use chrono::NaiveDate;
use lists::Done;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::{Plan, StaffLists};
use crate::actions::{employing, hand};
use crate::import::judge::{of_person, of_work};
use crate::import::{Judged, Verdict};
use crate::store::{self, employments, records};
use crate::{CategoryId, EmploymentId, NewEmployment, NewPerson, PersonId, Record, RecordId};

/// What was there before, and what the import added.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Was {
    /// The card is of the import.
    pub added: bool,
    /// The card before.
    pub card: Option<NewPerson>,
    /// Employments before.
    pub works: Vec<(i64, NewEmployment)>,
    /// Employments added.
    pub hired: Vec<i64>,
    /// Results of attestation added.
    pub categories: Vec<i64>,
    /// Records added.
    pub records: Vec<i64>,
    /// Records before.
    #[serde(default)]
    pub renewed: Vec<Before>,
}

/// A course before the import got it on or closed it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Before {
    pub id: i64,
    pub version: i64,
    days: (Option<NaiveDate>, NaiveDate),
    hours: Option<i64>,
    form: Option<String>,
    place: String,
    platform: Option<String>,
    document: String,
    progress: Option<i64>,
}

impl Before {
    fn of(one: &Record) -> Self {
        let one = one.clone();
        Self {
            id: one.id.0,
            version: one.version,
            days: (one.began_on, one.happened_on),
            hours: one.hours,
            form: one.form,
            place: one.place,
            platform: one.platform,
            document: one.document,
            progress: one.progress,
        }
    }

    /// The record as it was.
    pub(super) fn again(&self, now: Record) -> Record {
        Record {
            began_on: self.days.0,
            happened_on: self.days.1,
            hours: self.hours,
            form: self.form.clone(),
            place: self.place.clone(),
            platform: self.platform.clone(),
            document: self.document.clone(),
            progress: self.progress,
            ..now
        }
    }
}

/// Does what the chosen rows say; `is_chosen` is asked about good rows only.
pub(super) fn apply(cx: &mut Cx<Write>, plan: &Plan, is_chosen: &dyn Fn(u32) -> bool) -> Result<Done> {
    let (mut done, mut marks) = (Done::default(), BTreeMap::<i64, Was>::new());
    let mut ids: HashMap<usize, PersonId> = HashMap::new();
    for (at, one) in
        plan.all.iter().enumerate().filter(|(_, one)| one.is_good() && is_chosen(one.line.number))
    {
        let unit = one.line.unit.and_then(|unit| plan.units.get(&unit)).ok_or(Error::NotFound)?;
        let known = one.person.and_then(|at| plan.known.people.get(at)).map(|known| known.person.id);
        let id = match (known, one.first) {
            (Some(id), _) => id,
            (None, None) => taken_on(cx, one, unit, &mut marks)?,
            // The row of the same person above was not chosen.
            (None, Some(first)) => match ids.get(&first) {
                Some(id) => *id,
                None => continue,
            },
        };
        ids.insert(at, id);
        row(cx, plan, (one, unit, id), marks.entry(id.0).or_default())?;
        match one.verdict {
            Verdict::New => done.new += 1,
            _ => done.changed += 1,
        }
    }
    settle(cx, plan, &marks)?;
    keep(cx, plan, marks, done)?;
    Ok(done)
}

fn taken_on(
    cx: &mut Cx<Write>,
    one: &Judged,
    unit: &Unit,
    marks: &mut BTreeMap<i64, Was>,
) -> Result<PersonId> {
    let card = one.card.as_ref().ok_or(Error::NotFound)?;
    let (id, hand) = (PersonId(cx.id()), hand(cx));
    store::add(cx.tx(), id, card, unit, hand)?;
    marks.insert(id.0, Was { added: true, ..Was::default() });
    Ok(id)
}

/// One row: the card, the employment, the category, the records.
fn row(
    cx: &mut Cx<Write>,
    plan: &Plan,
    (one, unit, id): (&Judged, &Unit, PersonId),
    was: &mut Was,
) -> Result<()> {
    let known = one.person.and_then(|at| plan.known.people.get(at));
    let rules = plan.rules.at(Some(unit.id));
    let (hand, at) = (hand(cx), cx.now());
    if let (Some(known), Some(card)) = (known, &one.card) {
        was.card.get_or_insert_with(|| of_person(&known.person));
        store::change(cx.tx(), id, card, hand)?;
    }
    match (&one.hired, one.work) {
        (Some(new), None) => was.hired.push(employing::put(cx, id, unit, new, rules)?.0),
        (Some(new), Some(work)) => {
            let before = known.and_then(|known| known.works.iter().find(|own| own.one.id == work));
            was.works.extend(before.map(|own| (work.0, of_work(own))));
            employing::put_again(cx, id, work, new, rules)?;
        }
        (None, _) => {}
    }
    if let Some(new) = &one.category {
        let last = rules.category(&new.category).and_then(|found| found.rule.last_day(new.granted_on));
        let category = CategoryId(cx.id());
        records::grant(cx.tx(), (category, id), new, last, at)?;
        was.categories.push(category.0);
    }
    for told in &one.records {
        let record = told.record(RecordId(cx.id()), id);
        records::add(cx.tx(), &record, at)?;
        was.records.push(record.id.0);
    }
    for will in &one.renewed {
        let before = known.and_then(|known| known.records.iter().find(|record| record.id == will.id));
        was.renewed.extend(before.map(Before::of));
        records::change(cx.tx(), will, at)?;
    }
    Ok(())
}

/// Where people stand: of a new one with one employment the card says it already.
fn settle(cx: &mut Cx<Write>, plan: &Plan, marks: &BTreeMap<i64, Was>) -> Result<()> {
    let hand = hand(cx);
    for (id, was) in marks {
        let of_old = if was.added { was.hired.len() > 1 } else { !was.hired.is_empty() };
        if of_old || !was.works.is_empty() {
            store::settle(cx.tx(), PersonId(*id), plan.today, hand)?;
        }
    }
    Ok(())
}

/// Marks, the journal, the state of the import.
fn keep(cx: &mut Cx<Write>, plan: &Plan, marks: BTreeMap<i64, Was>, done: Done) -> Result<()> {
    let ids: Vec<i64> = marks.keys().copied().collect();
    crate::finding::put_all(cx.tx(), &ids)?;
    for person in store::all_of(cx.conn(), &ids)? {
        let Some(was) = marks.get(&person.id.0) else { continue };
        let id = cx.id();
        let was_text = serde_json::to_string(was).map_err(|e| Error::Broken(e.to_string()))?;
        lists::store::mark(cx.tx(), id, plan.import.id, (person.id.0, &was_text, person.version))?;
        let (action, what) = if was.added {
            (Action::Created, "Заведена карточка из списка")
        } else {
            (Action::Changed, "Изменена карточка по списку")
        };
        let text = format!("{what}: {}", person.name().short());
        let details = json!({ "import": plan.import.id });
        cx.journal(action, ("people", "person", person.id.0), &person.unit_path, &text, details)?;
    }
    let told = json!({
        "new": done.new, "changed": done.changed, "same": plan.tally(Verdict::Same),
        "doubtful": plan.tally(Verdict::Doubtful), "wrong": plan.tally(Verdict::Wrong),
    });
    lists::accepted::<StaffLists>(cx, &plan.import, told)
}

/// An id of an employment the import added.
pub(super) fn employment(id: i64) -> EmploymentId {
    EmploymentId(id)
}

/// The employments of a person that are not the import's own.
pub(super) fn others(cx: &mut Cx<Write>, person: PersonId, was: &Was) -> Result<bool> {
    let works = employments::of(cx.conn(), person)?;
    let categories = records::categories_of(cx.conn(), &[person.0])?.remove(&person.0).unwrap_or_default();
    let told = records::of(cx.conn(), person)?;
    Ok(works.iter().any(|one| !was.hired.contains(&one.id.0))
        || categories.iter().any(|one| !was.categories.contains(&one.id.0))
        || told.iter().any(|one| !was.records.contains(&one.id.0)))
}
