//! Duties of the year about the young and their mentors: of a place, and of all its municipalities side by side; as a file.

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Body, Cx, Error, Page, Read, Reply, Result, russian};

use super::place;
use crate::SeeSchools;
use crate::actions::rules_at;
use crate::yearly::{self, Item, Place};

pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "yearly.html")]
struct YearlyPage {
    of: String,
    year: String,
    own: Vec<Own>,
    tables: Vec<Grid>,
    register_url: String,
    school_url: String,
}

/// A duty of the place itself.
struct Own {
    title: String,
    responsible: String,
    clause: String,
    due: String,
    state: (&'static str, &'static str),
    notes: Vec<String>,
    waits: String,
    papers: Vec<(String, String)>,
    new_url: String,
}

/// Units of a level with their duties.
struct Grid {
    title: String,
    heads: Vec<(String, String)>,
    rows: Vec<GridRow>,
}

struct GridRow {
    name: String,
    url: String,
    cells: Vec<GridCell>,
}

struct GridCell {
    label: String,
    state: (&'static str, &'static str),
    paper: (String, String),
    notes: String,
}

/// Duties of a level, unit by unit.
struct Told {
    title: &'static str,
    units: Vec<(Unit, Vec<Item>)>,
}

fn told(cx: &mut Cx<Read>, top: &Unit, today: NaiveDate) -> Result<(Vec<Item>, Vec<Told>)> {
    let rules = rules_at(cx, &top.path)?;
    let own = [Place { unit: top.id, path: top.path.clone() }];
    let own = yearly::of(cx.conn(), (&top.path, &top.level), &own, (&rules, today))?;
    let below = match top.level() {
        Level::Installation | Level::Region => vec![(Level::Municipality, "municipality", "Муниципалитеты")],
        Level::Municipality | Level::District => vec![(Level::Organisation, "organisation", "Организации")],
        Level::Organisation => Vec::new(),
    };
    let mut tables = Vec::new();
    for (level, code, title) in below {
        let units = units::store::under(cx.conn(), &top.path, level)?;
        let places: Vec<Place> =
            units.iter().map(|unit| Place { unit: unit.id, path: unit.path.clone() }).collect();
        let items = yearly::of(cx.conn(), (&top.path, code), &places, (&rules, today))?;
        if items.is_empty() {
            continue;
        }
        let of = |unit: Unit| {
            let own = items.iter().filter(|item| item.unit == unit.id).cloned().collect();
            (unit, own)
        };
        tables.push(Told { title, units: units.into_iter().map(of).collect() });
    }
    Ok((own, tables))
}

/// `GET /schooling/yearly?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeSchools>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let rules = rules_at(cx, &unit.path)?;
    let (own, tables) = told(cx, &unit, today)?;
    let id = unit.id.to_string();
    let row = |item: &Item| {
        let kind = item.duty.documents.iter().find(|kind| rules.document_kind(kind).is_some());
        let new = kind.map(|kind| web::address("/documents/new", &[("unit", &id), ("kind", kind)]));
        Own {
            title: item.duty.title.clone(),
            responsible: item.duty.responsible.clone(),
            clause: item.duty.clause.clone(),
            due: if item.duty.month.is_some() {
                format!("до\u{a0}{}", russian::date(item.term.due))
            } else {
                "весь учебный год".to_owned()
            },
            state: (item.standing.title(), item.standing.tone()),
            notes: item.notes.clone(),
            waits: item.duty.waits.clone(),
            papers: item.papers.clone(),
            new_url: if item.is_open() { new.unwrap_or_default() } else { String::new() },
        }
    };
    let page = YearlyPage {
        of: unit.name.clone(),
        year: russian::school_year(&russian::period_of(today)),
        own: own.iter().map(row).collect(),
        register_url: if tables.is_empty() {
            String::new()
        } else {
            web::address("/schooling/yearly/register", &[("unit", &id)])
        },
        tables: tables.into_iter().map(grid).collect(),
        school_url: web::address("/schooling", &[("unit", &id)]),
    };
    Page::titled("Дела года: молодые педагоги").at(&unit.path).under("/schooling/yearly").show(&page)
}

fn grid(told: Told) -> Grid {
    let first = told.units.first().map(|(_, items)| items.clone()).unwrap_or_default();
    let due = |item: &Item| match item.duty.month {
        Some(_) => format!("до\u{a0}{}", russian::date(item.term.due)),
        None => "весь год".to_owned(),
    };
    let cell = |item: &Item| GridCell {
        label: item.duty.short.clone(),
        state: (item.standing.title(), item.standing.tone()),
        paper: item.papers.first().cloned().unwrap_or_default(),
        notes: item.notes.join("; "),
    };
    let row = |(unit, items): (Unit, Vec<Item>)| GridRow {
        name: unit.short_name.clone(),
        url: web::address("/schooling/yearly", &[("unit", &unit.id.to_string())]),
        cells: items.iter().map(cell).collect(),
    };
    Grid {
        title: told.title.to_owned(),
        heads: first.iter().map(|item| (item.duty.short.clone(), due(item))).collect(),
        rows: told.units.into_iter().map(row).collect(),
    }
}

/// `GET /schooling/yearly/register?unit=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeSchools>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let (_, tables) = told(cx, &unit, today)?;
    let objects: usize = tables.iter().map(|one| one.units.len()).sum();
    cx.may_export(objects)?;
    cx.exported(objects);
    let title = "Дела года: молодые педагоги";
    let tables: Vec<Table> = tables.into_iter().map(|one| sheet(one, (&unit, title), today)).collect();
    if tables.is_empty() {
        return Err(Error::NotFound);
    }
    let book = Workbook { title: title.to_owned(), made_on: today, tables };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Дела года {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn sheet(told: Told, (unit, title): (&Unit, &str), today: NaiveDate) -> Table {
    let heads: Vec<String> = told
        .units
        .first()
        .map(|(_, items)| items.iter().map(|item| item.duty.short.clone()).collect())
        .unwrap_or_default();
    let mut columns = vec![Column::new("Организация или муниципалитет", 40)];
    for head in &heads {
        columns.push(Column::new(head, 18));
        columns.push(Column::new("чем подтверждено", 34));
    }
    let line = |(unit, items): (Unit, Vec<Item>)| {
        let mut cells = vec![Cell::text(unit.name)];
        for item in items {
            let papers: Vec<String> =
                item.papers.into_iter().map(|(title, _)| title).chain(item.notes).collect();
            cells.push(Cell::text(item.standing.title()));
            cells.push(Cell::text(papers.join("; ")));
        }
        Line::Cells(cells)
    };
    Table {
        name: told.title.to_owned(),
        title: vec![format!("{title}: {}", unit.name), format!("на {}", russian::date(today))],
        columns,
        stays: 1,
        lines: told.units.into_iter().map(line).collect(),
        ..Table::default()
    }
}
