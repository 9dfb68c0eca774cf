//! Who has acquainted themselves with a document and who has not, on the page and as XLSX; the mark; what is addressed to the
//! own units.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::{Unit, UnitId};
use web::{Body, Cx, Error, Mode, Page, Read, Reply, Result, Route, Write, get, post, russian};

use crate::model::{Acquaintance, Circulation};
use crate::rules::circulation as rules;
use crate::store::circulations as store;
use crate::{AcquaintWithDocuments, Document, SeeDocuments, actions, circulated, people};

/// The routes of marks.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/documents/circulated", own),
        get("/documents/{document}/acquaintance", page),
        get("/documents/{document}/acquaintance/register", file),
        post("/documents/{document}/acquaintance", acquaint),
    ]
}

/// So many units on a page.
const PAGE: usize = 50;
/// As many as a file holds: more than any region has.
const MOST: usize = 20_000;

/// A unit that is addressed.
pub(super) struct Row {
    unit: UnitId,
    name: String,
    above: String,
    /// «Орлова Н. П.»; empty: nobody yet.
    who: String,
    /// «12.06.2026 10:15»
    when: String,
    is_done: bool,
}

/// How many of those addressed have read it: «ознакомлены 12 из 29».
pub(super) fn tally(rows: &[Row]) -> String {
    let done = rows.iter().filter(|row| row.is_done).count();
    format!("ознакомлены {done} из\u{a0}{}", rows.len())
}

/// The units the document is addressed to inside the scope, those of one territory together, and the day; nobody is
/// addressed: none.
pub(super) fn rows(
    cx: &mut Cx<Read>,
    (document, addressed): (&Document, &[Circulation]),
    scope: &Ranges,
) -> Result<Option<(Vec<Row>, NaiveDate)>> {
    let Some(read_by) = addressed.first().map(|row| row.read_by) else { return Ok(None) };
    let day = rules::counted_on(document, cx.today_at(&document.unit_path)?);
    let all = units::as_of(cx.conn(), &Ranges::under([document.unit_path.as_str()]), day)?;
    let marks = store::marks_of(cx.conn(), &[document.id.0])?;
    let names = people::names_of(cx.conn(), marks.iter().filter_map(|mark| mark.account_id))?;
    let zone = cx.zone_at(&document.unit_path)?;
    let by_unit: BTreeMap<i64, &Acquaintance> = marks.iter().map(|mark| (mark.unit_id.0, mark)).collect();
    let short: BTreeMap<i64, &str> =
        all.iter().map(|unit| (unit.unit_id.0, unit.short_name.as_str())).collect();
    let is_meant = |unit: &&units::model::UnitThen| {
        scope.holds(&unit.path)
            && rules::is_addressed(&document.unit_path, addressed, (unit.unit_id, &unit.path, unit.level()))
    };
    let row = |unit: &units::model::UnitThen| {
        let mark = by_unit.get(&unit.unit_id.0);
        let above = unit.parent_id.filter(|id| *id != document.unit_id);
        Row {
            unit: unit.unit_id,
            name: unit.short_name.clone(),
            above: above.and_then(|id| short.get(&id.0)).copied().unwrap_or_default().to_owned(),
            who: mark.map(|mark| people::named(&names, mark.account_id)).unwrap_or_default(),
            when: mark.map(|mark| russian::moment(mark.marked_at, zone)).unwrap_or_default(),
            is_done: mark.is_some(),
        }
    };
    let mut rows: Vec<Row> = all.iter().filter(is_meant).map(row).collect();
    rows.sort_by_cached_key(|row| (db::natural(&row.above), db::natural(&row.name), row.unit.0));
    Ok(Some((rows, read_by)))
}

/// A unit of the person the document is addressed to, on its card.
pub(super) struct Own {
    pub unit: UnitId,
    pub name: String,
    /// «Орлова Н. П., 12.06.2026 10:15»; empty: not yet.
    pub done: String,
    pub read_by: String,
    /// Whether the mark may still be made.
    pub is_open: bool,
}

/// The person's units among those the document is addressed to.
pub(super) fn mine(cx: &mut Cx<Read>, document: &Document, rows: &[Circulation]) -> Result<Vec<Own>> {
    let house = cx.house_handle();
    let Ok(may) = house.policy.check::<AcquaintWithDocuments>(cx.person()) else { return Ok(Vec::new()) };
    let Some(read_by) = rows.first().map(|row| row.read_by) else { return Ok(Vec::new()) };
    let mut own = circulated::placed(may.scopes());
    own.retain(|one| rules::is_addressed(&document.unit_path, rows, (one.unit, &one.path, one.level)));
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = own.iter().map(|one| one.unit.0).collect();
    let named = names(cx, &ids)?;
    let marks = store::marks_by(cx.conn(), &ids)?;
    let marks: Vec<Acquaintance> = marks.into_iter().filter(|mark| mark.document_id == document.id).collect();
    let who = people::names_of(cx.conn(), marks.iter().filter_map(|mark| mark.account_id))?;
    let today = cx.today_at(&document.unit_path)?;
    let is_open = rules::may_acquaint(document, today).is_ok();
    let zone = cx.zone_at(&document.unit_path)?;
    let told = |mark: &Acquaintance| {
        format!("{}, {}", people::named(&who, mark.account_id), russian::moment(mark.marked_at, zone))
    };
    let line = |one: &store::Placed| Own {
        unit: one.unit,
        name: named.get(&one.unit.0).cloned().unwrap_or_default(),
        done: marks.iter().find(|mark| mark.unit_id == one.unit).map(told).unwrap_or_default(),
        read_by: russian::date(read_by),
        is_open,
    };
    Ok(own.iter().map(line).collect())
}

fn names<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    let all = units::store::all_of(cx.conn(), ids)?;
    Ok(all.into_iter().map(|unit: Unit| (unit.id.0, unit.short_name)).collect())
}

/// Whether the document is addressed to a unit whose papers the person keeps: then it is read like a regulation above.
pub(super) fn is_open_to<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<bool> {
    let house = cx.house_handle();
    let Ok(may) = house.policy.check::<AcquaintWithDocuments>(cx.person()) else { return Ok(false) };
    let rows = store::of(cx.conn(), document.id)?;
    let own = circulated::placed(may.scopes());
    Ok(own
        .iter()
        .any(|one| rules::is_addressed(&document.unit_path, &rows, (one.unit, &one.path, one.level))))
}

#[derive(Template)]
#[template(path = "acquaintance.html")]
struct AcquaintancePage {
    line: String,
    url: String,
    tally: String,
    read_by: String,
    is_late: bool,
    /// Whether some of them stand in a territory below the issuer.
    has_above: bool,
    choices: [(&'static str, &'static str); 2],
    who: String,
    rows: Vec<Row>,
    counted: String,
    prev: String,
    next: String,
}

/// `GET /documents/{document}/acquaintance?who=…`
fn page(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (document, _) = super::read(cx, &may)?;
    let addressed = store::of(cx.conn(), document.id)?;
    let found = rows(cx, (&document, &addressed), may.ranges())?;
    let (rows, read_by) = found.ok_or(Error::NotFound)?;
    let (request, today) = (cx.request_handle(), cx.today_at(&document.unit_path)?);
    let who = request.asked("who").to_owned();
    let tally = tally(&rows);
    let is_late = read_by < today && rows.iter().any(|row| !row.is_done);
    let rows = chosen(rows, &who);
    let total = rows.len();
    let from = request.asked("from").parse::<usize>().unwrap_or(0).min(total) / PAGE * PAGE;
    let address = format!("{}/acquaintance", document.url());
    let turn = |from: usize| web::address(&address, &[("who", &who), ("from", &from.to_string())]);
    let page = AcquaintancePage {
        line: document.title_line(),
        url: document.url(),
        tally,
        read_by: russian::date(read_by),
        is_late,
        has_above: rows.iter().any(|row| !row.above.is_empty()),
        choices: CHOICES,
        counted: format!("{}–{} из\u{a0}{total}", (from + 1).min(total), (from + PAGE).min(total)),
        prev: if from > 0 { turn(from - PAGE) } else { String::new() },
        next: if from + PAGE < total { turn(from + PAGE) } else { String::new() },
        rows: rows.into_iter().skip(from).take(PAGE).collect(),
        who,
    };
    Page::titled("Ознакомление с\u{a0}документом").at(&document.unit_path).under("/documents").show(&page)
}

const CHOICES: [(&str, &str); 2] = [("done", "ознакомлены"), ("not", "ещё не ознакомлены")];

fn chosen(mut rows: Vec<Row>, who: &str) -> Vec<Row> {
    match who {
        "done" => rows.retain(|row| row.is_done),
        "not" => rows.retain(|row| !row.is_done),
        _ => {}
    }
    rows
}

/// `GET /documents/{document}/acquaintance/register?who=…`: the same rows as a file.
fn file(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (document, _) = super::read(cx, &may)?;
    let addressed = store::of(cx.conn(), document.id)?;
    let found = rows(cx, (&document, &addressed), may.ranges())?;
    let (rows, read_by) = found.ok_or(Error::NotFound)?;
    let tally = tally(&rows);
    let rows = chosen(rows, cx.request_handle().asked("who"));
    web::whole_file(rows.len(), MOST)?;
    cx.may_export(rows.len())?;
    cx.exported(rows.len());
    let today = cx.today_at(&document.unit_path)?;
    let table = Table {
        name: "Ознакомление".to_owned(),
        title: vec![
            format!("{}, «{}»", document.title_line(), document.title),
            format!("Ознакомиться до\u{a0}{}: {tally}", russian::date(read_by)),
        ],
        columns: [
            ("Кому адресован", 46),
            ("Территория", 34),
            ("Ознакомлен", 12),
            ("Кто отметил", 24),
            ("Когда", 18),
        ]
        .map(|(title, width)| Column::new(title, width))
        .to_vec(),
        stays: 1,
        lines: rows.iter().map(line).collect(),
        ..Table::default()
    };
    let book =
        Workbook {
            title: "Ознакомление с документом".to_owned(), made_on: today, tables: vec![table]
        };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Ознакомление с документом {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn line(row: &Row) -> Line {
    Line::Cells(vec![
        Cell::text(&row.name),
        Cell::text(&row.above),
        Cell::text(if row.is_done { "да" } else { "нет" }),
        Cell::text(&row.who),
        Cell::text(&row.when),
    ])
}

/// `POST /documents/{document}/acquaintance`: «Ознакомлен»; once more changes nothing.
fn acquaint(cx: &mut Cx<Write>, may: Granted<AcquaintWithDocuments>) -> Result<Reply> {
    let id = cx.request().arg("document")?;
    let document = crate::store::all_of(cx.conn(), &[id])?.pop().ok_or(Error::NotFound)?;
    let unit: UnitId = cx.request().form.text("unit").parse().map_err(|_| Error::NotFound)?;
    let is_new = actions::circulating::acquaint(cx, &may, &document, unit)?;
    cx.notice(if is_new {
        "Отмечено: с\u{a0}документом ознакомлены."
    } else {
        "Отметка уже стоит."
    });
    Ok(Reply::to(document.url()))
}

#[derive(Template)]
#[template(path = "circulated.html")]
struct CirculatedPage {
    rows: Vec<Letter>,
}

struct Letter {
    url: String,
    title: String,
    line: String,
    unit: String,
    read_by: String,
    mark: (&'static str, &'static str),
}

/// `GET /documents/circulated`: what is addressed to the own units, the latest first.
fn own(cx: &mut Cx<Read>, may: Granted<AcquaintWithDocuments>) -> Result<Reply> {
    let own = circulated::placed(may.scopes());
    let ids: Vec<i64> = own.iter().map(|one| one.unit.0).collect();
    let (all, named) = (circulated::addressed(cx.conn(), &own)?, names(cx, &ids)?);
    let marks = store::marks_by(cx.conn(), &ids)?;
    let today = cx.today_at(&super::top(&may))?;
    let row = |one: circulated::Addressed| {
        let is_done =
            marks.iter().any(|mark| mark.document_id == one.document.id && mark.unit_id == one.unit);
        let is_open = rules::may_acquaint(&one.document, today).is_ok();
        Letter {
            url: one.document.url(),
            line: one.document.title_line(),
            unit: named.get(&one.unit.0).cloned().unwrap_or_default(),
            read_by: russian::date(one.read_by),
            mark: match (is_done, is_open) {
                (true, _) => ("ознакомлены", "ok"),
                (false, false) => ("больше не нужно", "muted"),
                (false, true) if one.read_by < today => ("срок прошёл", "bad"),
                (false, true) => ("ждёт ознакомления", "warn"),
            },
            title: one.document.title,
        }
    };
    let page = CirculatedPage { rows: all.into_iter().map(row).collect() };
    Page::titled("Для ознакомления").under("/documents").show(&page)
}
