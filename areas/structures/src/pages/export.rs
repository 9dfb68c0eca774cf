//! The list of structures as XLSX: what the filter finds, each with its place, term, founding document and members.

use std::collections::HashMap;

use access::Granted;
use chrono::NaiveDate;
use documents::Document;
use packs::Effective;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Cx, Read, Reply, Result};

use super::list::{self, Row};
use super::place;
use crate::actions::rules_at;
use crate::model::{Member, Structure, StructureId};
use crate::store::{self, Filter};
use crate::support::HEAD;
use crate::{SeeStructures, access as reach};

/// More lines than a person reads, and few enough for one file.
const MOST: i64 = 5_000;

/// `GET /structures/register?…`: the same filter as on the page.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), place(cx, &may)?);
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let filter = Filter { after: None, ..list::filter(&request, &unit, today) };
    let filter = list::managed(filter, &request, &rules);
    let mut found = store::list(cx.conn(), &reach::view(&may), &filter, MOST + 1)?;
    web::whole_file(found.len(), usize::try_from(MOST).unwrap_or(0))?;
    above_first(&mut found);
    let held: Vec<i64> = found.iter().filter_map(|one| one.document_id).map(|id| id.0).collect();
    let documents = documents::store::all_of(cx.conn(), &held)?;
    let founded = |row: &Row| {
        let document = documents.iter().find(|document| Some(document.id) == row.one.document_id);
        document.map(documents::Document::title_line).unwrap_or_default()
    };
    let mut above: Vec<i64> = found.iter().filter_map(|one| one.parent_id).map(|id| id.0).collect();
    above.sort_unstable();
    above.dedup();
    let above = store::all_of(cx.conn(), &above)?;
    let owners: Vec<i64> = found.iter().map(|one| one.unit_id.0).collect();
    let owners = units::store::all_of(cx.conn(), &owners)?;
    let rows = list::rows(cx, &rules, found, today)?;
    let title = vec![format!("Методические структуры: {}", unit.name), format!("Строк: {}", rows.len())];
    let parent = |row: &Row| above.iter().find(|one| Some(one.id) == row.one.parent_id);
    let code =
        |row: &Row| owners.iter().find(|unit| unit.id == row.one.unit_id).map(|unit| unit.code.clone());
    let beside = |row: &Row| {
        let parent = parent(row).map(|one| one.name.clone()).unwrap_or_default();
        [founded(row), code(row).unwrap_or_default(), parent]
    };
    let led = heads(cx, &rows, (&unit, today))?;
    // A structure is no personal data, its heads are.
    cx.may_export(led.len())?;
    cx.exported(led.len());
    let of = |row: &Row| documents.iter().find(|document| Some(document.id) == row.one.document_id);
    let more = |row: &Row| [head_cells(&led, row), paper_cells(of(row), &rules)].concat();
    let lines = rows.iter().map(|row| cells(row, &beside(row), more(row))).collect();
    let table = Table {
        name: "Структуры".to_owned(),
        title,
        columns: columns(),
        stays: 1,
        lines,
        ..Table::default()
    };
    let book = Workbook {
        title: "Методические структуры".to_owned(), made_on: today, tables: vec![table]
    };
    super::file(&book, "Методические структуры")
}

/// A list names what a structure is in by a row above: the order of names is kept among those of one depth.
fn above_first(found: &mut [Structure]) {
    let above: HashMap<StructureId, Option<StructureId>> =
        found.iter().map(|one| (one.id, one.parent_id)).collect();
    // No deeper than there are rows: a circle would be no end.
    let depth = |one: &Structure| {
        std::iter::successors(one.parent_id, |id| above.get(id).copied().flatten())
            .take(above.len() + 1)
            .count()
    };
    let depths: HashMap<StructureId, usize> = found.iter().map(|one| (one.id, depth(one))).collect();
    found.sort_by_key(|one| depths.get(&one.id).copied());
}

fn columns() -> Vec<Column> {
    [
        ("Структура", 46),
        ("Вид", 40),
        ("Уровень", 24),
        ("Блок", 34),
        ("Территория", 30),
        ("Код территории", 14),
        ("Предметы, направления", 36),
        ("Создана", 11),
        ("Срок", 20),
        ("Основание", 34),
        ("Человек", 9),
        ("Ресурс", 34),
        ("Задача", 34),
        ("Входит в", 34),
        ("Раздел на портале", 34),
        ("Направления службы", 40),
        ("Руководитель", 34),
        ("Должность руководителя", 34),
        ("Вид документа", 34),
        ("Номер документа", 14),
        ("Дата документа", 13),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

fn cells(row: &Row, [founded, code, parent]: &[String; 3], more: Vec<Cell>) -> Line {
    let one = &row.one;
    let mut all = vec![
        Cell::text(&one.name),
        Cell::text(&row.kind),
        Cell::text(&row.level),
        Cell::text(one.block().title()),
        Cell::text(&row.owner),
        Cell::text(code),
        Cell::text(&one.directions),
        Cell::date(one.started_on),
        Cell::text(&row.term),
        Cell::text(founded),
        Cell::text(&row.members),
        Cell::text(&one.resource_url),
        Cell::text(&one.task),
        Cell::text(parent),
        Cell::text(one.section_url.as_deref().unwrap_or_default()),
        Cell::text(&row.service),
    ];
    all.extend(more);
    Line::Cells(all)
}

/// Who heads these structures now.
fn heads(
    cx: &mut Cx<Read>,
    rows: &[Row],
    (unit, today): (&Unit, NaiveDate),
) -> Result<HashMap<StructureId, Vec<Member>>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.one.id.0).collect();
    let mut all = store::members_of(cx.conn(), &ids)?;
    all.retain(|member| member.role == HEAD && member.is_there(today));
    let seen: Vec<i64> = all.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &unit.path);
    let mut led: HashMap<StructureId, Vec<Member>> = HashMap::new();
    for member in all {
        led.entry(member.structure_id).or_default().push(member);
    }
    Ok(led)
}

fn head_cells(led: &HashMap<StructureId, Vec<Member>>, row: &Row) -> Vec<Cell> {
    let own = led.get(&row.one.id).map(Vec::as_slice).unwrap_or_default();
    let joined = |text: fn(&Member) -> &str| own.iter().map(text).collect::<Vec<_>>().join("; ");
    let posts = joined(|one| &one.post);
    let posts = if posts.chars().all(|c| matches!(c, ';' | ' ')) { String::new() } else { posts };
    vec![Cell::text(joined(|one| &one.name)), Cell::text(posts)]
}

/// The founding document by its kind, number and day.
fn paper_cells(document: Option<&Document>, rules: &Effective) -> Vec<Cell> {
    let Some(one) = document else { return vec![Cell::text(""), Cell::text(""), Cell::text("")] };
    let kind = rules.document_kind(&one.kind).map(|kind| kind.rule.title.clone());
    let kind = kind.unwrap_or_else(|| documents::genus_title(&one.genus).to_owned());
    vec![Cell::text(kind), Cell::text(&one.number), Cell::date(one.signed_on)]
}
