//! Which regulation is in force where, and since when.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::Bound;
use crate::schema::pack_bindings;
use crate::{Binding, UnitId};

/// Binds a pack to a unit from a day on.
pub fn bind(tx: &mut WriteTx, id: i64, unit: UnitId, pack: &str, from: NaiveDate) -> Result<()> {
    diesel::insert_into(pack_bindings::table)
        .values((
            pack_bindings::id.eq(id),
            pack_bindings::unit_id.eq(unit),
            pack_bindings::pack.eq(pack),
            pack_bindings::valid_from.eq(from),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The regulations put into force by the unit itself, the newest first: past, present and to come.
pub(crate) fn own(conn: &mut Conn, unit: UnitId) -> Result<Vec<Bound>> {
    Ok(pack_bindings::table
        .filter(pack_bindings::unit_id.eq(unit))
        .order((pack_bindings::valid_from.desc(), pack_bindings::id.desc()))
        .select(Bound::as_select())
        .load(conn)?)
}

/// Sets the last day of a binding; none: it goes on.
pub(crate) fn end(tx: &mut WriteTx, id: i64, last: Option<NaiveDate>) -> Result<()> {
    diesel::update(pack_bindings::table.find(id)).set(pack_bindings::valid_to.eq(last)).execute(&mut **tx)?;
    Ok(())
}

/// Takes a binding away as if it had never been.
pub(crate) fn remove(tx: &mut WriteTx, id: i64) -> Result<()> {
    diesel::delete(pack_bindings::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// Packs bound to the unit at `path` and to the units above, nearest first, in force on `day`.
pub fn bindings(conn: &mut Conn, path: &str, day: NaiveDate) -> Result<Vec<Binding>> {
    let ids: Vec<i64> = path.split('/').filter_map(|id| id.parse().ok()).collect();
    let mut rows: Vec<(UnitId, String)> = pack_bindings::table
        .filter(db::among(pack_bindings::unit_id, &ids))
        .filter(pack_bindings::valid_from.le(day))
        .filter(pack_bindings::valid_to.is_null().or(pack_bindings::valid_to.ge(day)))
        .order((pack_bindings::valid_from.desc(), pack_bindings::id.desc()))
        .select((pack_bindings::unit_id, pack_bindings::pack))
        .load(conn)?;
    // The path's ids come from the top, so a later position is nearer.
    rows.sort_by_key(|(unit, _)| std::cmp::Reverse(ids.iter().position(|id| *id == unit.0)));
    Ok(rows.into_iter().map(|(unit, pack)| Binding { unit, pack }).collect())
}

/// The rules in force for the unit at `path` on `day`: its nearest pack, that pack's parents, the packs of the units
/// above, federal last. A binding to a pack the program does not have is left out.
pub fn effective(
    conn: &mut Conn,
    packs: &packs::Library,
    path: &str,
    day: NaiveDate,
) -> Result<std::sync::Arc<packs::Effective>> {
    let bound = bindings(conn, path, day)?;
    of_bindings(packs, &bound)
}

/// The same for many units at once, in their order: one query for all of them.
pub fn effective_of(
    conn: &mut Conn,
    packs: &packs::Library,
    paths: &[&str],
    day: NaiveDate,
) -> Result<Vec<std::sync::Arc<packs::Effective>>> {
    // Bindings are few: one for a region, some for municipalities of their own.
    let all: Vec<(UnitId, String)> = pack_bindings::table
        .filter(pack_bindings::valid_from.le(day))
        .filter(pack_bindings::valid_to.is_null().or(pack_bindings::valid_to.ge(day)))
        .order((pack_bindings::valid_from.desc(), pack_bindings::id.desc()))
        .select((pack_bindings::unit_id, pack_bindings::pack))
        .load(conn)?;
    let of_path = |path: &&str| {
        let nearest_first = path.rsplit('/').filter_map(|id| id.parse::<i64>().ok());
        let bound: Vec<Binding> = nearest_first
            .flat_map(|id| all.iter().filter(move |(unit, _)| unit.0 == id))
            .map(|(unit, pack)| Binding { unit: *unit, pack: pack.clone() })
            .collect();
        of_bindings(packs, &bound)
    };
    paths.iter().map(of_path).collect()
}

/// The rules of packs bound to a unit and those above it, the nearest first.
pub(crate) fn of_bindings(
    packs: &packs::Library,
    bound: &[Binding],
) -> Result<std::sync::Arc<packs::Effective>> {
    let known: Vec<&str> =
        bound.iter().map(|b| b.pack.as_str()).filter(|id| packs.pack(id).is_some()).collect();
    packs.effective(&known).map_err(|unknown| db::Error::Other(unknown.to_string()))
}
