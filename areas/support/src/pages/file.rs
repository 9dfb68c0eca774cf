//! The people of a place with what supports them as XLSX: the same filter as on the page.

use std::collections::BTreeMap;

use access::Granted;
use people::{Person, SeePeople};
use registry::{Support, SupportKind};
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Read, Reply, Result, russian};

use super::list;
use crate::coverage::{self, Coverage};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /support/register?unit=…&kind=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), super::place(cx, &may)?);
    let today = cx.today_at(&unit.path)?;
    let scope = db::Ranges::under([unit.path.as_str()]);
    let coverage = Coverage::of(cx, &scope, &unit.path, today)?;
    let chosen = request.asked("kind");
    let keys = people::store::keys_of(cx.conn(), &coverage.narrowed(chosen))?;
    cx.may_export(keys.len())?;
    cx.exported(keys.len());
    let ids: Vec<i64> = keys.iter().map(|(_, id)| *id).collect();
    cx.saw("person", &ids, &unit.path);
    let filter = list::kinds(&coverage.counted).into_iter().find(|(code, _)| code == chosen);
    let whom = filter.map_or_else(|| "все педагоги".to_owned(), |(_, title)| title);
    let table = Table {
        name: "Поддержка".to_owned(),
        title: vec![
            format!("Кого что поддерживает: {}", unit.name),
            format!("Кто показан: {whom}, на {}", russian::date(today)),
        ],
        columns: columns(&coverage.counted),
        stays: 1,
        lines: lines(cx, &ids, &coverage.counted, today)?,
        ..Table::default()
    };
    let book =
        Workbook { title: "Охват поддержкой".to_owned(), made_on: today, tables: vec![table] };
    let bytes = sheets::xlsx(&book).map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Охват поддержкой {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns(kinds: &[SupportKind]) -> Vec<Column> {
    let mut columns = vec![Column::new("Педагог", 36), Column::new("Организация", 30)];
    columns.extend(kinds.iter().map(|kind| Column::new(kind.title(), 40)));
    columns.push(Column::new("Поддержка есть", 12));
    columns
}

fn lines(
    cx: &mut Cx<Read>,
    ids: &[i64],
    kinds: &[SupportKind],
    today: chrono::NaiveDate,
) -> Result<Vec<Line>> {
    let people: BTreeMap<i64, Person> =
        people::store::all_of(cx.conn(), ids)?.into_iter().map(|person| (person.id.0, person)).collect();
    let places = list::places(cx, people.values())?;
    let mut supports: BTreeMap<i64, Vec<Support>> = BTreeMap::new();
    for one in coverage::told(cx, ids, today)? {
        supports.entry(one.person).or_default().push(one);
    }
    let line = |id: &i64| {
        let (person, own) = (people.get(id)?, supports.remove(id).unwrap_or_default());
        let place = places.get(&person.unit_id.0).cloned().unwrap_or_default();
        let mut cells = vec![Cell::text(person.name().full()), Cell::text(place)];
        cells.extend(kinds.iter().map(|kind| Cell::text(said(&own, *kind))));
        cells.push(Cell::text(if own.is_empty() { "нет" } else { "да" }));
        Some(Line::Cells(cells))
    };
    Ok(ids.iter().filter_map(line).collect())
}

/// «РМО учителей математики с 01.09.2025; …»
fn said(own: &[Support], kind: SupportKind) -> String {
    let of_kind = own.iter().filter(|one| one.kind == kind).map(|one| match one.since {
        Some(day) if one.lasts() => format!("{} с {}", one.what, russian::date(day)),
        Some(day) => format!("{}, {}", one.what, russian::date(day)),
        None => one.what.clone(),
    });
    of_kind.collect::<Vec<_>>().join("; ")
}
