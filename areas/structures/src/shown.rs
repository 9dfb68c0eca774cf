//! What areas above may tell of structures to everybody: the working ones, and of their people the roles and places; a name
//! only by the consent of its holder, which the area above asks for by the id of the card.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use documents::{Document, Status};
use packs::Effective;
use units::UnitId;
use web::{Cx, Error, Read, Reply};

use crate::model::{Publication, Structure, StructureId};
use crate::pages::emblem_sent;
use crate::rules::Outlet;
use crate::store;

/// The working structures of a unit, by name.
pub fn working_of(conn: &mut Conn, unit: UnitId) -> Result<Vec<Structure>> {
    let mut found = store::of_unit(conn, unit)?;
    found.retain(Structure::is_active);
    Ok(found)
}

/// How many structures work at each unit at and under a place: by the path of the unit.
pub fn counts(conn: &mut Conn, place: &Ranges) -> Result<BTreeMap<String, i64>> {
    let mut found = BTreeMap::new();
    for (path, _, count) in store::kinds_by_unit(conn, place)? {
        *found.entry(path).or_default() += count;
    }
    Ok(found)
}

/// Working structures at and under a place that name neither a page of their own nor a section of a portal: how many, and the
/// first of them by name.
pub fn without_address(conn: &mut Conn, place: &Ranges, most: i64) -> Result<(i64, Vec<Structure>)> {
    store::without_address(conn, place, most)
}

/// One that works, whoever asks.
pub fn working(conn: &mut Conn, id: StructureId) -> Result<Option<Structure>> {
    Ok(store::all_of(conn, &[id.0])?.pop().filter(Structure::is_active))
}

/// Whether a structure carries an emblem.
pub fn has_emblem(conn: &mut Conn, id: StructureId) -> Result<bool> {
    Ok(store::emblems::of(conn, id)?.is_some())
}

/// Its emblem as a picture; the caller has asked whether everybody sees the structure.
pub fn emblem(cx: &mut Cx<Read>, id: StructureId) -> web::Result<Reply> {
    let emblem = store::emblems::of(cx.conn(), id)?.ok_or(Error::NotFound)?;
    emblem_sent(cx, &emblem)
}

/// Issues of its bulletin, and what else came out about its work: outlet, title, address – empty: on paper –, day; the latest first.
pub fn published(
    conn: &mut Conn,
    id: StructureId,
    most: usize,
) -> Result<(Vec<Publication>, Vec<Publication>)> {
    let all = store::publications::of(conn, id)?;
    let (mut issues, mut rest): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.kind() == Outlet::Bulletin);
    issues.truncate(most);
    rest.truncate(most);
    Ok((issues, rest))
}

/// The structure's own documents that are for everybody – issues of its bulletin –, as far as they are in force, the latest first;
/// nothing is asked where its kind has none.
pub fn issued(conn: &mut Conn, one: &Structure, rules: &Effective, most: usize) -> Result<Vec<Document>> {
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let is_shown = |id: &&String| rules.document_kind(id).is_some_and(|kind| kind.rule.shown);
    let kinds: Vec<&String> =
        kind.into_iter().flat_map(|kind| kind.filed(&one.level)).filter(is_shown).collect();
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let own: Vec<i64> = store::ties::of_structure(conn, one.id)?.into_iter().map(|id| id.0).collect();
    let mut found = documents::store::all_of(conn, &own)?;
    found.retain(|document| kinds.contains(&&document.kind) && document.state() == Status::InForce);
    found.sort_by_key(|document| std::cmp::Reverse((document.signed_on, document.id)));
    found.truncate(most);
    Ok(found)
}

/// A member without the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Role, of the kind.
    pub role: String,
    /// The card, where there is one.
    pub person: Option<i64>,
    /// The unit of the card.
    pub unit: Option<UnitId>,
    /// The member is that unit itself, whoever represents it.
    pub is_organisation: bool,
}

/// Its members on a day, in the order they came.
pub fn composition(conn: &mut Conn, id: StructureId, today: NaiveDate) -> Result<Vec<Holder>> {
    let mut members = store::members_of(conn, &[id.0])?;
    members.retain(|one| one.is_there(today));
    let cards: Vec<i64> = members.iter().filter_map(|one| one.person_id).collect();
    let places: BTreeMap<i64, UnitId> =
        people::store::all_of(conn, &cards)?.into_iter().map(|one| (one.id.0, one.unit_id)).collect();
    let holder = |one: crate::model::Member| Holder {
        unit: one.organisation_id.or_else(|| one.person_id.and_then(|id| places.get(&id).copied())),
        is_organisation: one.organisation_id.is_some(),
        person: one.person_id,
        role: one.role,
    };
    Ok(members.into_iter().map(holder).collect())
}
