//! Pages of monitoring: the route table; handlers lie by noun in the folder.

mod answer;
mod campaign;
mod campaigns;
mod evidence;
mod indicator;
mod object;
mod results;
mod row;
mod sheet;
mod sure;
mod verification;
pub(crate) mod words;

pub(crate) use campaign::concerned;
pub(crate) use campaigns::is_public;
pub(crate) use results::{Published, published};

use web::{Route, get, post};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/monitoring", campaigns::list),
        get("/monitoring/new", campaigns::form),
        post("/monitoring", campaigns::plan),
        get("/monitoring/{campaign}", campaign::show),
        post("/monitoring/{campaign}/collection", campaign::open),
        get("/monitoring/{campaign}/verification", sure::verify),
        post("/monitoring/{campaign}/verification", campaign::verify),
        get("/monitoring/{campaign}/publication", sure::publish),
        post("/monitoring/{campaign}/publication", campaign::publish),
        post("/monitoring/{campaign}/reopening", campaign::reopen),
        post("/monitoring/{campaign}/places", campaign::places),
        get("/monitoring/{campaign}/results", results::heat),
        get("/monitoring/{campaign}/results/{unit}", object::show),
        get("/monitoring/{campaign}/indicators/{no}", results::indicator),
        get("/monitoring/sheets/{sheet}", sheet::show),
        post("/monitoring/sheets/{sheet}/submission", sheet::submit),
        post("/monitoring/sheets/{sheet}/exclusion", campaign::leave_out),
        get("/monitoring/sheets/{sheet}/answers/{no}", indicator::show),
        post("/monitoring/sheets/{sheet}/answers/{no}", answer::save),
        post("/monitoring/sheets/{sheet}/answers/{no}/evidence", evidence::add).uploads(),
        post("/monitoring/sheets/{sheet}/evidence/{link}/removal", evidence::remove),
        post("/monitoring/sheets/{sheet}/answers/{no}/ruling", verification::rule),
        get("/monitoring/sheets/{sheet}/return", verification::return_form),
        post("/monitoring/sheets/{sheet}/return", verification::give_back),
        post("/monitoring/sheets/{sheet}/acceptance", verification::accept),
        post("/monitoring/sheets/{sheet}/verification", verification::resume),
    ]
}
