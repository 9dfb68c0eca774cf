//! Then and now: points by criterion and in all beside the period before, with the difference (Владимир, п. 5.9), and the change of
//! every object – also on the lines that mean the same in both tables.

use monitoring::model::PublishedObject;
use monitoring::rules::{Compared, Comparison, Measured, Period, Total, shown};
use monitoring::said;
use rust_decimal::Decimal;
use web::russian;

use crate::content::{Block, Column, Run, Table};
use crate::source::{View, Year, total};

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let Some(before) = view.source.before.last() else { return Vec::new() };
    let comparison = compared(view, before);
    let mut blocks = vec![Block::Table(by_criterion(view, before, &comparison))];
    if view.object.is_none() {
        blocks.push(Block::Table(by_object(view, before, &comparison)));
    }
    blocks
}

fn compared(view: View<'_>, before: &Year) -> Comparison {
    let is_told = |one: &&PublishedObject| view.object.is_none_or(|own| own.id == one.id);
    let now = &view.source.now;
    let (then, later) =
        (measured(before, before.objects.iter()), measured(now, now.objects.iter().filter(is_told)));
    Comparison::of(
        Period { template: &before.table, objects: &then },
        Period { template: &now.table, objects: &later },
    )
}

fn measured<'a>(year: &Year, objects: impl Iterator<Item = &'a PublishedObject>) -> Vec<Measured> {
    let one = |object: &PublishedObject| Measured {
        key: (object.unit_id.0, object.subject_key.clone()),
        name: object.title().to_owned(),
        total: total(object).unwrap_or_default(),
        points: year.matrix.points(object.id),
    };
    objects.map(one).collect()
}

fn change(then: Decimal, now: Decimal) -> String {
    russian::change(&shown(now - then))
}

/// Points of every criterion then and now, of the lines that can be compared, and in all as published.
fn by_criterion(view: View<'_>, before: &Year, comparison: &Comparison) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::figures("№", 7),
        Column::words("Критерий", 51),
        Column::figures(before.title(), 14),
        Column::figures(now.title(), 14),
        Column::figures("Разница", 14),
    ];
    let mut table = Table::of("Баллы по\u{a0}критериям и\u{a0}всего", columns);
    let url = || now.address("/comparison", &[("with", &before.campaign.id.to_string())]);
    let cells = |no: &str, title: &str, then: Decimal, later: Decimal| {
        vec![
            Run::words(no),
            Run::words(title),
            Run::figure(said::points(then), url()),
            Run::figure(said::points(later), url()),
            Run::figure(change(then, later), url()),
        ]
    };
    for criterion in view.source.criteria() {
        let own = comparison.objects.iter().flat_map(|one| &one.criteria);
        let own: Vec<_> = own.filter(|(no, _)| *no == criterion.no).collect();
        let sum = |of: fn(&monitoring::rules::Change) -> Total| -> Decimal {
            own.iter().map(|(_, change)| of(change).score).sum()
        };
        table.row(cells(&criterion.no, &criterion.title, sum(|one| one.before), sum(|one| one.now)));
    }
    let sum =
        |of: fn(&Compared) -> Total| -> Decimal { comparison.objects.iter().map(|one| of(one).score).sum() };
    table.total(cells(
        "",
        "Всего по\u{a0}опубликованному",
        sum(|one| one.published.before),
        sum(|one| one.published.now),
    ));
    table.notes = notes(comparison);
    table
}

fn notes(comparison: &Comparison) -> Vec<String> {
    let is_whole = comparison.objects.iter().all(|one| one.comparable == one.published);
    let mut notes = Vec::new();
    if !is_whole {
        notes.push("Строки критериев сравнивают только те показатели, баллы которых значат одно и\u{a0}то\u{a0}же в\u{a0}обоих периодах.".to_owned());
    }
    for (names, told) in [
        (&comparison.only_before, "Только в\u{a0}прошлом периоде"),
        (&comparison.only_now, "Только в\u{a0}этом периоде"),
    ] {
        if !names.is_empty() {
            notes.push(format!("{told}: {}.", names.join(", ")));
        }
    }
    notes
}

fn by_object(view: View<'_>, before: &Year, comparison: &Comparison) -> Table {
    let now = &view.source.now;
    let columns = [
        Column::words(view.source.noun().title, 34),
        Column::figures(format!("Баллы, {}", before.title()), 13),
        Column::figures("Процент", 13),
        Column::figures(format!("Баллы, {}", now.title()), 13),
        Column::figures("Процент", 13),
        Column::figures("Изменение в\u{a0}баллах", 14),
    ];
    let mut table = Table::of("Изменение результата каждого", columns);
    for one in &comparison.objects {
        let find = |year: &Year| {
            year.objects
                .iter()
                .find(|o| (o.unit_id.0, &o.subject_key) == (one.key.0, &one.key.1))
                .map(|o| year.object(o))
        };
        let (then_url, now_url) = (find(before).unwrap_or_default(), find(now).unwrap_or_default());
        let percent =
            |of: Total| of.percent().map(|percent| said::percent(&percent.shown())).unwrap_or_default();
        let (then, later) = (one.published.before, one.published.now);
        table.row(vec![
            Run::figure(&one.name, now_url.clone()),
            Run::figure(said::points(then.score), then_url.clone()),
            Run::figure(percent(then), then_url),
            Run::figure(said::points(later.score), now_url.clone()),
            Run::figure(percent(later), now_url.clone()),
            Run::figure(change(then.score, later.score), now_url),
        ]);
    }
    table
}
