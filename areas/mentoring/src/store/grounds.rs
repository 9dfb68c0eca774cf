//! Papers behind orders of replacement and of early ends.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;
use files::{FileId, FileRow};

use crate::model::{GroundPaper, PairId};
use crate::schema::mentorship_grounds as grounds;

/// Keeps a paper whose object is already in the vault.
pub(crate) fn add(tx: &mut WriteTx, file: &FileRow, new: &GroundPaper) -> Result<()> {
    files::store::add(tx, file)?;
    diesel::insert_into(grounds::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Another file stands behind an order; the one before goes, and with it what it told.
pub(crate) fn replace(
    tx: &mut WriteTx,
    (pair, order): (PairId, DocumentId),
    file: &FileRow,
    by: Option<i64>,
) -> Result<()> {
    let Some(before) = behind(tx, pair, order)? else { return Ok(()) };
    files::store::add(tx, file)?;
    diesel::update(
        grounds::table.filter(grounds::mentorship_id.eq(pair)).filter(grounds::file_id.eq(before)),
    )
    .set((
        (grounds::file_id.eq(file.id), grounds::name.eq(&file.name)),
        (grounds::created_by.eq(by), grounds::created_at.eq(file.created_at)),
    ))
    .execute(&mut **tx)?;
    files::store::remove(tx, before)
}

/// The papers of a pair: behind which order, which file; the latest first.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<(DocumentId, String)>> {
    Ok(grounds::table
        .filter(grounds::mentorship_id.eq(pair))
        .order(grounds::id.desc())
        .select((grounds::document_id, grounds::name))
        .load(conn)?)
}

/// The file behind an order of a pair.
pub(crate) fn behind(conn: &mut Conn, pair: PairId, order: DocumentId) -> Result<Option<FileId>> {
    Ok(grounds::table
        .filter(grounds::mentorship_id.eq(pair))
        .filter(grounds::document_id.eq(order))
        .order(grounds::id.desc())
        .select(grounds::file_id)
        .first(conn)
        .optional()?)
}
