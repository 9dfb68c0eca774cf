//! What is done together, with partners outside the tree and over links beside it: of one structure, and of a whole place.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::LinkWork;
use crate::schema::{
    structure_joint_works as joint, structure_link_works as works, structure_links as links,
    structure_partners as partners, structures,
};

/// A partner of a place: the path of the unit of its structure, and the days of the agreement.
pub(crate) type Agreement = (String, NaiveDate, Option<NaiveDate>);

/// Notes something done over a link.
pub(crate) fn add(tx: &mut WriteTx, new: &LinkWork) -> Result<()> {
    diesel::insert_into(works::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Takes a work away that was noted by mistake.
pub(crate) fn remove(tx: &mut WriteTx, id: i64) -> Result<()> {
    diesel::delete(works::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// What was done over these links, the latest first.
pub(crate) fn of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<LinkWork>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<LinkWork> = works::table
            .filter(db::among(works::link_id, some.iter().copied()))
            .order((works::held_on.desc(), works::id.desc()))
            .select(LinkWork::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The bounds of the paths of one place: a boxed condition does not stand beside a join.
fn bounds(place: &Ranges) -> (String, String) {
    place.pairs().first().cloned().unwrap_or_default()
}

/// Partners of the structures of a place, whatever their state.
pub(crate) fn agreements(conn: &mut Conn, place: &Ranges) -> Result<Vec<Agreement>> {
    let (from, to) = bounds(place);
    Ok(partners::table
        .inner_join(structures::table.on(structures::id.eq(partners::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .order(partners::id.asc())
        .select((structures::unit_path, partners::since, partners::until))
        .load(conn)?)
}

/// What the structures of a place did with partners since a day: the path of the unit, and the day.
pub(crate) fn with_partners(
    conn: &mut Conn,
    place: &Ranges,
    since: NaiveDate,
) -> Result<Vec<(String, NaiveDate)>> {
    let (from, to) = bounds(place);
    Ok(joint::table
        .inner_join(partners::table.on(partners::id.eq(joint::partner_id)))
        .inner_join(structures::table.on(structures::id.eq(partners::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(joint::held_on.ge(since))
        .order(joint::id.asc())
        .select((structures::unit_path, joint::held_on))
        .load(conn)?)
}

/// The same over links that begin at the structures of a place.
pub(crate) fn over_links(
    conn: &mut Conn,
    place: &Ranges,
    since: NaiveDate,
) -> Result<Vec<(String, NaiveDate)>> {
    let (from, to) = bounds(place);
    Ok(works::table
        .inner_join(links::table.on(links::id.eq(works::link_id)))
        .inner_join(structures::table.on(structures::id.eq(links::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(works::held_on.ge(since))
        .order(works::id.asc())
        .select((structures::unit_path, works::held_on))
        .load(conn)?)
}
