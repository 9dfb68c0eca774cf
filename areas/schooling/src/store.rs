//! Every query of schools of the young teacher.

mod attendances;
pub(crate) mod contacts;
mod events;
mod materials;
mod papers;
pub(crate) mod projects;
mod requests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use structures::bodies;
use structures::model::StructureId;

pub(crate) use attendances::{counts, had_by, of_sessions as attendances_of, put as put_attendances};
pub(crate) use events::{history, note};
pub(crate) use materials::{
    add as add_material, counts as material_counts, mark as mark_material, methodical,
    of_sessions as materials_of,
};
pub(crate) use papers::held;
pub(crate) use requests::{
    add as add_request, answer, find as find_request, of_person as requests_of_person,
    of_schools as requests_of, waiting,
};

use crate::model::{Session, SessionId, State};
use crate::schema::school_sessions as table;

/// Adds a session.
pub(crate) fn add(tx: &mut WriteTx, new: &Session) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed; never the school.
pub(crate) fn change(tx: &mut WriteTx, one: &Session) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(one.id)))
        .set((
            (table::planned_on.eq(one.planned_on), table::begins.eq(&one.begins)),
            (table::state.eq(&one.state), table::held_on.eq(one.held_on)),
            (table::reason.eq(&one.reason), table::updated_at.eq(one.updated_at)),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A session of a school.
pub(crate) fn find(conn: &mut Conn, school: StructureId, id: SessionId) -> Result<Option<Session>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(table::structure_id.eq(school))
        .select(Session::as_select())
        .first(conn)
        .optional()?)
}

/// The sessions of these schools planned within these days, in the order of their days.
pub(crate) fn sessions_of(
    conn: &mut Conn,
    schools: &[StructureId],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Session>> {
    Ok(table::table
        .filter(db::among(table::structure_id, schools.iter().copied()))
        .filter(table::planned_on.ge(from).and(table::planned_on.le(to)))
        .order((table::planned_on.asc(), table::id.asc()))
        .select(Session::as_select())
        .load(conn)?)
}

/// Sessions of these schools that are planned still though their day has passed.
pub(crate) fn forgotten(conn: &mut Conn, schools: &[StructureId], today: NaiveDate) -> Result<Vec<Session>> {
    Ok(table::table
        .filter(table::state.eq(State::Planned.code()))
        .filter(table::planned_on.lt(today))
        .filter(db::among(table::structure_id, schools.iter().copied()))
        .order((table::planned_on.asc(), table::id.asc()))
        .select(Session::as_select())
        .load(conn)?)
}

/// Sessions that schools of the units of the scope held within these days, each with the path of the unit.
pub(crate) fn held_within(
    conn: &mut Conn,
    scope: &Ranges,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(Session, String)>> {
    let schools = bodies::within(conn, scope, crate::KIND, (from, to))?;
    if schools.is_empty() {
        return Ok(Vec::new());
    }
    let paths: BTreeMap<StructureId, String> =
        schools.into_iter().map(|one| (one.id, one.unit_path)).collect();
    let found: Vec<Session> = table::table
        .filter(table::state.eq(State::Held.code()))
        .filter(table::held_on.ge(from).and(table::held_on.le(to)))
        .filter(db::among(table::structure_id, paths.keys().copied()))
        .order((table::held_on.asc(), table::id.asc()))
        .select(Session::as_select())
        .load(conn)?;
    let placed = |one: Session| Some((paths.get(&one.structure_id)?.clone(), one));
    Ok(found.into_iter().filter_map(placed).map(|(path, one)| (one, path)).collect())
}
