//! Every query of structures.

pub(crate) mod approvals;
pub(crate) mod closures;
pub(crate) mod cooperation;
pub(crate) mod coordination;
mod directed;
pub(crate) mod emblems;
pub(crate) mod functions;
mod gone;
mod likely;
pub(crate) mod links;
mod list;
mod members;
pub(crate) mod mergers;
pub(crate) mod partners;
pub(crate) mod provided;
pub(crate) mod publications;
pub(crate) mod tasks;
pub(crate) mod ties;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date};
use documents::DocumentId;
use documents::schema::documents as papers;
use units::UnitId;

pub(crate) use directed::{direct, directed, directions_of, people_directed};
pub(crate) use gone::{at_work, gone};
pub(crate) use likely::{Likely, cards_of_families};
pub(crate) use links::{
    add as add_link, end as end_link, find as find_link, of as links_of, of_all as links_of_all,
    to as links_to,
};
pub(crate) use list::{
    Filter, State, count, counts, kinds_by_level, kinds_by_unit, list, members_count, without_address,
};
pub(crate) use members::{
    COUNTED, add as add_member, belonging, by_id as members_by_id, card_of, cards_of, end as end_member,
    find as find_member, memberships, mend as mend_member, of as members_of, of_kinds_within,
    order as order_member, ordered_by, remove as remove_member, terms_ending, terms_within,
};

use crate::model::{ACTIVE, AWAITED, CLOSED, Event, Structure, StructureId};
use crate::rules::Held;
use crate::schema::{structure_events as events, structures as table};

/// What a person sees: everything within reach, and the structures of the very units above the own place.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Places within reach.
    pub scope: Ranges,
    /// Paths of the units above.
    pub above: Vec<String>,
}

impl View {
    /// Whether structures of the unit at the path are seen.
    pub fn holds(&self, path: &str) -> bool {
        self.scope.holds(path) || self.above.iter().any(|one| one == path)
    }
}

/// A [`View`] as a condition of a query.
macro_rules! seen {
    ($view:expr) => {{
        let below = db::within!(table::table, table::unit_path, $view.scope);
        below.or(table::unit_path.eq_any($view.above.clone()))
    }};
}
pub(super) use seen;

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Structure) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    crate::finding::put_all(tx, std::slice::from_ref(new))
}

/// What is found of it says what it is now.
fn found_anew(tx: &mut WriteTx, id: StructureId) -> Result<()> {
    let all = all_of(tx, &[id.0])?;
    crate::finding::put_all(tx, &all)
}

/// Takes one away that nothing hangs on, with its members and its history.
pub(crate) fn remove(tx: &mut WriteTx, id: StructureId) -> Result<()> {
    members::remove_all(tx, id)?;
    ties::remove_all(tx, id)?;
    direct(tx, id, &[], &|| 0)?;
    diesel::delete(events::table.filter(events::structure_id.eq(id.0))).execute(&mut **tx)?;
    diesel::delete(table::table.find(id.0)).execute(&mut **tx)?;
    Ok(())
}

/// Gives one other requisites.
pub(crate) fn change(tx: &mut WriteTx, new: &Structure) -> Result<()> {
    diesel::update(table::table.find(new.id.0))
        .set((
            (table::name.eq(&new.name), table::name_key.eq(&new.name_key)),
            (table::directions.eq(&new.directions), table::parent_id.eq(new.parent_id.map(|id| id.0))),
            (table::is_temporary.eq(new.is_temporary), table::started_on.eq(new.started_on)),
            (table::ends_on.eq(new.ends_on), table::task.eq(&new.task)),
            (
                table::document_id.eq(new.document_id.map(|id| id.0)),
                table::resource_url.eq(&new.resource_url),
                table::section_url.eq(&new.section_url),
                table::minutes_id.eq(new.minutes_id.map(|id| id.0)),
                table::state.eq(&new.state),
            ),
            (table::updated_at.eq(new.updated_at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    found_anew(tx, new.id)
}

/// Moves the last day of a temporary one.
pub(crate) fn prolong(tx: &mut WriteTx, id: StructureId, end: NaiveDate, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::ends_on.eq(Some(end)), table::updated_at.eq(now), table::version.eq(table::version + 1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Says which minutes the decision to include one rests on; none: they were cancelled. Who changes its requisites at this moment is not disturbed.
pub(crate) fn rest_on_minutes(
    tx: &mut WriteTx,
    id: StructureId,
    minutes: Option<DocumentId>,
    now: Moment,
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::minutes_id.eq(minutes.map(|id| id.0)), table::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Says where one is told of.
pub(crate) fn tell_resource(
    tx: &mut WriteTx,
    id: StructureId,
    (resource, section): (&str, &str),
    now: Moment,
) -> Result<()> {
    let section = Some(section).filter(|section| !section.is_empty());
    diesel::update(table::table.find(id.0))
        .set((
            (table::resource_url.eq(resource), table::section_url.eq(section)),
            (table::updated_at.eq(now), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Closes one with what it came to.
pub(crate) fn close(
    tx: &mut WriteTx,
    id: StructureId,
    (day, result): (NaiveDate, &str),
    now: Moment,
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((
            (table::state.eq(CLOSED), table::closed_on.eq(Some(day)), table::result.eq(result)),
            (table::updated_at.eq(now), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    found_anew(tx, id)
}

/// One the person sees.
pub fn find(conn: &mut Conn, view: &View, id: StructureId) -> Result<Option<Structure>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(seen!(view))
        .select(Structure::as_select())
        .first(conn)
        .optional()?)
}

/// These, in no promised order.
pub(crate) fn all_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Structure>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<Structure> = table::table
            .filter(db::among(table::id, some))
            .order(table::id.asc())
            .select(Structure::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The structures of a unit that have not ended, by name.
pub(crate) fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit.0))
        .filter(table::state.ne(CLOSED))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// All structures of a unit, whatever their state.
pub(crate) fn all_of_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit.0))
        .order(table::id.asc())
        .select(Structure::as_select())
        .load(conn)?)
}

/// The next structures after this id, whatever their state.
pub(crate) fn after(conn: &mut Conn, id: i64, limit: i64) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(table::id.gt(id))
        .order(table::id.asc())
        .limit(limit)
        .select(Structure::as_select())
        .load(conn)?)
}

/// The working structures of the very units at these paths, by name.
pub(crate) fn at(conn: &mut Conn, paths: &[String]) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(db::among(table::unit_path, paths.to_vec()))
        .filter(table::state.eq(ACTIVE))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// The same with those that wait for their act.
pub(crate) fn standing_at(conn: &mut Conn, paths: &[String]) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(db::among(table::unit_path, paths.to_vec()))
        .filter(table::state.ne(CLOSED))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// What has not ended at and under a unit, by name; at most so many.
pub(crate) fn standing_under(conn: &mut Conn, path: &str, limit: i64) -> Result<Vec<Structure>> {
    let scope = Ranges::under([path]);
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(table::state.ne(CLOSED))
        .order((table::name_key.asc(), table::id.asc()))
        .limit(limit)
        .select(Structure::as_select())
        .load(conn)?)
}

/// The working structures at and under a unit, by name; at most so many.
pub(crate) fn under(conn: &mut Conn, path: &str, limit: i64) -> Result<Vec<Structure>> {
    let scope = Ranges::under([path]);
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(table::state.eq(ACTIVE))
        .order((table::name_key.asc(), table::id.asc()))
        .limit(limit)
        .select(Structure::as_select())
        .load(conn)?)
}

/// It was closed all the period, and works again since.
const RESTED: &str =
    "NOT EXISTS (SELECT 1 FROM structure_closures c WHERE c.structure_id = structures.id AND c.closed_on < ";
const SINCE: &str = " AND c.reopened_on > ";

/// Structures of these kinds that worked on some day of the period, by id.
pub(crate) fn working_within(
    conn: &mut Conn,
    scope: &Ranges,
    kinds: &[String],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(db::among(table::kind, kinds.to_vec()))
        .filter(table::started_on.le(to))
        .filter(table::closed_on.is_null().or(table::closed_on.ge(from)))
        .filter(table::state.ne(AWAITED))
        .filter(db::piece::<Bool>(RESTED).bind::<Date, _>(from).sql(SINCE).bind::<Date, _>(to).sql(")"))
        .order(table::id.asc())
        .select(Structure::as_select())
        .load(conn)?)
}

/// The working structures of these kinds within a scope, by name.
pub(crate) fn of_kinds(conn: &mut Conn, scope: &Ranges, kinds: &[&str]) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(db::among(table::kind, kinds.iter().copied()))
        .filter(table::state.eq(ACTIVE))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// Those of these units a structure of the kind works in.
pub(crate) fn units_with(conn: &mut Conn, kind: &str, units: &[i64]) -> Result<BTreeSet<i64>> {
    let found: Vec<UnitId> = table::table
        .filter(db::among(table::unit_id, units.iter().map(|id| UnitId(*id))))
        .filter(table::kind.eq(kind))
        .filter(table::state.eq(ACTIVE))
        .select(table::unit_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().map(|unit| unit.0).collect())
}

/// Those right under one that have not ended.
pub(crate) fn children(conn: &mut Conn, id: StructureId) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(table::parent_id.eq(Some(id.0)))
        .filter(table::state.ne(CLOSED))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// Notes what happened: what is told of the structure is of that day.
pub(crate) fn note(tx: &mut WriteTx, event: &Event) -> Result<()> {
    diesel::insert_into(events::table).values(event).execute(&mut **tx)?;
    touch(tx, event.structure_id, event.at)
}

/// What is told of the structure is of now; who changes its requisites at this moment is not disturbed.
pub(crate) fn touch(tx: &mut WriteTx, id: StructureId, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0)).set(table::updated_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// What happened, the newest first.
pub(crate) fn events(conn: &mut Conn, id: StructureId) -> Result<Vec<Event>> {
    Ok(events::table
        .filter(events::structure_id.eq(id.0))
        .order((events::at.desc(), events::id.desc()))
        .select(Event::as_select())
        .load(conn)?)
}

/// Documents of these numbers, and those without a number signed on one of these days.
pub(crate) fn papers_named(
    conn: &mut Conn,
    numbers: &[&str],
    days: &[NaiveDate],
) -> Result<Vec<documents::Document>> {
    let mut ids: Vec<i64> = Vec::new();
    for some in numbers.chunks(400) {
        let named = papers::table.filter(db::among(papers::number, some.iter().copied()));
        let part: Vec<i64> = named.order(papers::id.asc()).select(papers::id).load(conn)?;
        ids.extend(part);
    }
    for some in days.chunks(400) {
        let dated = papers::table
            .filter(papers::number.eq(""))
            .filter(db::among(papers::signed_on, some.iter().copied()));
        let part: Vec<i64> = dated.order(papers::id.asc()).select(papers::id).load(conn)?;
        ids.extend(part);
    }
    documents::store::all_of(conn, &ids)
}

/// What works on the ground of these documents: the first of each by name, and how many more.
pub(crate) fn founding(conn: &mut Conn, documents: &[DocumentId]) -> Result<BTreeMap<i64, String>> {
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for some in documents.chunks(500) {
        let rows: Vec<(Option<DocumentId>, String)> = table::table
            .filter(db::among(table::document_id, some.iter().map(|id| Some(id.0))))
            .filter(table::state.eq(ACTIVE))
            .order((table::name_key.asc(), table::id.asc()))
            .select((table::document_id, table::name))
            .load(conn)?;
        for (document, name) in rows {
            if let Some(document) = document {
                found.entry(document.0).or_default().push(name);
            }
        }
    }
    let said =
        |names: Vec<String>| web::russian::some_of(&names.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    Ok(found.into_iter().map(|(id, names)| (id, said(names))).collect())
}

/// What has not ended and rests on these minutes, by name.
pub(crate) fn resting_on_minutes(conn: &mut Conn, minutes: DocumentId) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(table::minutes_id.eq(Some(minutes.0)))
        .filter(table::state.ne(CLOSED))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// What has not ended and was founded by a document, by name.
pub(crate) fn founded_by(conn: &mut Conn, document: DocumentId) -> Result<Vec<Structure>> {
    Ok(table::table
        .filter(table::document_id.eq(Some(document.0)))
        .filter(table::state.ne(CLOSED))
        .order((table::name_key.asc(), table::id.asc()))
        .select(Structure::as_select())
        .load(conn)?)
}

/// What is told of a document: id, kind, path of its unit, genus, number, day of signing.
type Told = (i64, String, String, String, String, NaiveDate);

/// The columns of a [`Told`].
fn told_columns()
-> (papers::id, papers::kind, papers::unit_path, papers::genus, papers::number, papers::signed_on) {
    (papers::id, papers::kind, papers::unit_path, papers::genus, papers::number, papers::signed_on)
}

/// The document as what may answer for a kind; whose own it is, the ties say.
fn held((id, kind, unit_path, genus, number, signed_on): Told) -> Held {
    let number = if number.is_empty() { String::new() } else { format!(" №\u{a0}{number}") };
    let title =
        format!("{}{number} от\u{a0}{}", documents::genus_title(&genus), web::russian::date(signed_on));
    let url = format!("/documents/{id}");
    Held { id: DocumentId(id), kind, genus, unit_path, signed_on, title, url, own_of: Vec::new() }
}

/// Documents of these kinds in force on a day, of the units at these paths.
pub(crate) fn in_force(
    conn: &mut Conn,
    paths: &[String],
    kinds: &[String],
    day: NaiveDate,
) -> Result<Vec<Held>> {
    let mut found = Vec::new();
    for some in paths.chunks(400) {
        let rows: Vec<Told> = papers::table
            .filter(db::among(papers::unit_path, some.to_vec()))
            .filter(db::among(papers::kind, kinds.to_vec()))
            .filter(papers::status.eq(documents::Status::InForce.code()))
            .filter(papers::valid_to.is_null().or(papers::valid_to.ge(day)))
            .order((papers::signed_on.desc(), papers::id.desc()))
            .select(told_columns())
            .load(conn)?;
        found.extend(rows.into_iter().map(held));
    }
    Ok(found)
}
