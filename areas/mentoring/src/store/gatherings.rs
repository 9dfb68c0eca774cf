//! Briefings, sessions of the creative group, its members.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;
use units::UnitId;

use crate::model::PairId;
use crate::model::around::{Attendee, Gathering, GatheringId, Membership, MembershipId};
use crate::schema::around::{
    mentoring_attendees as attendees, mentoring_gatherings as gatherings, mentoring_group_members as members,
};
use crate::schema::mentorship_works as works;

/// Adds a gathering.
pub(crate) fn add_gathering(tx: &mut WriteTx, new: &Gathering) -> Result<()> {
    diesel::insert_into(gatherings::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Adds somebody who was there.
pub(crate) fn add_attendee(tx: &mut WriteTx, new: &Attendee) -> Result<()> {
    diesel::insert_into(attendees::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The gatherings of a unit, the latest first; at most so many.
pub(crate) fn gatherings_at(conn: &mut Conn, unit: UnitId, limit: i64) -> Result<Vec<Gathering>> {
    Ok(gatherings::table
        .filter(gatherings::unit_id.eq(unit))
        .order((gatherings::held_on.desc(), gatherings::id.desc()))
        .limit(limit)
        .select(Gathering::as_select())
        .load(conn)?)
}

/// Who was at these gatherings.
pub(crate) fn attendees_of(conn: &mut Conn, ids: &[GatheringId]) -> Result<BTreeMap<i64, Vec<i64>>> {
    let rows: Vec<Attendee> = attendees::table
        .filter(db::among(attendees::gathering_id, ids.iter().copied()))
        .order(attendees::id.asc())
        .select(Attendee::as_select())
        .load(conn)?;
    let mut found: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in rows {
        found.entry(row.gathering_id.0).or_default().push(row.person_id.0);
    }
    Ok(found)
}

/// Which of these people were briefed, each with the last day.
pub(crate) fn briefed(conn: &mut Conn, people: &[i64]) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<(PersonId, NaiveDate)> = attendees::table
            .inner_join(gatherings::table.on(gatherings::id.eq(attendees::gathering_id)))
            .filter(db::among(attendees::person_id, some.iter().map(|id| PersonId(*id))))
            .filter(gatherings::gathering.eq("briefing"))
            .order((gatherings::held_on.asc(), attendees::id.asc()))
            .select((attendees::person_id, gatherings::held_on))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(person, day)| (person.0, day)));
    }
    Ok(found)
}

/// The days of briefings that were written into the journals of these pairs.
pub(crate) fn noted(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<(i64, NaiveDate)>> {
    let mut found: Vec<(i64, NaiveDate)> = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<(PairId, NaiveDate)> = works::table
            .filter(db::among(works::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(works::work.eq("briefing"))
            .order((works::held_on.asc(), works::id.asc()))
            .select((works::mentorship_id, works::held_on))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(pair, day)| (pair.0, day)));
    }
    Ok(found)
}

/// The gatherings these people were at, the latest first, each once.
pub(crate) fn gatherings_of(conn: &mut Conn, people: &[i64]) -> Result<Vec<Gathering>> {
    let rows: Vec<Gathering> = attendees::table
        .inner_join(gatherings::table.on(gatherings::id.eq(attendees::gathering_id)))
        .filter(db::among(attendees::person_id, people.iter().map(|id| PersonId(*id))))
        .order((gatherings::held_on.desc(), gatherings::id.desc()))
        .select(Gathering::as_select())
        .load(conn)?;
    let mut seen = BTreeSet::new();
    Ok(rows.into_iter().filter(|one| seen.insert(one.id.0)).collect())
}

/// Adds a member.
pub(crate) fn add_membership(tx: &mut WriteTx, new: &Membership) -> Result<()> {
    diesel::insert_into(members::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The last day of a membership.
pub(crate) fn end_membership(
    tx: &mut WriteTx,
    id: MembershipId,
    (day, now): (NaiveDate, db::Moment),
) -> Result<()> {
    diesel::update(members::table.filter(members::id.eq(id)))
        .set((members::to_on.eq(Some(day)), members::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// A membership of the units of the scope.
pub(crate) fn find_membership(
    conn: &mut Conn,
    scope: &Ranges,
    id: MembershipId,
) -> Result<Option<Membership>> {
    Ok(members::table
        .filter(members::id.eq(id))
        .filter(db::within!(members::table, members::unit_path, scope))
        .select(Membership::as_select())
        .first(conn)
        .optional()?)
}

/// The members of a unit's group now.
pub(crate) fn members_at(conn: &mut Conn, unit: UnitId) -> Result<Vec<Membership>> {
    Ok(members::table
        .filter(members::unit_id.eq(unit))
        .filter(members::to_on.is_null())
        .order(members::id.asc())
        .select(Membership::as_select())
        .load(conn)?)
}
