//! Pages of support: the shares of a place, its people with what supports them, the same as a table, the directions.

mod directions;
mod file;
mod list;
mod shares;

use access::{Granted, Level};
use people::SeePeople;
use units::{Unit, UnitId};
use web::view::Tab;
use web::{Cx, Error, Mode, Result, Route, get};

/// Choices of a field: what is sent, what is shown.
type Choices = Vec<(String, String)>;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/support", shares::page),
        get("/support/people", list::page),
        get("/support/register", file::register),
        get("/support/directions", directions::page),
    ]
}

/// The unit asked for within the scope, or the person's own place.
fn place<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeePeople>) -> Result<Unit> {
    let request = cx.request_handle();
    let asked: Option<UnitId> = match request.asked("unit") {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => Some(typed.parse().map_err(|_| Error::NotFound)?),
    };
    let found = asked.map(|id| units::store::find(cx.conn(), may.ranges(), id)).transpose()?.flatten();
    found.ok_or(Error::NotFound)
}

/// What stands right under a unit.
fn below<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<Unit>> {
    let level = match unit.level() {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    Ok(units::store::under(cx.conn(), &unit.path, level)?)
}

/// The ways to look at support, as tabs.
fn tabs(active: &str, unit: &Unit) -> Vec<Tab> {
    let all = [("Доли", "/support"), ("Педагоги", "/support/people"), ("Направления", "/support/directions")];
    let unit = unit.id.to_string();
    let tab = |(label, path): (&str, &str)| Tab {
        label: label.to_owned(),
        url: web::address(path, &[("unit", &unit)]),
        count: String::new(),
        active: path == active,
    };
    all.into_iter().map(tab).collect()
}
