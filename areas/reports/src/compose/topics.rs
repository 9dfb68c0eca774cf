//! A section on one topic of methodical work: its indicators now and in the period before, and the decisions about it.

use monitoring::rules::{Lineage, Percent};
use monitoring::said;
use packs::Indicator;
use rust_decimal::Decimal;

use crate::content::{Block, Column, Run, Table};
use crate::rules::Topic;
use crate::source::{View, Year};

/// The indicators of a topic in the table reported on.
pub(crate) fn indicators(view: View<'_>, topic: Topic) -> Vec<&Indicator> {
    let all = view.source.criteria().flat_map(|one| &one.indicators);
    all.filter(|one| topic.is_in(&one.title) || topic.is_in(&one.group)).collect()
}

pub(super) fn blocks(view: View<'_>, topic: Topic) -> Vec<Block> {
    let own = indicators(view, topic);
    if own.is_empty() {
        return Vec::new();
    }
    let now = &view.source.now;
    let before = view.source.before.last();
    let lines = before.map(|year| Lineage::of(&year.table, &now.table).pairs).unwrap_or_default();
    let mut columns = vec![Column::figures("№", 9), Column::words("Показатель", 55)];
    columns.extend(before.map(|year| Column::figures(year.title(), 18)));
    columns.push(Column::figures(now.title(), 18));
    let mut table = Table::of(topic.title(), columns);
    for one in own {
        let mut cells = vec![Run::words(&one.no), Run::words(&one.title)];
        if let Some(year) = before {
            let then = lines.iter().find(|pair| pair.now == one.no && pair.is_comparable());
            cells.push(
                then.map_or_else(|| Run::words("не\u{a0}сравнить"), |pair| told(view, year, &pair.before)),
            );
        }
        cells.push(told(view, now, &one.no));
        table.row(cells);
    }
    if view.object.is_none() {
        table.notes = vec!["Сколько подтвердили показатель, из\u{a0}скольких.".to_owned()];
    }
    vec![Block::Table(table)]
}

/// «12 из 29» of the whole, «1 из 2» points of one object.
fn told(view: View<'_>, year: &Year, no: &str) -> Run {
    let url = year.address(&format!("/indicators/{no}"), &[]);
    let text = if let Some(object) = view.object {
        let mark = year.same(object).and_then(|one| year.matrix.at(one.id, no));
        mark.and_then(|mark| Some((mark.score?, mark.max)))
            .map(|(score, max)| format!("{} из\u{a0}{}", said::points(score), said::points(max)))
    } else {
        let tallies = year.matrix.tallies(year.objects.iter().map(|one| one.id));
        let tally = tallies.get(no).copied().unwrap_or_default();
        let of = |count: usize| Decimal::from(count);
        Percent::of(of(tally.confirmed), of(tally.counted))
            .map(|_| format!("{} из\u{a0}{}", tally.confirmed, tally.counted))
    };
    Run::figure(text.unwrap_or_else(|| "–".to_owned()), url)
}
