//! Dated versions of a unit: what it was called, where it stood and what its figures were on any day.

use access::Level;
use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result, WriteTx, fold, natural, natural_ranges};
use diesel::dsl::{max, min};
use diesel::prelude::*;

use super::Filter;
use crate::model::UnitThen;
use crate::schema::unit_versions as table;
use crate::{Unit, UnitId};

/// Begins a version of the unit as it is now.
pub(crate) fn begin(tx: &mut WriteTx, id: i64, unit: &Unit, from: NaiveDate) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::unit_id.eq(unit.id), table::valid_from.eq(from)),
            (table::parent_id.eq(unit.parent_id), table::path.eq(&unit.path), table::name.eq(&unit.name)),
            (table::level.eq(&unit.level), table::kind.eq(&unit.kind)),
            (table::short_name.eq(&unit.short_name), table::name_key.eq(natural(&unit.short_name))),
            (table::size_group.eq(&unit.size_group), table::service_form.eq(unit.service_form.as_deref())),
            (table::service_staff.eq(unit.service_staff), table::distance_km.eq(unit.distance_km)),
            (table::is_small.eq(unit.is_small), table::is_remote.eq(unit.is_remote)),
            table::is_hard_to_reach.eq(unit.is_hard_to_reach),
            (table::pupils.eq(unit.pupils), table::teachers.eq(unit.teachers)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Makes the unit as it is now true from `day` on: the version before ends on the day before, one of the same day is written over.
pub(crate) fn renew(tx: &mut WriteTx, id: i64, unit: &Unit, day: NaiveDate) -> Result<()> {
    match open(tx, unit.id)? {
        Some((same, from)) if from == day => {
            diesel::delete(table::table.find(same)).execute(&mut **tx)?;
        }
        Some(_) => end(tx, unit.id, day)?,
        None => {}
    }
    begin(tx, id, unit, day)
}

/// Writes the present version over: a correction was true from its beginning.
pub(crate) fn correct(tx: &mut WriteTx, unit: &Unit) -> Result<()> {
    diesel::update(table::table.filter(table::unit_id.eq(unit.id)).filter(table::valid_to.is_null()))
        .set((
            table::name.eq(&unit.name),
            table::short_name.eq(&unit.short_name),
            table::name_key.eq(natural(&unit.short_name)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The version in force: its id and first day.
pub(crate) fn open(conn: &mut Conn, unit: UnitId) -> Result<Option<(i64, NaiveDate)>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::valid_to.is_null())
        .order((table::valid_from.desc(), table::id.desc()))
        .select((table::id, table::valid_from))
        .first(conn)
        .optional()?)
}

/// Ends the version in force: `day` is the first it is no more.
pub(crate) fn end(tx: &mut WriteTx, unit: UnitId, day: NaiveDate) -> Result<()> {
    diesel::update(table::table.filter(table::unit_id.eq(unit)).filter(table::valid_to.is_null()))
        .set(table::valid_to.eq(day - Days::new(1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The unit was there on no day.
pub(crate) fn never(tx: &mut WriteTx, unit: UnitId) -> Result<()> {
    diesel::delete(table::table.filter(table::unit_id.eq(unit))).execute(&mut **tx)?;
    Ok(())
}

/// The version that was ended last goes on: the unit was never away.
pub(crate) fn reopen(tx: &mut WriteTx, unit: UnitId) -> Result<()> {
    let last: Option<i64> = table::table
        .filter(table::unit_id.eq(unit))
        .order((table::valid_from.desc(), table::id.desc()))
        .select(table::id)
        .first(&mut **tx)
        .optional()?;
    if let Some(last) = last {
        diesel::update(table::table.find(last))
            .set(table::valid_to.eq(None::<NaiveDate>))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// What is told of a unit and everything under it from `day` on is told where it stands again, under `parent`; the unit is given
/// as it stood elsewhere.
pub(crate) fn hung_back(tx: &mut WriteTx, (unit, parent): (&Unit, &Unit), day: NaiveDate) -> Result<()> {
    let under = Ranges::under([unit.path.as_str()]);
    let rows: Vec<(i64, UnitId, String)> = table::table
        .filter(table::valid_from.ge(day))
        .filter(db::within!(table::table, table::path, under))
        .order(table::id.asc())
        .select((table::id, table::unit_id, table::path))
        .load(&mut **tx)?;
    let path = format!("{}{}/", parent.path, unit.id);
    for (id, whose, told) in rows {
        let rest = told.strip_prefix(&unit.path).unwrap_or_default();
        diesel::update(table::table.find(id))
            .set(table::path.eq(format!("{path}{rest}")))
            .execute(&mut **tx)?;
        if whose == unit.id {
            diesel::update(table::table.find(id))
                .set(table::parent_id.eq(Some(parent.id)))
                .execute(&mut **tx)?;
        }
    }
    Ok(())
}

/// The first day the unit is known on.
pub fn first_day(conn: &mut Conn, unit: UnitId) -> Result<Option<NaiveDate>> {
    Ok(table::table.filter(table::unit_id.eq(unit)).select(min(table::valid_from)).first(conn)?)
}

/// The first days these units are known on: a unit, its day.
pub fn known_since(conn: &mut Conn, units: &[i64]) -> Result<Vec<(i64, NaiveDate)>> {
    let found: Vec<(UnitId, Option<NaiveDate>)> = table::table
        .filter(db::among(table::unit_id, units))
        .group_by(table::unit_id)
        .order(table::unit_id.asc())
        .select((table::unit_id, min(table::valid_from)))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(unit, first)| Some((unit.0, first?))).collect())
}

/// The day the present version of the unit begins on.
pub(crate) fn last_day_of(conn: &mut Conn, unit: UnitId) -> Result<Option<NaiveDate>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::valid_to.is_null())
        .select(max(table::valid_from))
        .first(conn)?)
}

/// The day the present version of each unit at and under this path begins on.
pub(crate) fn last_days(conn: &mut Conn, path: &str) -> Result<Vec<(UnitId, NaiveDate)>> {
    let under = Ranges::under([path]);
    Ok(table::table
        .filter(table::valid_to.is_null())
        .filter(db::within!(table::table, table::path, under))
        .order((table::valid_from.asc(), table::id.asc()))
        .select((table::unit_id, table::valid_from))
        .load(conn)?)
}

/// The latest day a version of the units at and under this path begins on: nothing is told to have happened before it.
pub(crate) fn last_day(conn: &mut Conn, path: &str) -> Result<Option<NaiveDate>> {
    let under = Ranges::under([path]);
    Ok(table::table
        .filter(table::valid_to.is_null())
        .filter(db::within!(table::table, table::path, under))
        .select(max(table::valid_from))
        .first(conn)?)
}

/// The last day something stood under the unit that stands there no more.
pub(crate) fn last_under(conn: &mut Conn, unit: &Unit) -> Result<Option<NaiveDate>> {
    let under = Ranges::under([unit.path.as_str()]);
    Ok(table::table
        .filter(table::unit_id.ne(unit.id))
        .filter(db::within!(table::table, table::path, under))
        .select(max(table::valid_to))
        .first(conn)?)
}

fn on<'a>(day: NaiveDate) -> diesel::helper_types::IntoBoxed<'a, table::table, db::Backend> {
    table::table
        .into_boxed()
        .filter(table::valid_from.le(day))
        .filter(table::valid_to.is_null().or(table::valid_to.ge(day)))
}

/// The unit as it was on a day; none: it was not there.
pub fn of_unit(conn: &mut Conn, unit: UnitId, day: NaiveDate) -> Result<Option<UnitThen>> {
    Ok(on(day)
        .filter(table::unit_id.eq(unit))
        .order((table::valid_from.desc(), table::id.desc()))
        .select(UnitThen::as_select())
        .first(conn)
        .optional()?)
}

/// Names of these units on a day.
pub fn names(conn: &mut Conn, units: &[i64], day: NaiveDate) -> Result<Vec<(UnitId, String)>> {
    let mut found = Vec::new();
    for some in units.chunks(500) {
        let part: Vec<(UnitId, String)> = on(day)
            .filter(table::unit_id.eq_any(some.to_vec()))
            .order(table::id.asc())
            .select((table::unit_id, table::short_name))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Names and short names these units had before, as many times as they had them.
pub fn former_names(conn: &mut Conn, units: &[i64]) -> Result<Vec<(UnitId, String)>> {
    let mut found = Vec::new();
    for some in units.chunks(500) {
        let part: Vec<(UnitId, String, String)> = table::table
            .filter(db::among(table::unit_id, some.iter().copied()))
            .filter(table::valid_to.is_not_null())
            .order(table::id.asc())
            .select((table::unit_id, table::name, table::short_name))
            .load(conn)?;
        found.extend(part.into_iter().flat_map(|(unit, name, short)| [(unit, name), (unit, short)]));
    }
    Ok(found)
}

/// A page of the tree inside the scope as it stood on a day, by name.
pub fn list(
    conn: &mut Conn,
    scope: &Ranges,
    filter: &Filter,
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<UnitThen>> {
    let mut query = on(day).filter(db::within!(table::table, table::path, scope));
    if let Some(level) = filter.level {
        query = query.filter(table::level.eq(level.code()));
    }
    if let Some(group) = filter.group.clone() {
        query = query.filter(table::size_group.eq(group));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(table::kind.eq_any(filter.kinds.clone()));
    }
    if let Some(form) = filter.form.clone() {
        query = formed!(table, query, form);
    }
    if let Some((from, to)) = filter.size.map(crate::rules::SizeClass::bounds) {
        query = query.filter(table::level.eq(Level::Organisation.code())).filter(table::pupils.ge(from));
        if let Some(to) = to {
            query = query.filter(table::pupils.le(to));
        }
    }
    if filter.marks.is_small {
        query = query.filter(table::is_small.eq(true));
    }
    if filter.marks.is_remote {
        query = query.filter(table::is_remote.eq(true));
    }
    if filter.marks.is_hard_to_reach {
        query = query.filter(table::is_hard_to_reach.eq(true));
    }
    if !fold(&filter.name).is_empty() {
        query = query.filter(db::within!(table::table, table::name_key, natural_ranges(&filter.name)));
    }
    if let Some((key, id)) = filter.after.clone() {
        query = query
            .filter(table::name_key.gt(key.clone()).or(table::name_key.eq(key).and(table::unit_id.gt(id))));
    }
    Ok(query
        .order((table::name_key.asc(), table::unit_id.asc()))
        .limit(limit)
        .select(UnitThen::as_select())
        .load(conn)?)
}

/// Units of these kinds inside the scope as they stood on a day: (path, kind).
pub(crate) fn kinds_within(
    conn: &mut Conn,
    scope: &Ranges,
    kinds: &[String],
    day: NaiveDate,
) -> Result<Vec<(String, String)>> {
    Ok(on(day)
        .filter(db::within!(table::table, table::path, scope))
        .filter(table::kind.eq_any(kinds.to_vec()))
        .order((table::path.asc(), table::id.asc()))
        .select((table::path, table::kind))
        .load(conn)?)
}

/// The whole tree inside the scope as it stood on a day, from the top.
pub fn all(conn: &mut Conn, scope: &Ranges, day: NaiveDate) -> Result<Vec<UnitThen>> {
    Ok(on(day)
        .filter(db::within!(table::table, table::path, scope))
        .order((table::path.asc(), table::unit_id.asc()))
        .select(UnitThen::as_select())
        .load(conn)?)
}
