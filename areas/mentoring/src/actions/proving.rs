//! The paper behind an order that replaces a mentor or ends a pair: kept for whoever keeps the pair, replaced when it was wrong.

use access::Granted;
use audit::Action;
use documents::{DocumentId, NewFile};
use files::{FileId, FileRow};
use web::{Cx, Error, Result, Write};

use super::told;
use crate::model::{GroundPaper, PairId};
use crate::{OrderMentoring, store};

/// Keeps the paper behind an order, for whoever keeps the pair alone.
pub(crate) fn keep_paper(
    cx: &mut Cx<Write>,
    id: PairId,
    order: DocumentId,
    file: Option<&NewFile>,
) -> Result<()> {
    let Some(file) = file else { return Ok(()) };
    let row = row_of(cx, file);
    let paper = GroundPaper {
        id: cx.id(),
        mentorship_id: id,
        document_id: order,
        file_id: row.id,
        name: row.name.clone(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    Ok(store::grounds::add(cx.tx(), &row, &paper)?)
}

/// Puts another paper behind an order: the one before was wrong, and its file is gone. The reason stays in the history.
pub(crate) fn replace_paper(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    (id, order): (PairId, DocumentId),
    file: &NewFile,
    reason: &str,
) -> Result<()> {
    let pair = super::locked(cx, may, id)?;
    let before = store::grounds::behind(cx.conn(), id, order)?.ok_or(Error::NotFound)?;
    let before = files::store::find(cx.conn(), before)?.ok_or(Error::NotFound)?;
    // A second click finds the first one's work.
    if before.sha256 == file.sha256 && before.name == file.name {
        return Ok(());
    }
    let (row, by) = (row_of(cx, file), cx.person().map(|person| person.account.0));
    store::grounds::replace(cx.tx(), (id, order), &row, by)?;
    told(cx, &pair, Action::Changed, &format!("Заменён документ-основание: {reason}"))
}

/// A file of a pair as it is stored.
pub(super) fn row_of(cx: &mut Cx<Write>, file: &NewFile) -> FileRow {
    FileRow {
        id: FileId(cx.id()),
        sha256: file.sha256.clone(),
        size: file.size,
        media_type: file.media_type.clone(),
        name: file.name.clone(),
        created_at: cx.now(),
    }
}
