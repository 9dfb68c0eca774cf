//! The comparison to take away: totals then and now, what can be compared, the change by criterion.

use std::collections::HashMap;

use web::{Cx, Error, Read, Result, russian};

use super::{earlier, read};
use crate::pages::results::Shown;
use crate::pages::results::grid::{Grid, Head, Value};
use crate::rules::{self, Change, Compared, LineChange};

/// The table.
pub(in crate::pages::results) fn grid(cx: &mut Cx<Read>, shown: &Shown) -> Result<Grid> {
    let earlier = earlier(cx, shown)?;
    let two = read(cx, shown, &earlier)?.ok_or(Error::NotFound)?;
    let columns = heads(shown, &two.then);
    let rows = two.comparison.objects.iter().map(|one| row(shown, one)).collect();
    let now = russian::school_year(&shown.published.campaign.period);
    Ok(Grid {
        about: String::new(), title: format!("Сравнение {now} с {}", two.then), columns, rows
    })
}

fn row(shown: &Shown, one: &Compared) -> Vec<Value> {
    let exact = rules::shown;
    let numbers =
        |steps: &[LineChange]| steps.iter().map(|step| step.no.as_str()).collect::<Vec<_>>().join(", ");
    let mut row = vec![Value::text(&one.name)];
    for total in [one.published.before, one.published.now, one.comparable.before, one.comparable.now] {
        row.extend([Value::number(exact(total.score)), Value::number(exact(total.max))]);
    }
    row.push(Value::number(exact(one.comparable.points())));
    row.push(Value::percent(one.comparable.percent().unwrap_or_default()));
    row.extend([Value::text(numbers(&one.gained)), Value::text(numbers(&one.lost))]);
    let sums: HashMap<&str, &Change> =
        one.criteria.iter().map(|(no, change)| (no.as_str(), change)).collect();
    let points = |criterion: &packs::Criterion| {
        let change = sums.get(criterion.no.as_str()).filter(|change| !change.now.max.is_zero());
        Value::number(change.map(|change| exact(change.points())).unwrap_or_default())
    };
    row.extend(shown.criteria().map(points));
    row
}

fn heads(shown: &Shown, then: &str) -> Vec<Head> {
    let now = russian::school_year(&shown.published.campaign.period);
    let mut columns = vec![
        Head::of("name", shown.noun().title, 32),
        Head::of("score_then", format!("Баллы {then}"), 14),
        Head::of("max_then", format!("Максимум {then}"), 14),
        Head::of("score_now", format!("Баллы {now}"), 14),
        Head::of("max_now", format!("Максимум {now}"), 14),
        Head::of("comparable_then", format!("Сопоставимые {then}"), 16),
        Head::of("comparable_max_then", "из", 8),
        Head::of("comparable_now", format!("Сопоставимые {now}"), 16),
        Head::of("comparable_max_now", "из", 8),
        Head::of("change", "Изменение, баллы", 16),
        Head::of("percent_change", "Изменение, процент максимума", 18),
        Head::of("gained", "Прибавилось по показателям", 30),
        Head::of("lost", "Убавилось по показателям", 30),
    ];
    let criteria = shown.criteria().map(|one| {
        Head::of(format!("criterion_{}", one.no), format!("{} {}: изменение", one.no, one.short), 16)
    });
    columns.extend(criteria);
    columns
}
