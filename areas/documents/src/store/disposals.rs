//! Acts of disposal, their lines, and the erasure of files.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use super::Hand;
use crate::model::{Disposal, DisposalLine, DisposalLineId};
use crate::schema::{
    disposal_lines as lines, document_disposals as acts, document_files as files, documents,
};
use crate::{Document, DocumentId, Status};

/// What the document picks out, if it is an act.
pub(crate) fn find(conn: &mut Conn, act: DocumentId) -> Result<Option<Disposal>> {
    Ok(acts::table.filter(acts::id.eq(act)).select(Disposal::as_select()).first(conn).optional()?)
}

/// The lines of an act, in the order of years.
pub(crate) fn of(conn: &mut Conn, act: DocumentId) -> Result<Vec<DisposalLine>> {
    Ok(lines::table
        .filter(lines::act_id.eq(act))
        .order((lines::year.asc(), lines::id.asc()))
        .select(DisposalLine::as_select())
        .load(conn)?)
}

/// Which of these documents stand in an act that was carried out or still may be, with the act.
pub(crate) fn taken(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(DocumentId, DocumentId)>> {
    let ended = [Status::Lapsed, Status::Archived].map(Status::code);
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<(DocumentId, DocumentId)> = lines::table
            .inner_join(acts::table.inner_join(documents::table))
            .filter(lines::document_id.eq_any(some))
            .filter(documents::status.ne(Status::Cancelled.code()))
            .filter(acts::erased_at.is_not_null().or(documents::status.ne_all(ended)))
            .order(lines::id.asc())
            .select((lines::document_id, lines::act_id))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Begins an act.
pub(crate) fn begin(tx: &mut WriteTx, act: DocumentId, protocol: &str) -> Result<()> {
    diesel::insert_into(acts::table)
        .values((acts::id.eq(act), acts::protocol.eq(protocol)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Adds a line.
pub(crate) fn add(tx: &mut WriteTx, act: DocumentId, line: &DisposalLine) -> Result<()> {
    diesel::insert_into(lines::table)
        .values((
            (lines::id.eq(line.id), lines::act_id.eq(act), lines::document_id.eq(line.document_id)),
            (lines::title.eq(&line.title), lines::line.eq(&line.line), lines::year.eq(line.year)),
            (
                lines::files.eq(line.files),
                lines::kept_until.eq(line.kept_until),
                lines::clause.eq(&line.clause),
            ),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes a line out; false: there was none.
pub(crate) fn remove(tx: &mut WriteTx, act: DocumentId, line: DisposalLineId) -> Result<bool> {
    let gone = diesel::delete(lines::table.filter(lines::act_id.eq(act)).filter(lines::id.eq(line)))
        .execute(&mut **tx)?;
    Ok(gone > 0)
}

/// Erases every file of the document, earlier versions too: rows of files go, the record of each stays. The keys of their
/// objects.
pub(crate) fn erase_files(tx: &mut WriteTx, document: &Document, hand: Hand) -> Result<Vec<String>> {
    let found: Vec<(Option<i64>, String)> = files::table
        .filter(files::document_id.eq(document.id))
        .filter(files::file_id.is_not_null())
        .order(files::id.asc())
        .select((files::file_id, files::sha256))
        .load(&mut **tx)?;
    diesel::update(files::table.filter(files::document_id.eq(document.id)))
        .set(files::file_id.eq(None::<i64>))
        .execute(&mut **tx)?;
    diesel::update(documents::table.filter(documents::id.eq(document.id)))
        .set((
            documents::file_id.eq(None::<i64>),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
            documents::version.eq(documents::version + 1),
        ))
        .execute(&mut **tx)?;
    let mut keys = Vec::new();
    for (id, sha256) in found {
        if let Some(id) = id {
            ::files::store::remove(tx, ::files::FileId(id))?;
        }
        keys.push(sha256);
    }
    keys.sort();
    keys.dedup();
    Ok(keys)
}

/// The act was carried out.
pub(crate) fn set_erased(tx: &mut WriteTx, act: DocumentId, hand: Hand) -> Result<()> {
    diesel::update(acts::table.filter(acts::id.eq(act)))
        .set((acts::erased_by.eq(hand.account), acts::erased_at.eq(Some(hand.at))))
        .execute(&mut **tx)?;
    Ok(())
}
