//! Employments and what is taught in them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use units::Unit;

use crate::model::State;
use crate::schema::{employment_subjects as taught, employments, people};
use crate::{Employment, EmploymentId, NewEmployment, PersonId};

/// The employments of a person, those that go on first, then the latest.
pub(crate) fn of(conn: &mut Conn, person: PersonId) -> Result<Vec<Employment>> {
    Ok(of_all(conn, &[person.0])?.remove(&person.0).unwrap_or_default())
}

/// The employments of these people.
pub(crate) fn of_all(conn: &mut Conn, people: &[i64]) -> Result<BTreeMap<i64, Vec<Employment>>> {
    let mut found: BTreeMap<i64, Vec<Employment>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<Employment> = employments::table
            .filter(db::among(employments::person_id, some))
            .order((employments::started_on.desc(), employments::id.desc()))
            .select(Employment::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(row.person_id.0).or_default().push(row);
        }
    }
    for rows in found.values_mut() {
        rows.sort_by_key(|one| (one.ended_on.is_some(), !one.is_main));
    }
    Ok(found)
}

/// Whether an employment of the person was entered after the row of this id: ids are ordered by time.
pub(crate) fn after(conn: &mut Conn, person: PersonId, id: i64) -> Result<bool> {
    let entered = employments::table
        .filter(employments::person_id.eq(person))
        .filter(employments::id.gt(EmploymentId(id)))
        .count();
    Ok(entered.get_result::<i64>(conn)? > 0)
}

/// People who work and whom a unit still sees by an employment that is over.
pub(crate) fn over(conn: &mut Conn, today: NaiveDate) -> Result<Vec<PersonId>> {
    Ok(employments::table
        .inner_join(people::table.on(people::id.eq(employments::person_id)))
        .filter(employments::shows.eq(true).and(employments::ended_on.lt(today)))
        .filter(people::state.eq(State::Active.code()))
        .order(employments::person_id.asc())
        .select(employments::person_id)
        .distinct()
        .load(conn)?)
}

/// The people the very unit sees, each once.
pub(crate) fn seen_in(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    let seen = employments::table.filter(employments::unit_id.eq(unit)).filter(employments::shows.eq(true));
    let found: Vec<PersonId> =
        seen.order(employments::person_id.asc()).select(employments::person_id).distinct().load(conn)?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

/// The subjects of these people's employments, by employment.
pub(crate) fn subjects_of(conn: &mut Conn, people: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<(i64, String)> = taught::table
            .filter(db::among(taught::person_id, some))
            .order(taught::id.asc())
            .select((taught::employment_id, taught::subject))
            .load(conn)?;
        for (employment, subject) in rows {
            found.entry(employment).or_default().push(subject);
        }
    }
    Ok(found)
}

/// Adds an employment in the unit; its subjects come after, see [`teach`].
pub(crate) fn add(
    tx: &mut WriteTx,
    id: EmploymentId,
    person: PersonId,
    unit: &Unit,
    new: &NewEmployment,
    at: Moment,
) -> Result<()> {
    diesel::insert_into(employments::table)
        .values((
            (employments::id.eq(id), employments::person_id.eq(person)),
            (employments::unit_id.eq(unit.id), employments::unit_path.eq(&unit.path)),
            (employments::post.eq(&new.post), employments::post_title.eq(&new.post_title)),
            (employments::rate.eq(new.rate), employments::is_main.eq(new.is_main)),
            (employments::started_on.eq(new.started_on), employments::ground.eq(&new.ground)),
            (
                employments::is_start_told.eq(Some(new.is_start_told)),
                employments::teaching_hours.eq(new.teaching_hours),
            ),
            (employments::end_reason.eq(""), employments::shows.eq(true)),
            (employments::created_at.eq(at), employments::updated_at.eq(at), employments::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives an employment other data.
pub(crate) fn change(tx: &mut WriteTx, id: EmploymentId, new: &NewEmployment, at: Moment) -> Result<()> {
    diesel::update(employments::table.filter(employments::id.eq(id)))
        .set((
            (employments::post.eq(&new.post), employments::post_title.eq(&new.post_title)),
            (employments::rate.eq(new.rate), employments::is_main.eq(new.is_main)),
            (employments::started_on.eq(new.started_on), employments::ground.eq(&new.ground)),
            (
                employments::is_start_told.eq(Some(new.is_start_told)),
                employments::teaching_hours.eq(new.teaching_hours),
            ),
            (employments::updated_at.eq(at), employments::version.eq(employments::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends an employment with its last day, or goes on with it.
pub(crate) fn end(
    tx: &mut WriteTx,
    id: EmploymentId,
    last: Option<NaiveDate>,
    reason: &str,
    at: Moment,
) -> Result<()> {
    diesel::update(employments::table.filter(employments::id.eq(id)))
        .set((
            (employments::ended_on.eq(last), employments::end_reason.eq(reason)),
            (employments::updated_at.eq(at), employments::version.eq(employments::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Tells these works as the main one or as a second one.
pub(crate) fn mark_main(tx: &mut WriteTx, ids: &[i64], is_main: bool, at: Moment) -> Result<()> {
    diesel::update(
        employments::table.filter(db::among(employments::id, ids.iter().map(|id| EmploymentId(*id)))),
    )
    .set((
        (employments::is_main.eq(is_main), employments::updated_at.eq(at)),
        employments::version.eq(employments::version + 1),
    ))
    .execute(&mut **tx)?;
    Ok(())
}

/// What is taught in an employment from now on; an id for each subject.
pub(crate) fn teach(
    tx: &mut WriteTx,
    employment: EmploymentId,
    person: PersonId,
    subjects: &[(i64, String)],
) -> Result<()> {
    diesel::delete(taught::table.filter(taught::employment_id.eq(employment))).execute(&mut **tx)?;
    for (id, subject) in subjects {
        diesel::insert_into(taught::table)
            .values((
                (taught::id.eq(id), taught::employment_id.eq(employment)),
                (taught::person_id.eq(person), taught::subject.eq(subject)),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}
/// Takes an employment away with its subjects.
pub(crate) fn unhire(tx: &mut WriteTx, id: EmploymentId) -> Result<()> {
    diesel::delete(taught::table.filter(taught::employment_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(employments::table.filter(employments::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}
