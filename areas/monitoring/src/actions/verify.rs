//! Verification by the institute: rulings with reasons, returns that name the indicators, acceptance.

use access::Granted;
use audit::Action;
use packs::Assessment;
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::fill::account;
use crate::access::VerifySheet;
use crate::model::{Ruling, SheetId, written};
use crate::refused::at_sheet;
use crate::rules::{Answer, Refusal, SheetState, may_return, may_rule};
use crate::store::answers::Declared;
use crate::store::{answers, sheets};
use crate::worksheet::Worksheet;

/// The verifier's word on one answer.
#[derive(Debug, Clone)]
pub struct Word {
    /// Accepted or not.
    pub ruling: Ruling,
    /// Why not; or the ground of a judgement.
    pub reason: String,
}

/// Rules on one answer. A judgement (Амурская обл. 1.2) is the verifier's own: its ground is kept with the mark.
pub fn rule(
    cx: &mut Cx<Write>,
    may: &Granted<VerifySheet>,
    sheet: SheetId,
    no: &str,
    word: &Word,
) -> Result<()> {
    let work = locked(cx, may, sheet)?;
    let indicator = work.indicator(no)?;
    let reason = word.reason.trim();
    let rejected = (word.ruling == Ruling::Rejected).then_some(reason);
    may_rule(work.sheet.state(), no, rejected).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    let is_judgement = indicator.assessment == Assessment::Manual;
    if is_judgement && reason.is_empty() {
        return Err(at_sheet(Refusal::JudgementWithoutGround(no.to_owned()), work.sheet.url()));
    }
    let (at, by) = (cx.now(), account(cx));
    let row = match work.answers.get(no) {
        Some(row) => row.id,
        None if is_judgement => {
            let id = cx.id();
            answers::add(cx.tx(), id, sheet, no, &Declared { json: "", origin: "person", by: None, at })?;
            id
        }
        None => return Err(Error::NotFound),
    };
    if is_judgement {
        let mark = if word.ruling == Ruling::Rejected { Answer::absent() } else { Answer::present() };
        answers::accept_value(cx.tx(), row, &written(&mark))?;
    }
    answers::rule(cx.tx(), row, word.ruling, reason, by, at)?;
    let text = match word.ruling {
        Ruling::Accepted => "принято".to_owned(),
        Ruling::Rejected => format!("не принято: {reason}"),
        Ruling::None => "решение снято".to_owned(),
    };
    told(cx, &work, no, &text)
}

/// Gives the sheet back: the indicators to mend, each with its remark, and the reason.
pub fn give_back(
    cx: &mut Cx<Write>,
    may: &Granted<VerifySheet>,
    sheet: SheetId,
    remarks: &[(String, String)],
    reason: &str,
) -> Result<()> {
    let work = locked(cx, may, sheet)?;
    let numbers: Vec<String> = remarks.iter().map(|(no, _)| no.clone()).collect();
    may_return(work.sheet.state(), &numbers, reason)?;
    work.sheet.state().step(SheetState::Returned)?;
    let at = cx.now();
    for (no, text) in remarks {
        work.indicator(no)?;
        let text = if text.trim().is_empty() { reason } else { text.trim() };
        let row = if let Some(row) = work.answers.get(no) {
            row.id
        } else {
            let id = cx.id();
            answers::add(cx.tx(), id, sheet, no, &Declared { json: "", origin: "person", by: None, at })?;
            id
        };
        answers::remark(cx.tx(), row, text)?;
        told(cx, &work, no, &format!("возвращено: {text}"))?;
    }
    sheets::enter(cx.tx(), sheet, SheetState::Returned, reason.trim(), at)?;
    told(cx, &work, "", &format!("таблица возвращена: {}", reason.trim()))
}

/// Accepts what is not ruled on yet and ends the verification. Judgements must have been made.
pub fn accept(cx: &mut Cx<Write>, may: &Granted<VerifySheet>, sheet: SheetId) -> Result<()> {
    let work = locked(cx, may, sheet)?;
    if work.sheet.state() == SheetState::Verified {
        return Ok(());
    }
    let open: Vec<String> = work
        .template
        .indicators()
        .filter(|(_, indicator)| indicator.assessment == Assessment::Manual)
        .filter(|(_, indicator)| {
            work.answers.get(&indicator.no).is_none_or(|row| row.ruling() == Ruling::None)
        })
        .map(|(_, indicator)| indicator.no.clone())
        .collect();
    if !open.is_empty() {
        return Err(at_sheet(Refusal::JudgementMissing(open), work.sheet.url()));
    }
    work.sheet.state().step(SheetState::Verified).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    let (at, by) = (cx.now(), account(cx));
    answers::accept_rest(cx.tx(), sheet, by, at)?;
    sheets::enter(cx.tx(), sheet, SheetState::Verified, "", at)?;
    sheets::set_verified(cx.tx(), sheet, by, at)?;
    told(cx, &work, "", "проверка завершена")
}

/// Takes a verified sheet back into verification, for a reason: a mistake found before or after publication.
pub fn resume(cx: &mut Cx<Write>, may: &Granted<VerifySheet>, sheet: SheetId, reason: &str) -> Result<()> {
    let work = locked(cx, may, sheet)?;
    if reason.trim().is_empty() {
        return Err(at_sheet(Refusal::NoReasonForStepBack, work.sheet.url()));
    }
    work.sheet.state().step(SheetState::Submitted).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    let at = cx.now();
    sheets::enter(cx.tx(), sheet, SheetState::Submitted, "", at)?;
    told(cx, &work, "", &format!("таблица снова на проверке: {}", reason.trim()))
}

fn locked(cx: &mut Cx<Write>, may: &Granted<VerifySheet>, sheet: SheetId) -> Result<Worksheet> {
    cx.tx().lock("sheets", sheet.0)?;
    let work = Worksheet::read(cx.conn(), may.ranges(), sheet)?;
    work.must_be_under_way()?;
    Ok(work)
}

fn told(cx: &mut Cx<Write>, work: &Worksheet, no: &str, text: &str) -> Result<()> {
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    sheets::note(cx.tx(), id, work.sheet.id, by, no, text, at)?;
    let about = if no.is_empty() { String::new() } else { format!("Показатель {no}: ") };
    let what = ("monitoring", "sheet", work.sheet.id.0);
    cx.journal(Action::Moved, what, &work.sheet.unit_path, &format!("{about}{text}"), json!({ "no": no }))
}
