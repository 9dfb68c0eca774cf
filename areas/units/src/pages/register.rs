//! The units of the scope as XLSX, each with its passport; the same file comes back unchanged.

use std::collections::HashMap;

use access::Granted;
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Cx, Error, Read, Reply, Result};

use crate::actions::named_by;
use crate::store::living;
use crate::{SeeUnits, Unit, UnitId};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// More than a region has, and few enough for one file.
const MOST: usize = 15_000;

/// `GET /units/register`: every unit at work within reach, from the top. Nobody is named: the brake on exports is not asked.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let today = cx.today()?;
    let mut found = living::all_within(cx.conn(), may.ranges())?;
    found.retain(Unit::is_active);
    web::whole_file(found.len(), MOST)?;
    let house = cx.house_handle();
    let paths: Vec<&str> = found.iter().map(|unit| unit.path.as_str()).collect();
    let rules = crate::store::effective_of(cx.conn(), &house.packs, &paths, today)?;
    let names: HashMap<UnitId, (String, String)> =
        found.iter().map(|unit| (unit.id, (unit.code.clone(), unit.short_name.clone()))).collect();
    let lines = found.iter().zip(&rules).map(|(unit, rules)| {
        let above = unit.parent_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
        let named = named_by(rules, unit.level());
        line(unit, &above, &|id| named.title(id))
    });
    let table = Table {
        name: "Организации".to_owned(),
        columns: columns(),
        stays: 2,
        lines: lines.collect(),
        ..Table::default()
    };
    let title = "Территории и\u{a0}организации".to_owned();
    let bytes = sheets::xlsx(&Workbook { title, made_on: today, tables: vec![table] })
        .map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Организации {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

fn columns() -> Vec<Column> {
    [
        ("Название", 40),
        ("Краткое название", 30),
        ("Код", 14),
        ("Уровень", 16),
        ("Вид", 24),
        ("Код муниципалитета", 14),
        ("Муниципалитет", 24),
        ("Город или район", 12),
        ("Форма методической службы", 24),
        ("Штат методической службы", 12),
        ("Сайт или страница службы", 30),
        ("Орган управления образованием", 40),
        ("Малокомплектная", 12),
        ("Отдалённая", 12),
        ("Труднодоступная", 12),
        ("Расстояние до центра, км", 12),
        ("Обучающихся", 12),
        ("Педагогов", 12),
        ("Часовой пояс", 16),
    ]
    .map(|(title, width)| Column::new(title, width))
    .to_vec()
}

fn line(unit: &Unit, above: &(String, String), titled: &dyn Fn(&str) -> String) -> Line {
    let number =
        |value: Option<i64>| value.map_or_else(Cell::default, |value| Cell::number(value.to_string()));
    let mark = |is: bool| Cell::text(if is { "да" } else { "нет" });
    let text = |value: &Option<String>| Cell::text(value.clone().unwrap_or_default());
    Line::Cells(vec![
        Cell::text(&unit.name),
        Cell::text(&unit.short_name),
        Cell::text(&unit.code),
        Cell::text(unit.level().title()),
        Cell::text(titled(&unit.kind)),
        Cell::text(&above.0),
        Cell::text(&above.1),
        Cell::text(match unit.size_group.as_str() {
            "city" => "город",
            "district" => "район",
            _ => "",
        }),
        Cell::text(unit.service_form.as_deref().map(titled).unwrap_or_default()),
        number(unit.service_staff),
        text(&unit.resource_url),
        text(&unit.authority),
        mark(unit.is_small),
        mark(unit.is_remote),
        mark(unit.is_hard_to_reach),
        number(unit.distance_km),
        number(unit.pupils),
        number(unit.teachers),
        text(&unit.zone),
    ])
}
