//! Objections: an object disagrees with its preliminary result per indicator, the verifier answers each.

use access::Granted;
use web::{Cx, Error, Result, Write};

use super::fill::account;
use super::verify::{hold, locked as verified, row_of, told};
use crate::access::{SubmitSheet, VerifySheet};
use crate::model::{Ruling, SheetId, written};
use crate::reach;
use crate::refused::at_sheet;
use crate::rules::{Outcome, Refusal, SheetState, may_object, upheld_value};
use crate::store::{answers, objections, sheets};
use crate::worksheet::Worksheet;

/// Objects to the result of one indicator; the first objection opens the sheet's dispute.
pub fn object(
    cx: &mut Cx<Write>,
    may: &Granted<SubmitSheet>,
    sheet: SheetId,
    no: &str,
    text: &str,
) -> Result<()> {
    hold(cx, sheet)?;
    let work = Worksheet::of_person(cx, may, sheet)?;
    work.indicator(no)?;
    if !reach::fills(may.scopes(), account(cx), &work.sheet) {
        return Err(at_sheet(Refusal::NotYours, work.sheet.url()));
    }
    work.must_be_under_way()?;
    let today = cx.today_at(&work.sheet.unit_path)?;
    let state = work.sheet.state();
    may_object(state, work.sheet.object_to, today, &work.template, text)
        .map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    let text = text.trim();
    let all = objections::of_sheets(cx.conn(), &[sheet])?;
    if all.iter().any(|one| one.no == no && one.is_open() && one.text == text) {
        return Ok(()); // a second click
    }
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    objections::add(cx.tx(), id, sheet, (no, text), by, at)?;
    if state != SheetState::Objected {
        sheets::enter(cx.tx(), sheet, SheetState::Objected, "", at)?;
        told(cx, &work, "", "подано возражение на предварительный результат")?;
    }
    told(cx, &work, no, &format!("возражение: {text}"))
}

/// Answers an objection. Upheld, it gives the points; the last answer ends the dispute.
pub fn answer(
    cx: &mut Cx<Write>,
    may: &Granted<VerifySheet>,
    sheet: SheetId,
    objection: i64,
    outcome: Outcome,
    text: &str,
) -> Result<()> {
    let work = verified(cx, may, sheet)?;
    let refused = |refusal| Err(at_sheet(refusal, format!("{}/objections", work.sheet.url())));
    let all = objections::of_sheets(cx.conn(), &[sheet])?;
    let found = all.iter().find(|one| one.id == objection).ok_or(Error::NotFound)?;
    let text = text.trim();
    if text.is_empty() {
        return refused(Refusal::AnswerWithoutText);
    }
    let (at, by) = (cx.now(), account(cx));
    if !objections::answer(cx.tx(), objection, outcome, text, by, at)? {
        return refused(Refusal::ObjectionAnswered);
    }
    if outcome == Outcome::Upheld {
        uphold(cx, &work, &found.no, text)?;
    }
    told(cx, &work, &found.no, &format!("{}: {text}", outcome.title()))?;
    if !all.iter().any(|one| one.is_open() && one.id != objection) {
        work.sheet.state().step(SheetState::Answered)?;
        sheets::enter(cx.tx(), sheet, SheetState::Answered, "", at)?;
        told(cx, &work, "", "на все возражения дан ответ")?;
    }
    Ok(())
}

/// The rejection falls; where nothing was declared, the value that gives the points is the verifier's own.
fn uphold(cx: &mut Cx<Write>, work: &Worksheet, no: &str, reason: &str) -> Result<()> {
    let indicator = work.indicator(no)?;
    let declared = work.answers.get(no).and_then(crate::model::AnswerRow::declared);
    let own = upheld_value(indicator, declared.as_ref());
    let counts = own.is_some() || declared.as_ref().is_some_and(|answer| answer.present != Some(false));
    if !counts {
        let url = format!("{}/objections", work.sheet.url());
        return Err(at_sheet(Refusal::UpheldWithoutValue(no.to_owned()), url));
    }
    let row = row_of(cx, work, no)?;
    answers::accept_value(cx.tx(), row, &own.as_ref().map(written).unwrap_or_default())?;
    let (at, by) = (cx.now(), account(cx));
    Ok(answers::rule(cx.tx(), row, Ruling::Accepted, reason, by, at)?)
}
