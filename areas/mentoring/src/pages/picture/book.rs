//! The picture as a workbook: a sheet for each table the page shows, of the same sets.

use access::Granted;
use sheets::{Cell, Column, Line, Table, Workbook};
use units::Unit;
use web::view::Figure;
use web::{Cx, Read, Reply, Result, russian};

use super::{Sets, asks_orders, below, figures, keeping, loads, states};
use crate::SeeMentoring;
use crate::pages::asked::{self, Asked, asked};
use crate::pages::years;
use crate::rules::percent;
use crate::young::Young;

/// `GET /mentoring/picture/register?unit=…`
pub(in crate::pages) fn register(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let below = below(cx, &asked.unit)?;
    let (young, pairs) = (asked.young(cx)?, asked.pairs(cx)?);
    let sets = Sets::of(cx, &asked, &young, &pairs)?;
    let whole = sets.counts(&asked, &asked.unit.path);
    let mut tables = Vec::new();
    if !below.is_empty() {
        tables.push(places(&asked, &sets, &below));
    }
    tables.push(counted(&asked, "Показатели", figures(&asked, &whole)));
    let kept = keeping(&asked, &sets, &whole);
    if !kept.is_empty() {
        tables.push(counted(&asked, "Сроки года", kept));
    }
    let mut of_pairs = states(&asked, &pairs);
    of_pairs.extend(loads(&asked, &pairs));
    tables.push(counted(&asked, "Пары и\u{a0}наставники", of_pairs));
    tables.push(stayed(&asked, &young));
    tables.push(before(&asked, &young));
    asked::file(Workbook { title: "Наставничество".to_owned(), made_on: asked.day.on, tables })
}

/// A sheet under the place and its day.
fn sheet(asked: &Asked, name: &str, columns: &[(&str, u16)], lines: Vec<Line>) -> Table {
    let title = vec![
        format!("Наставничество: {}", asked.unit.name),
        format!("{name}, на {}", russian::date(asked.day.on)),
    ];
    let columns = columns.iter().map(|(title, width)| Column::new(title, *width)).collect();
    Table { name: name.to_owned(), title, columns, stays: 1, lines, ..Table::default() }
}

/// A card of figures: each with its share or its word.
fn counted(asked: &Asked, name: &str, figures: Vec<Figure>) -> Table {
    let line =
        |one: Figure| Line::Cells(vec![Cell::text(one.label), Cell::number(one.value), Cell::text(one.note)]);
    let columns = [("Показатель", 44), ("Сколько", 12), ("Доля, пояснение", 36)];
    sheet(asked, name, &columns, figures.into_iter().map(line).collect())
}

/// What stands right under the place; orders and reports where the rules ask for them.
fn places(asked: &Asked, sets: &Sets<'_>, below: &[Unit]) -> Table {
    let mut columns =
        vec![("Где", 36), ("Молодых специалистов", 14), ("С\u{a0}наставником", 14), ("Доля, %", 10)];
    let (has_orders, has_reports) = (asks_orders(asked), !sets.reports.is_empty());
    if has_orders {
        columns.extend([("Приказов года", 12), ("Из\u{a0}них в\u{a0}срок", 12)]);
    }
    if has_reports {
        columns.extend([("Отчётов наставников за\u{a0}год", 14), ("Из\u{a0}них в\u{a0}срок", 12)]);
    }
    columns.extend([("Молодых педагогов", 14), ("Ушли за\u{a0}три года", 12)]);
    let cells = |unit: &Unit| {
        let counts = sets.counts(asked, &unit.path);
        let share = percent(counts.mentored, counts.specialists);
        let mut numbers = Vec::new();
        if has_orders {
            numbers.extend([counts.orders.1, counts.orders.0]);
        }
        if has_reports {
            numbers.extend([counts.reports.1, counts.reports.0]);
        }
        numbers.extend([counts.teachers, counts.left]);
        let mut cells = vec![
            Cell::text(unit.name.clone()),
            Cell::number(counts.specialists.to_string()),
            Cell::number(counts.mentored.to_string()),
            share.map_or_else(|| Cell::text("–"), |share| Cell::number(share.to_string())),
        ];
        cells.extend(numbers.into_iter().map(|number| Cell::number(number.to_string())));
        cells
    };
    let mut lines: Vec<Line> = below.iter().map(|one| Line::Cells(cells(one))).collect();
    let sum = cells(&asked.unit).split_off(1);
    lines.push(Line::Foot { text: "Всего".to_owned(), cells: sum });
    sheet(asked, "По\u{a0}территориям", &columns, lines)
}

/// Who came and stayed, by cohort.
fn stayed(asked: &Asked, young: &Young) -> Table {
    let line = |one: years::Kept| {
        let mut cells = vec![Cell::text(one.year), Cell::number(one.came.to_string())];
        cells.extend(one.after.into_iter().map(|cell| match cell.stayed.as_str() {
            "" => Cell::text("рано"),
            stayed => Cell::text(format!("{stayed}, {}", cell.share)),
        }));
        cells.push(Cell::text(one.stay));
        Line::Cells(cells)
    };
    let columns = [
        ("Пришли без стажа", 20),
        ("Сколько", 12),
        ("Работают через год", 18),
        ("Через два", 18),
        ("Через три", 18),
        ("Работают в\u{a0}среднем", 18),
    ];
    let lines = years::kept(asked, &young.cohorts()).into_iter().map(line).collect();
    sheet(asked, "Закрепление", &columns, lines)
}

/// How many there were on the same day of the years before.
fn before(asked: &Asked, young: &Young) -> Table {
    let line = |one: years::Year| {
        let numbers = [one.specialists, one.teachers].map(|number| Cell::number(number.to_string()));
        Line::Cells(std::iter::once(Cell::text(one.on)).chain(numbers).collect())
    };
    let columns = [("День", 14), ("Молодых специалистов", 20), ("Молодых педагогов по\u{a0}возрасту", 20)];
    let lines = years::years(asked, young).into_iter().map(line).collect();
    sheet(asked, "На\u{a0}тот\u{a0}же день", &columns, lines)
}
