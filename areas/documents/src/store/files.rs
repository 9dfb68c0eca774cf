//! Files of documents, version by version.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use files::FileId;

use super::Hand;
use crate::model::{DocumentFile, DocumentFileId, Part};
use crate::schema::{document_files as rows, documents};
use crate::{DocumentId, NewFile};

/// Every file of the document, current or not, oldest first.
pub fn of(conn: &mut Conn, document: DocumentId) -> Result<Vec<DocumentFile>> {
    Ok(rows::table
        .filter(rows::document_id.eq(document))
        .order(rows::id.asc())
        .select(DocumentFile::as_select())
        .load(conn)?)
}

/// This file of the document.
pub(crate) fn find(
    conn: &mut Conn,
    document: DocumentId,
    id: DocumentFileId,
) -> Result<Option<DocumentFile>> {
    Ok(rows::table
        .filter(rows::document_id.eq(document))
        .filter(rows::id.eq(id))
        .select(DocumentFile::as_select())
        .first(conn)
        .optional()?)
}

/// The place a new version takes.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    /// The document.
    pub document: DocumentId,
    /// What it is to it.
    pub part: Part,
    /// What an annex is called.
    pub title: &'a str,
    /// The first version of the place, and the number of this one.
    pub slot: (DocumentFileId, i64),
    /// Why it takes the place of the one before.
    pub reason: &'a str,
}

/// Adds a version; the text is the file of the document itself.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: DocumentFileId,
    spot: &Spot<'_>,
    (file, new): (FileId, &NewFile),
    hand: Hand,
) -> Result<()> {
    diesel::insert_into(rows::table)
        .values((
            (rows::id.eq(id), rows::document_id.eq(spot.document), rows::part.eq(spot.part.code())),
            (rows::title.eq(spot.title), rows::slot.eq(spot.slot.0), rows::version.eq(spot.slot.1)),
            (rows::file_id.eq(file), rows::name.eq(&new.name), rows::size.eq(new.size)),
            (
                rows::media_type.eq(&new.media_type),
                rows::sha256.eq(&new.sha256),
                rows::reason.eq(spot.reason),
            ),
            (rows::added_by.eq(hand.account), rows::added_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    if spot.part == Part::Text {
        set_text(tx, spot.document, Some((file, &new.sha256)))?;
    }
    Ok(())
}

/// Which file is the text of the document from now on.
pub(crate) fn set_text(tx: &mut WriteTx, document: DocumentId, file: Option<(FileId, &str)>) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(document)))
        .set((
            documents::file_id.eq(file.map(|(id, _)| id)),
            documents::sha256.eq(file.map(|(_, sha256)| sha256.to_owned())),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The file counts no more: replaced or taken off.
pub(crate) fn end(tx: &mut WriteTx, id: DocumentFileId, hand: Hand) -> Result<()> {
    diesel::update(rows::table.filter(rows::id.eq(id)))
        .set((rows::ended_by.eq(hand.account), rows::ended_at.eq(Some(hand.at))))
        .execute(&mut **tx)?;
    Ok(())
}

/// The card of the document changed with its files.
pub(crate) fn touch(tx: &mut WriteTx, document: DocumentId, hand: Hand) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(document)))
        .set((
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
            documents::version.eq(documents::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
