//! The list of documents: by territory, kind, school year and name, newest first.

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use search::{Piece, Question};
use units::Unit;
use web::{Cx, Page, Read, Reply, Request, Result, russian};

use super::kinds;
use crate::store::Filter;
use crate::{AcquaintWithDocuments, Document, SeeDocuments, Status, reading, rules, store};

mod answers;

const PAGE: usize = 50;
const LIMIT: i64 = 51;
/// How many school years the filter offers.
const YEARS: i32 = 8;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    rows: Vec<Row>,
    chosen: Chosen,
    places: Vec<(String, String)>,
    all_kinds: Vec<(String, String)>,
    states: Vec<(&'static str, &'static str)>,
    years: Vec<(String, String)>,
    may_acquaint: bool,
    new_url: String,
    new_label: &'static str,
    clear_url: &'static str,
    counted: String,
    next_url: String,
}

/// What the filter asks for, as it came.
struct Chosen {
    unit: String,
    kind: String,
    state: String,
    year: String,
    begins: String,
    is_any: bool,
}

struct Row {
    url: String,
    title: String,
    /// Where its text answers what was asked.
    pieces: Vec<Piece>,
    line: String,
    kind: String,
    owner: String,
    owner_url: String,
    state: (&'static str, &'static str),
}

/// `GET /documents`: the list inside the scope; with words, what answers them, the best first.
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let request = cx.request_handle();
    let scope = crate::access::asked(cx, &may, &request)?;
    let question = Question::of(request.asked("name"));
    if !question.is_empty() {
        return answers::list(cx, &may, &scope, &question);
    }
    let filter = Filter { hidden: reading::hidden(cx, &scope)?, ..filter(&request) };
    let mut found = store::list(cx.conn(), &scope, &filter, LIMIT)?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|last| next_address(&request, last));
    let page = page(cx, &may, &request, found, &mut BTreeMap::new())?;
    Page::titled("Документы").show(&ListPage { next_url: next.unwrap_or_default(), ..page })
}

fn page(
    cx: &mut Cx<Read>,
    may: &Granted<SeeDocuments>,
    request: &Request,
    found: Vec<Document>,
    excerpts: &mut BTreeMap<i64, Vec<Piece>>,
) -> Result<ListPage> {
    let top = super::top(may);
    let (rules, today) = (kinds::rules_at(cx, &top)?, cx.today_at(&top)?);
    let (chosen, new_url) = (chosen(request), new_url(cx, request, &top));
    Ok(ListPage {
        counted: russian::counted(i64::try_from(found.len()).unwrap_or(0), "строка", "строки", "строк"),
        rows: rows(cx, found, (&rules, today), excerpts)?,
        clear_url: if chosen.is_any { "/documents" } else { "" },
        new_label: if new_url.is_empty() { "" } else { "Зарегистрировать документ" },
        chosen,
        places: places(cx, may, &top)?,
        all_kinds: all_kinds(&rules),
        states: Status::ALL.iter().map(|status| (status.code(), status.title())).collect(),
        years: years(today),
        may_acquaint: cx.house().policy.check::<AcquaintWithDocuments>(cx.person()).is_ok(),
        new_url,
        next_url: String::new(),
    })
}

fn filter(request: &Request) -> Filter {
    let after = request.asked("after").split_once('~');
    Filter {
        kind: request.asked("kind").to_owned(),
        state: request.asked("state").to_owned(),
        period: rules::school_year(request.asked("year")),
        name: request.asked("name").to_owned(),
        found: Vec::new(),
        only: None,
        hidden: None,
        after: after.and_then(|(id, day)| Some((day.parse().ok()?, id.parse().ok()?))),
    }
}

fn next_address(request: &Request, last: &Document) -> String {
    let after = format!("{}~{}", last.id, last.signed_on);
    let kept = ["unit", "kind", "state", "year", "name"].map(|name| (name, request.asked(name)));
    let query: Vec<_> = kept.into_iter().chain([("after", after.as_str())]).collect();
    web::address("/documents", &query)
}

fn chosen(request: &Request) -> Chosen {
    let asked = |name| request.asked(name).to_owned();
    Chosen {
        unit: asked("unit"),
        kind: asked("kind"),
        state: asked("state"),
        year: asked("year"),
        begins: asked("name"),
        is_any: ["unit", "kind", "state", "year", "name", "after"]
            .iter()
            .any(|name| !request.asked(name).is_empty()),
    }
}

fn rows(
    cx: &mut Cx<Read>,
    found: Vec<Document>,
    at: (&Effective, NaiveDate),
    excerpts: &mut BTreeMap<i64, Vec<Piece>>,
) -> Result<Vec<Row>> {
    let mut owners: Vec<i64> = found.iter().map(|document| document.unit_id.0).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners = units::store::all_of(cx.conn(), &owners)?;
    let mut row = |document: Document| {
        let pieces = excerpts.remove(&document.id.0).unwrap_or_default();
        Row { pieces, ..row(document, &owners, at) }
    };
    Ok(found.into_iter().map(&mut row).collect())
}

fn row(document: Document, owners: &[Unit], (rules, today): (&Effective, NaiveDate)) -> Row {
    let owner = owners.iter().find(|unit| unit.id == document.unit_id);
    Row {
        url: document.url(),
        line: document.title_line(),
        kind: kinds::title_of(rules, &document.kind, &document.genus),
        state: state(&document, today),
        owner: owner.map(|unit| unit.short_name.clone()).unwrap_or_default(),
        owner_url: owner.map(Unit::url).unwrap_or_default(),
        title: document.title,
        pieces: Vec::new(),
    }
}

/// The state of a document on a day, with its tone.
pub(super) fn state(document: &Document, today: NaiveDate) -> (&'static str, &'static str) {
    let state = document.state();
    if state == Status::InForce && document.valid_to.is_some_and(|last| last < today) {
        return ("срок истёк", "muted");
    }
    (state.title(), state.tone())
}

/// The person's own place and those right under it.
fn places(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>, top: &str) -> Result<Vec<(String, String)>> {
    let Some(scope) = may.scopes().first() else {
        return Ok(Vec::new());
    };
    let below = match scope.level {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    let found = units::store::under(cx.conn(), top, below)?;
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}

fn all_kinds(rules: &Effective) -> Vec<(String, String)> {
    let mut kinds: Vec<_> =
        rules.document_kinds.iter().map(|kind| (kind.rule.id.clone(), kind.rule.title.clone())).collect();
    kinds.sort_by_key(|(_, title)| db::fold(title.trim_start_matches('«')));
    kinds
}

fn years(today: NaiveDate) -> Vec<(String, String)> {
    let this: i32 = russian::period_of(today).parse().unwrap_or(2026);
    let years = (0..YEARS).map(|back| (this - back).to_string());
    years.map(|year| (year.clone(), russian::school_year(&year))).collect()
}

/// Where a document is registered from here; empty when the person may not.
fn new_url(cx: &Cx<Read>, request: &Request, top: &str) -> String {
    if !super::keeps(cx, top) {
        return String::new();
    }
    web::address("/documents/new", &[("unit", request.asked("unit")), ("kind", request.asked("kind"))])
}
