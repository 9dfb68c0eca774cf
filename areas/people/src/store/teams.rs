//! Queries of school teams.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx, fold};
use diesel::dsl::count_star;
use diesel::prelude::*;
use units::Unit;

use crate::model::{NewTeam, Team, TeamId, TeamMember};
use crate::schema::{team_members as members, teams};
use crate::{Person, PersonId};

/// The teams of the scope by name, open ones first; at most so many.
pub(crate) fn list(conn: &mut Conn, scope: &Ranges, limit: i64) -> Result<Vec<Team>> {
    Ok(teams::table
        .filter(db::within!(teams::table, teams::unit_path, scope))
        .order((teams::state.asc(), teams::name_key.asc(), teams::id.asc()))
        .limit(limit)
        .select(Team::as_select())
        .load(conn)?)
}

/// The team, if it belongs to a unit of the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: TeamId) -> Result<Option<Team>> {
    Ok(teams::table
        .filter(teams::id.eq(id))
        .filter(db::within!(teams::table, teams::unit_path, scope))
        .select(Team::as_select())
        .first(conn)
        .optional()?)
}

/// An open team of the unit with this name.
pub(crate) fn named(conn: &mut Conn, unit: units::UnitId, name: &str) -> Result<Option<Team>> {
    Ok(teams::table
        .filter(teams::unit_id.eq(unit).and(teams::name_key.eq(fold(name))))
        .filter(teams::state.eq("active"))
        .order(teams::id.asc())
        .select(Team::as_select())
        .first(conn)
        .optional()?)
}

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, id: TeamId, unit: &Unit, new: &NewTeam, at: Moment) -> Result<()> {
    diesel::insert_into(teams::table)
        .values((
            (teams::id.eq(id), teams::unit_id.eq(unit.id), teams::unit_path.eq(&unit.path)),
            (teams::name.eq(&new.name), teams::name_key.eq(fold(&new.name)), teams::purpose.eq(&new.purpose)),
            (teams::started_on.eq(Some(new.started_on)), teams::ends_on.eq(new.ends_on)),
            teams::state.eq("active"),
            (teams::created_at.eq(at), teams::updated_at.eq(at), teams::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives one other data.
pub(crate) fn change(tx: &mut WriteTx, id: TeamId, new: &NewTeam, at: Moment) -> Result<()> {
    diesel::update(teams::table.filter(teams::id.eq(id)))
        .set((
            (teams::name.eq(&new.name), teams::name_key.eq(fold(&new.name)), teams::purpose.eq(&new.purpose)),
            (teams::started_on.eq(Some(new.started_on)), teams::ends_on.eq(new.ends_on)),
            (teams::updated_at.eq(at), teams::version.eq(teams::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Closes one with its last day.
pub(crate) fn close(tx: &mut WriteTx, id: TeamId, day: NaiveDate, at: Moment) -> Result<()> {
    diesel::update(teams::table.filter(teams::id.eq(id)))
        .set((
            (teams::state.eq("closed"), teams::ends_on.eq(Some(day))),
            (teams::updated_at.eq(at), teams::version.eq(teams::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Who is in the team.
pub(crate) fn members(conn: &mut Conn, id: TeamId) -> Result<Vec<TeamMember>> {
    Ok(members::table
        .filter(members::team_id.eq(id))
        .order(members::id.asc())
        .select(TeamMember::as_select())
        .load(conn)?)
}

/// How many are in each of these teams.
pub(crate) fn sizes(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, i64>> {
    let mut found = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(i64, i64)> = members::table
            .filter(db::among(members::team_id, some.iter().copied()))
            .group_by(members::team_id)
            .order(members::team_id.asc())
            .select((members::team_id, count_star()))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Takes somebody in.
pub(crate) fn join(
    tx: &mut WriteTx,
    id: i64,
    (team, person): (TeamId, PersonId),
    since: NaiveDate,
) -> Result<()> {
    diesel::insert_into(members::table)
        .values((
            (members::id.eq(id), members::team_id.eq(team)),
            (members::person_id.eq(person), members::since.eq(Some(since))),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Lets somebody go; whether they were there.
pub(crate) fn part(tx: &mut WriteTx, team: TeamId, person: PersonId) -> Result<bool> {
    let of = members::table.filter(members::team_id.eq(team)).filter(members::person_id.eq(person));
    Ok(diesel::delete(of).execute(&mut **tx)? > 0)
}

/// Who of the scope is in a team that works on the day.
pub(crate) fn of_scope(conn: &mut Conn, scope: &Ranges, day: NaiveDate) -> Result<BTreeSet<i64>> {
    let those: Vec<i64> = teams::table
        .filter(db::within!(teams::table, teams::unit_path, scope))
        .filter(teams::state.eq("active"))
        .filter(teams::ends_on.is_null().or(teams::ends_on.ge(day)))
        .order(teams::id.asc())
        .select(teams::id)
        .load(conn)?;
    let mut found = BTreeSet::new();
    for some in those.chunks(500) {
        let part: Vec<i64> = members::table
            .filter(db::among(members::team_id, some.iter().copied()))
            .order(members::id.asc())
            .select(members::person_id)
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The teams these people are in that work on the day: (person, team, since when).
pub(crate) fn of_people(
    conn: &mut Conn,
    people: &[i64],
    day: NaiveDate,
) -> Result<Vec<(i64, Team, Option<NaiveDate>)>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<(i64, Team, Option<NaiveDate>)> = members::table
            .inner_join(teams::table.on(teams::id.eq(members::team_id)))
            .filter(db::among(members::person_id, some.iter().copied()))
            .filter(teams::state.eq("active"))
            .filter(teams::ends_on.is_null().or(teams::ends_on.ge(day)))
            .order((teams::name_key.asc(), members::id.asc()))
            .select((members::person_id, Team::as_select(), members::since))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// People whom the unit sees and who may be chosen: by name; at most so many.
pub(crate) fn choices(conn: &mut Conn, unit_path: &str, limit: i64) -> Result<Vec<Person>> {
    use crate::schema::people;
    Ok(people::table
        .filter(people::state.eq(crate::model::State::Active.code()))
        .filter(super::seen(&Ranges::under([unit_path])))
        .order((people::name_key.asc(), people::id.asc()))
        .limit(limit)
        .select(Person::as_select())
        .load(conn)?)
}
