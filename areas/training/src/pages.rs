//! Pages of plans of further training: the plan of a place and year, the proposal by term, a line, the file.

mod line;
mod plan;
mod proposal;
mod register;

use access::{Granted, Level};
use chrono::Datelike;
use db::Ranges;
use people::{KeepPeople, SeePeople};
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::PlanLists;
use crate::model::Line;

const IMPORTS: lists::pages::Addresses = lists::pages::Addresses {
    all: "/training/imports",
    one: "/training/imports/{import}",
    layout: "/training/imports/{import}/layout",
    acceptance: "/training/imports/{import}/acceptance",
    reversal: "/training/imports/{import}/reversal",
    progress: "/training/imports/{import}/progress",
};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let own = vec![
        get("/training", plan::shown),
        post("/training", proposal::plan),
        get("/training/proposal", proposal::blank),
        get("/training/register", register::file),
        get("/training/{training_line}", line::shown),
        post("/training/{training_line}", line::change),
        post("/training/{training_line}/transfer", line::transfer),
        post("/training/{training_line}/striking", line::strike),
        post("/training/{training_line}/return", line::take_back),
    ];
    own.into_iter().chain(lists::pages::routes::<PlanLists>(IMPORTS)).collect()
}

/// Whose plan the address asks for, and of which year.
struct Asked {
    /// The unit; none: everything within reach.
    unit: Option<Unit>,
    scope: Ranges,
    /// The path whose day counts.
    top: String,
    year: i64,
}

fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeePeople>) -> Result<Asked> {
    let request = cx.request_handle();
    let unit = match request.asked("unit") {
        "" => own(cx, may)?,
        asked => {
            let id: UnitId = asked.parse().map_err(|_| Error::NotFound)?;
            Some(units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?)
        }
    };
    let top = unit.as_ref().map_or_else(|| "/".to_owned(), |unit| unit.path.clone());
    let today = cx.today_at(&top)?;
    let scope =
        unit.as_ref().map_or_else(|| may.ranges().clone(), |unit| Ranges::under([unit.path.as_str()]));
    let year = request.asked("year").parse().ok().filter(|year| (2000..=2200).contains(year));
    Ok(Asked { unit, scope, top, year: year.unwrap_or_else(|| i64::from(today.year())) })
}

/// The place of whoever has one alone.
fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeePeople>) -> Result<Option<Unit>> {
    let mut places: Vec<i64> = may.scopes().iter().map(|scope| scope.unit).collect();
    places.sort_unstable();
    places.dedup();
    match places.as_slice() {
        [only] => Ok(units::store::all_of(cx.conn(), &[*only])?.pop()),
        _ => Ok(None),
    }
}

/// Whether the person who looks may keep the plan at `path`: for buttons.
fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<KeepPeople>(cx.person());
    granted.is_ok_and(|may| may.within(path).is_ok())
}

/// How lines stand by what the cards of their people tell.
fn standings<M: Mode>(
    cx: &mut Cx<M>,
    lines: &[Line],
    top: &str,
) -> Result<std::collections::BTreeMap<crate::model::LineId, crate::rules::Standing>> {
    let today = cx.today_at(top)?;
    Ok(crate::standing::of_lines(cx.conn(), lines, today)?)
}

/// What stands right below a place; nothing below an organisation.
fn below(level: Level) -> Option<Level> {
    match level {
        Level::Installation => Some(Level::Region),
        Level::Region => Some(Level::Municipality),
        Level::Municipality | Level::District => Some(Level::Organisation),
        Level::Organisation => None,
    }
}

/// «2 квартал»
fn quarters() -> Vec<(String, String)> {
    (1..=4).map(|number| (number.to_string(), format!("{number}\u{a0}квартал"))).collect()
}

fn sorts() -> Vec<(&'static str, &'static str)> {
    crate::model::Sort::ALL.map(|sort| (sort.code(), sort.title())).to_vec()
}
