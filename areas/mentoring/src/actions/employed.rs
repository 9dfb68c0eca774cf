//! The days of a pair held against the work of its people: the sentence that names the days of employment.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use people::Employment;
use web::{Cx, Error, FieldFault, Mode, Result};

use crate::model::{Mentor, Pair};
use crate::rules::{Half, Worked, not_employed, worked, worked_between};
use crate::store;

/// Somebody's work in a unit, with what mergers of schools carried on into it; with an agreement any work will do.
pub(crate) fn works(all: &[Employment], unit: units::UnitId, has_agreement: bool) -> Vec<Worked> {
    let here = all.iter().filter(|work| has_agreement || work.unit_id == unit);
    let told = |work: &Employment| {
        let from = work.begun(all);
        Worked { from: Some(from).filter(|_| work.is_start_told != Some(false)), to: work.ended_on }
    };
    here.map(told).collect()
}

/// Works and short names by person.
type Cards = (BTreeMap<i64, Vec<Employment>>, BTreeMap<i64, String>);

fn cards(conn: &mut db::Conn, people: &[i64]) -> Result<Cards> {
    let works = people::store::works_of(conn, people)?;
    let names = people::store::all_of(conn, people)?;
    Ok((works, names.into_iter().map(|card| (card.id.0, card.name().short())).collect()))
}

/// What is wrong with a day of the mentee's.
pub(crate) fn of_mentee<M: Mode>(cx: &mut Cx<M>, pair: &Pair, day: NaiveDate) -> Result<Option<String>> {
    of_people(cx, pair.unit_id, &[pair.mentee_id.0], day)
}

/// What is wrong with half a school year of the mentee's: not a day of it was worked.
pub(crate) fn of_half<M: Mode>(cx: &mut Cx<M>, pair: &Pair, half: Half) -> Result<Option<String>> {
    let all = people::store::works_of(cx.conn(), &[pair.mentee_id.0])?;
    let of = all.get(&pair.mentee_id.0).map_or(&[][..], Vec::as_slice);
    if worked_between(&works(of, pair.unit_id, false), (half.first(), half.last())) {
        return Ok(None);
    }
    of_mentee(cx, pair, half.first())
}

/// What is wrong with a day of one of the mentor's.
pub(crate) fn of_mentor<M: Mode>(
    cx: &mut Cx<M>,
    pair: &Pair,
    mentor: &Mentor,
    day: NaiveDate,
) -> Result<Option<String>> {
    let (all, names) = cards(cx.conn(), &[mentor.person_id.0])?;
    let of = all.get(&mentor.person_id.0).map_or(&[][..], Vec::as_slice);
    let works = works(of, pair.unit_id, !mentor.agreement.is_empty());
    let name = names.get(&mentor.person_id.0).map_or("", String::as_str);
    Ok(not_employed(name, &works, day))
}

/// The names of those of these mentors whose work goes on with no last day told.
pub(crate) fn going_on<M: Mode>(cx: &mut Cx<M>, pair: &Pair, mentors: &[Mentor]) -> Result<Vec<String>> {
    let people: Vec<i64> = mentors.iter().map(|one| one.person_id.0).collect();
    let (all, names) = cards(cx.conn(), &people)?;
    let goes_on = |one: &&Mentor| {
        let of = all.get(&one.person_id.0).map_or(&[][..], Vec::as_slice);
        works(of, pair.unit_id, !one.agreement.is_empty()).iter().any(|work| work.to.is_none())
    };
    let name = |one: &Mentor| names.get(&one.person_id.0).cloned().unwrap_or_default();
    Ok(mentors.iter().filter(goes_on).map(name).collect())
}

/// What is wrong with a day of the whole pair: the mentee works on it, and one of those who were mentors by then.
pub(crate) fn of_pair<M: Mode>(cx: &mut Cx<M>, pair: &Pair, day: NaiveDate) -> Result<Option<String>> {
    if let Some(wrong) = of_mentee(cx, pair, day)? {
        return Ok(Some(wrong));
    }
    let mentors = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let mut wrong = None;
    for mentor in mentors.iter().filter(|one| one.from_on.is_some()) {
        match of_mentor(cx, pair, mentor, day)? {
            None => return Ok(None),
            Some(said) => wrong = Some(said),
        }
    }
    Ok(wrong)
}

/// The first of these people who did not work in the unit on a day, in words.
pub(crate) fn of_people<M: Mode>(
    cx: &mut Cx<M>,
    unit: units::UnitId,
    people: &[i64],
    day: NaiveDate,
) -> Result<Option<String>> {
    let (all, names) = cards(cx.conn(), people)?;
    let wrong = |person: &i64| {
        let of = all.get(person).map_or(&[][..], Vec::as_slice);
        not_employed(names.get(person).map_or("", String::as_str), &works(of, unit, false), day)
    };
    Ok(people.iter().find_map(wrong))
}

/// Those of these people who work in the unit on a day.
pub(crate) fn at_work<M: Mode>(
    cx: &mut Cx<M>,
    unit: units::UnitId,
    people: &[i64],
    day: NaiveDate,
) -> Result<Vec<i64>> {
    let all = people::store::works_of(cx.conn(), people)?;
    let is_there = |person: &&i64| {
        let of = all.get(*person).map_or(&[][..], Vec::as_slice);
        worked(&works(of, unit, false), day)
    };
    Ok(people.iter().filter(is_there).copied().collect())
}

/// The same as a fault at its field, if there is one.
pub(crate) fn at(field: &str, wrong: Option<String>) -> Option<FieldFault> {
    wrong.map(|text| FieldFault { field: field.to_owned(), text })
}

/// Refuses at the field what is wrong.
pub(crate) fn refused(field: &str, wrong: Option<String>) -> Result<()> {
    wrong.map_or(Ok(()), |text| Err(Error::field(field, text)))
}
