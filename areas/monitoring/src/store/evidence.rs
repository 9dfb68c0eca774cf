//! Evidence: links from answers to documents, frozen when the sheet is handed over (decision 8).

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::{EvidenceRow, SheetId};
use crate::schema::evidence;

/// The evidence of some sheets, by sheet and number.
pub fn of_sheets(conn: &mut Conn, ids: &[SheetId]) -> Result<Vec<EvidenceRow>> {
    let mut rows = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<EvidenceRow> = evidence::table
            .filter(db::among(evidence::sheet_id, some))
            .order((evidence::sheet_id.asc(), evidence::id.asc()))
            .select(EvidenceRow::as_select())
            .load(conn)?;
        rows.extend(part);
    }
    Ok(rows)
}

/// A link to be added.
#[derive(Debug, Clone)]
pub struct Link<'a> {
    /// Its id.
    pub id: i64,
    /// The sheet.
    pub sheet: SheetId,
    /// The indicator's number.
    pub no: &'a str,
    /// The document.
    pub document: DocumentId,
    /// The document's line.
    pub title: &'a str,
    /// Who adds it.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// Adds a link; the same document twice under one indicator breaks the unique index.
pub fn add(tx: &mut WriteTx, link: &Link<'_>) -> Result<()> {
    diesel::insert_into(evidence::table)
        .values((
            (evidence::id.eq(link.id), evidence::sheet_id.eq(link.sheet), evidence::no.eq(link.no)),
            (
                evidence::document_id.eq(link.document),
                evidence::title.eq(link.title),
                evidence::sha256.eq(""),
            ),
            (evidence::added_at.eq(link.at.0), evidence::added_by.eq(link.by)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Removes a link of a sheet; returns whether it was there.
pub fn remove(tx: &mut WriteTx, sheet: SheetId, id: i64) -> Result<bool> {
    let link = evidence::table.filter(evidence::id.eq(id)).filter(evidence::sheet_id.eq(sheet));
    Ok(diesel::delete(link).execute(&mut **tx)? == 1)
}

/// Freezes a link: the document's line and the hash of its file as they are now.
pub fn freeze(tx: &mut WriteTx, id: i64, title: &str, sha256: &str, at: Moment) -> Result<()> {
    diesel::update(evidence::table.filter(evidence::id.eq(id)))
        .set((evidence::title.eq(title), evidence::sha256.eq(sha256), evidence::frozen_at.eq(at.0)))
        .execute(&mut **tx)?;
    Ok(())
}
