//! Pairs as pictures need them: the few columns counts are made of, and whoever of the pairs at work may have left.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date};

use crate::model::{Pair, PairId, State};
use crate::schema::{mentorship_mentors as mentors, mentorship_reports as reports, mentorships as pairs};

/// A pair, as far as it is counted.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pairs)]
pub(crate) struct Line {
    pub id: PairId,
    pub unit_id: i64,
    pub unit_path: String,
    pub mentee_id: i64,
    pub category: String,
    pub state: String,
    pub hired_on: NaiveDate,
    pub order_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub end_ground: String,
    pub created_at: Moment,
}

impl Line {
    /// The card of the pair.
    pub fn url(&self) -> String {
        format!("/mentoring/{}", self.id)
    }
}

/// Somebody's part as a mentor by an order, as far as it is counted.
#[derive(Debug, Clone, Copy, Queryable)]
pub(crate) struct Part {
    /// Its id.
    pub id: i64,
    /// The pair.
    pub pair: i64,
    /// The mentor.
    pub person: i64,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// A mentor's report, as far as it is told whether it came in time.
#[derive(Debug, Clone)]
pub(crate) struct Handed {
    /// The pair.
    pub pair: i64,
    /// The half of the year.
    pub half: String,
    /// When it was submitted.
    pub on: NaiveDate,
}

/// Every pair of the units of the scope, the latest first.
pub(crate) fn lines_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Line>> {
    Ok(pairs::table
        .filter(db::within!(pairs::table, pairs::unit_path, scope))
        .order(pairs::id.desc())
        .select(Line::as_select())
        .load(conn)?)
}

/// The pairs at work of the units of the scope, each with its mentee.
pub(crate) fn active_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(i64, i64)>> {
    let rows: Vec<(PairId, i64)> = pairs::table
        .filter(db::within!(pairs::table, pairs::unit_path, scope))
        .filter(pairs::state.eq(State::Active.code()))
        .order(pairs::id.asc())
        .select((pairs::id, pairs::mentee_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(pair, mentee)| (pair.0, mentee)).collect())
}

/// The pairs of these mentees in the units of the scope, the latest first.
pub(crate) fn lines_of(conn: &mut Conn, scope: &Ranges, mentees: &[i64]) -> Result<Vec<Line>> {
    let mut found: Vec<Line> = Vec::new();
    for some in mentees.chunks(500) {
        let rows: Vec<Line> = pairs::table
            .filter(db::among(pairs::mentee_id, some.iter().map(|id| people::PersonId(*id))))
            .order(pairs::id.desc())
            .select(Line::as_select())
            .load(conn)?;
        found.extend(rows.into_iter().filter(|one| scope.holds(&one.unit_path)));
    }
    Ok(found)
}

/// These pairs, in no promised order.
pub(crate) fn these(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Pair>> {
    let mut found: Vec<Pair> = Vec::new();
    for some in ids.chunks(500) {
        let rows: Vec<Pair> = pairs::table
            .filter(db::among(pairs::id, some.iter().map(|id| PairId(*id))))
            .order(pairs::id.asc())
            .select(Pair::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Every part as a mentor by an order in the pairs of units between two paths, as they came.
pub(crate) fn parts_within(conn: &mut Conn, (from, to): (&str, &str)) -> Result<Vec<Part>> {
    Ok(mentors::table
        .inner_join(pairs::table.on(pairs::id.eq(mentors::mentorship_id)))
        .filter(pairs::unit_path.ge(from).and(pairs::unit_path.lt(to)))
        .filter(mentors::from_on.is_not_null())
        .order(mentors::id.asc())
        .select(PART)
        .load(conn)?)
}

/// The same of these pairs.
pub(crate) fn parts_of(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<Part>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Part> = mentors::table
            .filter(db::among(mentors::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(mentors::from_on.is_not_null())
            .order(mentors::id.asc())
            .select(PART)
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

const PART: (mentors::id, mentors::mentorship_id, mentors::person_id, mentors::from_on, mentors::to_on) =
    (mentors::id, mentors::mentorship_id, mentors::person_id, mentors::from_on, mentors::to_on);

/// Reports of mentors of pairs of units between two paths; a returned one is not handed in.
pub(crate) fn handed_within(conn: &mut Conn, (from, to): (&str, &str)) -> Result<Vec<Handed>> {
    let rows: Vec<(PairId, String, NaiveDate)> = reports::table
        .inner_join(pairs::table.on(pairs::id.eq(reports::mentorship_id)))
        .filter(pairs::unit_path.ge(from).and(pairs::unit_path.lt(to)))
        .filter(reports::side.eq("mentor"))
        .filter(reports::state.ne("returned"))
        .order(reports::id.asc())
        .select((reports::mentorship_id, reports::half, reports::submitted_on))
        .load(conn)?;
    Ok(rows.into_iter().map(|(pair, half, on)| Handed { pair: pair.0, half, on }).collect())
}

/// The halves these pairs have a mentor's report of; a returned one is not handed in.
pub(crate) fn halves_of(conn: &mut Conn, pairs: &[i64], side: &str) -> Result<BTreeSet<(i64, String)>> {
    let mut found = BTreeSet::new();
    for some in pairs.chunks(500) {
        let rows: Vec<(PairId, String)> = reports::table
            .filter(db::among(reports::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(reports::side.eq(side))
            .filter(reports::state.ne("returned"))
            .order(reports::id.asc())
            .select((reports::mentorship_id, reports::half))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(pair, half)| (pair.0, half)));
    }
    Ok(found)
}

/// No one work of the mentor lasts from the first day of the part to the day: in the school of the pair, by an agreement anywhere.
const MENTOR_MAY_HAVE_LEFT: &str = "NOT EXISTS (SELECT 1 FROM employments w WHERE w.person_id = mentorship_mentors.person_id \
     AND (mentorship_mentors.agreement <> '' OR w.unit_id = mentorships.unit_id) \
     AND w.started_on <= mentorship_mentors.from_on AND (w.ended_on IS NULL OR w.ended_on >= ";
/// The same of the mentee, from the order on.
const MENTEE_MAY_HAVE_LEFT: &str = "NOT EXISTS (SELECT 1 FROM employments w WHERE w.person_id = mentorships.mentee_id \
     AND w.unit_id = mentorships.unit_id AND w.started_on <= mentorships.order_on \
     AND (w.ended_on IS NULL OR w.ended_on >= ";

/// No work of the mentee begins on the day the pair takes for the day of hiring, though one goes on in its school.
const MENTEE_HIRED_OTHERWISE: &str = "NOT EXISTS (SELECT 1 FROM employments w WHERE w.person_id = mentorships.mentee_id \
     AND w.started_on = mentorships.hired_on) AND EXISTS (SELECT 1 FROM employments w WHERE w.person_id = mentorships.mentee_id \
     AND w.unit_id = mentorships.unit_id AND w.ended_on IS NULL)";

/// Pairs that are prepared or work by a day of hiring the card of the mentee does not know any more; at most so many.
pub(crate) fn misdated(conn: &mut Conn, most: i64) -> Result<Vec<Pair>> {
    Ok(pairs::table
        .filter(db::among(pairs::state, [State::Preparing.code(), State::Active.code()]))
        .filter(db::piece::<Bool>(MENTEE_HIRED_OTHERWISE))
        .order(pairs::id.asc())
        .limit(most)
        .select(Pair::as_select())
        .load(conn)?)
}

/// Pairs at work of units between two paths whose mentor or mentee may have left before a day: of all others one work lasts from
/// the beginning to the day. `rules::left_on` judges whoever is told here.
pub(crate) fn suspects(conn: &mut Conn, (from, to): (&str, &str), day: NaiveDate) -> Result<Vec<Pair>> {
    let active = State::Active.code();
    let mentors: Vec<PairId> = mentors::table
        .inner_join(pairs::table.on(pairs::id.eq(mentors::mentorship_id)))
        .filter(pairs::unit_path.ge(from).and(pairs::unit_path.lt(to)).and(pairs::state.eq(active)))
        .filter(mentors::from_on.is_not_null().and(mentors::to_on.is_null()))
        .filter(db::piece::<Bool>(MENTOR_MAY_HAVE_LEFT).bind::<Date, _>(day).sql("))"))
        .order(mentors::id.asc())
        .select(mentors::mentorship_id)
        .load(conn)?;
    let mentees: Vec<PairId> = pairs::table
        .filter(pairs::unit_path.ge(from).and(pairs::unit_path.lt(to)).and(pairs::state.eq(active)))
        .filter(pairs::order_on.is_not_null())
        .filter(db::piece::<Bool>(MENTEE_MAY_HAVE_LEFT).bind::<Date, _>(day).sql("))"))
        .order(pairs::id.asc())
        .select(pairs::id)
        .load(conn)?;
    let mut ids: Vec<i64> = mentors.into_iter().chain(mentees).map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    these(conn, &ids)
}
