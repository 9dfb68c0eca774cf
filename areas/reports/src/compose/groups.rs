//! Groups of objects – cities, districts – set beside each other: spreads, never a sum of places.

use monitoring::rules::{Percent, Spread};
use monitoring::said;

use crate::content::{Block, Column, Run, Table};
use crate::source::{Source, View, percent};

/// The groups the objects are in.
pub(crate) fn groups_of(source: &Source) -> Vec<String> {
    let own = source.now.objects.iter().map(|one| one.size_group.clone());
    let mut groups: Vec<String> = own.filter(|group| !group.is_empty()).collect();
    groups.sort();
    groups.dedup();
    groups
}

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    let source = view.source;
    let heads =
        ["Сколько", "Среднее", "Наименьший", "Первый квартиль", "Медиана", "Третий квартиль", "Наибольший"];
    let columns =
        std::iter::once(Column::words("Группа", 23)).chain(heads.map(|head| Column::figures(head, 11)));
    let mut table = Table::of("Процент от\u{a0}максимума по\u{a0}группам", columns);
    let named = groups_of(source).into_iter().map(Some);
    for group in std::iter::once(None).chain(named) {
        let is_in = |of: &str| group.as_ref().is_none_or(|group| group == of);
        let own = source.now.objects.iter().filter(|one| is_in(&one.size_group));
        let Some(spread) = Spread::of(own.filter_map(percent)) else { continue };
        let code = group.clone().unwrap_or_default();
        let url = || source.now.address("/distribution", &[("group", &code)]);
        let title = group.as_deref().map_or_else(|| "Все".to_owned(), said::group);
        let cell = |percent: &Percent| Run::figure(said::percent(&percent.shown()), url());
        let mut cells = vec![Run::words(title), Run::figure(spread.count.to_string(), url())];
        let figures =
            [&spread.mean, &spread.least, &spread.lower, &spread.median, &spread.upper, &spread.most];
        cells.extend(figures.map(cell));
        table.row(cells);
    }
    vec![Block::Table(table)]
}
