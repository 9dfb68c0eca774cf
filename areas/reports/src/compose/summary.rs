//! The summary table: of the whole every object with its criteria, of one object its criteria beside the mean of all.

use monitoring::said;
use packs::Criterion;
use pictures::{Caption, Heat, HeatColumn, HeatRow};
use web::russian;

use crate::content::{Block, Column, Picture, Run, Table};
use crate::figures::whole::mean;
use crate::source::View;

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    match view.object {
        Some(_) => vec![Block::Table(own(view))],
        None => vec![Block::Table(all(view)), Block::Picture(map(view))],
    }
}

/// Objects × criteria with total, maximum, percent, place where an act turned places on.
fn all(view: View<'_>) -> Table {
    let source = view.source;
    let now = &source.now;
    let criteria: Vec<&Criterion> = source.criteria().collect();
    let mut columns = Vec::new();
    if source.has_places() {
        columns.push(Column::figures("Место", 8));
    }
    columns.push(Column::words(source.noun().title, 26));
    let width = u32::try_from(72 / criteria.len().max(1)).unwrap_or(8).max(6);
    columns.extend(criteria.iter().map(|one| Column::figures(format!("{} {}", one.no, one.short), width)));
    columns.extend([
        Column::figures("Итого", 9),
        Column::figures("Максимум", 10),
        Column::figures("Процент", 10),
    ]);
    let mut table = Table::of("Результаты", columns).wide();
    for object in &now.objects {
        let url = || now.object(object);
        let mut cells = Vec::new();
        if source.has_places() {
            cells.push(Run::figure(object.place.to_string(), url()));
        }
        cells.push(Run::figure(object.title(), url()));
        let sum =
            |one: &&Criterion| Run::figure(said::points(now.matrix.criterion(object.id, one).score), url());
        cells.extend(criteria.iter().map(sum));
        cells.push(Run::figure(russian::decimal(&object.score), url()));
        cells.push(Run::figure(russian::decimal(&object.max), url()));
        cells.push(Run::figure(said::percent(&object.percent), url()));
        table.row(cells);
    }
    let left =
        now.left_out.iter().map(|one| format!("{}: без результата – {}.", one.title(), one.left_out_reason));
    table.notes = left.collect();
    table
}

/// The same as a picture.
fn map(view: View<'_>) -> Picture {
    let source = view.source;
    let now = &source.now;
    let criteria: Vec<&Criterion> = source.criteria().collect();
    let row = |object: &monitoring::model::PublishedObject| {
        let cell = |one: &&Criterion| {
            let total = now.matrix.criterion(object.id, one);
            (said::points(total.score), said::level(total))
        };
        HeatRow {
            before: Vec::new(),
            name: object.title().to_owned(),
            cells: criteria.iter().map(cell).collect(),
            after: vec![russian::decimal(&object.score), said::percent(&object.percent)],
        }
    };
    let column =
        |one: &&Criterion| HeatColumn { label: format!("{}\n{}", one.no, one.short), group: String::new() };
    let heat = Heat {
        caption: Caption::default(),
        before: Vec::new(),
        name: source.noun().title.to_owned(),
        columns: criteria.iter().map(column).collect(),
        after: vec!["Итого".to_owned(), "%".to_owned()],
        rows: now.objects.iter().map(row).collect(),
        key: ("меньше".to_owned(), "больше, доля от максимума".to_owned()),
    };
    Picture {
        svg: heat.svg(),
        caption: "Результаты по\u{a0}критериям".to_owned(),
        told: "Тепловая карта: объекты и\u{a0}критерии; те\u{a0}же числа – в\u{a0}сводной таблице".to_owned(),
        is_wide: true,
    }
}

/// One object's criteria beside the mean percent of all.
fn own(view: View<'_>) -> Table {
    let source = view.source;
    let now = &source.now;
    let columns = [
        Column::figures("№", 7),
        Column::words("Критерий", 45),
        Column::figures("Баллы", 11),
        Column::figures("Максимум", 12),
        Column::figures("Процент", 12),
        Column::figures("В\u{a0}среднем по\u{a0}всем", 13),
    ];
    let mut table = Table::of("Результаты по\u{a0}критериям", columns);
    let Some(object) = view.object else { return table };
    let url = || now.object(object);
    for criterion in source.criteria() {
        let total = now.matrix.criterion(object.id, criterion);
        let percent = total.percent().map_or_else(|| "–".to_owned(), |one| said::percent(&one.shown()));
        let all = mean(now.objects.iter().map(|one| now.matrix.criterion(one.id, criterion)));
        table.row(vec![
            Run::words(&criterion.no),
            Run::words(&criterion.title),
            Run::figure(said::points(total.score), url()),
            Run::figure(said::points(total.max), url()),
            Run::figure(percent, url()),
            Run::figure(
                all.map_or_else(|| "–".to_owned(), |one| said::percent(&one)),
                now.address("/results", &[]),
            ),
        ]);
    }
    let mean = now.spread().map(|one| said::percent(&one.mean.shown())).unwrap_or_default();
    table.total(vec![
        Run::words(""),
        Run::words("Всего"),
        Run::figure(russian::decimal(&object.score), url()),
        Run::figure(russian::decimal(&object.max), url()),
        Run::figure(said::percent(&object.percent), url()),
        Run::figure(mean, now.address("/distribution", &[])),
    ]);
    table
}
