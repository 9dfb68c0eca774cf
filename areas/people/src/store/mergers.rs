//! Queries of a merger of units.

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use registry::Merged;

use crate::model::State;
use crate::schema::{employments, people, teams};
use crate::{Employment, EmploymentId, TeamId};

/// The employments of the unit that would go on after the day.
pub(crate) fn going_on(conn: &mut Conn, unit: i64, day: NaiveDate) -> Result<Vec<Employment>> {
    Ok(employments::table
        .filter(employments::unit_id.eq(unit))
        .filter(employments::ended_on.is_null().or(employments::ended_on.ge(day)))
        .order(employments::id.asc())
        .select(Employment::as_select())
        .load(conn)?)
}

/// The same without what stays with a card that was made one with another: that work is in the kept card as well.
pub(crate) fn offered(conn: &mut Conn, unit: i64, day: NaiveDate) -> Result<Vec<Employment>> {
    Ok(employments::table
        .inner_join(people::table.on(people::id.eq(employments::person_id)))
        .filter(people::state.ne(State::Merged.code()))
        .filter(employments::unit_id.eq(unit))
        .filter(employments::ended_on.is_null().or(employments::ended_on.ge(day)))
        .order(employments::id.asc())
        .select(Employment::as_select())
        .load(conn)?)
}

/// The same work from the day on in another unit: seen as it was, and one that was to end ends for the same reason.
pub(crate) fn go_on(
    tx: &mut WriteTx,
    id: EmploymentId,
    before: &Employment,
    (into, day, ground): (&Merged, NaiveDate, &str),
    at: Moment,
) -> Result<()> {
    let reason = before.ended_on.map_or("", |_| before.end_reason.as_str());
    diesel::insert_into(employments::table)
        .values((
            (employments::id.eq(id), employments::person_id.eq(before.person_id)),
            (employments::unit_id.eq(into.unit), employments::unit_path.eq(&into.path)),
            (employments::post.eq(&before.post), employments::post_title.eq(&before.post_title)),
            (employments::rate.eq(before.rate), employments::is_main.eq(before.is_main)),
            (
                employments::teaching_hours.eq(before.teaching_hours),
                employments::continues_id.eq(before.id.0),
            ),
            employments::started_on.eq(day.max(before.started_on)),
            (employments::ended_on.eq(before.ended_on), employments::ground.eq(ground)),
            (employments::end_reason.eq(reason), employments::shows.eq(before.shows)),
            (employments::created_at.eq(at), employments::updated_at.eq(at), employments::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whose work in the units of the scope was carried on from another, each with the path of that unit.
pub(crate) fn carried(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(i64, String)>> {
    let before: Vec<Option<i64>> = employments::table
        .filter(employments::continues_id.is_not_null())
        .filter(db::within!(employments::table, employments::unit_path, scope))
        .order(employments::id.asc())
        .select(employments::continues_id)
        .load(conn)?;
    let before: Vec<i64> = before.into_iter().flatten().collect();
    Ok(works_by_id(conn, &before)?.into_iter().map(|one| (one.person_id.0, one.unit_path)).collect())
}

/// The teams of the unit at work.
pub(crate) fn teams_at(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    let ids: Vec<TeamId> = teams::table
        .filter(teams::unit_id.eq(unit))
        .filter(teams::state.eq("active"))
        .order(teams::id.asc())
        .select(teams::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// The same with their names, by name.
pub(crate) fn teams_named(conn: &mut Conn, unit: i64) -> Result<Vec<(i64, String)>> {
    let found: Vec<(TeamId, String)> = teams::table
        .filter(teams::unit_id.eq(unit))
        .filter(teams::state.eq("active"))
        .order((teams::name_key.asc(), teams::id.asc()))
        .select((teams::id, teams::name))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// These of the employments.
pub(crate) fn works_by_id(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Employment>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let rows: Vec<Employment> = employments::table
            .filter(db::among(employments::id, some.iter().map(|id| EmploymentId(*id))))
            .order(employments::id.asc())
            .select(Employment::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}
