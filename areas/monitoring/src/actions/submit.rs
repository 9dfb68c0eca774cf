//! Handing a sheet over: every indicator answered, evidence frozen as it is now (decision 8).

use access::Granted;
use audit::Action;
use serde_json::json;
use web::{Cx, Result, Write};

use super::facts;
use super::fill::account;
use crate::access::SubmitSheet;
use crate::model::SheetId;
use crate::reach;
use crate::refused::at_sheet;
use crate::rules::{Refusal, SheetState, may_submit};
use crate::store::{evidence, sheets};
use crate::worksheet::Worksheet;

/// Hands the sheet over to the institute (annex 6, section 8). A second click finds it handed over already.
pub fn submit(cx: &mut Cx<Write>, may: &Granted<SubmitSheet>, sheet: SheetId) -> Result<()> {
    super::verify::hold(cx, sheet)?;
    let work = Worksheet::live(cx, may, sheet)?;
    if work.sheet.state() == SheetState::Submitted {
        return Ok(());
    }
    if !reach::fills(may.scopes(), account(cx), &work.sheet) {
        return Err(at_sheet(Refusal::NotYours, work.sheet.url()));
    }
    let zone = cx.zone_at(&work.campaign.unit_path)?;
    work.must_be_open(zone)?;
    // A returned sheet whose remarks need no change of an answer is handed over as it is.
    let from =
        if work.sheet.state() == SheetState::Returned { SheetState::Draft } else { work.sheet.state() };
    may_submit(&work.template, None, &work.handed())
        .map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    from.step(SheetState::Submitted).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    facts::freeze(cx, &work)?;
    freeze(cx, sheet, &work)?;
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    sheets::enter(cx.tx(), sheet, SheetState::Submitted, "", at)?;
    sheets::set_submitted(cx.tx(), sheet, by, at)?;
    sheets::note(cx.tx(), id, sheet, by, "", "таблица отправлена на проверку", at)?;
    let what = ("monitoring", "sheet", sheet.0);
    cx.journal(Action::Moved, what, &work.sheet.unit_path, "Таблица отправлена на проверку", json!({}))
}

/// Keeps the line and the hash of every document linked, those of the facts among them.
fn freeze(cx: &mut Cx<Write>, sheet: SheetId, work: &Worksheet) -> Result<()> {
    let links = evidence::of_sheets(cx.conn(), &[sheet])?;
    let ids: Vec<i64> = links.iter().map(|link| link.document_id.0).collect();
    let frozen = documents::store::frozen(cx.conn(), &ids)?;
    let cancelled =
        |id| frozen.iter().any(|one| one.id == id && !documents::Status::read(&one.status).has_force());
    let mut numbers: Vec<String> =
        links.iter().filter(|link| cancelled(link.document_id)).map(|link| link.no.clone()).collect();
    numbers.dedup();
    if !numbers.is_empty() {
        return Err(at_sheet(Refusal::CancelledEvidence(numbers), work.sheet.url()));
    }
    let at = cx.now();
    for link in &links {
        if let Some(document) = frozen.iter().find(|document| document.id == link.document_id) {
            let sha256 = document.sha256.as_deref().unwrap_or_default();
            evidence::freeze(cx.tx(), link.id, &document.title_line, sha256, at)?;
        }
    }
    Ok(())
}
