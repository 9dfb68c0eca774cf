//! Files are added, replaced and taken off; whatever was there stays reachable with who and when.

use audit::Action;
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::{hand, locked, to_be_read};
use crate::model::{DocumentFile, DocumentFileId, Part};
use crate::rules::files as rules;
use crate::store::files::{self as store, Spot};
use crate::{Document, DocumentId, NewFile};

/// Adds a file to the document. The caller has checked that the person may keep it.
pub fn add(cx: &mut Cx<Write>, document: &Document, part: Part, title: &str, new: &NewFile) -> Result<()> {
    let document = locked(cx, document)?;
    let known = store::of(cx.conn(), document.id)?;
    rules::may_add(&document, part, &new.sha256, &known)?;
    let id = DocumentFileId(cx.id());
    put(cx, id, &Spot { document: document.id, part, title, slot: (id, 1), reason: "" }, new)?;
    changed(cx, &document)?;
    told(cx, &document, &format!("Приложен файл: {}", part.title().to_lowercase()), &new.sha256, "")
}

/// Puts a new file in the place of this one, for a reason where the document is signed.
pub fn replace(
    cx: &mut Cx<Write>,
    document: &Document,
    id: DocumentFileId,
    new: &NewFile,
    reason: &str,
) -> Result<()> {
    let document = locked(cx, document)?;
    crate::rules::may_change(&document)?;
    let old = store::find(cx.conn(), document.id, id)?.ok_or(Error::NotFound)?;
    rules::is_here(&document, &old)?;
    if let Some(fault) = rules::replace_reason(&document, reason) {
        return Err(Error::field("reason", fault));
    }
    if old.sha256 == new.sha256 {
        return Err(Error::field("file", "Это тот же самый файл: выберите новый."));
    }
    follow(cx, &old, new, reason)?;
    changed(cx, &document)?;
    told(cx, &document, &format!("Заменён файл: {}", old.part().title().to_lowercase()), &new.sha256, reason)
}

/// Takes a file off a draft.
pub fn remove(cx: &mut Cx<Write>, document: &Document, id: DocumentFileId) -> Result<()> {
    let document = locked(cx, document)?;
    rules::may_take_off(&document)?;
    let old = store::find(cx.conn(), document.id, id)?.ok_or(Error::NotFound)?;
    rules::is_here(&document, &old)?;
    let hand = hand(cx);
    store::end(cx.tx(), old.id, hand)?;
    if old.part() == Part::Text {
        store::set_text(cx.tx(), document.id, None)?;
    }
    changed(cx, &document)?;
    told(cx, &document, &format!("Убран файл: {}", old.part().title().to_lowercase()), &old.sha256, "")
}

/// The text that came with the requisites: the first one, or one that follows the one before.
pub(super) fn put_text(cx: &mut Cx<Write>, document: DocumentId, new: &NewFile, reason: &str) -> Result<()> {
    let known = store::of(cx.conn(), document)?;
    match known.iter().find(|file| file.is_current() && file.part() == Part::Text) {
        Some(old) if old.sha256 == new.sha256 => Ok(()),
        Some(old) => follow(cx, old, new, reason),
        None => {
            let id = DocumentFileId(cx.id());
            put(cx, id, &Spot { document, part: Part::Text, title: "", slot: (id, 1), reason: "" }, new)
        }
    }
}

fn follow(cx: &mut Cx<Write>, old: &DocumentFile, new: &NewFile, reason: &str) -> Result<()> {
    let hand = hand(cx);
    store::end(cx.tx(), old.id, hand)?;
    let id = DocumentFileId(cx.id());
    let slot = (old.slot, old.version + 1);
    put(cx, id, &Spot { document: old.document_id, part: old.part(), title: &old.title, slot, reason }, new)
}

fn put(cx: &mut Cx<Write>, id: DocumentFileId, spot: &Spot<'_>, new: &NewFile) -> Result<()> {
    let (file, hand) = (new.put(cx)?, hand(cx));
    Ok(store::add(cx.tx(), id, spot, (file, new), hand)?)
}

fn changed(cx: &mut Cx<Write>, document: &Document) -> Result<()> {
    let hand = hand(cx);
    Ok(store::touch(cx.tx(), document.id, hand)?)
}

fn told(cx: &mut Cx<Write>, document: &Document, what: &str, sha256: &str, reason: &str) -> Result<()> {
    let details = json!({ "sha256": sha256, "reason": reason });
    to_be_read(cx, document.id)?;
    cx.journal(Action::Changed, ("documents", "document", document.id.0), &document.unit_path, what, details)
}
