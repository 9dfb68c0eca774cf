//! Documents that are a structure's own.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::StructureId;
use crate::rules::Held;
use crate::schema::structure_documents as table;

/// Ties a document to a structure, unless it is tied already; whether it was not. The caller has locked the structure.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: i64,
    (structure, document): (StructureId, DocumentId),
    now: Moment,
) -> Result<bool> {
    let known =
        table::table.filter(table::structure_id.eq(structure.0)).filter(table::document_id.eq(document.0));
    if known.count().get_result::<i64>(&mut **tx)? > 0 {
        return Ok(false);
    }
    diesel::insert_into(table::table)
        .values((
            table::id.eq(id),
            table::structure_id.eq(structure.0),
            table::document_id.eq(document.0),
            table::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(true)
}

/// The structures whose own the document was said to be.
pub(crate) fn of_document(conn: &mut Conn, document: DocumentId) -> Result<Vec<StructureId>> {
    let found: Vec<i64> = table::table
        .filter(table::document_id.eq(document.0))
        .order(table::id.asc())
        .select(table::structure_id)
        .load(conn)?;
    Ok(found.into_iter().map(StructureId).collect())
}

/// The documents said to be a structure's own.
pub(crate) fn of_structure(conn: &mut Conn, id: StructureId) -> Result<Vec<DocumentId>> {
    let found: Vec<i64> = table::table
        .filter(table::structure_id.eq(id.0))
        .order(table::id.asc())
        .select(table::document_id)
        .load(conn)?;
    Ok(found.into_iter().map(DocumentId).collect())
}

/// Unties a document from these structures.
pub(crate) fn remove(tx: &mut WriteTx, document: DocumentId, structures: &[i64]) -> Result<()> {
    let of = table::table.filter(table::document_id.eq(document.0));
    diesel::delete(of.filter(table::structure_id.eq_any(structures.to_vec()))).execute(&mut **tx)?;
    Ok(())
}

/// Unties everything of a structure that goes away itself.
pub(crate) fn remove_all(tx: &mut WriteTx, structure: StructureId) -> Result<()> {
    diesel::delete(table::table.filter(table::structure_id.eq(structure.0))).execute(&mut **tx)?;
    Ok(())
}

/// Says of each of these documents whose own it is.
pub(crate) fn told(conn: &mut Conn, held: &mut [Held]) -> Result<()> {
    let ids: Vec<i64> = held.iter().map(|one| one.id.0).collect();
    for some in ids.chunks(500) {
        let rows: Vec<(i64, i64)> = table::table
            .filter(db::among(table::document_id, some.iter().copied()))
            .order(table::id.asc())
            .select((table::document_id, table::structure_id))
            .load(conn)?;
        for (document, structure) in rows {
            if let Some(known) = held.iter_mut().find(|one| one.id.0 == document) {
                known.own_of.push(StructureId(structure));
            }
        }
    }
    Ok(())
}
