//! The list of consents as XLSX: a line for each person and kind, the same filter as on the page.

use std::collections::BTreeMap;

use access::Granted;
use packs::Effective;
use people::{Person, SeePeople};
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Read, Reply, Result, russian};

use super::{list, words};
use crate::model::{Consent, Delivery};
use crate::standing::{Standing, State};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /consents/register?unit=…&kind=…&state=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let asked = list::asked(cx, &may)?;
    let unit = &asked.unit;
    let (rules, today) = (units::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let standing = Standing::of(cx, &db::Ranges::under([unit.path.as_str()]), today)?;
    let keys = standing.narrowed(&rules, &asked.kind, asked.state);
    cx.may_export(keys.len())?;
    cx.exported(keys.len());
    let ids: Vec<i64> = keys.iter().map(|(_, id)| *id).collect();
    cx.saw("person", &ids, &unit.path);
    let people = people::store::all_of(cx.conn(), &ids)?;
    let places = list::short_names(cx, &people)?;
    let known: BTreeMap<i64, Person> = people.into_iter().map(|person| (person.id.0, person)).collect();
    let mut lines = Vec::new();
    for id in &ids {
        let Some(person) = known.get(id) else { continue };
        let place = places.get(&person.unit_id.0).cloned().unwrap_or_default();
        lines.extend(told(person, &place, (&standing, &rules), &asked));
    }
    let whom = asked.state.map_or("все", State::title);
    let table = Table {
        name: "Согласия".to_owned(),
        title: vec![
            format!("Согласия на\u{a0}обработку персональных данных: {}", unit.name),
            format!("Кто показан: {whom}, на {}", russian::date(today)),
        ],
        columns: columns(),
        stays: 1,
        lines,
        ..Table::default()
    };
    let book = Workbook { title: "Согласия".to_owned(), made_on: today, tables: vec![table] };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Согласия {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns() -> Vec<Column> {
    [
        ("Человек", 34),
        ("Организация", 28),
        ("Вид согласия", 32),
        ("Состояние", 22),
        ("Дано", 12),
        ("Как", 18),
        ("Последний день", 14),
        ("Можно показывать всем", 34),
        ("Отозвано", 12),
        ("Как доставлен отзыв", 24),
        ("Удалить до", 12),
        ("Удалено", 12),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

/// A line for each kind asked about: those chosen, those asked of everybody, those the person gave.
fn told(
    person: &Person,
    place: &str,
    (standing, rules): (&Standing, &Effective),
    asked: &list::Asked,
) -> Vec<Line> {
    let kinds = rules.consent_kinds.iter().map(|kind| &kind.rule);
    let line = |kind: &packs::ConsentKind| {
        let one = standing.decisive(person.id.0, &kind.id);
        let is_asked =
            if asked.kind.is_empty() { kind.expected || one.is_some() } else { kind.id == asked.kind };
        let stands = asked.state.is_none_or(|state| standing.state(person.id.0, &kind.id) == state);
        (is_asked && stands).then(|| Line::Cells(cells(person, place, kind, (one, standing))))
    };
    kinds.filter_map(line).collect()
}

fn cells(
    person: &Person,
    place: &str,
    kind: &packs::ConsentKind,
    (one, standing): (Option<&Consent>, &Standing),
) -> Vec<Cell> {
    let mut cells = vec![Cell::text(person.name().full()), Cell::text(place), Cell::text(&kind.title)];
    let Some(one) = one else {
        cells.push(Cell::text(if kind.expected { "нет" } else { "не\u{a0}давали" }));
        cells.resize_with(columns().len(), Cell::default);
        return cells;
    };
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(Cell::default, Cell::date);
    cells.extend([
        Cell::text(words::mark(one, standing.today()).0),
        Cell::date(one.given_on),
        Cell::text(one.way().title()),
        one.last_day.map_or_else(|| Cell::text("бессрочно"), Cell::date),
        Cell::text(words::fields(one)),
        day(one.withdrawn_on),
        Cell::text(Delivery::of(&one.withdrawn_way).map_or("", Delivery::title)),
        day(one.erase_by),
        day(one.erased_on),
    ]);
    cells
}
