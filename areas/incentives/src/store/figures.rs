//! Figures of a place: representations by unit and state, what was given by day and kind – one query each, whatever the place.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::model::State;
use crate::schema::representations as table;

/// How many representations of each unit are in each state: path, state, number.
pub(crate) fn states(conn: &mut Conn, place: &Ranges) -> Result<Vec<(String, String, i64)>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, place))
        .group_by((table::unit_path, table::state))
        .select((table::unit_path, table::state, count_star()))
        .order((table::unit_path.asc(), table::state.asc()))
        .load(conn)?)
}

/// So many of a kind on a day.
pub(crate) struct Awarded {
    /// The day of the act.
    pub on: NaiveDate,
    /// The award.
    pub title: String,
    /// How many.
    pub count: i64,
}

/// What was given, by day and kind.
pub(crate) fn awarded(conn: &mut Conn, place: &Ranges) -> Result<Vec<Awarded>> {
    let rows: Vec<(Option<NaiveDate>, String, i64)> = table::table
        .filter(table::state.eq(State::Awarded.code()))
        .filter(db::within!(table::table, table::unit_path, place))
        .group_by((table::awarded_on, table::kind_title))
        .select((table::awarded_on, table::kind_title, count_star()))
        .order((table::awarded_on.desc(), table::kind_title.asc()))
        .load(conn)?;
    let one = |(on, title, count): (Option<NaiveDate>, String, i64)| Some(Awarded { on: on?, title, count });
    Ok(rows.into_iter().filter_map(one).collect())
}
