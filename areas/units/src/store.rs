//! Every query of units.

/// Narrows units, or versions of units, to a form of service. A municipality of no form told has specialists alone: its card says so.
macro_rules! formed {
    ($table:ident, $query:expr, $form:expr) => {{
        let is_specialists = $form == crate::model::SPECIALISTS;
        let is_told = $table::service_form.eq(Some($form)).assume_not_null();
        let is_municipality = $table::level.eq(access::Level::Municipality.code());
        if is_specialists {
            $query.filter($table::service_form.is_null().and(is_municipality).or(is_told))
        } else {
            $query.filter(is_told)
        }
    }};
}

pub mod bindings;
pub(crate) mod closings;
pub mod contacts;
pub(crate) mod divisions;
pub(crate) mod events;
pub(crate) mod listing;
pub(crate) mod living;
pub(crate) mod mergers;
pub(crate) mod methodics;
pub(crate) mod orders;
pub mod paths;
mod reversible;
pub mod versions;

pub(crate) use bindings::of_bindings;
pub use bindings::{bind, bindings, effective, effective_of};
pub use listing::{Filter, Marks, list};
pub(crate) use listing::{Line, lines};
pub use living::all_within;

use std::collections::HashSet;

use access::Level;
use db::{Conn, Ranges, Result, WriteTx, natural};
use diesel::prelude::*;

use crate::schema::units;
use crate::{NewUnit, Unit, UnitId};

/// Adds a unit and the first of its dated versions.
pub fn add(tx: &mut WriteTx, version_id: i64, new: &NewUnit<'_>) -> Result<Unit> {
    let path = new.path();
    let parent = new.parent.map(|parent| parent.id);
    diesel::insert_into(units::table)
        .values((
            (units::id.eq(new.id), units::parent_id.eq(parent), units::path.eq(&path)),
            units::top_id.eq(Ranges::under([path.as_str()]).top()),
            (units::level.eq(new.level.code()), units::kind.eq(new.kind)),
            units::code.eq(if new.code.is_empty() { new.id.to_string() } else { new.code.to_owned() }),
            (
                units::name.eq(new.name),
                units::short_name.eq(new.short_name),
                units::name_key.eq(natural(new.short_name)),
            ),
            (units::zone.eq(new.zone), units::size_group.eq(new.size_group)),
            (units::service_form.eq(new.service_form), units::service_staff.eq(new.service_staff)),
            units::resource_url.eq(new.resource_url),
            (units::is_small.eq(new.is_small), units::is_remote.eq(new.is_remote)),
            (units::pupils.eq(new.pupils), units::teachers.eq(new.teachers), units::state.eq("active")),
            (units::distance_km.eq(new.distance_km), units::is_hard_to_reach.eq(new.is_hard_to_reach)),
            units::authority.eq(new.authority),
            (units::created_at.eq(new.at.0), units::updated_at.eq(new.at.0), units::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    let everything = Ranges::under(["/"]);
    let added = find(tx, &everything, new.id)?
        .ok_or_else(|| db::Error::Other("a unit just added is not there".to_owned()))?;
    versions::begin(tx, version_id, &added, new.from)?;
    crate::finding::put(tx, &added)?;
    Ok(added)
}

/// The unit, if it lies inside the scope.
pub fn find(conn: &mut Conn, scope: &Ranges, id: UnitId) -> Result<Option<Unit>> {
    Ok(units::table
        .filter(units::id.eq(id))
        .filter(db::within!(units::table, units::path, scope))
        .select(Unit::as_select())
        .first(conn)
        .optional()?)
}

/// The units of these ids, in no promised order.
pub fn all_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Unit>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<Unit> = units::table
            .filter(db::among(units::id, some))
            .order(units::id.asc())
            .select(Unit::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Which of these units work no more.
pub fn closed_among(conn: &mut Conn, ids: &[i64]) -> Result<HashSet<i64>> {
    let mut found = HashSet::new();
    for some in ids.chunks(500) {
        let part: Vec<i64> = units::table
            .filter(db::among(units::id, some))
            .filter(units::state.ne("active"))
            .order(units::id.asc())
            .select(units::id)
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The units on the way to `path`, from the top.
pub fn way(conn: &mut Conn, path: &str) -> Result<Vec<Unit>> {
    let ids: Vec<i64> = path.split('/').filter_map(|id| id.parse().ok()).collect();
    let [first, further @ ..] = ids.as_slice() else {
        return Ok(Vec::new());
    };
    // Not `IN`: a statement whose text depends on the depth alone is prepared once.
    let any = units::table.into_boxed().filter(units::id.eq(*first));
    let any = further.iter().fold(any, |any, id| any.or_filter(units::id.eq(*id)));
    let mut found: Vec<Unit> = any.order(units::id.asc()).select(Unit::as_select()).load(conn)?;
    found.sort_by_key(|unit| unit.path.len());
    Ok(found)
}

/// A step of the way: id, path, name for tables, zone.
pub(crate) type Step = (UnitId, String, String, Option<String>);

/// The same way with what the frame of every page names: one statement whatever the depth, kept prepared, four columns.
pub(crate) fn steps(conn: &mut Conn, path: &str) -> Result<Vec<Step>> {
    let ids: Vec<i64> = path.split('/').filter_map(|id| id.parse().ok()).collect();
    let mut found: Vec<Step> = Vec::new();
    // Four levels stand below the installation; whatever is missing is asked as the first one again.
    for some in ids.chunks(4) {
        let at = |index: usize| some.get(index).or(some.first()).copied().unwrap_or_default();
        let any = units::id.eq(at(0)).or(units::id.eq(at(1))).or(units::id.eq(at(2))).or(units::id.eq(at(3)));
        let part: Vec<Step> = units::table
            .filter(any)
            .order(units::id.asc())
            .select((units::id, units::path, units::short_name, units::zone))
            .load(conn)?;
        found.extend(part);
    }
    found.sort_by_key(|(_, path, _, _)| path.len());
    Ok(found)
}

/// Active units of a level under `parent_path`, by name.
pub fn under(conn: &mut Conn, parent_path: &str, level: Level) -> Result<Vec<Unit>> {
    let scope = Ranges::under([parent_path]);
    let mut query = units::table
        .into_boxed()
        .filter(units::level.eq(level.code()))
        .filter(units::state.eq("active"))
        .filter(db::within!(units::table, units::path, scope));
    if let Some(top) = scope.top() {
        query = query.filter(units::top_id.eq(top));
    }
    Ok(query.order((units::name_key.asc(), units::id.asc())).select(Unit::as_select()).load(conn)?)
}

/// How many active units of each level stand strictly under `path`.
pub fn counts_under(conn: &mut Conn, path: &str) -> Result<Vec<(String, i64)>> {
    let scope = Ranges::under([path]);
    let counted = units::table
        .filter(units::state.eq("active"))
        .filter(units::path.ne(path))
        .filter(db::within!(units::table, units::path, scope))
        .group_by(units::level)
        .select((units::level, diesel::dsl::count_star()))
        .order(units::level.asc());
    Ok(match scope.top() {
        Some(top) => counted.filter(units::top_id.eq(top)).load(conn)?,
        None => counted.load(conn)?,
    })
}
