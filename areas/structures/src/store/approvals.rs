//! Compositions as orders approved them.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::{Approval, ApprovalId, ApprovalLine, Structure, StructureId};
use crate::schema::{structure_approval_lines as lines, structure_approvals as table, structures};

/// Enters one with everybody in it.
pub(crate) fn add(tx: &mut WriteTx, new: &Approval, all: &[ApprovalLine]) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    for line in all {
        diesel::insert_into(lines::table).values(line).execute(&mut **tx)?;
    }
    Ok(())
}

/// Those of a structure, the latest first.
pub(crate) fn of(conn: &mut Conn, structure: StructureId) -> Result<Vec<Approval>> {
    Ok(table::table
        .filter(table::structure_id.eq(structure.0))
        .order((table::approved_on.desc(), table::id.desc()))
        .select(Approval::as_select())
        .load(conn)?)
}

/// Everybody in these.
pub(crate) fn lines_of(conn: &mut Conn, all: &[ApprovalId]) -> Result<Vec<ApprovalLine>> {
    Ok(lines::table
        .filter(db::among(lines::approval_id, all.iter().map(|id| id.0)))
        .order((lines::approval_id.asc(), lines::id.asc()))
        .select(ApprovalLine::as_select())
        .load(conn)?)
}

/// Which of these orders approve compositions, and of which structures.
pub(crate) fn using(conn: &mut Conn, documents: &[DocumentId]) -> Result<Vec<(DocumentId, StructureId)>> {
    Ok(table::table
        .filter(db::among(table::document_id, documents.iter().map(|id| id.0)))
        .order(table::id.asc())
        .select((table::document_id, table::structure_id))
        .load(conn)?)
}

/// Structures whose composition an order approved.
pub(crate) fn resting_on(conn: &mut Conn, document: DocumentId) -> Result<Vec<Structure>> {
    Ok(table::table
        .inner_join(structures::table.on(structures::id.eq(table::structure_id)))
        .filter(table::document_id.eq(document.0))
        .order(table::id.asc())
        .select(Structure::as_select())
        .load(conn)?)
}
