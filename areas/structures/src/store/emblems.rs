//! Emblems of associations.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Emblem, StructureId};
use crate::schema::structure_emblems as table;

/// The emblem of a structure.
pub(crate) fn of(conn: &mut Conn, structure: StructureId) -> Result<Option<Emblem>> {
    Ok(table::table.filter(table::id.eq(structure)).select(Emblem::as_select()).first(conn).optional()?)
}

/// Keeps an emblem in the place of the one before. The caller has locked the structure.
pub(crate) fn put(tx: &mut WriteTx, emblem: &Emblem) -> Result<()> {
    remove(tx, emblem.structure_id)?;
    diesel::insert_into(table::table).values(emblem).execute(&mut **tx)?;
    Ok(())
}

/// Takes the emblem of a structure off; whether there was one. Its file goes with it.
pub(crate) fn remove(tx: &mut WriteTx, structure: StructureId) -> Result<bool> {
    let Some(known) = of(tx, structure)? else { return Ok(false) };
    diesel::delete(table::table.filter(table::id.eq(structure))).execute(&mut **tx)?;
    files::store::remove(tx, known.file_id)?;
    Ok(true)
}
