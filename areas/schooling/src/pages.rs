//! Pages of schools of the young teacher: the list of a place, the card, a session, participants, the own page, the summary of
//! a year; duties of the year about the young.

mod aids;
mod card;
mod contacts;
mod forms;
mod list;
mod own;
mod people;
mod programme;
mod projects;
mod requests;
mod session;
mod session_card;
mod summary;
mod yearly;

use access::{Granted, Permission};
use structures::model::StructureId;
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::actions::{self, School};

/// Choices of a field: what is sent, what is shown.
type Choices = Vec<(String, String)>;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/schooling", list::page),
        get("/schooling/own", own::page),
        post("/schooling/own/requests", own::ask),
        post("/schooling/own/projects", own::propose),
        get("/schooling/materials", aids::page),
        get("/schooling/materials/register", aids::register),
        get("/schooling/programme", programme::page),
        get("/schooling/yearly", yearly::page),
        get("/schooling/yearly/register", yearly::register),
        get("/schooling/{young_school}", card::page),
        get("/schooling/{young_school}/contacts", contacts::page),
        post("/schooling/{young_school}/contacts", contacts::add),
        post("/schooling/{young_school}/contacts/{young_contact}", contacts::change),
        post("/schooling/{young_school}/contacts/{young_contact}/end", contacts::end),
        get("/schooling/{young_school}/projects", projects::page),
        post("/schooling/{young_school}/projects", projects::propose),
        post("/schooling/{young_school}/projects/{young_project}", projects::step),
        get("/schooling/{young_school}/participants", people::page),
        post("/schooling/{young_school}/participants", people::enrol),
        get("/schooling/{young_school}/participants/{participant}", people::one),
        post("/schooling/{young_school}/participants/{participant}/leaving", people::leave),
        post("/schooling/{young_school}/sessions", session::plan),
        get("/schooling/{young_school}/sessions/{school_session}", session_card::page),
        post("/schooling/{young_school}/sessions/{school_session}/outcome", session::hold),
        post("/schooling/{young_school}/sessions/{school_session}/day", session::move_to),
        post("/schooling/{young_school}/sessions/{school_session}/cancellation", session::cancel),
        post("/schooling/{young_school}/sessions/{school_session}/materials", session::add_material),
        post("/schooling/{young_school}/sessions/{school_session}/materials/mark", session::mark_material),
        post("/schooling/{young_school}/requests/{school_request}/answer", requests::answer),
        get("/schooling/{young_school}/summary", summary::page),
        post("/schooling/{young_school}/summary", summary::register).prepare(summary::print),
        get("/schooling/{young_school}/summary/paper", summary::paper),
    ]
}

/// The school of the address.
fn school<M: Mode>(cx: &mut Cx<M>) -> Result<School> {
    let id: StructureId = cx.request().arg("young_school")?;
    actions::school(cx, id)
}

/// The unit asked for, or the first the right holds in.
fn place<P: Permission, M: Mode>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Unit> {
    let id = match cx.request().asked("unit") {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => typed.parse().ok(),
    };
    let found = match id {
        Some(id) => units::store::find(cx.conn(), may.ranges(), id)?,
        None => None,
    };
    found.ok_or(Error::NotFound)
}

/// The lines of a list of the pack.
fn words(rules: &packs::Effective, list: &str) -> Choices {
    rules.mentoring.words_of(list).map(|one| (one.id.clone(), one.title.clone())).collect()
}

/// The title of a line of the pack.
fn word(rules: &packs::Effective, id: &str) -> String {
    rules.mentoring.word(id).map_or_else(|| id.to_owned(), |one| one.title.clone())
}
