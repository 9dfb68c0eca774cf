//! Publishing a campaign: every sheet is verified or final, or its object is left out with a reason.

use super::{Refusal, SheetState};

/// What publication needs to know of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFacts {
    /// Name of the object, for messages.
    pub object: String,
    /// State of its sheet.
    pub state: SheetState,
    /// The object is left out of the results, for this reason.
    pub left_out: Option<String>,
}

/// Whether a campaign with these sheets may be published.
pub fn may_publish(sheets: &[SheetFacts]) -> Result<(), Refusal> {
    let names = |is_bad: &dyn Fn(&SheetFacts) -> bool| -> Vec<String> {
        sheets.iter().filter(|sheet| is_bad(sheet)).map(|sheet| sheet.object.clone()).collect()
    };
    let silent = names(&|sheet| sheet.left_out.as_deref().is_some_and(|reason| reason.trim().is_empty()));
    if !silent.is_empty() {
        return Err(Refusal::LeftOutWithoutReason(silent));
    }
    let unfinished = names(&|sheet| sheet.left_out.is_none() && !sheet.state.is_publishable());
    if !unfinished.is_empty() {
        return Err(Refusal::UnfinishedSheets(unfinished));
    }
    if sheets.iter().all(|sheet| sheet.left_out.is_some()) {
        return Err(Refusal::NothingToPublish);
    }
    Ok(())
}
