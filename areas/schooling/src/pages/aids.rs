//! Materials addressed to young teachers, of a place and below it (Владимир, приложение, п. 2, критерий 3): where each is, whose
//! it is, since when; XLSX.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::{Months, NaiveDate};
use db::Ranges;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::{Body, Cx, Error, Page, Read, Reply, Result, russian};

use super::place;
use super::yearly::XLSX;
use crate::actions::enrolling::short_names;
use crate::rules::{Aid, there};
use crate::{SeeSchools, aids};

/// So many stand on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "aids.html")]
struct AidsPage {
    of: String,
    on: String,
    now: usize,
    before: usize,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    new_url: String,
    register_url: String,
    school_url: String,
}

struct Row {
    title: String,
    url: String,
    about: String,
    whose: String,
    since: String,
    until: String,
}

/// What is there today, and how much was a year before.
struct Told {
    rows: Vec<Row>,
    keys: Vec<String>,
    before: usize,
}

/// `GET /schooling/materials?unit=…&after=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeSchools>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let mut told = told(cx, &unit, today)?;
    let now = told.rows.len();
    let after = cx.request().asked("after").to_owned();
    let start = told.keys.iter().position(|key| *key == after).map_or(0, |at| at + 1);
    let last = (start + PAGE).min(now);
    let next = if last < now { told.keys[last - 1].clone() } else { String::new() };
    let rows: Vec<Row> = told.rows.drain(start..last).collect();
    let (id, policy) = (unit.id.to_string(), &cx.house().policy);
    let keeps = policy.check::<documents::KeepDocuments>(cx.person());
    let may_register = keeps.is_ok_and(|may| may.ranges().holds(&unit.path));
    let of = |address: &str| web::address(address, &[("unit", &id)]);
    let page = AidsPage {
        of: unit.name.clone(),
        on: russian::date(today),
        now,
        before: told.before,
        counted: russian::counted(i64::try_from(rows.len()).unwrap_or(0), "строка", "строки", "строк"),
        rows,
        next_url: if next.is_empty() {
            String::new()
        } else {
            web::address("/schooling/materials", &[("unit", &id), ("after", &next)])
        },
        new_url: if may_register {
            web::address(
                "/documents/new",
                &[("unit", &id), ("addressee", documents::Addressee::Young.code())],
            )
        } else {
            String::new()
        },
        register_url: if now == 0 { String::new() } else { of("/schooling/materials/register") },
        school_url: of("/schooling"),
    };
    Page::titled("Материалы для молодых педагогов").at(&unit.path).under("/schooling").show(&page)
}

fn told(cx: &mut Cx<Read>, unit: &Unit, today: NaiveDate) -> Result<Told> {
    let then = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let all = aids::read(cx.conn(), &Ranges::under([unit.path.as_str()]), then)?;
    let here = there(&all, &unit.path, today);
    let names = short_names(cx, here.iter().map(|one| one.unit).collect())?;
    Ok(Told {
        rows: here.iter().map(|one| row(one, &names)).collect(),
        keys: here.iter().map(|one| one.key.clone()).collect(),
        before: there(&all, &unit.path, then).len(),
    })
}

fn row(one: &Aid, names: &BTreeMap<i64, String>) -> Row {
    Row {
        title: one.title.clone(),
        url: one.url.clone(),
        about: one.about.clone(),
        whose: names.get(&one.unit).cloned().unwrap_or_default(),
        since: russian::date(one.from),
        until: one.to.map_or_else(|| "без срока".to_owned(), russian::date),
    }
}

/// `GET /schooling/materials/register?unit=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeSchools>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let told = told(cx, &unit, today)?;
    cx.may_export(told.rows.len())?;
    cx.exported(told.rows.len());
    let columns =
        [("Материал", 50), ("Что это", 40), ("Чей", 30), ("Есть с", 12), ("Действует по", 14), ("Где", 40)];
    let line = |row: Row| {
        Line::Cells([row.title, row.about, row.whose, row.since, row.until, row.url].map(Cell::text).to_vec())
    };
    let title = "Материалы для молодых педагогов";
    let table = Table {
        name: "Материалы".to_owned(),
        title: vec![
            format!("{title}: {}", unit.name),
            format!("на {}: {}; годом раньше: {}", russian::date(today), told.rows.len(), told.before),
        ],
        columns: columns.map(|(title, width)| Column::new(title, width)).to_vec(),
        stays: 1,
        lines: told.rows.into_iter().map(line).collect(),
        ..Table::default()
    };
    let book = Workbook { title: title.to_owned(), made_on: today, tables: vec![table] };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("{title} {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}
