//! What participants ask for.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;
use structures::model::StructureId;

use crate::model::{RequestId, SupportRequest};
use crate::schema::school_requests as table;

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &SupportRequest) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Answers one.
pub(crate) fn answer(
    tx: &mut WriteTx,
    id: RequestId,
    (day, by): (NaiveDate, Option<i64>),
    (text, now): (&str, Moment),
) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((
            (table::answered_on.eq(Some(day)), table::answered_by.eq(by)),
            (table::answer.eq(text), table::updated_at.eq(now)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A request to a school.
pub(crate) fn find(conn: &mut Conn, school: StructureId, id: RequestId) -> Result<Option<SupportRequest>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(table::structure_id.eq(school))
        .select(SupportRequest::as_select())
        .first(conn)
        .optional()?)
}

/// The requests to these schools since a day and those without an answer, the latest first.
pub(crate) fn of_schools(
    conn: &mut Conn,
    schools: &[StructureId],
    since: NaiveDate,
) -> Result<Vec<SupportRequest>> {
    Ok(table::table
        .filter(db::among(table::structure_id, schools.iter().copied()))
        .filter(table::asked_on.ge(since).or(table::answered_on.is_null()))
        .order((table::asked_on.desc(), table::id.desc()))
        .select(SupportRequest::as_select())
        .load(conn)?)
}

/// What somebody asked for, the latest first.
pub(crate) fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<SupportRequest>> {
    Ok(table::table
        .filter(table::person_id.eq(person))
        .order((table::asked_on.desc(), table::id.desc()))
        .select(SupportRequest::as_select())
        .load(conn)?)
}

/// Requests to these schools that wait for an answer, the earliest first.
pub(crate) fn waiting(conn: &mut Conn, schools: &[StructureId]) -> Result<Vec<SupportRequest>> {
    Ok(table::table
        .filter(table::answered_on.is_null())
        .filter(db::among(table::structure_id, schools.iter().copied()))
        .order((table::asked_on.asc(), table::id.asc()))
        .select(SupportRequest::as_select())
        .load(conn)?)
}
