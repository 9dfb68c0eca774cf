//! Measures of systems of motivation, the documents they stand in, whom they rewarded.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::dsl::count_star;
use diesel::prelude::*;
use documents::Document;
use documents::schema::documents as papers;
use units::UnitId;

use crate::model::{Measure, MeasureId, State};
use crate::schema::{motivation_measures as table, representations};

/// Adds a measure.
pub(crate) fn add_measure(tx: &mut WriteTx, new: &Measure) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed.
pub(crate) fn change_measure(tx: &mut WriteTx, one: &Measure) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(one.id)))
        .set((
            (table::to_on.eq(one.to_on), table::end_reason.eq(&one.end_reason)),
            (table::updated_at.eq(one.updated_at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A measure of the units of the scope.
pub(crate) fn find_measure(conn: &mut Conn, scope: &Ranges, id: MeasureId) -> Result<Option<Measure>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(db::within!(table::table, table::unit_path, scope))
        .select(Measure::as_select())
        .first(conn)
        .optional()?)
}

/// The measures of a unit, those that go on first.
pub(crate) fn measures_of(conn: &mut Conn, unit: UnitId) -> Result<Vec<Measure>> {
    let mut found: Vec<Measure> = table::table
        .filter(table::unit_id.eq(unit))
        .order(table::id.asc())
        .select(Measure::as_select())
        .load(conn)?;
    found.sort_by_key(|one| one.to_on.is_some());
    Ok(found)
}

/// How many measures each unit of a place has.
pub(crate) fn measures_under(conn: &mut Conn, place: &Ranges) -> Result<BTreeMap<i64, i64>> {
    let rows: Vec<(UnitId, i64)> = table::table
        .filter(db::within!(table::table, table::unit_path, place))
        .filter(table::to_on.is_null())
        .group_by(table::unit_id)
        .select((table::unit_id, count_star()))
        .order(table::unit_id.asc())
        .load(conn)?;
    Ok(rows.into_iter().map(|(unit, count)| (unit.0, count)).collect())
}

/// How many people each of these measures rewarded, in a time or ever.
pub(crate) fn rewarded(
    conn: &mut Conn,
    measures: &[MeasureId],
    period: Option<(NaiveDate, NaiveDate)>,
) -> Result<BTreeMap<MeasureId, i64>> {
    let (from, to) = period.unwrap_or((NaiveDate::MIN, NaiveDate::MAX));
    let rows: Vec<(Option<MeasureId>, Option<NaiveDate>, i64)> = representations::table
        .filter(db::among(representations::measure_id, measures.iter().map(|id| Some(*id))))
        .filter(representations::state.eq(State::Awarded.code()))
        .group_by((representations::measure_id, representations::awarded_on))
        .select((representations::measure_id, representations::awarded_on, count_star()))
        .order((representations::measure_id.asc(), representations::awarded_on.asc()))
        .load(conn)?;
    let mut found = BTreeMap::new();
    for (id, day, count) in rows {
        if let (Some(id), true) = (id, day.is_none_or(|day| from <= day && day <= to)) {
            *found.entry(id).or_insert(0) += count;
        }
    }
    Ok(found)
}

/// The documents of these kinds in force within a place, the latest first; at most so many.
pub(crate) fn documents_of(
    conn: &mut Conn,
    place: &Ranges,
    kinds: &[String],
    limit: i64,
) -> Result<Vec<Document>> {
    Ok(papers::table
        .filter(db::within!(papers::table, papers::unit_path, place))
        .filter(db::among(papers::kind, kinds.iter().map(String::as_str)))
        .filter(papers::status.eq(documents::Status::InForce.code()))
        .order((papers::signed_on.desc(), papers::id.desc()))
        .limit(limit)
        .select(Document::as_select())
        .load(conn)?)
}

/// The measures that go on of the units on the way to a path, the nearest unit's last.
pub(crate) fn measures_for(conn: &mut Conn, path: &str) -> Result<Vec<Measure>> {
    let way: Vec<String> = path.match_indices('/').map(|(at, _)| path[..=at].to_owned()).collect();
    Ok(table::table
        .filter(db::among(table::unit_path, way))
        .filter(table::to_on.is_null())
        .order((table::unit_path.asc(), table::id.asc()))
        .select(Measure::as_select())
        .load(conn)?)
}

/// Measures of a unit that last.
pub(crate) fn lasting_at(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    let ids: Vec<MeasureId> = table::table
        .filter(table::unit_id.eq(UnitId(unit)))
        .filter(table::to_on.is_null())
        .order(table::id.asc())
        .select(table::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Measures that last end on the day before this one; one that was to begin later ends as it begins.
pub(crate) fn end_measures(
    tx: &mut WriteTx,
    unit: i64,
    (day, at): (NaiveDate, Moment),
    reason: &str,
) -> Result<()> {
    let last = day.pred_opt().unwrap_or(day);
    let lasting: Vec<(MeasureId, NaiveDate)> = table::table
        .filter(table::unit_id.eq(UnitId(unit)))
        .filter(table::to_on.is_null())
        .order(table::id.asc())
        .select((table::id, table::from_on))
        .load(&mut **tx)?;
    for (id, first) in lasting {
        diesel::update(table::table.filter(table::id.eq(id)))
            .set((
                (table::to_on.eq(Some(last.max(first))), table::end_reason.eq(reason)),
                (table::updated_at.eq(at), table::version.eq(table::version + 1)),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}
