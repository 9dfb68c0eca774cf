//! What areas above may tell of structures to everybody: the working ones, and of their people the roles and places alone.

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result};
use units::UnitId;

use crate::model::{Structure, StructureId};
use crate::store;

/// The working structures of a unit, by name.
pub fn working_of(conn: &mut Conn, unit: UnitId) -> Result<Vec<Structure>> {
    store::of_unit(conn, unit)
}

/// How many structures work at each unit at and under a place: by the path of the unit.
pub fn counts(conn: &mut Conn, place: &Ranges) -> Result<BTreeMap<String, i64>> {
    let mut found = BTreeMap::new();
    for (path, _, count) in store::kinds_by_unit(conn, place)? {
        *found.entry(path).or_default() += count;
    }
    Ok(found)
}

/// One that works, whoever asks.
pub fn working(conn: &mut Conn, id: StructureId) -> Result<Option<Structure>> {
    Ok(store::all_of(conn, &[id.0])?.pop().filter(Structure::is_active))
}

/// Its members now without their names: the role of each, and the unit of the card where there is one.
pub fn composition(conn: &mut Conn, id: StructureId) -> Result<Vec<(String, Option<UnitId>)>> {
    let mut members = store::members_of(conn, &[id.0])?;
    members.retain(|one| one.to_on.is_none());
    let cards: Vec<i64> = members.iter().filter_map(|one| one.person_id).collect();
    let places: BTreeMap<i64, UnitId> =
        people::store::all_of(conn, &cards)?.into_iter().map(|one| (one.id.0, one.unit_id)).collect();
    let place = |person: Option<i64>| person.and_then(|id| places.get(&id).copied());
    Ok(members.into_iter().map(|one| (one.role, place(one.person_id))).collect())
}
