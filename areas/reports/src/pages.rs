//! Pages of reports: the list, a monitoring's reports, the report, its sections, approval, archives; results of procedures.

mod approval;
mod archives;
mod campaign;
mod card;
mod import;
mod index;
mod procedures;
mod section;
mod shown;

use access::Granted;
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::access::{self as reach, SeeReports};
use crate::model::{Report, ReportId};
use crate::store;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/reports", index::page),
        get("/reports/campaigns/{campaign}", campaign::page),
        post("/reports/campaigns/{campaign}", campaign::begin),
        get("/reports/campaigns/{campaign}/archives", archives::page),
        post("/reports/campaigns/{campaign}/archives", archives::ask),
        get("/reports/archives/{archive}", archives::download).step_up(),
        get("/reports/{report}", card::page),
        get("/reports/{report}/paper", card::paper),
        get("/reports/{report}/sections/{section}", section::form),
        post("/reports/{report}/sections/{section}", section::save),
        get("/reports/{report}/approval", approval::form),
        post("/reports/{report}/approval", approval::approve).prepare(approval::print).step_up(),
        post("/reports/{report}/editions", approval::renew),
        get("/procedures", procedures::index),
        get("/procedures/units/{unit}", procedures::page),
        get("/procedures/template", import::template),
        get("/procedures/import", import::form),
        post("/procedures/import", import::preview).uploads().prepare(import::parse),
        post("/procedures/import/acceptance", import::accept),
    ]
}

/// The report of the address, if the person sees it.
fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeReports>) -> Result<Report> {
    let id: ReportId = cx.request().arg("report")?;
    let sight = reach::sight(cx, may);
    store::reports::find(cx.conn(), &sight, id)?.ok_or(Error::NotFound)
}
