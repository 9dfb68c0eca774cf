//! The reports mentors owe (п. 4.4): one set for the form, the duties, the board, the picture and its tallies. A half is owed when
//! the pair worked thirty days of it, its mentee worked in it at all, and somebody who was its mentor still works in the school.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate};
use db::{Conn, Ranges, Result};
use packs::Effective;
use people::Employment;

use crate::actions::Side;
use crate::actions::employed::works;
use crate::departures::{Mentors, mentor_left};
use crate::model::{Mentor, Pair};
use crate::reading::Known;
use crate::rules::half::of_mentor;
use crate::rules::{Half, Served, answering, is_reported, owed_between, span, worked_between};
use crate::store;

/// A report is told so many days ahead.
const AHEAD: u64 = 30;
/// A report of a pair that is over is asked for so many months after its end.
const AFTER: u32 = 12;

/// A report of a mentor.
#[derive(Debug, Clone)]
pub(crate) struct Owed {
    /// The pair.
    pub pair: Pair,
    /// The half of the year.
    pub half: Half,
    /// The cards of the mentors who answer for it.
    pub by: Vec<i64>,
}

/// The periods a pair writes reports for, so many a year, until today.
pub(crate) fn halves(pair: &Pair, today: NaiveDate, of: u8) -> Vec<Half> {
    owed_between((pair.order_on, pair.ends_on), pair.ended_on, (today, of))
}

/// Whether these reports of a side tell of the half.
pub(crate) fn is_told(pair: &Pair, reports: &[Half], half: Half) -> bool {
    span((pair.order_on, pair.ends_on), pair.ended_on).is_some_and(|span| is_reported(reports, half, span))
}

/// Those of these halves somebody answers for.
pub(crate) fn answered(conn: &mut Conn, halves: Vec<(Pair, Half)>, today: NaiveDate) -> Result<Vec<Owed>> {
    if halves.is_empty() {
        return Ok(Vec::new());
    }
    let ids: BTreeSet<i64> = halves.iter().map(|(pair, _)| pair.id.0).collect();
    let mentors = store::mentors_of(conn, &ids.into_iter().collect::<Vec<i64>>())?;
    let all = crate::reading::works(conn, halves.iter().map(|(pair, _)| pair), &mentors)?;
    Ok(answered_by(halves, (&mentors, &all), today))
}

/// The same of what was read already.
fn answered_by(
    halves: Vec<(Pair, Half)>,
    (mentors, all): (&Mentors, &BTreeMap<i64, Vec<Employment>>),
    today: NaiveDate,
) -> Vec<Owed> {
    let of = |person: i64| all.get(&person).map_or(&[][..], Vec::as_slice);
    let told = |(pair, half): (Pair, Half)| {
        let days = (pair.order_on?, pair.ended_on.or(pair.ends_on)?);
        let mentee = works(of(pair.mentee_id.0), pair.unit_id, false);
        let parts = mentors.get(&pair.id.0).into_iter().flatten();
        let parts: Vec<Served> =
            parts.filter_map(|one| served(one, &pair, of(one.person_id.0), today)).collect();
        let by = answering(half, days, &parts);
        let is_owed = !by.is_empty() && worked_between(&mentee, (half.first(), half.last()));
        is_owed.then_some(Owed { pair, half, by })
    };
    halves.into_iter().filter_map(told).collect()
}

fn served(one: &Mentor, pair: &Pair, works: &[Employment], today: NaiveDate) -> Option<Served> {
    let from = one.from_on?;
    let left = mentor_left(one, pair, works, today);
    // Who left and was hired again is here.
    let is_asked = |work: &&Employment| !one.agreement.is_empty() || work.unit_id == pair.unit_id;
    let is_here = left.is_none() || works.iter().filter(is_asked).any(|work| work.goes_on(today));
    Some(Served { person: one.person_id.0, from, to: one.to_on.or(left), is_here })
}

/// Reports these pairs owe and nobody submitted; told thirty days ahead.
pub(crate) fn owing(
    conn: &mut Conn,
    pairs: &[Pair],
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<Owed>> {
    if rules.mentoring.limit("reports").is_none() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let there = handed(conn, &ids, Side::Mentor)?;
    answered(conn, unwritten(pairs, &there, of_mentor(&rules.mentoring), today), today)
}

/// The same of what was read already.
pub(crate) fn owing_by(pairs: &[Pair], known: &Known, rules: &Effective, today: NaiveDate) -> Vec<Owed> {
    if rules.mentoring.limit("reports").is_none() {
        return Vec::new();
    }
    let there = store::reports::handed(&known.reports, Side::Mentor);
    let owed = unwritten(pairs, &there, of_mentor(&rules.mentoring), today);
    answered_by(owed, (&known.mentors, &known.works), today)
}

/// Periods of so many a year without a report, told thirty days ahead.
pub(crate) fn unwritten(
    pairs: &[Pair],
    there: &[(i64, Half)],
    of: u8,
    today: NaiveDate,
) -> Vec<(Pair, Half)> {
    let by = today + Days::new(AHEAD);
    let mut owed = Vec::new();
    for pair in pairs {
        let own = there.iter().filter(|(of, _)| *of == pair.id.0);
        let own: Vec<Half> = own.map(|(_, half)| *half).collect();
        let due = halves(pair, today, of).into_iter();
        let due = due.filter(|half| half.due() <= by && !is_told(pair, &own, *half));
        owed.extend(due.map(|half| (pair.clone(), half)));
    }
    owed
}

/// The periods a side of these pairs reported already; what was returned is to be written anew.
pub(crate) fn handed(conn: &mut Conn, pairs: &[i64], side: Side) -> Result<Vec<(i64, Half)>> {
    let codes = store::lines::halves_of(conn, pairs, side.code())?;
    Ok(codes.into_iter().filter_map(|(pair, code)| Some((pair, Half::read(&code)?))).collect())
}

/// Pairs of a place that work, or are over and may owe a report still; at most so many.
pub(crate) fn lately(conn: &mut Conn, path: &str, today: NaiveDate, limit: i64) -> Result<Vec<Pair>> {
    store::lately(conn, &Ranges::under([path]), since(today), limit)
}

/// Whether a pair at work, or over a short time ago, may owe a report.
pub(crate) fn may_owe(pair: &Pair, today: NaiveDate) -> bool {
    pair.order_on.is_some() && pair.ended_on.is_none_or(|last| since(today) <= last)
}

fn since(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(AFTER)).unwrap_or(today)
}
