//! Changes of a unit, each with its version counted on.

use access::Level;
use db::{Conn, Moment, Ranges, Result, WriteTx, natural};
use diesel::prelude::*;

use crate::model::Passport;
use crate::schema::{unit_events, unit_versions, units};
use crate::{Unit, UnitId};

/// The unit as it is now, wherever it stands.
pub(crate) fn reread(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>> {
    Ok(units::table.find(id).select(Unit::as_select()).first(conn).optional()?)
}

/// What is found of it says what it is now.
fn found_anew(tx: &mut WriteTx, id: UnitId) -> Result<()> {
    reread(tx, id)?.map_or(Ok(()), |unit| crate::finding::put(tx, &unit))
}

/// Writes the passport.
pub(crate) fn put_passport(tx: &mut WriteTx, id: UnitId, new: &Passport, now: Moment) -> Result<()> {
    let code = if new.code.is_empty() { id.to_string() } else { new.code.clone() };
    diesel::update(units::table.find(id))
        .set((
            (units::kind.eq(&new.kind), units::code.eq(code), units::zone.eq(new.zone.as_deref())),
            (units::size_group.eq(&new.size_group), units::service_form.eq(new.service_form.as_deref())),
            (units::service_staff.eq(new.service_staff), units::resource_url.eq(new.resource_url.as_deref())),
            (units::is_small.eq(new.is_small), units::is_remote.eq(new.is_remote)),
            (units::is_hard_to_reach.eq(new.is_hard_to_reach), units::authority.eq(new.authority.as_deref())),
            (units::distance_km.eq(new.distance_km), units::pupils.eq(new.pupils)),
            (units::teachers.eq(new.teachers), units::updated_at.eq(now.0)),
            units::version.eq(units::version + 1),
        ))
        .execute(&mut **tx)?;
    found_anew(tx, id)
}

/// Gives it another name.
pub(crate) fn rename(tx: &mut WriteTx, id: UnitId, (name, short): (&str, &str), now: Moment) -> Result<()> {
    diesel::update(units::table.find(id))
        .set((
            (units::name.eq(name), units::short_name.eq(short), units::name_key.eq(natural(short))),
            (units::updated_at.eq(now.0), units::version.eq(units::version + 1)),
        ))
        .execute(&mut **tx)?;
    found_anew(tx, id)
}

/// Hangs it under another unit; paths are rewritten by `paths`.
pub(crate) fn hang(tx: &mut WriteTx, id: UnitId, parent: UnitId, now: Moment) -> Result<()> {
    diesel::update(units::table.find(id))
        .set((
            units::parent_id.eq(Some(parent)),
            (units::updated_at.eq(now.0), units::version.eq(units::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Closes it, or puts it to work again.
pub(crate) fn set_state(tx: &mut WriteTx, id: UnitId, state: &str, now: Moment) -> Result<()> {
    diesel::update(units::table.find(id))
        .set((units::state.eq(state), (units::updated_at.eq(now.0), units::version.eq(units::version + 1))))
        .execute(&mut **tx)?;
    found_anew(tx, id)
}

/// Takes a unit away that nothing hangs on, with its past.
pub(crate) fn remove(tx: &mut WriteTx, id: UnitId) -> Result<()> {
    diesel::delete(unit_versions::table.filter(unit_versions::unit_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(unit_events::table.filter(unit_events::unit_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(units::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// The units right under one, at work or all, by name.
pub(crate) fn children(conn: &mut Conn, parent: UnitId, is_active: bool) -> Result<Vec<Unit>> {
    let mut query = units::table.into_boxed().filter(units::parent_id.eq(parent));
    if is_active {
        query = query.filter(units::state.eq("active"));
    }
    Ok(query.order((units::name_key.asc(), units::id.asc())).select(Unit::as_select()).load(conn)?)
}

/// Everything at and under a path, from the top.
pub(crate) fn all_under(conn: &mut Conn, path: &str) -> Result<Vec<Unit>> {
    all_within(conn, &Ranges::under([path]))
}

/// Every unit of the scope, at work or closed, from the top: what an import compares its rows with, in one query.
pub fn all_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Unit>> {
    Ok(units::table
        .filter(db::within!(units::table, units::path, scope))
        .order((units::path.asc(), units::id.asc()))
        .select(Unit::as_select())
        .load(conn)?)
}

/// How many active units stand right under each unit of the scope: (parent, level, count).
pub(crate) fn branches(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(Option<UnitId>, String, i64)>> {
    Ok(units::table
        .filter(units::state.eq("active"))
        .filter(db::within!(units::table, units::path, scope))
        .group_by((units::parent_id, units::level))
        .select((units::parent_id, units::level, diesel::dsl::count_star()))
        .order((units::parent_id.asc(), units::level.asc()))
        .load(conn)?)
}

/// Active units of these levels in the scope, by name: the trunk of the tree, and places a unit can be moved to.
pub(crate) fn of_levels(conn: &mut Conn, scope: &Ranges, levels: &[Level], limit: i64) -> Result<Vec<Unit>> {
    let codes: Vec<&str> = levels.iter().map(|level| level.code()).collect();
    Ok(units::table
        .filter(units::state.eq("active"))
        .filter(units::level.eq_any(codes))
        .filter(db::within!(units::table, units::path, scope))
        .order((units::name_key.asc(), units::id.asc()))
        .limit(limit)
        .select(Unit::as_select())
        .load(conn)?)
}
