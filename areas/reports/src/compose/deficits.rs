//! Deficits: of the whole the typical ones and each object's own, of one object its indicators without points.

use monitoring::model::PublishedObject;
use monitoring::said;
use packs::Indicator;
use rust_decimal::Decimal;

use crate::content::{Block, Column, Run, Table};
use crate::source::View;

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    match view.object {
        Some(object) => vec![Block::Table(own(view, object))],
        None => [typical(view), individual(view)].into_iter().map(Block::Table).collect(),
    }
}

fn lines(view: View<'_>) -> impl Iterator<Item = &Indicator> {
    view.source.now.table.criteria.iter().flat_map(|one| &one.indicators)
}

/// Whether the object got nothing for an indicator that gives points.
fn is_without(view: View<'_>, object: &PublishedObject, no: &str) -> bool {
    let mark = view.source.now.matrix.at(object.id, no);
    mark.is_some_and(|mark| mark.max > Decimal::ZERO && mark.score.is_some_and(|score| score.is_zero()))
}

fn typical(view: View<'_>) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::figures("№", 9),
        Column::words("Показатель", 65),
        Column::figures("Без баллов", 13),
        Column::figures("Из\u{a0}скольких", 13),
    ];
    let mut table = Table::of("Типовые дефициты", columns);
    let tallies = now.matrix.tallies(now.objects.iter().map(|one| one.id));
    for indicator in lines(view) {
        let Some(tally) = tallies.get(indicator.no.as_str()).filter(|one| one.is_deficit()) else { continue };
        let url = || now.address(&format!("/indicators/{}", indicator.no), &[]);
        table.row(vec![
            Run::words(&indicator.no),
            Run::words(&indicator.title),
            Run::figure((tally.counted - tally.confirmed).to_string(), url()),
            Run::figure(tally.counted.to_string(), url()),
        ]);
    }
    table.notes = vec!["Типовой дефицит: без баллов больше половины.".to_owned()];
    table
}

fn individual(view: View<'_>) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::words(view.source.noun().title, 28),
        Column::figures("Сколько", 10),
        Column::words("Показатели без баллов", 62),
    ];
    let mut table = Table::of("Дефициты каждого", columns);
    for object in &now.objects {
        let without: Vec<&str> =
            lines(view).filter(|one| is_without(view, object, &one.no)).map(|one| one.no.as_str()).collect();
        let numbers = if without.is_empty() { "нет".to_owned() } else { without.join(", ") };
        table.row(vec![
            Run::figure(object.title(), now.object(object)),
            Run::figure(without.len().to_string(), now.object(object)),
            Run::words(numbers),
        ]);
    }
    table
}

fn own(view: View<'_>, object: &PublishedObject) -> Table {
    let now = &view.source.now;
    let columns = [Column::figures("№", 9), Column::words("Показатель", 77), Column::figures("Максимум", 14)];
    let mut table = Table::of("Показатели без баллов", columns);
    for indicator in lines(view).filter(|one| is_without(view, object, &one.no)) {
        let most = now.matrix.at(object.id, &indicator.no).map(|mark| mark.max).unwrap_or_default();
        table.row(vec![
            Run::words(&indicator.no),
            Run::words(&indicator.title),
            Run::figure(said::points(most), now.address(&format!("/indicators/{}", indicator.no), &[])),
        ]);
    }
    table
}
