//! The table of criteria: what was measured, by how many indicators, for how many points.

use monitoring::rules::weighted;
use monitoring::said;
use rust_decimal::Decimal;

use crate::content::{Block, Column, Run, Table};
use crate::source::View;

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let source = view.source;
    let columns = [
        Column::figures("№", 8),
        Column::words("Критерий", 60),
        Column::figures("Показателей", 16),
        Column::figures("Максимум", 16),
    ];
    let mut table = Table::of("Критерии", columns);
    let (mut lines, mut all) = (0, Decimal::ZERO);
    for criterion in source.criteria() {
        let own = source.now.objects.iter().map(|one| source.now.matrix.criterion(one.id, criterion).max);
        let most = own.max().unwrap_or_else(|| weighted(Decimal::ZERO, criterion.weight));
        lines += criterion.indicators.len();
        all += most;
        let url = source.now.address("/results", &[]);
        table.row(vec![
            Run::words(&criterion.no),
            Run::words(&criterion.title),
            Run::figure(criterion.indicators.len().to_string(), source.now.address("/indicators", &[])),
            Run::figure(said::points(most), url),
        ]);
    }
    let total =
        [Run::words(""), Run::words("Всего"), Run::words(lines.to_string()), Run::words(said::points(all))];
    table.total(total.to_vec());
    vec![Block::Table(table)]
}
