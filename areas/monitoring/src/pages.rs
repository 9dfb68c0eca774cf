//! Pages of monitoring: the route table; handlers lie by noun in the folder.

mod answer;
mod campaign;
mod campaigns;
mod comment;
mod drawer;
mod evidence;
mod exchange;
mod import;
mod indicator;
mod object;
mod objections;
mod queue;
pub(crate) mod results;
pub(crate) mod row;
mod settings;
mod sheet;
mod steps;
mod subjects;
mod sure;
mod templates;
mod verification;
mod what_if;
pub(crate) mod words;

pub(crate) use campaign::concerned;
pub(crate) use campaigns::{is_public, sees_work};
pub(crate) use results::{Published, published};

use web::{Route, get, post};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    templates::routes().into_iter().chain(campaigns()).collect()
}

fn campaigns() -> Vec<Route> {
    vec![
        get("/monitoring", campaigns::list),
        get("/monitoring/new", campaigns::form),
        post("/monitoring", campaigns::plan),
        get("/monitoring/{campaign}", campaign::show),
        get("/monitoring/{campaign}/timeline", campaign::timeline),
        get("/monitoring/{campaign}/settings", settings::show),
        post("/monitoring/{campaign}/settings/{setting}", settings::set),
        get("/monitoring/{campaign}/subjects", subjects::list),
        post("/monitoring/{campaign}/subjects", subjects::add),
        post("/monitoring/{campaign}/subjects/{subject}/removal", subjects::remove),
        get("/monitoring/{campaign}/queue", queue::by_indicator),
        get("/monitoring/{campaign}/queue/{no}", queue::of_indicator),
        post("/monitoring/{campaign}/queue/{no}", queue::rule_indicator),
        post("/monitoring/{campaign}/reminders", steps::remind),
        post("/monitoring/{campaign}/extension", steps::extend),
        post("/monitoring/{campaign}/collection", steps::open),
        post("/monitoring/{campaign}/removal", steps::remove),
        get("/monitoring/{campaign}/verification", sure::verify),
        post("/monitoring/{campaign}/verification", steps::verify),
        get("/monitoring/{campaign}/publication", sure::publish),
        post("/monitoring/{campaign}/publication", steps::publish).step_up(),
        post("/monitoring/{campaign}/reopening", steps::reopen).step_up(),
        get("/monitoring/{campaign}/xlsx", exchange::campaign).step_up(),
        get("/monitoring/{campaign}/results", results::heat::heat),
        get("/monitoring/{campaign}/results/{unit}", object::show),
        get("/monitoring/{campaign}/results/{unit}/trend", results::trend::show),
        get("/monitoring/{campaign}/indicators", results::indicators::list),
        get("/monitoring/{campaign}/indicators/{no}", results::indicator::show),
        get("/monitoring/{campaign}/objects", results::objects::list),
        get("/monitoring/{campaign}/distribution", results::distribution::show),
        get("/monitoring/{campaign}/comparison", results::comparison::show),
        get("/monitoring/{campaign}/recomputation", results::recomputation::show),
        get("/monitoring/{campaign}/download", results::downloads::download).step_up(),
        get("/monitoring/sheets/{sheet}", sheet::show),
        get("/monitoring/sheets/{sheet}/xlsx", exchange::sheet),
        get("/monitoring/sheets/{sheet}/paper", exchange::paper),
        get("/monitoring/sheets/{sheet}/import", import::form),
        post("/monitoring/sheets/{sheet}/import", import::preview).uploads().prepare(import::parse),
        post("/monitoring/sheets/{sheet}/import/acceptance", import::accept),
        post("/monitoring/sheets/{sheet}/submission", sheet::submit),
        post("/monitoring/sheets/{sheet}/exclusion", steps::leave_out),
        get("/monitoring/sheets/{sheet}/answers/{no}", indicator::show),
        post("/monitoring/sheets/{sheet}/answers/{no}", answer::save),
        post("/monitoring/sheets/{sheet}/answers/{no}/evidence", evidence::add).uploads(),
        post("/monitoring/sheets/{sheet}/evidence/{link}/removal", evidence::remove),
        post("/monitoring/sheets/{sheet}/answers/{no}/ruling", verification::rule),
        post("/monitoring/sheets/{sheet}/answers/{no}/comments", comment::say),
        get("/monitoring/sheets/{sheet}/what-if", what_if::show),
        get("/monitoring/sheets/{sheet}/return", verification::return_form),
        post("/monitoring/sheets/{sheet}/return", verification::give_back),
        get("/monitoring/sheets/{sheet}/rulings", queue::of_sheet),
        post("/monitoring/sheets/{sheet}/rulings", queue::rule_sheet),
        get("/monitoring/sheets/{sheet}/objections", objections::list),
        post("/monitoring/sheets/{sheet}/objections", objections::object),
        post("/monitoring/sheets/{sheet}/objections/{objection}/answer", objections::answer),
        post("/monitoring/sheets/{sheet}/acceptance", verification::accept),
        post("/monitoring/sheets/{sheet}/verification", verification::resume),
    ]
}
