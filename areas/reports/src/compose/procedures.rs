//! Results of evaluation procedures beside the points over the years (приложение 5, п. 5.1). No cause is claimed.

use std::collections::BTreeSet;

use monitoring::said;
use rust_decimal::Decimal;
use web::russian;

use super::trend;
use crate::content::{Block, Column, Run, Table};
use crate::procedures::Sum;
use crate::source::View;

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let all = view.procedures();
    if all.is_empty() {
        return Vec::new();
    }
    let periods: BTreeSet<&str> = all.values().flat_map(|years| years.keys()).map(String::as_str).collect();
    let mut columns = vec![Column::words("Процедура, предмет, класс", 40)];
    columns.extend(periods.iter().map(|one| Column::figures(russian::school_year(one), 20)));
    let mut table = Table::of("Результаты оценочных процедур и\u{a0}процент мониторинга", columns);
    let mut head = vec![Run::words("Мониторинг, процент от\u{a0}максимума")];
    head.extend(periods.iter().map(|period| trend::of_period(view, period)));
    table.total(head);
    let url = match view.object {
        Some(object) => format!("/procedures/units/{}", object.unit_id),
        None => format!("/procedures/units/{}", view.source.now.campaign.unit_id),
    };
    for ((kind, subject, grade), years) in &all {
        let grade = if *grade == 0 { String::new() } else { format!(", {grade}\u{a0}класс") };
        let mut cells = vec![Run::words(format!("{}, {subject}{grade}", kind.title()))];
        let cell = |period: &&str| {
            let told = years.get(*period).map_or_else(|| "–".to_owned(), told);
            Run::figure(told, url.clone())
        };
        cells.extend(periods.iter().map(cell));
        table.row(cells);
    }
    table.notes = vec!["Средний балл; справились; «4» и\u{a0}«5»; в\u{a0}скобках – участников. Средние взвешены по\u{a0}числу участников.".to_owned()];
    vec![Block::Table(table)]
}

/// «4,1; 92 %; 61,5 % (120)»
pub(crate) fn told(sum: &Sum) -> String {
    let percent = |value: Decimal| format!("{}\u{a0}%", said::points(value));
    let parts = [sum.mean.map(said::points), sum.passed.map(percent), sum.quality.map(percent)];
    let parts: Vec<String> = parts.into_iter().map(|one| one.unwrap_or_else(|| "–".to_owned())).collect();
    format!("{} ({})", parts.join("; "), sum.participants)
}
