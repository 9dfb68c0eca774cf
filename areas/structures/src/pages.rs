//! Pages of structures: the list, the matrix of blocks and levels, the tree and the network, the scheme, the card with its
//! composition, documents and links, the board of coordination, and who does what.

mod approvals;
mod approved;
mod board;
mod card;
mod carried;
mod carrying;
mod choosing;
mod composition;
mod compositions;
mod cooperation;
mod coordination;
mod curators;
mod demands;
mod directed;
mod emblem;
mod export;
mod form;
mod functions;
mod joining;
mod kinds;
mod kinds_of;
mod list;
mod matrix;
mod mending;
mod minutes;
mod ordering;
mod own;
mod partners;
mod publications;
mod scheme;
mod shared;
mod steps;
mod tasks;
mod typed;
mod views;

pub(crate) use choosing::posts;
pub(crate) use emblem::sent as emblem_sent;
pub(crate) use shared::kinds_of as asking_of_each;

use access::{Granted, Level};
use packs::Effective;
use units::{Unit, UnitId};
use web::view::Tab;
use web::{Body, Cx, Error, Mode, Reply, Result, Route, get, post};

use crate::model::{Structure, StructureId};
use crate::{MemberLists, SeeStructures, StructureLists, access as reach, store};

/// Choices of a field: what is sent, what is shown.
type Choices = Vec<(String, String)>;

const IMPORTS: lists::pages::Addresses = lists::pages::Addresses {
    all: "/structures/imports",
    one: "/structures/imports/{import}",
    layout: "/structures/imports/{import}/layout",
    acceptance: "/structures/imports/{import}/acceptance",
    reversal: "/structures/imports/{import}/reversal",
    progress: "/structures/imports/{import}/progress",
};

const COMPOSITIONS: lists::pages::Addresses = lists::pages::Addresses {
    all: "/members/imports",
    one: "/members/imports/{import}",
    layout: "/members/imports/{import}/layout",
    acceptance: "/members/imports/{import}/acceptance",
    reversal: "/members/imports/{import}/reversal",
    progress: "/members/imports/{import}/progress",
};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let own = vec![
        get("/functions", functions::page),
        get("/functions/carried", carried::page),
        get("/functions/carried/register", carried::register),
        get("/structures", list::page),
        get("/structures/register", export::file),
        get("/structures/compositions", compositions::file),
        get("/structures/matrix", matrix::page),
        get("/structures/directions", directed::page),
        get("/structures/tree", views::tree),
        get("/structures/network", views::network),
        get("/structures/scheme", scheme::page),
        get("/structures/scheme/file", scheme::file),
        get("/structures/cooperation", cooperation::page),
        get("/structures/cooperation/file", cooperation::file),
        get("/structures/tasks", board::page),
        get("/structures/coordination", coordination::page),
        get("/structures/coordination/register", coordination::file),
        get("/structures/curators", curators::page),
        get("/structures/heads", ordering::heads),
        get("/structures/kinds", kinds::page),
        get("/structures/documents/{document}", shared::page),
        post("/structures/documents/{document}", shared::save),
        get("/structures/new", form::blank),
        post("/structures", steps::found),
        get("/structures/{structure}", card::page),
        get("/structures/{structure}/requisites", form::filled),
        post("/structures/{structure}/requisites", steps::change),
        post("/structures/{structure}/term", steps::prolong),
        post("/structures/{structure}/closing", steps::close),
        post("/structures/{structure}/reopening", mending::reopen),
        post("/structures/{structure}/resource", own::resource),
        post("/structures/{structure}/looked-through", own::look_through),
        get("/structures/{structure}/documents/new", own::document),
        post("/structures/{structure}/documents", own::register).uploads(),
        post("/structures/{structure}/documents/own", own::tie),
        post("/structures/{structure}/members", steps::appoint),
        get("/structures/{structure}/members/new", choosing::page),
        post("/structures/{structure}/members/chosen", choosing::appoint),
        get("/structures/{structure}/members/organisation", joining::page),
        post("/structures/{structure}/members/organisations", joining::join),
        post("/structures/{structure}/members/{member}/end", steps::release),
        post("/structures/{structure}/members/{member}/removal", mending::member),
        get("/structures/{structure}/members/{member}/order", ordering::form),
        post("/structures/{structure}/members/{member}/order", ordering::save),
        get("/structures/{structure}/approvals", approvals::page),
        get("/structures/{structure}/approvals/paper", approvals::paper),
        post("/structures/{structure}/approvals", approvals::issue).prepare(approvals::print),
        post("/structures/{structure}/approvals/held", approvals::rest),
        get("/structures/{structure}/minutes", minutes::page),
        get("/structures/{structure}/minutes/paper", minutes::paper),
        post("/structures/{structure}/minutes", minutes::register).prepare(minutes::print),
        get("/structures/{structure}/functions", carrying::page),
        post("/structures/{structure}/functions", carrying::save),
        get("/structures/{structure}/demands", demands::page),
        get("/structures/{structure}/publications", publications::page),
        post("/structures/{structure}/publications", publications::enter),
        post("/structures/{structure}/publications/{publication}/removal", publications::take_back),
        get("/structures/{structure}/tasks", tasks::page),
        post("/structures/{structure}/tasks", tasks::begin),
        get("/structures/{structure}/tasks/{network_task}", tasks::card),
        post("/structures/{structure}/tasks/{network_task}/state", tasks::turn),
        post("/structures/{structure}/tasks/{network_task}/sides", tasks::join),
        post("/structures/{structure}/tasks/{network_task}/sides/{side}/removal", tasks::part),
        post("/structures/{structure}/partners", partners::enter),
        post("/structures/{structure}/partners/{partner}/end", partners::end),
        post("/structures/{structure}/partners/{partner}/works", partners::work),
        post("/structures/{structure}/partners/{partner}/removal", mending::partner),
        post("/structures/{structure}/partners/{partner}/works/{joint_work}/removal", mending::joint_work),
        post("/structures/{structure}/links", steps::link),
        post("/structures/{structure}/links/{structure_link}/end", steps::unlink),
        post("/structures/{structure}/links/{structure_link}/works", steps::work),
        post("/structures/{structure}/links/{structure_link}/removal", mending::link),
        post("/structures/{structure}/links/{structure_link}/works/{link_work}/removal", mending::link_work),
    ];
    let brought = lists::pages::routes::<StructureLists>(IMPORTS);
    own.into_iter()
        .chain(emblem::routes())
        .chain(brought)
        .chain(lists::pages::routes::<MemberLists>(COMPOSITIONS))
        .collect()
}

/// The structure of the address, if the person sees it.
fn asked<M: Mode>(cx: &mut Cx<M>) -> Result<Structure> {
    let id: StructureId = cx.request().arg("structure")?;
    let may: Granted<SeeStructures> = cx.house().policy.check(cx.person())?;
    store::find(cx.conn(), &reach::view(&may), id)?.ok_or(Error::NotFound)
}

/// The unit asked for within reach, or the person's own place, of an installation the first region.
fn place<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeStructures>) -> Result<Unit> {
    let request = cx.request_handle();
    let found = match (request.asked("unit"), may.scopes().first()) {
        ("", Some(scope)) if scope.level == Level::Installation => first_region(cx)?,
        ("", Some(scope)) => units::store::find(cx.conn(), may.ranges(), UnitId(scope.unit))?,
        ("", None) => None,
        (typed, _) => {
            let id = typed.parse().map_err(|_| Error::NotFound)?;
            units::store::find(cx.conn(), may.ranges(), id)?
        }
    };
    found.ok_or(Error::NotFound)
}

/// An installation is no unit: its first region stands for it.
fn first_region<M: Mode>(cx: &mut Cx<M>) -> Result<Option<Unit>> {
    Ok(units::store::under(cx.conn(), "/", Level::Region)?.into_iter().next())
}

/// A workbook as a file, under this name and its day.
fn file(book: &sheets::Workbook, name: &str) -> Result<Reply> {
    let bytes = sheets::xlsx(book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("{name} {}.xlsx", book.made_on);
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The person's own place and what stands right under it.
fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeStructures>) -> Result<Choices> {
    let Some(scope) = may.scopes().first().cloned() else { return Ok(Vec::new()) };
    let own = units::store::all_of(cx.conn(), &[scope.unit])?;
    let below = match scope.level {
        Level::Installation => Some(Level::Region),
        Level::Region => Some(Level::Municipality),
        Level::Municipality | Level::District => Some(Level::Organisation),
        Level::Organisation => None,
    };
    let found = match below {
        Some(level) => units::store::under(cx.conn(), &scope.path, level)?,
        None => Vec::new(),
    };
    let all = own.into_iter().chain(found);
    Ok(all.map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}

/// The ways to look at structures, as tabs.
fn tabs(active: &str, unit: &Unit) -> Vec<Tab> {
    let all = [
        ("Список", "/structures"),
        ("Матрица", "/structures/matrix"),
        ("Дерево", "/structures/tree"),
        ("Сеть", "/structures/network"),
        ("Схема", "/structures/scheme"),
        ("Взаимодействие", "/structures/cooperation"),
        ("Задачи сети", "/structures/tasks"),
        ("Кураторы служб", "/structures/curators"),
    ];
    let (unit, unit_level) = (unit.id.to_string(), unit.level());
    let tab = |(label, path): (&str, &str)| Tab {
        label: label.to_owned(),
        url: web::address(path, &[("unit", &unit)]),
        count: String::new(),
        active: path == active,
    };
    // A school has no service of a municipality below it.
    let is_there = |path: &str| path != "/structures/curators" || unit_level != Level::Organisation;
    all.into_iter().filter(|(_, path)| is_there(path)).map(tab).collect()
}

/// «научно-методическое; учебно-методическое», in the order of the pack.
fn service_titles(rules: &Effective, codes: &[String]) -> String {
    let known = rules.service_directions.iter().map(|one| &one.rule).filter(|one| codes.contains(&one.id));
    known.map(|one| one.title.as_str()).collect::<Vec<_>>().join("; ")
}

/// What a kind is called; the code where the pack has it no more.
fn kind_title(rules: &Effective, id: &str) -> String {
    rules.structure_kind(id).map_or_else(|| id.to_owned(), |kind| kind.rule.title.clone())
}

/// What a level is called.
fn level_title(rules: &Effective, id: &str) -> String {
    rules.level(id).map_or_else(|| id.to_owned(), |level| level.rule.title.clone())
}

/// The short name of a kind as the unit's own kind calls it: РМО in a district, ГМО in a town.
fn short_name(rules: &Effective, unit: &Unit, kind: &packs::StructureKind) -> String {
    let local = rules.unit_kinds.iter().find(|one| one.rule.id == unit.kind).map(|one| &one.rule);
    match (kind.id.as_str(), local) {
        ("municipal_union", Some(local)) if !local.union.is_empty() => local.union.clone(),
        _ => kind.name().to_owned(),
    }
}
