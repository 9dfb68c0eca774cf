//! The distribution in steps of ten percent: a picture and its table.

use monitoring::rules::{Percent, STEPS, Spread, step_of};
use monitoring::said;
use pictures::{Bar, Caption, Histogram, Mark, Place};
use rust_decimal::Decimal;

use crate::content::{Block, Column, Picture, Run, Table};
use crate::source::{View, decimal, percent};

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let percents: Vec<Percent> = view.source.now.objects.iter().filter_map(percent).collect();
    let mut counts = [0_usize; STEPS];
    for one in &percents {
        if let Some(count) = counts.get_mut(step_of(one)) {
            *count += 1;
        }
    }
    vec![picture(&counts, Spread::of(percents).as_ref()), table(view, &counts)]
}

fn label(step: usize) -> String {
    format!("{}–{}", step * 10, step * 10 + 10)
}

fn table(view: View<'_>, counts: &[usize; STEPS]) -> Block {
    let columns = [Column::words("Процент от\u{a0}максимума", 60), Column::figures("Сколько", 40)];
    let mut table = Table::of("Распределение", columns);
    for (step, count) in counts.iter().enumerate() {
        let url = view.source.now.address("/objects", &[("step", &step.to_string())]);
        table.row(vec![Run::words(label(step)), Run::figure(count.to_string(), url)]);
    }
    Block::Table(table)
}

fn picture(counts: &[usize; STEPS], spread: Option<&Spread>) -> Block {
    let bar = |(step, count): (usize, &usize)| Bar {
        label: label(step),
        count: i64::try_from(*count).unwrap_or(i64::MAX),
        url: String::new(),
        title: String::new(),
    };
    let mark = |name: &str, percent: &Percent| Mark {
        label: format!("{name} {}", said::percent(&percent.shown())),
        at: thousandths(&percent.shown()),
    };
    let marks = spread.map(|one| vec![mark("среднее", &one.mean), mark("медиана", &one.median)]);
    let histogram = Histogram {
        caption: Caption::default(),
        bars: counts.iter().enumerate().map(bar).collect(),
        marks: marks.unwrap_or_default(),
        axis: "процент от максимума".to_owned(),
    };
    Block::Picture(Picture {
        svg: histogram.svg(Place::File),
        caption: "Распределение результатов".to_owned(),
        told: "Столбцы: сколько объектов в\u{a0}каждых десяти процентах; те\u{a0}же числа – в\u{a0}таблице"
            .to_owned(),
        is_wide: false,
    })
}

/// A percent as thousandths of the axis.
pub(super) fn thousandths(exact: &str) -> i64 {
    let tenths = decimal(exact).unwrap_or_default() * Decimal::TEN;
    tenths.round().to_string().parse().unwrap_or(0)
}
