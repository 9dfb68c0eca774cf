//! Every indicator: of the whole how many confirmed it, of one object its points and what the verification found.

use monitoring::rules::State;
use monitoring::said;
use packs::Criterion;

use crate::content::{Block, Column, Run, Table};
use crate::source::View;

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let is_told = |criterion: &&Criterion| !criterion.indicators.is_empty();
    let table = |criterion: &Criterion| match view.object {
        Some(_) => own(view, criterion),
        None => all(view, criterion),
    };
    view.source.criteria().filter(is_told).map(table).map(Block::Table).collect()
}

fn all(view: View<'_>, criterion: &Criterion) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::figures("№", 9),
        Column::words("Показатель", 63),
        Column::figures("Подтвердили", 15),
        Column::figures("Доля", 13),
    ];
    let mut table = Table::of(format!("{}. {}", criterion.no, criterion.title), columns);
    let tallies = now.matrix.tallies(now.objects.iter().map(|one| one.id));
    for indicator in &criterion.indicators {
        let url = || now.address(&format!("/indicators/{}", indicator.no), &[]);
        let tally = tallies.get(indicator.no.as_str()).copied().unwrap_or_default();
        let of = |count: usize| rust_decimal::Decimal::from(count);
        let share = monitoring::rules::Percent::of(of(tally.confirmed), of(tally.counted));
        let (count, share) = match share {
            Some(share) => {
                (format!("{} из\u{a0}{}", tally.confirmed, tally.counted), said::percent(&share.shown()))
            }
            None => ("не\u{a0}оценивался".to_owned(), "–".to_owned()),
        };
        table.row(vec![
            Run::words(&indicator.no),
            Run::words(&indicator.title),
            Run::figure(count, url()),
            Run::figure(share, url()),
        ]);
    }
    table
}

fn own(view: View<'_>, criterion: &Criterion) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::figures("№", 9),
        Column::words("Показатель", 57),
        Column::figures("Баллы", 14),
        Column::words("Что\u{a0}найдено", 20),
    ];
    let mut table = Table::of(format!("{}. {}", criterion.no, criterion.title), columns);
    let Some(object) = view.object else { return table };
    for indicator in &criterion.indicators {
        let url = || now.address(&format!("/indicators/{}", indicator.no), &[]);
        let Some(mark) = now.matrix.at(object.id, &indicator.no) else { continue };
        let points = match mark.score {
            Some(score) => format!("{} из\u{a0}{}", said::points(score), said::points(mark.max)),
            None => "–".to_owned(),
        };
        table.row(vec![
            Run::words(&indicator.no),
            Run::words(&indicator.title),
            Run::figure(points, url()),
            Run::words(found(mark.state)),
        ]);
    }
    table
}

/// What a published state says of an indicator.
fn found(code: &str) -> String {
    match State::from_code(code) {
        State::Scored => "подтверждено".to_owned(),
        State::Absent => "нет".to_owned(),
        State::Rejected => "не\u{a0}принято при\u{a0}проверке".to_owned(),
        State::NoAnswer => "нет ответа".to_owned(),
        State::NotScored => "не\u{a0}оценивается".to_owned(),
    }
}
