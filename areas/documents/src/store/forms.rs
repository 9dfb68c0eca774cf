//! Which form a document was entered by: a second click sends the same one.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use units::UnitId;

use crate::schema::documents as table;
use crate::{Document, DocumentId};

/// Documents of the unit entered by this form, the first one first.
pub(crate) fn of(conn: &mut Conn, unit: UnitId, key: i64) -> Result<Vec<Document>> {
    Ok(table::table
        .filter(table::form_key.eq(Some(key)))
        .filter(table::unit_id.eq(unit))
        .order(table::id.asc())
        .select(Document::as_select())
        .load(conn)?)
}

/// Keeps by which form a document was entered.
pub(crate) fn keep(tx: &mut WriteTx, id: DocumentId, key: i64) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set(table::form_key.eq(Some(key)))
        .execute(&mut **tx)?;
    Ok(())
}
