//! Members: taken in, ended, those of several structures at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::{ACTIVE, Member, MemberId, Structure, StructureId};
use crate::schema::{structure_members as table, structures};
use people::schema::{employments, people as cards};

/// Takes one in.
pub(crate) fn add(tx: &mut WriteTx, new: &Member) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Takes everybody out of a structure that goes away itself.
pub(crate) fn remove_all(tx: &mut WriteTx, id: StructureId) -> Result<()> {
    diesel::delete(table::table.filter(table::structure_id.eq(id.0))).execute(&mut **tx)?;
    Ok(())
}

/// Ends a membership.
pub(crate) fn end(
    tx: &mut WriteTx,
    id: MemberId,
    (day, reason): (NaiveDate, &str),
    now: Moment,
) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::to_on.eq(Some(day)), table::end_reason.eq(reason), table::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// A membership of the structure.
pub(crate) fn find(conn: &mut Conn, structure: StructureId, id: MemberId) -> Result<Option<Member>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(table::structure_id.eq(structure.0))
        .select(Member::as_select())
        .first(conn)
        .optional()?)
}

/// Everybody who belongs or belonged to these structures.
pub(crate) fn of(conn: &mut Conn, structures: &[i64]) -> Result<Vec<Member>> {
    let mut found = Vec::new();
    for some in structures.chunks(500) {
        let part: Vec<Member> = table::table
            .filter(db::among(table::structure_id, some))
            .order((table::structure_id.asc(), table::id.asc()))
            .select(Member::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Roles in working structures of these very units whose term ends by a day and that nobody ended, by that day.
pub(crate) fn terms_ending(
    conn: &mut Conn,
    paths: &[String],
    by: NaiveDate,
) -> Result<Vec<(Structure, Member)>> {
    Ok(structures::table
        .inner_join(table::table.on(table::structure_id.eq(structures::id)))
        .filter(db::among(structures::unit_path, paths.to_vec()))
        .filter(structures::state.eq(ACTIVE))
        .filter(table::to_on.is_null())
        .filter(table::term_on.le(by))
        .order((table::term_on.asc(), table::id.asc()))
        .select((Structure::as_select(), Member::as_select()))
        .load(conn)?)
}

/// What [`memberships`] finds of a time, counted by kind of activity: leading a body or being in it.
pub(crate) const COUNTED: &str = "SELECT m.person_id AS person, \
     CASE m.role WHEN 'head' THEN 'body_head' ELSE 'body_member' END AS kind, COUNT(*) AS n \
     FROM whom JOIN structure_members m ON m.person_id = whom.id \
     JOIN structures s ON s.id = m.structure_id CROSS JOIN span \
     WHERE m.from_on <= span.to_on AND (m.to_on IS NULL OR m.to_on >= span.from_on) \
     AND s.state <> 'awaited' AND (s.closed_on IS NULL OR s.closed_on >= span.from_on) GROUP BY m.person_id, m.role";

/// Where these people belong or belonged, the latest first.
pub(crate) fn memberships(conn: &mut Conn, people: &[i64]) -> Result<Vec<(Member, Structure)>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<(Member, Structure)> = table::table
            .inner_join(structures::table.on(structures::id.eq(table::structure_id)))
            .filter(db::among(table::person_id, some.iter().map(|id| Some(*id))))
            .order((table::from_on.desc(), table::id.desc()))
            .select((Member::as_select(), Structure::as_select()))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Who of the people units of the scope see belongs to a working structure on a day, wherever that structure is.
pub(crate) fn belonging(conn: &mut Conn, scope: &Ranges, day: NaiveDate) -> Result<BTreeSet<i64>> {
    // Bodies of the region, above the scope as well as inside; people of the scope are picked out by who asks.
    let whole = scope.top().map_or_else(|| "/".to_owned(), |top| format!("/{top}/"));
    let Some((from, to)) = Ranges::under([whole.as_str()]).pairs().first().cloned() else {
        return Ok(BTreeSet::new());
    };
    // Many belong to several.
    let found: Vec<Option<i64>> = table::table
        .inner_join(structures::table.on(structures::id.eq(table::structure_id)))
        .filter(structures::state.eq(ACTIVE))
        .filter(table::person_id.is_not_null())
        .filter(table::from_on.le(day))
        .filter(table::to_on.is_null().or(table::to_on.ge(day)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .order(table::person_id.asc())
        .select(table::person_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// People who belong or belonged to structures of these kinds within a period: (structure, its name, the person).
pub(crate) fn of_kinds_within(
    conn: &mut Conn,
    kinds: &[String],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(i64, String, i64)>> {
    let found: Vec<(StructureId, String, Option<i64>)> = table::table
        .inner_join(structures::table.on(structures::id.eq(table::structure_id)))
        .filter(db::among(structures::kind, kinds.iter().map(String::as_str)))
        .filter(structures::state.eq(ACTIVE))
        .filter(table::person_id.is_not_null())
        .filter(table::from_on.le(to))
        .filter(table::to_on.is_null().or(table::to_on.ge(from)))
        .order(table::id.asc())
        .select((structures::id, structures::name, table::person_id))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(id, name, person)| Some((id.0, name, person?))).collect())
}

/// The card of the only person of this name at work within a place; two namesakes are nobody.
pub(crate) fn card_of(conn: &mut Conn, place: &Ranges, key: &str) -> Result<Option<i64>> {
    let found: Vec<i64> = cards::table
        .filter(cards::name_key.eq(key))
        .filter(cards::state.eq(people::State::Active.code()))
        .filter(people::store::seen(place))
        .order(cards::id.asc())
        .limit(2)
        .select(cards::id)
        .load(conn)?;
    Ok(match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// Every last day of a role in a structure at work, and of a temporary structure, inside the scope, with the unit.
pub(crate) fn terms_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(i64, NaiveDate)>> {
    let at_work: Vec<(i64, i64, Option<NaiveDate>)> = structures::table
        .filter(db::within!(structures::table, structures::unit_path, scope))
        .filter(structures::state.eq(ACTIVE))
        .order(structures::id.asc())
        .select((structures::id, structures::unit_id, structures::ends_on))
        .load(conn)?;
    let unit_of: BTreeMap<i64, i64> = at_work.iter().map(|(id, unit, _)| (*id, *unit)).collect();
    let ids: Vec<i64> = unit_of.keys().copied().collect();
    let mut found: Vec<(i64, NaiveDate)> =
        at_work.into_iter().filter_map(|(_, unit, last)| Some((unit, last?))).collect();
    for some in ids.chunks(10_000) {
        let terms: Vec<(i64, Option<NaiveDate>)> = table::table
            .filter(db::among(table::structure_id, some.iter().copied()))
            .filter(table::to_on.is_null())
            .filter(table::term_on.is_not_null())
            .order(table::id.asc())
            .select((table::structure_id, table::term_on))
            .load(conn)?;
        let placed = |(structure, last): (i64, Option<NaiveDate>)| Some((*unit_of.get(&structure)?, last?));
        found.extend(terms.into_iter().filter_map(placed));
    }
    Ok(found)
}

/// These memberships, by id.
pub(crate) fn by_id(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Member>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<Member> = table::table
            .filter(db::among(table::id, some))
            .order(table::id.asc())
            .select(Member::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Says which order gives the role; none: it is not told.
pub(crate) fn order(tx: &mut WriteTx, id: MemberId, order: Option<DocumentId>, now: Moment) -> Result<()> {
    diesel::update(table::table.find(id.0))
        .set((table::order_id.eq(order.map(|id| id.0)), table::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The structures in which an order gives a role that goes on, by name.
pub(crate) fn ordered_by(conn: &mut Conn, order: DocumentId) -> Result<Vec<Structure>> {
    let mut found: Vec<Structure> = structures::table
        .inner_join(table::table.on(table::structure_id.eq(structures::id)))
        .filter(table::order_id.eq(Some(order.0)))
        .filter(table::to_on.is_null())
        .order((structures::name_key.asc(), structures::id.asc()))
        .select(Structure::as_select())
        .load(conn)?;
    found.dedup_by_key(|one| one.id);
    Ok(found)
}

/// Tells a membership otherwise: days, post, ground, reason.
pub(crate) fn mend(tx: &mut WriteTx, new: &Member) -> Result<()> {
    diesel::update(table::table.find(new.id.0))
        .set((
            (table::post.eq(&new.post), table::basis.eq(&new.basis), table::end_reason.eq(&new.end_reason)),
            (table::from_on.eq(new.from_on), table::term_on.eq(new.term_on), table::to_on.eq(new.to_on)),
            table::updated_at.eq(new.updated_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes one away: a list brought it and goes back, or it was entered by mistake.
pub(crate) fn remove(tx: &mut WriteTx, id: MemberId) -> Result<()> {
    diesel::delete(table::table.find(id.0)).execute(&mut **tx)?;
    Ok(())
}

/// Cards of people of these names that units within a place see, each with the folded name and the paths of the units that do.
pub(crate) fn cards_of(conn: &mut Conn, place: &str, keys: &[&str]) -> Result<Vec<(i64, String, String)>> {
    let (from, to) = Ranges::under([place]).pairs().first().cloned().unwrap_or_default();
    let mut found = Vec::new();
    for some in keys.chunks(400) {
        let part: Vec<(i64, String, String)> = cards::table
            .inner_join(employments::table.on(employments::person_id.eq(cards::id)))
            .filter(db::among(cards::name_key, some.iter().copied()))
            .filter(cards::state.eq(people::State::Active.code()))
            .filter(employments::shows.eq(true))
            .filter(employments::unit_path.ge(&from).and(employments::unit_path.lt(&to)))
            .order((cards::id.asc(), employments::id.asc()))
            .select((cards::id, cards::name_key, employments::unit_path))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}
