//! Recommendations of pairs the head declined, and representations that answer them.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;

use crate::model::Declined;
use crate::schema::{commendation_refusals as table, representations};

/// Keeps why a mentor is not represented.
pub(crate) fn add_declined(tx: &mut WriteTx, new: &Declined) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The pairs by which these people are not represented.
pub(crate) fn declined(conn: &mut Conn, people: &[i64]) -> Result<Vec<(i64, PersonId)>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<(i64, PersonId)> = table::table
            .filter(db::among(table::person_id, some.iter().map(|id| PersonId(*id))))
            .order(table::id.asc())
            .select((table::mentorship_id, table::person_id))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// What was declined in a place, the latest first; at most so many.
pub(crate) fn declined_at(conn: &mut Conn, place: &Ranges, limit: i64) -> Result<Vec<Declined>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, place))
        .order(table::id.desc())
        .limit(limit)
        .select(Declined::as_select())
        .load(conn)?)
}

/// Representations of these people, wherever they were made: the day, the state.
pub(crate) fn made_for(conn: &mut Conn, people: &[i64]) -> Result<Vec<(PersonId, NaiveDate, String)>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<(PersonId, NaiveDate, String)> = representations::table
            .filter(db::among(representations::person_id, some.iter().map(|id| PersonId(*id))))
            .order(representations::id.asc())
            .select((representations::person_id, representations::proposed_on, representations::state))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}
