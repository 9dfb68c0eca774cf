//! The map of a level: objects × documents each of them must have, with shares by object and by document.

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use packs::DocumentKind;
use units::Unit;
use web::{Cx, Page, Read, Reply, Request, Result};

use super::kinds;
use super::required::address;
use crate::model::Proving;
use crate::rules::required::{self, Standing};
use crate::{SeeDocuments, store};

/// So many objects on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage {
    levels: Vec<(&'static str, &'static str)>,
    level: &'static str,
    only_gaps: bool,
    summary: String,
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
    /// A regulation here tells what share of its units have a document.
    has_shares: bool,
    counted: String,
    prev: String,
    next: String,
}

struct Row {
    name: String,
    url: String,
    share: String,
    /// None: the object's own rules do not ask for it.
    cells: Vec<Option<(Standing, String)>>,
}

impl Row {
    fn is_whole(&self) -> bool {
        self.cells.iter().flatten().all(|(how, _)| how.is_met())
    }
}

/// `GET /documents/coverage?level=…`: every object of a level with every document it must have.
pub(super) fn map(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (request, top) = (cx.request_handle(), super::top(&may));
    let (levels, level) = levels(&may, &request);
    let (house, today) = (cx.house_handle(), cx.today_at(&top)?);
    let own = kinds::rules_at(cx, &top)?;
    let objects = units::store::under(cx.conn(), &top, level)?;
    let paths: Vec<&str> = objects.iter().map(|unit| unit.path.as_str()).collect();
    // A municipality may have a pack of its own: each object is asked for what its own rules demand.
    let each = units::store::effective_of(cx.conn(), &house.packs, &paths, today)?;
    let lists: Vec<_> = each
        .iter()
        .zip(&objects)
        .map(|(rules, unit)| {
            required::of_kind(required::asked_of(rules, kinds::pack_level(level)), &unit.kind)
        })
        .collect();
    let mut sought: Vec<String> = lists.iter().flat_map(|list| required::kinds_of(list)).collect();
    sought.sort();
    sought.dedup();
    let ids: Vec<i64> = objects.iter().map(|unit| unit.id.0).collect();
    let found = store::of_kinds(cx.conn(), &ids, &sought)?;
    let musts: Vec<Vec<&DocumentKind>> = lists.iter().map(|list| required::must_exist(list)).collect();
    let columns = columns(&musts);
    let rows = rows(&objects, (&musts, &columns), &found, (today, required::year_start(&own, today)));
    let mut page = page(&request, (levels, level), &columns, rows);
    page.has_shares = each.iter().any(|rules| super::shares::of(rules).next().is_some());
    Page::titled("Обязательные документы: карта").under("/documents").show(&page)
}

/// Every document that anybody must have, once.
fn columns<'a>(musts: &[Vec<&'a DocumentKind>]) -> Vec<&'a DocumentKind> {
    let mut columns: Vec<&DocumentKind> = Vec::new();
    for kind in musts.iter().flatten() {
        if !columns.iter().any(|known| known.id == kind.id) {
            columns.push(kind);
        }
    }
    columns
}

/// The levels at and under the person's place, and the one asked for; the one below is the first to look at.
fn levels(may: &Granted<SeeDocuments>, request: &Request) -> (Vec<(&'static str, &'static str)>, Level) {
    let own = may.scopes().first().map_or(Level::Organisation, |scope| scope.level);
    let all = [
        (Level::Region, "Регион"),
        (Level::Municipality, "Муниципалитеты"),
        (Level::Organisation, "Образовательные организации"),
    ];
    let from = match own {
        Level::Installation | Level::Region => 0,
        Level::Municipality | Level::District => 1,
        Level::Organisation => 2,
    };
    let open = &all[from..];
    let asked = open.iter().find(|(level, _)| level.code() == request.asked("level"));
    let first = open.iter().find(|(level, _)| *level == Level::Municipality && from == 0).or(open.last());
    let level = asked.or(first).map_or(Level::Organisation, |(level, _)| *level);
    (open.iter().map(|(level, title)| (level.code(), *title)).collect(), level)
}

fn rows(
    objects: &[Unit],
    (musts, columns): (&[Vec<&DocumentKind>], &[&DocumentKind]),
    found: &[Proving],
    days: (NaiveDate, NaiveDate),
) -> Vec<Row> {
    let mut by_unit: BTreeMap<i64, Vec<&Proving>> = BTreeMap::new();
    for document in found {
        by_unit.entry(document.unit_id.0).or_default().push(document);
    }
    let none = Vec::new();
    let row = |(unit, must): (&Unit, &Vec<&DocumentKind>)| {
        let own = by_unit.get(&unit.id.0).unwrap_or(&none);
        let cell = |column: &&DocumentKind| {
            let kind = must.iter().find(|kind| kind.id == column.id)?;
            let (how, document) = required::standing(kind, own, days);
            Some((how, document.map(address).unwrap_or_default()))
        };
        let cells: Vec<Option<(Standing, String)>> = columns.iter().map(cell).collect();
        let met = cells.iter().flatten().filter(|(how, _)| how.is_met()).count();
        Row {
            name: unit.short_name.clone(),
            url: format!("/documents/required?unit={}", unit.id),
            share: format!("{met} из\u{a0}{}", must.len()),
            cells,
        }
    };
    objects.iter().zip(musts).map(row).collect()
}

fn page(
    request: &Request,
    (levels, level): (Vec<(&'static str, &'static str)>, Level),
    must: &[&DocumentKind],
    rows: Vec<Row>,
) -> CoveragePage {
    let whole = rows.iter().filter(|row| row.is_whole()).count();
    let summary = if must.is_empty() {
        "Набор правил территории не\u{a0}требует от\u{a0}этого уровня документов.".to_owned()
    } else {
        let (share, percent) = (share(whole, rows.len()), percent(whole, rows.len()));
        format!("Все обязательные документы действуют у\u{a0}{share}{percent}.")
    };
    let heads = heads(must, &rows);
    let only_gaps = request.asked("gaps") == "1";
    let rows: Vec<Row> = rows.into_iter().filter(|row| !only_gaps || !row.is_whole()).collect();
    let total = rows.len();
    let from = request.asked("from").parse::<usize>().unwrap_or(0).min(total) / PAGE * PAGE;
    let turn = |from: usize| {
        let (from, gaps) = (from.to_string(), if only_gaps { "1" } else { "" });
        web::address("/documents/coverage", &[("level", level.code()), ("gaps", gaps), ("from", &from)])
    };
    CoveragePage {
        levels,
        level: level.code(),
        only_gaps,
        has_shares: false,
        summary,
        heads,
        counted: format!("{}–{} из\u{a0}{total}", (from + 1).min(total), (from + PAGE).min(total)),
        prev: if from > 0 { turn(from - PAGE) } else { String::new() },
        next: if from + PAGE < total { turn(from + PAGE) } else { String::new() },
        rows: rows.into_iter().skip(from).take(PAGE).collect(),
    }
}

/// Each document with how many have it.
fn heads(must: &[&DocumentKind], rows: &[Row]) -> Vec<(String, String)> {
    let head = |(at, kind): (usize, &&DocumentKind)| {
        let asked: Vec<_> = rows.iter().filter_map(|row| row.cells.get(at)?.as_ref()).collect();
        let met = asked.iter().filter(|(how, _)| how.is_met()).count();
        (kind.title.clone(), share(met, asked.len()))
    };
    must.iter().enumerate().map(head).collect()
}

fn share(part: usize, whole: usize) -> String {
    format!("{part} из\u{a0}{whole}")
}

/// « (17 %)», rounded down: a hundred means all.
fn percent(part: usize, whole: usize) -> String {
    (part * 100).checked_div(whole).map(|share| format!(" ({share}\u{a0}%)")).unwrap_or_default()
}
