//! Lists of representations: of a place, of those who wait for a word or an act, of people.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::prelude::*;
use people::PersonId;
use units::UnitId;

use crate::model::{Representation, RepresentationId, State};
use crate::schema::representations as table;

/// Which representations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Of the units within it.
    pub place: Ranges,
    /// In this state; none: all.
    pub state: Option<State>,
    /// After this one.
    pub after: Option<RepresentationId>,
}

/// The latest first; at most so many.
pub(crate) fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<Representation>> {
    let mut query =
        table::table.into_boxed().filter(db::within!(table::table, table::unit_path, filter.place));
    if let Some(state) = filter.state {
        query = query.filter(table::state.eq(state.code()));
    }
    if let Some(after) = filter.after {
        query = query.filter(table::id.lt(after));
    }
    Ok(query.order(table::id.desc()).limit(limit).select(Representation::as_select()).load(conn)?)
}

/// How many there are in all, whatever the page.
pub(crate) fn count(conn: &mut Conn, filter: &Filter) -> Result<i64> {
    let mut query =
        table::table.into_boxed().filter(db::within!(table::table, table::unit_path, filter.place));
    if let Some(state) = filter.state {
        query = query.filter(table::state.eq(state.code()));
    }
    Ok(query.count().get_result(conn)?)
}

/// Those in these states at these levels within a place, the longest waiting first; at most so many.
pub(crate) fn waiting(
    conn: &mut Conn,
    (place, levels): (&Ranges, &[&str]),
    states: &[State],
    limit: i64,
) -> Result<Vec<Representation>> {
    Ok(table::table
        .filter(db::among(table::state, states.iter().map(|state| state.code())))
        .filter(db::among(table::at_level, levels.iter().copied()))
        .filter(db::within!(table::table, table::unit_path, place))
        .order((table::waits_since.asc(), table::id.asc()))
        .limit(limit)
        .select(Representation::as_select())
        .load(conn)?)
}

/// Those that came back to these units, the earliest first; at most so many.
pub(crate) fn returned_to(conn: &mut Conn, units: &[i64], limit: i64) -> Result<Vec<Representation>> {
    Ok(table::table
        .filter(table::state.eq(State::Returned.code()))
        .filter(db::among(table::unit_id, units.iter().map(|id| UnitId(*id))))
        .order(table::id.asc())
        .limit(limit)
        .select(Representation::as_select())
        .load(conn)?)
}

/// Those decided at a level that wait for its act.
pub(crate) fn to_be_issued(conn: &mut Conn, place: &Ranges, level: &str) -> Result<Vec<Representation>> {
    waiting(conn, (place, &[level]), &[State::Approved], 500)
}

/// What these people got in a time, and who of them is on the way, by representations of the place: another organisation's is
/// not told here.
pub(crate) fn told_of(
    conn: &mut Conn,
    (people, place): (&[i64], &Ranges),
    (from, to): (NaiveDate, NaiveDate),
) -> Result<(BTreeMap<i64, String>, BTreeSet<i64>)> {
    let (mut given, mut open) = (BTreeMap::new(), BTreeSet::new());
    let codes = [State::Proposed, State::Returned, State::Approved, State::Awarded].map(State::code);
    for some in people.chunks(500) {
        let rows: Vec<(PersonId, String, String, Option<NaiveDate>)> = table::table
            .filter(db::among(table::person_id, some.iter().map(|id| PersonId(*id))))
            .filter(db::among(table::state, codes))
            .filter(db::within!(table::table, table::unit_path, place))
            .order(table::id.asc())
            .select((table::person_id, table::state, table::kind_title, table::awarded_on))
            .load(conn)?;
        for (person, state, title, day) in rows {
            if State::of(&state) == State::Awarded {
                if day.is_some_and(|day| from <= day && day <= to) {
                    given.insert(person.0, title);
                }
            } else {
                open.insert(person.0);
            }
        }
    }
    Ok((given, open))
}

/// What a person was given here, the latest first.
pub(crate) fn awarded_to(conn: &mut Conn, person: PersonId) -> Result<Vec<Representation>> {
    Ok(table::table
        .filter(table::person_id.eq(person))
        .filter(table::state.eq(State::Awarded.code()))
        .order((table::awarded_on.desc(), table::id.desc()))
        .select(Representation::as_select())
        .load(conn)?)
}

/// What was given of these kinds within a place, the latest first; at most so many.
pub(crate) fn given_of_kinds(
    conn: &mut Conn,
    place: &Ranges,
    kinds: &[String],
    limit: i64,
) -> Result<Vec<Representation>> {
    Ok(table::table
        .filter(table::state.eq(State::Awarded.code()))
        .filter(db::among(table::kind, kinds.iter().map(String::as_str)))
        .filter(db::within!(table::table, table::unit_path, place))
        .order((table::awarded_on.desc(), table::id.desc()))
        .limit(limit)
        .select(Representation::as_select())
        .load(conn)?)
}
