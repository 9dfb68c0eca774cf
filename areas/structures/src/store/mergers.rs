//! Structures of a unit that ends, and links that lead to it.

use chrono::Days;
use db::{Change, Conn, Result, Trail, WriteTx};
use diesel::prelude::*;
use registry::{Merged, Merger, of_states};

use crate::model::{CLOSED, Event, Link, Member, StructureId};
use crate::schema::{structure_links as links, structure_members as members, structures as table};

const MEMBERSHIPS: &str = "членство в\u{a0}структурах";

/// How many of the unit's structures go on with it.
pub(crate) fn at_work(conn: &mut Conn, unit: i64) -> Result<i64> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::state.ne(CLOSED))
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

/// The unit's structures at work.
pub(crate) fn working(conn: &mut Conn, unit: i64) -> Result<Vec<StructureId>> {
    let working = table::table.filter(table::unit_id.eq(unit)).filter(table::state.ne(CLOSED));
    Ok(working.order(table::id.asc()).select(table::id).load(conn)?)
}

/// The same with their names, by name.
pub(crate) fn working_named(conn: &mut Conn, unit: i64) -> Result<Vec<(i64, String)>> {
    let working = table::table.filter(table::unit_id.eq(unit)).filter(table::state.ne(CLOSED));
    let named = working.order((table::name_key.asc(), table::id.asc())).select((table::id, table::name));
    let found: Vec<(StructureId, String)> = named.load(conn)?;
    Ok(found.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// These go on in another unit, each with a line of its history.
pub(crate) fn go_on(
    tx: &mut WriteTx,
    merger: &Merger,
    (into, moved): (&Merged, &[StructureId]),
    (trail, id): (&mut Trail, &dyn Fn() -> i64),
) -> Result<()> {
    let ids: Vec<i64> = moved.iter().map(|one| one.0).collect();
    let mut rows: Vec<(i64, String)> = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let of = table::table.filter(db::among(table::id, some)).order(table::id.asc());
        rows.extend(of.select((table::id, table::state)).load::<(i64, String)>(&mut **tx)?);
    }
    for (state, ids) in of_states(rows) {
        let change = merger.moving(into, "structures", ids).while_it_is("state", state.as_str()).counted();
        trail.change(tx, "структуры", change, merger.at)?;
    }
    let text = format!(
        "Перешла из\u{a0}«{}» в\u{a0}«{}» {}: {}",
        merger.closed.name,
        into.name,
        web::russian::date(merger.day),
        merger.ground
    );
    noted(tx, (merger, &text), moved, id)?;
    found_anew(tx, into.unit)
}

/// They have come back to the unit, each with a line of its history that says what was taken back.
pub(crate) fn came_back(
    tx: &mut WriteTx,
    (merger, what): (&Merger, &str),
    moved: &[i64],
    id: &dyn Fn() -> i64,
) -> Result<()> {
    let text = format!("Вернулась в\u{a0}«{}»: {what}, {}", merger.closed.name, merger.ground);
    noted(tx, (merger, &text), &moved.iter().map(|id| StructureId(*id)).collect::<Vec<_>>(), id)?;
    found_anew(tx, merger.closed.unit)
}

fn noted(
    tx: &mut WriteTx,
    (merger, text): (&Merger, &str),
    structures: &[StructureId],
    id: &dyn Fn() -> i64,
) -> Result<()> {
    structures.iter().try_for_each(|structure| {
        let text = text.to_owned();
        let event = Event { id: id(), structure_id: *structure, account: merger.by, at: merger.at, text };
        super::note(tx, &event)
    })
}

fn found_anew(tx: &mut WriteTx, unit: i64) -> Result<()> {
    let all = super::all_of_unit(tx, units::UnitId(unit))?;
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
pub(crate) fn stay_members(tx: &mut WriteTx, merger: &Merger, trail: &mut Trail) -> Result<()> {
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
        super::touch(tx, one.structure_id, merger.at)?;
        let is_there = there.iter().any(|other| other.structure_id == one.structure_id);
        let Some(into) = merger.into.as_ref().filter(|_| !is_there) else {
            let ended = Change::of("structure_members", vec![one.id.0])
                .put("to_on", one.to_on, last.max(one.from_on))
                .put("end_reason", one.end_reason.as_str(), "организация закрыта или присоединена");
            trail.change(tx, MEMBERSHIPS, ended, merger.at)?;
            continue;
        };
        let goes_on = Change::of("structure_members", vec![one.id.0])
            .while_it_is("to_on", None::<chrono::NaiveDate>)
            .put("organisation_id", merger.closed.unit, into.unit)
            .put("organisation", one.organisation.as_deref(), into.name.as_str());
        trail.change(tx, MEMBERSHIPS, goes_on, merger.at)?;
    }
    Ok(())
}

/// Links in force follow to the unit that goes on; one that says there what another says already ends, and all end where no
/// unit goes on.
pub(crate) fn follow(tx: &mut WriteTx, merger: &Merger, trail: &mut Trail) -> Result<()> {
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
        let change = Change::of("structure_links", vec![link.id.0]);
        let change = match &merger.into {
            Some(into) if !there.iter().any(says) => change
                .while_it_is("until", None::<chrono::NaiveDate>)
                .put("unit_id", merger.closed.unit, into.unit),
            _ => change.put("until", link.until, last.max(link.since)),
        };
        trail.change(tx, "связи структур", change, merger.at)?;
    }
    Ok(())
}
