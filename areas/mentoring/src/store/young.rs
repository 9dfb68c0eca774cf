//! Results of studies of adaptation.

use std::cmp::Reverse;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use people::carried::Carried;

use crate::model::{AdaptationResult, ResultId};
use crate::schema::adaptation_results as results;

/// Results of studies in the units of the scope, the latest first.
pub(crate) fn results_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<AdaptationResult>> {
    Ok(results::table
        .filter(db::within!(results::table, results::unit_path, scope))
        .order((results::studied_on.desc(), results::id.desc()))
        .select(AdaptationResult::as_select())
        .load(conn)?)
}

/// Results of studies at a place, the latest first: of whoever came by a joining of organisations those told where they came from too.
pub(crate) fn results_at(conn: &mut Conn, path: &str) -> Result<Vec<AdaptationResult>> {
    let carried = Carried::into(conn, path)?;
    let mut before = results_of_all(conn, &carried.people())?;
    before.retain(|one| carried.holds(one.person_id.0, &one.unit_path));
    let mut found = results_within(conn, &Ranges::under([path]))?;
    if !before.is_empty() {
        found.append(&mut before);
        found.sort_by_key(|one| Reverse((one.studied_on, one.id.0)));
    }
    Ok(found)
}

/// Results of these people, the latest first.
pub(crate) fn results_of_all(conn: &mut Conn, people: &[i64]) -> Result<Vec<AdaptationResult>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let these: Vec<AdaptationResult> = results::table
            .filter(db::among(results::person_id, some.iter().map(|id| people::PersonId(*id))))
            .order((results::studied_on.desc(), results::id.desc()))
            .select(AdaptationResult::as_select())
            .load(conn)?;
        found.extend(these);
    }
    Ok(found)
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
