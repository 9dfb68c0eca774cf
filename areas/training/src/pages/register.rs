//! The plan of a place and a year as XLSX, a line a row; the same file comes back unchanged.

use std::collections::BTreeMap;

use access::Granted;
use people::SeePeople;
use sheets::{Cell, Column, Line as Row, Table, Workbook};
use units::Unit;
use web::{Body, Cx, Error, Read, Reply, Result};

use crate::rules::Standing;
use crate::store;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// More than a region plans in a year, and few enough for one file.
const MOST: usize = 20_000;

/// `GET /training/register?unit=…&year=…`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let asked = super::asked(cx, &may)?;
    let all = store::of_years(cx.conn(), &asked.scope, (asked.year, asked.year))?;
    web::whole_file(all.len(), MOST)?;
    cx.may_export(all.len())?;
    cx.exported(all.len());
    let standings = super::standings(cx, &all, &asked.top)?;
    let mut ids: Vec<i64> = all.iter().map(|line| line.person_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    cx.saw("person", &ids, &asked.top);
    let cards: BTreeMap<i64, people::Person> =
        people::store::all_of(cx.conn(), &ids)?.into_iter().map(|card| (card.id.0, card)).collect();
    let mut places: Vec<i64> = all.iter().map(|line| line.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places: BTreeMap<i64, Unit> =
        units::store::all_of(cx.conn(), &places)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let row = |line: &crate::model::Line| {
        let (card, unit) = (cards.get(&line.person_id.0)?, places.get(&line.unit_id.0)?);
        let standing = standings.get(&line.id).map_or("", Standing::title);
        Some(Row::Cells(vec![
            Cell::number(line.year.to_string()),
            Cell::number(line.quarter.to_string()),
            Cell::text(&unit.code),
            Cell::text(&unit.short_name),
            Cell::text(&card.last_name),
            Cell::text(&card.first_name),
            Cell::text(&card.middle_name),
            card.birth_date.map_or_else(Cell::default, Cell::date),
            Cell::text(line.sort().title()),
            Cell::text(&line.theme),
            line.hours.map_or_else(Cell::default, |hours| Cell::number(hours.to_string())),
            Cell::text(&line.provider),
            Cell::text(standing.replace('\u{a0}', " ")),
            Cell::text(&line.reason),
        ]))
    };
    let name = "План курсов".to_owned();
    let table = Table {
        name,
        columns: columns(),
        stays: 2,
        lines: all.iter().filter_map(row).collect(),
        ..Table::default()
    };
    let today = cx.today_at(&asked.top)?;
    let book =
        Workbook {
            title: format!("План курсов на {} год", asked.year), made_on: today, tables: vec![table]
        };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("План курсов {}.xlsx", asked.year);
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns() -> Vec<Column> {
    [
        ("Год", 8),
        ("Квартал", 8),
        ("Код организации", 14),
        ("Организация", 28),
        ("Фамилия", 18),
        ("Имя", 14),
        ("Отчество", 18),
        ("Дата рождения", 12),
        ("Вид курса", 28),
        ("Тема", 44),
        ("Часы", 8),
        ("Кто проводит", 28),
        ("Состояние", 14),
        ("Причина", 34),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}
