//! Verification by the institute: rulings with reasons, returns that name the indicators, acceptance.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::{Indicator, Scoring};
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::campaign::closing;
use super::fill::account;
use crate::access::VerifySheet;
use crate::model::{CampaignId, Ruling, SheetId, written};
use crate::reach;
use crate::refused::{at_campaign, at_sheet};
use crate::rules::{Answer, Refusal, SheetState, may_return, may_rule, object_to};
use crate::store::answers::Declared;
use crate::store::{answers, campaigns, sheets};
use crate::worksheet::Worksheet;

/// The verifier's word on one answer.
#[derive(Debug, Clone)]
pub struct Word {
    /// Accepted or not.
    pub ruling: Ruling,
    /// Why not; or the ground of a judgement.
    pub reason: String,
    /// The mark of a judgement on a scale.
    pub mark: Option<u32>,
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
    rule_on(cx, &work, no, word)
}

/// The same word on several answers of one sheet.
pub fn rule_on_answers(
    cx: &mut Cx<Write>,
    may: &Granted<VerifySheet>,
    sheet: SheetId,
    numbers: &[String],
    word: &Word,
) -> Result<()> {
    let work = locked(cx, may, sheet)?;
    if numbers.is_empty() {
        return Err(at_sheet(Refusal::NothingChosen, work.sheet.url()));
    }
    numbers.iter().try_for_each(|no| rule_on(cx, &work, no, word))
}

/// The same word on one indicator of several sheets of a campaign: all or none.
pub fn rule_on_sheets(
    cx: &mut Cx<Write>,
    may: &Granted<VerifySheet>,
    campaign: CampaignId,
    no: &str,
    chosen: &[SheetId],
    word: &Word,
) -> Result<()> {
    cx.tx().lock("campaigns", campaign.0)?;
    for sheet in chosen {
        cx.tx().lock("sheets", sheet.0)?;
    }
    let campaign = campaigns::find(cx.conn(), campaign)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    if chosen.is_empty() {
        return Err(at_campaign(Refusal::NothingChosen, campaign.url()));
    }
    let all = sheets::of_campaign(cx.conn(), campaign.id, may.ranges())?;
    let picked: Vec<_> = all.into_iter().filter(|sheet| chosen.contains(&sheet.id)).collect();
    if picked.len() != chosen.len() {
        return Err(Error::NotFound);
    }
    let template = crate::copies::of(cx.conn(), &campaign)?;
    for work in Worksheet::all(cx, &campaign, &template, picked)? {
        work.must_be_under_way()?;
        rule_on(cx, &work, no, word)?;
    }
    Ok(())
}

fn rule_on(cx: &mut Cx<Write>, work: &Worksheet, no: &str, word: &Word) -> Result<()> {
    let indicator = work.indicator(no)?;
    let reason = word.reason.trim();
    let rejected = (word.ruling == Ruling::Rejected).then_some(reason);
    may_rule(work.sheet.state(), no, rejected).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    if matches!(indicator.scoring, Scoring::Heading {}) {
        return Err(Error::NotFound);
    }
    let is_judgement = indicator.is_judgement();
    if is_judgement && reason.is_empty() {
        return Err(at_sheet(Refusal::JudgementWithoutGround(no.to_owned()), work.sheet.url()));
    }
    let (at, by) = (cx.now(), account(cx));
    let row = match work.answers.get(no) {
        Some(row) => row.id,
        None if is_judgement => row_of(cx, work, no)?,
        None => return Err(Error::NotFound),
    };
    if is_judgement {
        let mark = mark(indicator, word).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
        answers::accept_value(cx.tx(), row, &written(&mark))?;
    }
    answers::rule(cx.tx(), row, word.ruling, reason, by, at)?;
    let text = match word.ruling {
        Ruling::Accepted => "принято".to_owned(),
        Ruling::Rejected => format!("не принято: {reason}"),
        Ruling::None => "решение снято".to_owned(),
    };
    told(cx, work, no, &text)
}

/// What a judgement gives: presence, or a mark of the scale.
fn mark(indicator: &Indicator, word: &Word) -> std::result::Result<Answer, Refusal> {
    if word.ruling == Ruling::Rejected {
        return Ok(Answer::absent());
    }
    let Scoring::Scale { max, .. } = indicator.scoring else {
        return Ok(Answer::present());
    };
    match word.mark {
        Some(mark) if mark <= max => Ok(Answer { mark: Some(mark), ..Answer::default() }),
        _ => Err(Refusal::MarkOutsideScale(indicator.no.clone(), max)),
    }
}

/// The row of an answer nobody has touched.
pub(super) fn row_of(cx: &mut Cx<Write>, work: &Worksheet, no: &str) -> Result<i64> {
    if let Some(row) = work.answers.get(no) {
        return Ok(row.id);
    }
    let (id, at) = (cx.id(), cx.now());
    let none = Declared { json: "", origin: "person", by: None, at };
    answers::add(cx.tx(), id, work.sheet.id, no, &none)?;
    Ok(id)
}

/// Gives the sheet back: the indicators to mend, each with its remark, and the reason.
pub fn give_back(
    cx: &mut Cx<Write>,
    may: &Granted<VerifySheet>,
    sheet: SheetId,
    remarks: &[(String, String)],
    reason: &str,
    until: NaiveDate,
) -> Result<()> {
    let work = locked(cx, may, sheet)?;
    let numbers: Vec<String> = remarks.iter().map(|(no, _)| no.clone()).collect();
    may_return(work.sheet.state(), &numbers, reason)?;
    work.sheet.state().step(SheetState::Returned)?;
    let at = cx.now();
    for (no, text) in remarks {
        work.indicator(no)?;
        let text = if text.trim().is_empty() { reason } else { text.trim() };
        let row = row_of(cx, &work, no)?;
        answers::remark(cx.tx(), row, text)?;
        told(cx, &work, no, &format!("возвращено: {text}"))?;
    }
    let closes_at = closing(cx, &work.campaign.unit_path, until, None)?;
    if closes_at <= at {
        let day = web::russian::date(until);
        return Err(at_sheet(Refusal::ExtensionPast(day), work.sheet.url()));
    }
    sheets::enter(cx.tx(), sheet, SheetState::Returned, reason.trim(), at)?;
    sheets::extend(cx.tx(), &[sheet], until, closes_at, at)?;
    let until = web::russian::date(until);
    told(cx, &work, "", &format!("таблица возвращена, исправить до {until}: {}", reason.trim()))
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
        .filter(|(_, indicator)| indicator.is_judgement())
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
    let today = cx.today_at(&work.sheet.unit_path)?;
    sheets::set_verified(cx.tx(), sheet, by, object_to(today, &work.template), at)?;
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

/// Holds a sheet together with its campaign, so that no publication reads it half moved.
pub(super) fn hold(cx: &mut Cx<Write>, sheet: SheetId) -> Result<()> {
    let campaign = sheets::campaign_of(cx.conn(), sheet)?.ok_or(Error::NotFound)?;
    cx.tx().lock("campaigns", campaign.0)?;
    Ok(cx.tx().lock("sheets", sheet.0)?)
}

pub(super) fn locked(cx: &mut Cx<Write>, may: &Granted<VerifySheet>, sheet: SheetId) -> Result<Worksheet> {
    hold(cx, sheet)?;
    let work = Worksheet::of_person(cx, may, sheet)?;
    if !reach::verifies(may, &work.campaign) {
        return Err(Error::NotFound);
    }
    work.must_be_under_way()?;
    Ok(work)
}

pub(super) fn told(cx: &mut Cx<Write>, work: &Worksheet, no: &str, text: &str) -> Result<()> {
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    sheets::note(cx.tx(), id, work.sheet.id, by, no, text, at)?;
    let about = if no.is_empty() { String::new() } else { format!("Показатель {no}: ") };
    let what = ("monitoring", "sheet", work.sheet.id.0);
    cx.journal(Action::Moved, what, &work.sheet.unit_path, &format!("{about}{text}"), json!({ "no": no }))
}
