//! What pictures of mentoring are computed from: everything of a place in one statement a kind; results of studies.

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{AdaptationResult, Mentor, Pair, PairId, ResultId};
use crate::schema::{
    adaptation_results as results, mentorship_mentors as mentors, mentorship_reports as reports,
    mentorships as pairs,
};

/// Every pair of the units of the scope.
pub(crate) fn pairs_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Pair>> {
    Ok(pairs::table
        .filter(db::within!(pairs::table, pairs::unit_path, scope))
        .order(pairs::id.desc())
        .select(Pair::as_select())
        .load(conn)?)
}

/// Every mentor of pairs of units between two paths.
pub(crate) fn mentors_within(conn: &mut Conn, (from, to): (&str, &str)) -> Result<Vec<Mentor>> {
    Ok(mentors::table
        .inner_join(pairs::table.on(pairs::id.eq(mentors::mentorship_id)))
        .filter(pairs::unit_path.ge(from.to_owned()).and(pairs::unit_path.lt(to.to_owned())))
        .order(mentors::id.asc())
        .select(Mentor::as_select())
        .load(conn)?)
}

/// A mentor's report, as far as it is told whether it came in time.
#[derive(Debug, Clone)]
pub(crate) struct Handed {
    /// The pair.
    pub pair: PairId,
    /// The half of the year.
    pub half: String,
    /// When it was submitted.
    pub on: NaiveDate,
}

/// Reports of mentors of pairs of units between two paths; a returned one is not handed in.
pub(crate) fn handed_within(conn: &mut Conn, (from, to): (&str, &str)) -> Result<Vec<Handed>> {
    let rows: Vec<(PairId, String, NaiveDate)> = reports::table
        .inner_join(pairs::table.on(pairs::id.eq(reports::mentorship_id)))
        .filter(pairs::unit_path.ge(from.to_owned()).and(pairs::unit_path.lt(to.to_owned())))
        .filter(reports::side.eq("mentor"))
        .filter(reports::state.ne("returned"))
        .order(reports::id.asc())
        .select((reports::mentorship_id, reports::half, reports::submitted_on))
        .load(conn)?;
    Ok(rows.into_iter().map(|(pair, half, on)| Handed { pair, half, on }).collect())
}

/// Results of studies in the units of the scope, the latest first.
pub(crate) fn results_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<AdaptationResult>> {
    Ok(results::table
        .filter(db::within!(results::table, results::unit_path, scope))
        .order((results::studied_on.desc(), results::id.desc()))
        .select(AdaptationResult::as_select())
        .load(conn)?)
}

/// The result of somebody on a day.
pub(crate) fn result_on(
    conn: &mut Conn,
    person: people::PersonId,
    day: NaiveDate,
) -> Result<Option<AdaptationResult>> {
    Ok(results::table
        .filter(results::person_id.eq(person))
        .filter(results::studied_on.eq(day))
        .select(AdaptationResult::as_select())
        .first(conn)
        .optional()?)
}

/// Adds a result.
pub(crate) fn add_result(tx: &mut WriteTx, new: &AdaptationResult) -> Result<()> {
    diesel::insert_into(results::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Gives a result another level and note.
pub(crate) fn change_result(
    tx: &mut WriteTx,
    id: ResultId,
    (level, note): (&str, &str),
    at: Moment,
) -> Result<()> {
    diesel::update(results::table.filter(results::id.eq(id)))
        .set((
            (results::level.eq(level), results::note.eq(note), results::updated_at.eq(at)),
            results::version.eq(results::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Results of somebody, the latest first.
pub(crate) fn results_of(conn: &mut Conn, person: people::PersonId) -> Result<Vec<AdaptationResult>> {
    Ok(results::table
        .filter(results::person_id.eq(person))
        .order((results::studied_on.desc(), results::id.desc()))
        .select(AdaptationResult::as_select())
        .load(conn)?)
}
