//! Pedagogical work of whoever is or lately was young within a path: everything there is of it, in one statement.

use chrono::NaiveDate;
use db::{Conn, Result};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::model::State;
use crate::schema::{employments as work, people};
use crate::{Employment, PersonId};

/// A card with one employment.
pub(crate) type Row =
    (PersonId, (String, String, String, String), Option<NaiveDate>, Option<NaiveDate>, Employment);

/// Employments anywhere of whoever has or had one under the path and was born after a day, or whose service begins no earlier
/// than another: by name, then as they began.
pub(crate) fn rows(
    conn: &mut Conn,
    (from, to): (&str, &str),
    (born, since): (NaiveDate, NaiveDate),
) -> Result<Vec<Row>> {
    let here = sql::<Bool>("people.id IN (SELECT w.person_id FROM employments w WHERE w.unit_path >= ")
        .bind::<Text, _>(from.to_owned())
        .sql(" AND w.unit_path < ")
        .bind::<Text, _>(to.to_owned())
        .sql(")");
    let is_young = people::birth_date
        .gt(born)
        .assume_not_null()
        .or(people::pedagogical_since.is_null())
        .or(people::pedagogical_since.ge(since).assume_not_null());
    let names = (people::last_name, people::first_name, people::middle_name, people::name_key);
    Ok(people::table
        .inner_join(work::table.on(work::person_id.eq(people::id)))
        .filter(people::state.ne(State::Merged.code()))
        .filter(is_young)
        .filter(here)
        .order((people::name_key.asc(), people::id.asc(), work::started_on.asc(), work::id.asc()))
        .select((people::id, names, people::birth_date, people::pedagogical_since, Employment::as_select()))
        .load(conn)?)
}
