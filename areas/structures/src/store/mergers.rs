//! Structures of a unit that ends, and links that lead to it.

use chrono::Days;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use registry::{Merged, Merger};

use crate::model::{ACTIVE, Event, Link, Member, Structure};
use crate::schema::{structure_links as links, structure_members as members, structures as table};

/// How many of the unit's structures work.
pub(crate) fn at_work(conn: &mut Conn, unit: i64) -> Result<i64> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::state.eq(ACTIVE))
        .count()
        .get_result(conn)?)
}

/// How many links in force lead to the unit.
pub(crate) fn leading_to(conn: &mut Conn, unit: i64) -> Result<i64> {
    Ok(links::table
        .filter(links::unit_id.eq(unit))
        .filter(links::until.is_null())
        .count()
        .get_result(conn)?)
}

/// They go on in another unit, each with a line of its history.
pub(crate) fn go_on(tx: &mut WriteTx, merger: &Merger, into: &Merged, id: &dyn Fn() -> i64) -> Result<()> {
    let working = table::table.filter(table::unit_id.eq(merger.closed.unit)).filter(table::state.eq(ACTIVE));
    let moved: Vec<Structure> =
        working.order(table::id.asc()).select(Structure::as_select()).load(&mut **tx)?;
    diesel::update(working)
        .set((
            (table::unit_id.eq(into.unit), table::unit_path.eq(&into.path)),
            (table::updated_at.eq(merger.at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    for one in &moved {
        let text = format!(
            "Перешла из\u{a0}«{}» в\u{a0}«{}» {}: {}",
            merger.closed.name,
            into.name,
            web::russian::date(merger.day),
            merger.ground
        );
        let event = Event { id: id(), structure_id: one.id, account: merger.by, at: merger.at, text };
        super::note(tx, &event)?;
    }
    let all = super::all_of_unit(tx, units::UnitId(into.unit))?;
    crate::finding::put_all(tx, &all)
}

/// How many structures the unit is a member of.
pub(crate) fn joined(conn: &mut Conn, unit: i64) -> Result<i64> {
    Ok(members::table
        .filter(members::organisation_id.eq(unit))
        .filter(members::to_on.is_null())
        .count()
        .get_result(conn)?)
}

/// The unit's memberships are those of the unit that goes on; they end where none does, and where it is a member already.
pub(crate) fn stay_members(tx: &mut WriteTx, merger: &Merger) -> Result<()> {
    let of = |tx: &mut WriteTx, unit: i64| -> Result<Vec<Member>> {
        Ok(members::table
            .filter(members::organisation_id.eq(unit))
            .filter(members::to_on.is_null())
            .order(members::id.asc())
            .select(Member::as_select())
            .load(&mut **tx)?)
    };
    let there = match &merger.into {
        Some(into) => of(tx, into.unit)?,
        None => Vec::new(),
    };
    let last = merger.day - Days::new(1);
    for one in of(tx, merger.closed.unit)? {
        let is_there = there.iter().any(|other| other.structure_id == one.structure_id);
        let Some(into) = merger.into.as_ref().filter(|_| !is_there) else {
            let reason = "организация закрыта или присоединена";
            super::end_member(tx, one.id, (last.max(one.from_on), reason), merger.at)?;
            continue;
        };
        diesel::update(members::table.find(one.id.0))
            .set((
                members::organisation_id.eq(Some(into.unit)),
                members::organisation.eq(Some(&into.name)),
                members::updated_at.eq(merger.at),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Links in force follow to the unit that goes on; one that says there what another says already ends, and all end where no
/// unit goes on.
pub(crate) fn follow(tx: &mut WriteTx, merger: &Merger) -> Result<()> {
    let of = |tx: &mut WriteTx, unit: i64| -> Result<Vec<Link>> {
        Ok(links::table
            .filter(links::unit_id.eq(unit))
            .filter(links::until.is_null())
            .order(links::id.asc())
            .select(Link::as_select())
            .load(&mut **tx)?)
    };
    let leading = of(tx, merger.closed.unit)?;
    let there = match &merger.into {
        Some(into) => of(tx, into.unit)?,
        None => Vec::new(),
    };
    let last = merger.day - Days::new(1);
    for link in leading {
        let says = |other: &Link| other.structure_id == link.structure_id && other.kind == link.kind;
        match &merger.into {
            Some(into) if !there.iter().any(says) => {
                diesel::update(links::table.find(link.id.0))
                    .set(links::unit_id.eq(Some(into.unit)))
                    .execute(&mut **tx)?;
            }
            _ => super::end_link(tx, link.id, last.max(link.since))?,
        }
    }
    Ok(())
}
