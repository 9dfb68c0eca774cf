//! The sheet of criteria of a candidate: filled by the council for each, with its protocol, its marks, its decision (п. 3.3).

use std::collections::{BTreeMap, BTreeSet};

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::DocumentId;
use packs::Effective;
use people::PersonId;
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::{everywhere, rules_at};
use crate::model::{Sheet, SheetId, SheetMark};
use crate::rules::{Refusal, Weighed, protocol_fault};
use crate::{GuideMentoring, store};

/// The marks there are: product's own, the regulation names none.
pub const MARKS: [(i64, &str); 3] = [(2, "в\u{a0}полной мере"), (1, "частично"), (0, "не\u{a0}проявляется")];
/// What the council decides.
pub const DECISIONS: [(&str, &str); 2] =
    [("recommended", "рекомендовать"), ("declined", "не\u{a0}рекомендовать")];
/// The highest mark.
pub const BEST: i64 = 2;

/// A sheet as it is typed.
#[derive(Debug, Clone, Default)]
pub struct NewSheet {
    /// Criterion of the pack and mark.
    pub marks: Vec<(String, i64)>,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// The protocol held here.
    pub document: Option<DocumentId>,
    /// The protocol held elsewhere.
    pub protocol: String,
    /// Code of `DECISIONS`.
    pub decision: String,
    /// Why.
    pub word: String,
    /// The version that was seen; 0: none was there.
    pub version: i64,
}

/// The sums of everybody weighed for a mentee and a kind of mentor, by candidate.
pub(crate) fn weighed<M: Mode>(
    cx: &mut Cx<M>,
    mentee: PersonId,
    kind: &str,
) -> Result<BTreeMap<i64, Weighed>> {
    let mut all = store::sheets::of_mentee(cx.conn(), &everywhere(), mentee)?;
    all.retain(|one| one.kind == kind);
    let ids: Vec<SheetId> = all.iter().map(|one| one.id).collect();
    let marks = store::sheets::marks_of(cx.conn(), &ids)?;
    let weigh = |one: &Sheet| {
        let own = marks.get(&one.id.0).map_or(&[][..], Vec::as_slice);
        (one.candidate_id.0, sum(one, own))
    };
    Ok(all.iter().map(weigh).collect())
}

/// Whom of these people the school knows: they work here or within what the reader sees, or were invited by an agreement. A
/// mere candidate of another school is not shown by their number.
pub(crate) fn known<M: Mode>(
    cx: &mut Cx<M>,
    (unit, reach): (&Unit, &db::Ranges),
    people: &[i64],
) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for places in [&db::Ranges::under([unit.path.as_str()]), reach] {
        found.extend(people::store::seen_among(cx.conn(), places, people)?);
    }
    let parts = store::of_mentors(cx.conn(), people)?;
    let invited = parts.iter().filter(|(one, pair)| pair.unit_id == unit.id && !one.agreement.is_empty());
    found.extend(invited.map(|(one, _)| one.person_id.0));
    Ok(found)
}

/// A sheet summed.
pub(crate) fn sum(one: &Sheet, marks: &[SheetMark]) -> Weighed {
    let count = i64::try_from(marks.len()).unwrap_or(0);
    Weighed {
        is_recommended: one.is_recommended(),
        sum: marks.iter().map(|mark| mark.mark).sum(),
        most: count * BEST,
    }
}

/// Whether the candidate is whoever asks: nobody weighs themselves.
pub(crate) fn is_own<M: Mode>(cx: &mut Cx<M>, candidate: PersonId) -> Result<bool> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(false) };
    Ok(people::store::of_account(cx.conn(), account)?.is_some_and(|card| card.id == candidate))
}

/// Fills the sheet of a candidate, or fills it anew: who came second sees who was first.
pub fn fill(
    cx: &mut Cx<Write>,
    may: &Granted<GuideMentoring>,
    (unit, kind): (&Unit, &str),
    (mentee, candidate): (PersonId, PersonId),
    new: &NewSheet,
) -> Result<SheetId> {
    may.within(&unit.path).map_err(|_| Error::NotFound)?;
    if is_own(cx, candidate)? {
        let rules = rules_at(cx, &unit.path)?;
        let (clause, url) =
            (rules.mentoring.clause("choice").to_owned(), super::pairing::weighing_url(mentee, kind));
        return Err(Refusal::OwnSheet(clause, url).into());
    }
    cx.tx().lock("people", mentee.0)?;
    let rules = rules_at(cx, &unit.path)?;
    faults(cx, unit, &rules, new)?;
    let known = store::sheets::of_candidate(cx.conn(), (mentee, candidate), kind)?;
    let seen = known.as_ref().map_or(0, |one| one.version);
    if seen != new.version {
        return Err(conflict(cx, known.as_ref())?);
    }
    let is_new = known.is_none();
    let sheet = row(cx, (unit, kind), (mentee, candidate), new, known);
    let mark = |(criterion, mark): &(String, i64), id: i64| SheetMark {
        id,
        sheet_id: sheet.id,
        criterion: criterion.clone(),
        mark: *mark,
    };
    let marks: Vec<SheetMark> = new.marks.iter().map(|one| mark(one, cx.id())).collect();
    if is_new {
        store::sheets::add(cx.tx(), &sheet, &marks)?;
    } else {
        store::sheets::change(cx.tx(), &sheet, &marks)?;
    }
    let day = russian::date(new.held_on);
    let text = format!("Наставничество: заполнен лист критериев кандидата, заседание {day}");
    let action = if is_new { Action::Created } else { Action::Changed };
    cx.journal(action, ("mentoring", "sheet", sheet.id.0), &unit.path, &text, Value::Null)?;
    Ok(sheet.id)
}

fn conflict(cx: &mut Cx<Write>, known: Option<&Sheet>) -> Result<Error> {
    let Some(known) = known else { return Ok(Error::NotFound) };
    let zone = cx.zone_at(&known.unit_path)?;
    let ids: Vec<i64> = known.written_by.into_iter().collect();
    let who = ::access::store::short_names(cx.conn(), &ids)?.into_values().next();
    Ok(Error::Conflict(format!(
        "Лист этого кандидата уже заполнили: {}, {}. Ваши отметки не\u{a0}сохранены. Откройте лист заново и\u{a0}посмотрите, что в\u{a0}нём теперь.",
        who.unwrap_or_else(|| "программа".to_owned()),
        russian::moment(known.updated_at, zone)
    )))
}

fn row(
    cx: &mut Cx<Write>,
    (unit, kind): (&Unit, &str),
    (mentee, candidate): (PersonId, PersonId),
    new: &NewSheet,
    known: Option<Sheet>,
) -> Sheet {
    let now = cx.now();
    let (id, created_at, version) = match known {
        Some(known) => (known.id, known.created_at, known.version),
        None => (SheetId(cx.id()), now, 1),
    };
    Sheet {
        id,
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        mentee_id: mentee,
        candidate_id: candidate,
        kind: kind.to_owned(),
        held_on: new.held_on,
        document_id: new.document,
        protocol: new.protocol.trim().to_owned(),
        decision: new.decision.clone(),
        word: new.word.trim().to_owned(),
        written_by: cx.person().map(|person| person.account.0),
        created_at,
        updated_at: now,
        version,
    }
}

fn faults(cx: &mut Cx<Write>, unit: &Unit, rules: &Effective, new: &NewSheet) -> Result<()> {
    let mut found = Vec::new();
    let mut fault = |field: &str, text: &str| {
        found.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    for one in &rules.mentoring.criteria {
        let mark = new.marks.iter().find(|(criterion, _)| *criterion == one.rule.id);
        if !mark.is_some_and(|(_, mark)| MARKS.iter().any(|(known, _)| known == mark)) {
            fault(&format!("mark-{}", one.rule.id), "Поставьте отметку.");
        }
    }
    if new.held_on > cx.today_at(&unit.path)? {
        fault("held_on", "Этот день ещё не\u{a0}наступил.");
    }
    if !DECISIONS.iter().any(|(code, _)| *code == new.decision) {
        fault("decision", "Выберите решение совета.");
    }
    if new.decision == "declined" && new.word.trim().is_empty() {
        fault("word", "Напишите, почему совет не\u{a0}рекомендует.");
    }
    match new.document {
        Some(id) => {
            let held = documents::store::all_of(cx.conn(), &[id.0])?.pop();
            if !held.is_some_and(|held| held.unit_path == unit.path && held.state().has_force()) {
                fault("document", "Выберите протокол из\u{a0}списка.");
            }
        }
        None if new.protocol.trim().is_empty() => {
            fault("protocol", "Назовите протокол или выберите его из\u{a0}документов школы.");
        }
        None => {
            if let Some(text) = protocol_fault(&new.protocol, ("заседание", new.held_on)) {
                fault("protocol", &text);
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Error::Invalid(found)) }
}
