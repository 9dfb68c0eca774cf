//! Every query of incentives.

pub(crate) mod activity;
mod commendations;
mod figures;
mod list;
mod measures;
mod payments;
mod weights;

use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;

pub(crate) use commendations::{add_declined, declined, declined_at, made_for};
pub(crate) use figures::{Awarded, awarded, states};
pub(crate) use list::{
    Filter, awarded_to, count, given_of_kinds, list, returned_to, to_be_issued, told_of, waiting,
};
pub(crate) use measures::{
    add_measure, change_measure, documents_of, end_measures, find_measure, lasting_at, measures_for,
    measures_of, measures_under, rewarded,
};
pub(crate) use payments::{
    add_omission, add_switch, is_switched_on, omissions, omitted_from, remove_omission, switches,
};
pub(crate) use weights::{add_weighing, weighings};

use crate::model::{Representation, RepresentationId, State, Step};
use crate::schema::{representation_steps as steps, representations as table};

/// Adds a representation.
pub(crate) fn add(tx: &mut WriteTx, new: &Representation) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed; never the unit and the person.
pub(crate) fn change(tx: &mut WriteTx, one: &Representation) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(one.id)))
        .set((
            (table::kind.eq(&one.kind), table::kind_title.eq(&one.kind_title)),
            (table::at_level.eq(&one.at_level), table::state.eq(&one.state)),
            (table::ground.eq(&one.ground), table::ground_note.eq(&one.ground_note)),
            (table::merits.eq(&one.merits), table::measure_id.eq(one.measure_id)),
            (table::proposed_on.eq(one.proposed_on), table::waits_since.eq(one.waits_since)),
            (table::decided_on.eq(one.decided_on), table::decided_note.eq(&one.decided_note)),
            (table::act_unit_id.eq(one.act_unit_id), table::act_document_id.eq(one.act_document_id)),
            (table::act_note.eq(&one.act_note), table::awarded_on.eq(one.awarded_on)),
            (table::record_id.eq(one.record_id), table::updated_by.eq(one.updated_by)),
            (table::updated_at.eq(one.updated_at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A representation of the units of the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: RepresentationId) -> Result<Option<Representation>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(db::within!(table::table, table::unit_path, scope))
        .select(Representation::as_select())
        .first(conn)
        .optional()?)
}

/// These representations, by their ids.
pub(crate) fn all_of(conn: &mut Conn, scope: &Ranges, ids: &[i64]) -> Result<Vec<Representation>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Representation> = table::table
            .filter(db::among(table::id, some.iter().copied()))
            .filter(db::within!(table::table, table::unit_path, scope))
            .order(table::id.asc())
            .select(Representation::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The open ones of a person, the earliest first.
pub(crate) fn open_of(conn: &mut Conn, person: PersonId) -> Result<Vec<Representation>> {
    let open = [State::Proposed, State::Returned, State::Approved].map(State::code);
    Ok(table::table
        .filter(table::person_id.eq(person))
        .filter(db::among(table::state, open))
        .order(table::id.asc())
        .select(Representation::as_select())
        .load(conn)?)
}

/// Those of the unit that go on, each with its state.
pub(crate) fn open_at(conn: &mut Conn, unit: i64) -> Result<Vec<(i64, String)>> {
    let open = [State::Proposed, State::Returned, State::Approved].map(State::code);
    let found: Vec<(RepresentationId, String)> = table::table
        .filter(table::unit_id.eq(unit))
        .filter(db::among(table::state, open))
        .order(table::id.asc())
        .select((table::id, table::state))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, state)| (id.0, state)).collect())
}

/// Those given by this order.
pub(crate) fn given_by(conn: &mut Conn, order: documents::DocumentId) -> Result<Vec<Representation>> {
    Ok(table::table
        .filter(table::act_document_id.eq(order))
        .filter(table::state.eq(State::Awarded.code()))
        .order(table::id.asc())
        .select(Representation::as_select())
        .load(conn)?)
}

/// Notes what happened.
pub(crate) fn note(tx: &mut WriteTx, step: &Step) -> Result<()> {
    diesel::insert_into(steps::table).values(step).execute(&mut **tx)?;
    Ok(())
}

/// What happened, the newest first.
pub(crate) fn steps(conn: &mut Conn, id: RepresentationId) -> Result<Vec<Step>> {
    Ok(steps::table
        .filter(steps::representation_id.eq(id))
        .order(steps::id.desc())
        .select(Step::as_select())
        .load(conn)?)
}
