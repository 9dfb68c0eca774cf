//! An act of disposal: composed of documents whose term has run out, carried out by erasing their files.

use audit::Action;
use chrono::Datelike;
use packs::Effective;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::{draft, hand, locked, reread, rules_at, to_be_read, told};
use crate::model::{ACT, Disposal, DisposalLine, DisposalLineId};
use crate::rules::disposal::{self as rules, NotDisposed};
use crate::store::{self, disposals};
use crate::{Document, DocumentId, NewDocument};

/// Begins an act over these documents of exactly this unit. The caller has checked that the person may keep them.
pub(crate) fn compose(
    cx: &mut Cx<Write>,
    unit: &Unit,
    ids: &[DocumentId],
    protocol: &str,
) -> Result<Document> {
    if let Some(fault) = rules::protocol(protocol) {
        return Err(Error::field("protocol", fault));
    }
    let lines = picked(cx, unit, ids)?;
    let blank = blank(cx, unit)?;
    let act = draft(cx, unit, blank)?;
    disposals::begin(cx.tx(), act.id, protocol.trim())?;
    lines.iter().try_for_each(|line| disposals::add(cx.tx(), act.id, line))?;
    Ok(act)
}

fn blank(cx: &mut Cx<Write>, unit: &Unit) -> Result<NewDocument> {
    let today = cx.today_at(&unit.path)?;
    Ok(NewDocument {
        kind: ACT.to_owned(),
        title: format!(
            "Акт о\u{a0}выделении к\u{a0}уничтожению документов, не\u{a0}подлежащих хранению, {}",
            today.year()
        ),
        number: String::new(),
        signed_on: today,
        issuer: unit.name.clone(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: None,
    })
}

/// The documents as the act names them; two acts at once never take the same one.
fn picked(cx: &mut Cx<Write>, unit: &Unit, ids: &[DocumentId]) -> Result<Vec<DisposalLine>> {
    if ids.is_empty() || ids.len() > rules::MOST {
        return Err(if ids.is_empty() { NotDisposed::Nothing } else { NotDisposed::TooMany }.into());
    }
    let mut ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.iter().try_for_each(|id| cx.tx().lock("documents", *id))?;
    let found = store::all_of(cx.conn(), &ids)?;
    if found.len() != ids.len() || found.iter().any(|document| document.unit_path != unit.path) {
        return Err(Error::NotFound);
    }
    let taken = disposals::taken(cx.conn(), &ids)?;
    let effective = rules_at(cx, &unit.path)?;
    found.iter().map(|document| line(cx, document, &effective, &taken)).collect()
}

fn line(
    cx: &mut Cx<Write>,
    document: &Document,
    effective: &Effective,
    taken: &[(DocumentId, DocumentId)],
) -> Result<DisposalLine> {
    if let Some((_, act)) = taken.iter().find(|(id, _)| *id == document.id) {
        let act = format!("/documents/{act}");
        return Err(NotDisposed::InAct { title: document.title.clone(), act }.into());
    }
    let today = cx.today_at(&document.unit_path)?;
    let (kept_until, clause) = rules::may_dispose(document, effective, today)?;
    let files = store::files_of(cx.conn(), document.id)?.iter().filter(|file| file.file_id.is_some()).count();
    Ok(DisposalLine {
        id: DisposalLineId(cx.id()),
        document_id: document.id,
        title: document.title.clone(),
        line: document.title_line(),
        year: i64::from(document.signed_on.year()),
        files: i64::try_from(files).unwrap_or(i64::MAX),
        kept_until,
        clause,
    })
}

/// Takes a document out of an act that nobody has signed.
pub(crate) fn exclude(cx: &mut Cx<Write>, act: &Document, line: DisposalLineId) -> Result<()> {
    let act = locked(cx, act)?;
    rules::may_exclude(&act)?;
    if !disposals::remove(cx.tx(), act.id, line)? {
        return Err(Error::NotFound);
    }
    told(cx, Action::Changed, &act, "Из акта об уничтожении исключён документ")
}

/// Erases the files of everything the act names, for good; every document is looked at once more. How many files went.
pub(crate) fn carry_out(cx: &mut Cx<Write>, act: &Document) -> Result<usize> {
    let act = locked(cx, act)?;
    let disposal = disposals::find(cx.conn(), act.id)?.ok_or(Error::NotFound)?;
    let lines = disposals::of(cx.conn(), act.id)?;
    rules::may_erase(&act, &disposal, lines.len())?;
    let (effective, today) = (rules_at(cx, &act.unit_path)?, cx.today_at(&act.unit_path)?);
    let mut gone = 0;
    for line in &lines {
        cx.tx().lock("documents", line.document_id.0)?;
        let document = reread(cx, line.document_id)?;
        rules::may_dispose(&document, &effective, today)?;
        gone += erase(cx, &act, &disposal, &document)?;
    }
    let hand = hand(cx);
    disposals::set_erased(cx.tx(), act.id, hand)?;
    told(cx, Action::Moved, &act, "По акту уничтожены файлы документов")?;
    Ok(gone)
}

fn erase(cx: &mut Cx<Write>, act: &Document, disposal: &Disposal, document: &Document) -> Result<usize> {
    let hand = hand(cx);
    let keys = disposals::erase_files(cx.tx(), document, hand)?;
    for key in &keys {
        let (id, now) = (cx.id(), cx.now());
        crate::jobs::erase(cx.tx(), id, key, now)?;
    }
    to_be_read(cx, document.id)?;
    let text = format!("Файлы документа уничтожены: {}", act.title_line());
    let details = json!({ "act": act.id.to_string(), "protocol": disposal.protocol, "sha256": keys });
    let subject = ("documents", "document", document.id.0);
    cx.journal(Action::Changed, subject, &document.unit_path, &text, details)?;
    Ok(keys.len())
}
