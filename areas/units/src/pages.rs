//! Pages of units: lists, the tree, the card, and the forms of what happens to a unit.

mod card;
mod census;
mod coming;
mod contacts;
mod division;
mod ending;
mod events;
mod list;
mod methodics;
mod passport;
mod register;
mod reversal;
mod ruling;
mod shown;
mod tree;
mod typed;

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use web::{Cx, Error, Mode, Read, Result, Route, get, post};

use crate::{KeepUnits, Unit, UnitId, UnitLists, rules_at, store};

/// Pairs of a select: value and label.
type Choices = Vec<(String, String)>;

const IMPORTS: lists::pages::Addresses = lists::pages::Addresses {
    all: "/units/imports",
    one: "/units/imports/{import}",
    layout: "/units/imports/{import}/layout",
    acceptance: "/units/imports/{import}/acceptance",
    reversal: "/units/imports/{import}/reversal",
    progress: "/units/imports/{import}/progress",
};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let own = vec![
        get("/units", list::page),
        get("/units/tree", tree::page),
        get("/units/register", register::file),
        get("/units/new", passport::blank),
        post("/units", passport::add),
        get("/units/{unit}", card::page),
        get("/units/{unit}/census", census::page),
        get("/units/{unit}/census/register", census::register),
        get("/units/{unit}/passport", passport::filled),
        post("/units/{unit}/passport", passport::change),
        get("/units/{unit}/contacts", contacts::filled),
        post("/units/{unit}/contacts", contacts::write),
        get("/units/{unit}/methodics", methodics::page),
        get("/units/{unit}/methodics/edit", methodics::filled),
        post("/units/{unit}/methodics", methodics::write),
        get("/units/{unit}/name", events::name),
        post("/units/{unit}/name", events::rename),
        get("/units/{unit}/place", events::place),
        // Who sees what and who holds which role changes for many: asked about twice.
        post("/units/{unit}/place", events::transfer).step_up(),
        get("/units/{unit}/division", division::page),
        // Roles end and begin elsewhere with the people: asked about twice.
        post("/units/{unit}/division", division::split).step_up(),
        get("/units/{unit}/division/reversal", reversal::rejoining),
        post("/units/{unit}/division/reversal", reversal::rejoin).step_up(),
        get("/units/{unit}/merger", ending::merger),
        post("/units/{unit}/merger", ending::merge).step_up(),
        get("/units/{unit}/merger/reversal", reversal::reversal),
        post("/units/{unit}/merger/reversal", reversal::part).step_up(),
        get("/units/{unit}/closing", ending::closing),
        post("/units/{unit}/closing", ending::close).step_up(),
        get("/units/{unit}/closing/reversal", reversal::unclosing),
        // People work there again: asked about twice, as their end was.
        post("/units/{unit}/closing/reversal", reversal::unclose).step_up(),
        post("/units/{unit}/coming/{unit_order}/withdrawal", coming::withdraw),
        // Whoever confirms answers for it as whoever ordered it did.
        post("/units/{unit}/coming/{unit_order}/confirmation", coming::confirm).step_up(),
        get("/units/{unit}/opening", ending::opening),
        post("/units/{unit}/opening", ending::reopen),
        get("/units/{unit}/rules", ruling::page),
        // Terms, limits and tables change for everybody there: asked about twice.
        post("/units/{unit}/rules", ruling::bind).step_up(),
        post("/units/{unit}/rules/{binding}/end", ruling::unbind).step_up(),
        post("/units/{unit}/rules/{binding}/withdrawal", ruling::take_back),
    ];
    own.into_iter().chain(lists::pages::routes::<UnitLists>(IMPORTS)).collect()
}

/// An unknown code reads as an organisation, as everywhere.
fn level_of(code: &str) -> Level {
    code.parse().unwrap_or(Level::Organisation)
}

/// Forms of the methodical service, of any level, by the pack in force; above all regions those of every pack: (id, title).
fn forms(cx: &mut Cx<Read>, path: &str) -> Result<Choices> {
    let rules = rules_at(cx, path)?;
    let own: Choices =
        rules.service_forms.iter().map(|form| (form.rule.id.clone(), form.rule.title.clone())).collect();
    if !own.is_empty() {
        return Ok(own);
    }
    let house = cx.house_handle();
    let all = house.packs.packs().flat_map(|pack| &pack.service_forms);
    let all: BTreeMap<&str, &str> = all.map(|form| (form.id.as_str(), form.title.as_str())).collect();
    Ok(all.into_iter().map(|(id, title)| (id.to_owned(), title.to_owned())).collect())
}

fn form_of(level: Level, form: Option<&str>, forms: &[(String, String)]) -> String {
    match form {
        Some(id) => forms
            .iter()
            .find(|(known, _)| known == id)
            .map_or_else(|| id.to_owned(), |(_, title)| title.clone()),
        None if level == Level::Municipality => "отдельные специалисты".to_owned(),
        None => String::new(),
    }
}

/// The unit of the address, inside the scope.
fn asked<M: Mode, P: access::Permission>(cx: &mut Cx<M>, may: &access::Granted<P>) -> Result<Unit> {
    let id: UnitId = cx.request().arg("unit")?;
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

/// A day of the past the address asks for; none: as it is now.
fn asked_day(cx: &mut Cx<Read>, path: &str) -> Result<Option<NaiveDate>> {
    let asked = NaiveDate::parse_from_str(cx.request().asked("on"), "%Y-%m-%d").ok();
    let today = cx.today_at(path)?;
    Ok(asked.filter(|day| *day < today))
}

/// Which of these units the person reaches today: what has gone elsewhere since is told of and not led to.
fn reached<P: access::Permission>(
    cx: &mut Cx<Read>,
    may: &access::Granted<P>,
    then: &[crate::model::UnitThen],
) -> Result<Vec<UnitId>> {
    let ids: Vec<i64> = then.iter().map(|one| one.unit_id.0).collect();
    let now = store::all_of(cx.conn(), &ids)?;
    Ok(now.into_iter().filter(|unit| may.within(&unit.path).is_ok()).map(|unit| unit.id).collect())
}

/// Whether the person keeps this unit from above.
fn keeps<M: Mode>(cx: &Cx<M>, unit: &Unit) -> bool {
    let granted = cx.house().policy.check::<KeepUnits>(cx.person());
    granted.is_ok_and(|may| crate::actions::is_from_above(may.ranges(), unit))
}
