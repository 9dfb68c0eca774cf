//! Filling a sheet: answers saved as one types, each with its own version; evidence added and removed.

use access::Granted;
use audit::Action;
use documents::{Document, DocumentId};
use packs::Indicator;
use serde_json::json;
use web::{Cx, Error, Result, Write, russian};

use crate::access::FillSheet;
use crate::found::{self, Kind};
use crate::model::{AnswerRow, SheetId, read, written};
use crate::reach;
use crate::refused::at_sheet;
use crate::rules::{Answer, Refusal, SheetState, check_answer};
use crate::store::answers::Declared;
use crate::store::{answers, evidence, results, sheets};
use crate::worksheet::Worksheet;

/// What one save carries.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The answer; an empty one takes the answer back.
    pub answer: Answer,
    /// The version it was based on; 0 when there was no answer yet.
    pub version: i64,
    /// The program's own answer, not a person's.
    pub is_fact: bool,
}

/// What came of a save.
#[derive(Debug)]
pub enum Saved {
    /// It is kept.
    Kept,
    /// Somebody else changed the answer meanwhile: theirs stands.
    Conflict(Box<AnswerRow>),
}

/// Saves the answer to one indicator. Two people never overwrite each other silently (decision 10).
pub fn save(
    cx: &mut Cx<Write>,
    may: &Granted<FillSheet>,
    sheet: SheetId,
    no: &str,
    edit: &Edit,
) -> Result<Saved> {
    let work = editable(cx, may, sheet)?;
    keep(cx, &work, no, edit)
}

/// Saves an answer of a sheet read and locked before.
pub(super) fn keep(cx: &mut Cx<Write>, work: &Worksheet, no: &str, edit: &Edit) -> Result<Saved> {
    let sheet = work.sheet.id;
    let indicator = work.indicator(no)?;
    if !edit.answer.is_empty() {
        check_answer(indicator, &edit.answer)
            .map_err(|what| Error::field("value", format!("{}.", russian::capital(&what))))?;
    }
    let answer = with_previous(cx, work, indicator, &edit.answer)?;
    let json = written(&answer);
    let known = work.answers.get(no);
    if known.map_or("", |row| row.declared.as_str()) == json {
        return Ok(Saved::Kept);
    }
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    let origin = if edit.is_fact { "fact" } else { "person" };
    let new = Declared { json: &json, origin, by, at };
    match known {
        None => answers::add(cx.tx(), id, sheet, no, &new)?,
        Some(row) if row.version == edit.version && answers::change(cx.tx(), row.id, row.version, &new)? => {}
        Some(row) => return Ok(Saved::Conflict(Box::new(row.clone()))),
    }
    begun(cx, work)?;
    reopened(cx, work, no)?;
    let before = known.and_then(AnswerRow::declared);
    told(cx, work, no, &said(&answer, before.as_ref()), &json)?;
    Ok(Saved::Kept)
}

/// A comparison without last period's value takes it from what was published for the object then.
fn with_previous(
    cx: &mut Cx<Write>,
    work: &Worksheet,
    indicator: &Indicator,
    answer: &Answer,
) -> Result<Answer> {
    let mut answer = answer.clone();
    if answer.value.is_some() && answer.previous.is_none() && indicator.scoring.compares() {
        let published = results::answer_before(cx.conn(), &work.campaign, &work.sheet, &indicator.no)?;
        answer.previous = published.as_deref().and_then(read).and_then(|before| before.value);
    }
    Ok(answer)
}

/// Adds a document as evidence; an indicator of presence without an answer becomes «есть».
pub fn add_evidence(
    cx: &mut Cx<Write>,
    may: &Granted<FillSheet>,
    sheet: SheetId,
    no: &str,
    document: DocumentId,
) -> Result<()> {
    let work = editable(cx, may, sheet)?;
    // Only the object's own documents prove its answers, whatever else the person may see.
    let own = db::Ranges::under([work.sheet.unit_path.as_str()]);
    let document = documents::store::find(cx.conn(), &own, document)?.ok_or(Error::NotFound)?;
    attach(cx, &work, no, &document)
}

/// Links an own document to an answer of a sheet read and locked before.
pub(super) fn attach(cx: &mut Cx<Write>, work: &Worksheet, no: &str, document: &Document) -> Result<()> {
    let sheet = work.sheet.id;
    let indicator = work.indicator(no)?;
    if !document.state().has_force() {
        return Err(at_sheet(Refusal::CancelledEvidence(vec![no.to_owned()]), work.sheet.url()));
    }
    if work.links(no).iter().any(|link| link.document_id == document.id) {
        return Ok(());
    }
    let count = work.links(no).len() + 1;
    if let Some(limit) =
        indicator.evidence.limit.filter(|limit| usize::try_from(*limit).is_ok_and(|l| count > l))
    {
        return Err(at_sheet(Refusal::TooMuchEvidence(no.to_owned(), count, limit), work.sheet.url()));
    }
    // The program's own link of an earlier handing over gives way to the person's.
    let shelved = work.shelved.iter().find(|link| link.no == no && link.document_id == document.id);
    if let Some(link) = shelved {
        evidence::remove(cx.tx(), sheet, link.id)?;
    }
    let (id, at, by, title) = (cx.id(), cx.now(), account(cx), document.title_line());
    evidence::add(cx.tx(), &evidence::Link { id, sheet, no, document: document.id, title: &title, by, at })?;
    let is_open = work.answers.get(no).is_none_or(|row| row.declared.is_empty());
    let present = Answer::present();
    if is_open && check_answer(indicator, &present).is_ok() {
        let version = work.answers.get(no).map_or(0, |row| row.version);
        keep(cx, work, no, &Edit { answer: present, version, is_fact: false })?;
    }
    begun(cx, work)?;
    reopened(cx, work, no)?;
    told(cx, work, no, &format!("приложен документ «{title}»"), "")
}

/// Confirms what the program found where no document is linked: the fact itself is the evidence (annex 6, 1.4).
pub fn confirm(cx: &mut Cx<Write>, may: &Granted<FillSheet>, sheet: SheetId, no: &str) -> Result<()> {
    let work = Worksheet::live(cx, may, sheet)?;
    let indicator = work.indicator(no)?;
    let fact = work.found.get(no).filter(|_| Kind::of(indicator) == Kind::Confirmed);
    let Some(answer) = fact.and_then(|fact| found::answer(indicator, fact)) else {
        return Err(at_sheet(Refusal::NothingToConfirm(no.to_owned()), work.sheet.url()));
    };
    let row = work.answers.get(no);
    if row.is_none_or(|row| row.declared.is_empty()) {
        let version = row.map_or(0, |row| row.version);
        save(cx, may, sheet, no, &Edit { answer, version, is_fact: true })?;
    }
    Ok(())
}

/// Removes a link; the document itself stays in the registry.
pub fn remove_evidence(
    cx: &mut Cx<Write>,
    may: &Granted<FillSheet>,
    sheet: SheetId,
    link: i64,
) -> Result<String> {
    let work = editable(cx, may, sheet)?;
    detach(cx, &work, link)
}

/// Removes a link of a sheet read and locked before; returns the indicator's number.
pub(super) fn detach(cx: &mut Cx<Write>, work: &Worksheet, link: i64) -> Result<String> {
    let found = work.evidence.values().flatten().find(|row| row.id == link).ok_or(Error::NotFound)?;
    evidence::remove(cx.tx(), work.sheet.id, link)?;
    begun(cx, work)?;
    reopened(cx, work, &found.no)?;
    told(cx, work, &found.no, &format!("убран документ «{}»", found.title), "")?;
    Ok(found.no.clone())
}

/// The sheet, locked against handing in, and open for changes.
pub(super) fn editable(cx: &mut Cx<Write>, may: &Granted<FillSheet>, sheet: SheetId) -> Result<Worksheet> {
    cx.tx().lock("sheets", sheet.0)?;
    let work = Worksheet::of_person(cx, may, sheet)?;
    if !reach::fills(may.scopes(), account(cx), &work.sheet) {
        return Err(at_sheet(Refusal::NotYours, work.sheet.url()));
    }
    let zone = cx.zone_at(&work.campaign.unit_path)?;
    work.must_be_open(zone)?;
    Ok(work)
}

/// The first change makes a draft of an empty or a returned sheet.
fn begun(cx: &mut Cx<Write>, work: &Worksheet) -> Result<()> {
    let state = work.sheet.state();
    if matches!(state, SheetState::Empty | SheetState::Returned) {
        state.step(SheetState::Draft)?;
        let at = cx.now();
        sheets::enter(cx.tx(), work.sheet.id, SheetState::Draft, &work.sheet.return_reason, at)?;
    }
    Ok(())
}

/// A changed answer is ruled on anew, and so is every judgement that rests on it.
pub(super) fn reopened(cx: &mut Cx<Write>, work: &Worksheet, no: &str) -> Result<()> {
    let resting = work.template.indicators().map(|(_, indicator)| indicator);
    let resting = resting.filter(|indicator| indicator.condition.as_deref() == Some(no));
    let numbers: Vec<&str> = resting.map(|indicator| indicator.no.as_str()).chain([no]).collect();
    Ok(answers::reopen(cx.tx(), work.sheet.id, &numbers)?)
}

/// One line of the sheet's history and one of the journal.
fn told(cx: &mut Cx<Write>, work: &Worksheet, no: &str, text: &str, json: &str) -> Result<()> {
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    sheets::note(cx.tx(), id, work.sheet.id, by, no, text, at)?;
    let before = work.answers.get(no).map_or("", |row| row.declared.as_str());
    let details = json!({ "before": before, "after": json });
    let line = format!("Показатель {no}: {text}");
    cx.journal(
        Action::Changed,
        ("monitoring", "answer", work.sheet.id.0),
        &work.sheet.unit_path,
        &line,
        details,
    )
}

pub(crate) fn account<M: web::Mode>(cx: &Cx<M>) -> Option<i64> {
    cx.person().map(|person| person.account.0)
}

/// «ответ «есть» (был «нет»)»
fn said(answer: &Answer, before: Option<&Answer>) -> String {
    use crate::pages::words::answer as words;
    let was = before.map(|before| format!(" (был «{}»)", words(before))).unwrap_or_default();
    if answer.is_empty() {
        format!("ответ снят{was}")
    } else {
        format!("ответ «{}»{was}", words(answer))
    }
}
