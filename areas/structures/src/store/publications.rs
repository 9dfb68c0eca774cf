//! Publications of structures; those taken back are not read.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Publication, PublicationId, StructureId};
use crate::schema::structure_publications as table;

/// Enters one.
pub(crate) fn add(tx: &mut WriteTx, new: &Publication) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Takes one back; false: it was taken back before.
pub(crate) fn remove(tx: &mut WriteTx, id: PublicationId, at: Moment) -> Result<bool> {
    let standing = table::table.filter(table::id.eq(id.0)).filter(table::removed_at.is_null());
    Ok(diesel::update(standing).set(table::removed_at.eq(Some(at))).execute(&mut **tx)? > 0)
}

/// Those of the structure, the latest first.
pub(crate) fn of(conn: &mut Conn, structure: StructureId) -> Result<Vec<Publication>> {
    Ok(table::table
        .filter(table::structure_id.eq(structure.0))
        .filter(table::removed_at.is_null())
        .order((table::published_on.desc(), table::id.desc()))
        .select(Publication::as_select())
        .load(conn)?)
}
