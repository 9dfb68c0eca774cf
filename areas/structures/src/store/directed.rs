//! Directions of the service: which a structure belongs to, how many structures and people each has in a place.

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result, WriteTx};
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::model::{ACTIVE, StructureId};
use crate::schema::{structure_directions as table, structure_members as members, structures};

/// The directions of these structures, in the order of the codes.
pub(crate) fn directions_of(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(i64, String)> = table::table
            .filter(db::among(table::structure_id, some.iter().copied()))
            .order((table::structure_id.asc(), table::direction.asc()))
            .select((table::structure_id, table::direction))
            .load(conn)?;
        for (id, direction) in rows {
            found.entry(id).or_default().push(direction);
        }
    }
    Ok(found)
}

/// A structure belongs to these directions and to no others.
pub(crate) fn direct(
    tx: &mut WriteTx,
    id: StructureId,
    codes: &[String],
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    diesel::delete(table::table.filter(table::structure_id.eq(id.0))).execute(&mut **tx)?;
    for code in codes {
        diesel::insert_into(table::table)
            .values((table::id.eq(new_id()), table::structure_id.eq(id.0), table::direction.eq(code)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Working structures of a place by direction and kind: (direction, kind, how many).
pub(crate) fn directed(conn: &mut Conn, place: &Ranges) -> Result<Vec<(String, String, i64)>> {
    let Some((from, to)) = place.pairs().first().cloned() else { return Ok(Vec::new()) };
    Ok(table::table
        .inner_join(structures::table.on(structures::id.eq(table::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(structures::state.eq(ACTIVE))
        .group_by((table::direction, structures::kind))
        .order((table::direction.asc(), structures::kind.asc()))
        .select((table::direction, structures::kind, count_star()))
        .load(conn)?)
}

/// How many people are in working structures of each direction of a place; whoever is in two of them counts once.
pub(crate) fn people_directed(conn: &mut Conn, place: &Ranges) -> Result<BTreeMap<String, i64>> {
    let Some((from, to)) = place.pairs().first().cloned() else { return Ok(BTreeMap::new()) };
    let rows: Vec<(String, String, Option<i64>)> = table::table
        .inner_join(structures::table.on(structures::id.eq(table::structure_id)))
        .inner_join(members::table.on(members::structure_id.eq(table::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(structures::state.eq(ACTIVE))
        .filter(members::to_on.is_null())
        .order((table::direction.asc(), members::name_key.asc(), members::person_id.asc()))
        .select((table::direction, members::name_key, members::person_id))
        .distinct()
        .load(conn)?;
    let mut counts = BTreeMap::new();
    for (direction, _, _) in rows {
        *counts.entry(direction).or_insert(0) += 1;
    }
    Ok(counts)
}
