//! What is done with reports: load → rules → store → history → journal, in the transaction of the request.

pub mod approving;
pub mod archiving;
pub mod importing;
pub mod writing;

use access::{Granted, Permission};
use audit::Action;
use monitoring::model::{Campaign, CampaignId};
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write};

use crate::model::{Report, ReportId};
use crate::store;

/// The monitoring of this id, if it concerns the person.
pub(crate) fn campaign<P: Permission, M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
    id: CampaignId,
) -> Result<Campaign> {
    let found = monitoring::store::campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let meets = monitoring::store::campaigns::concerns(&found.unit_path, may.scopes());
    if meets { Ok(found) } else { Err(Error::NotFound) }
}

/// The report, locked, if it is one of the very unit the person acts for.
fn own<P: Permission>(cx: &mut Cx<Write>, may: &Granted<P>, id: ReportId) -> Result<Report> {
    let found = store::reports::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if !may.scopes().iter().any(|scope| scope.path == found.issuer_path) {
        return Err(Error::NotFound);
    }
    cx.tx().lock("reports", id.0)?;
    store::reports::reread(cx.conn(), id)?.ok_or(Error::NotFound)
}

/// Tells the history and the journal.
fn note(cx: &mut Cx<Write>, report: &Report, action: Action, text: &str) -> Result<()> {
    let (id, now, account) = (cx.id(), cx.now(), cx.person().map(|person| person.account.0));
    store::history::note(cx.tx(), id, report.id.0, (account, now), text)?;
    let line = format!("Аналитический отчёт, {}: {text}", report.unit_name);
    cx.journal(action, ("reports", "report", report.id.0), &report.issuer_path, &line, Value::Null)
}
