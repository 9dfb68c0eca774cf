//! Links beside the tree.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Link, LinkId, StructureId};
use crate::schema::structure_links as table;

/// Says a link.
pub(crate) fn add(tx: &mut WriteTx, new: &Link) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Ends a link.
pub(crate) fn end(tx: &mut WriteTx, id: LinkId, day: NaiveDate) -> Result<()> {
    diesel::update(table::table.find(id.0)).set(table::until.eq(Some(day))).execute(&mut **tx)?;
    Ok(())
}

/// Takes one away that was said by mistake.
pub(crate) fn remove(tx: &mut WriteTx, id: LinkId) -> Result<()> {
    diesel::delete(table::table.find(id.0)).execute(&mut **tx)?;
    Ok(())
}

/// A link that begins at the structure.
pub(crate) fn find(conn: &mut Conn, structure: StructureId, id: LinkId) -> Result<Option<Link>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(table::structure_id.eq(structure.0))
        .select(Link::as_select())
        .first(conn)
        .optional()?)
}

/// Links that begin at the structure or lead to it.
pub(crate) fn of(conn: &mut Conn, id: StructureId) -> Result<Vec<Link>> {
    Ok(table::table
        .filter(table::structure_id.eq(id.0).or(table::to_id.eq(Some(id.0))))
        .order(table::id.asc())
        .select(Link::as_select())
        .load(conn)?)
}

/// Links in force that begin at these structures; at most so many.
pub(crate) fn of_all(conn: &mut Conn, structures: &[i64], limit: usize) -> Result<Vec<Link>> {
    let mut found = Vec::new();
    for some in structures.chunks(500) {
        let part: Vec<Link> = table::table
            .filter(db::among(table::structure_id, some))
            .filter(table::until.is_null())
            .order(table::id.asc())
            .select(Link::as_select())
            .load(conn)?;
        found.extend(part);
    }
    found.truncate(limit);
    Ok(found)
}

/// Links of a kind in force that lead to these structures.
pub(crate) fn to(conn: &mut Conn, structures: &[i64], kind: &str) -> Result<Vec<Link>> {
    let mut found = Vec::new();
    for some in structures.chunks(500) {
        let part: Vec<Link> = table::table
            .filter(table::to_id.eq_any(some.iter().map(|id| Some(*id)).collect::<Vec<_>>()))
            .filter(table::kind.eq(kind))
            .filter(table::until.is_null())
            .order(table::id.asc())
            .select(Link::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}
