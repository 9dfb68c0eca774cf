//! Figures of the whole: the publication, the spread, criteria, indicators, objects, the period before.

use monitoring::model::PublishedObject;
use monitoring::rules::{Percent, Tally, Total};
use monitoring::said;
use rust_decimal::Decimal;
use web::russian;

use super::Figures;
use crate::source::{Source, View, Year, decimal, percent, total};

/// Figures that every report may name.
pub(super) fn add(figures: &mut Figures, view: View<'_>) {
    let source = view.source;
    let now = &source.now;
    let results = || now.address("/results", &[]);
    let title = now.title();
    figures.add("год", title.clone(), "период мониторинга", now.campaign.url());
    let revision = now.publication.revision.to_string();
    figures.add("редакция", revision, "редакция публикации", results());
    figures.add("дата публикации", russian::date_long(source.published_on()), "публикация", results());
    let count = source.noun().counted(now.objects.len());
    figures.add("всего объектов", count, "объекты с\u{a0}результатом", now.address("/objects", &[]));
    let indicators: usize = source.criteria().map(|one| one.indicators.len()).sum();
    figures.add(
        "показателей",
        counted(indicators, ["показатель", "показателя", "показателей"]),
        "таблица",
        results(),
    );
    let criteria = source.criteria().count();
    figures.add("критериев", counted(criteria, ["критерий", "критерия", "критериев"]), "таблица", results());
    figures.add("максимум", maximum(source), "наибольшая сумма баллов", results());
    add_spread(figures, now, "");
    if let Some(before) = source.before.last() {
        figures.add("прошлый год", before.title(), "предыдущий период", before.campaign.url());
        add_spread(figures, before, "прошлый год: ");
        add_change(figures, source, before);
    }
    add_lines(figures, source);
}

/// «29 показателей»
pub(super) fn counted(count: usize, [one, few, many]: [&str; 3]) -> String {
    russian::counted(i64::try_from(count).unwrap_or(i64::MAX), one, few, many)
}

/// «61 балл»
fn maximum(source: &Source) -> String {
    let most = source.now.objects.iter().filter_map(total).map(|one| one.max).max().unwrap_or_default();
    points(most)
}

/// «61 балл», «12,5 балла»
pub(super) fn points(value: Decimal) -> String {
    let told = said::points(value);
    match value.normalize().to_string().parse::<i64>() {
        Ok(whole) => format!("{told}\u{a0}{}", russian::plural(whole, "балл", "балла", "баллов")),
        Err(_) => format!("{told}\u{a0}балла"),
    }
}

/// «67,2 %»
pub(super) fn shown(percent: &Percent) -> String {
    said::percent(&percent.shown())
}

fn add_spread(figures: &mut Figures, year: &Year, prefix: &str) {
    let Some(spread) = year.spread() else { return };
    let url = || year.address("/distribution", &[]);
    for (name, value) in [
        ("средний процент", &spread.mean),
        ("медиана", &spread.median),
        ("наименьший процент", &spread.least),
        ("наибольший процент", &spread.most),
        ("нижний квартиль", &spread.lower),
        ("верхний квартиль", &spread.upper),
    ] {
        let about = format!("{}, редакция {}", year.title(), year.publication.revision);
        figures.add(format!("{prefix}{name}"), shown(value), &about, url());
    }
}

fn add_change(figures: &mut Figures, source: &Source, before: &Year) {
    let now = &source.now;
    let url = || now.address("/comparison", &[("with", &before.campaign.id.to_string())]);
    if let (Some(then), Some(one)) = (before.spread(), now.spread()) {
        let change =
            decimal(&one.mean.shown()).unwrap_or_default() - decimal(&then.mean.shown()).unwrap_or_default();
        let change = change.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let told = format!("{}\u{a0}п. п.", russian::change(&change.normalize().to_string()));
        figures.add("изменение среднего процента", told, "процентные пункты", url());
    }
    let moved = |is: fn(std::cmp::Ordering) -> bool| {
        let both = now.objects.iter().filter_map(|one| Some((percent(before.same(one)?)?, percent(one)?)));
        let count = both.filter(|(then, one)| is(one.cmp(then))).count();
        source.noun().counted(count)
    };
    figures.add("стало выше", moved(std::cmp::Ordering::is_gt), "процент выше прошлого", url());
    figures.add("стало ниже", moved(std::cmp::Ordering::is_lt), "процент ниже прошлого", url());
    figures.add("не изменилось", moved(std::cmp::Ordering::is_eq), "процент тот\u{a0}же", url());
}

/// Criteria and indicators: means and how many confirmed.
fn add_lines(figures: &mut Figures, source: &Source) {
    let now = &source.now;
    let tallies = now.matrix.tallies(now.objects.iter().map(|one| one.id));
    let typical = source.criteria().flat_map(|one| &one.indicators);
    let typical = typical.filter(|one| tallies.get(one.no.as_str()).is_some_and(Tally::is_deficit)).count();
    let words = ["показатель", "показателя", "показателей"];
    figures.add(
        "типовых дефицитов",
        counted(typical, words),
        "без баллов больше чем у\u{a0}половины",
        now.address("/indicators", &[]),
    );
    for criterion in source.criteria() {
        let mean = mean(now.objects.iter().map(|one| now.matrix.criterion(one.id, criterion)));
        let Some(mean) = mean else { continue };
        let name = format!("критерий {}: средний процент", criterion.no);
        figures.add(name, said::percent(&mean), &criterion.title, now.address("/results", &[]));
    }
    for indicator in source.criteria().flat_map(|one| &one.indicators) {
        let Some(tally) = tallies.get(indicator.no.as_str()).filter(|one| one.counted > 0) else { continue };
        let value = format!("{} из\u{a0}{}", tally.confirmed, tally.counted);
        let name = format!("показатель {}: подтвердили", indicator.no);
        figures.add(
            name,
            value,
            &indicator.title,
            now.address(&format!("/indicators/{}", indicator.no), &[]),
        );
    }
}

/// The mean percent of sums; none when nothing was to be had.
pub(crate) fn mean(totals: impl Iterator<Item = Total>) -> Option<String> {
    let percents = totals.filter_map(|one| Percent::of(one.score, one.max));
    Some(monitoring::rules::Spread::of(percents)?.mean.shown())
}

/// Each object with its points, percent, place where an act turned places on, and change.
pub(super) fn add_objects(figures: &mut Figures, view: View<'_>) {
    let source = view.source;
    for object in &source.now.objects {
        add_object(figures, source, object, &format!("{}: ", object.title()));
    }
}

/// The figures of one object under a prefix.
pub(super) fn add_object(figures: &mut Figures, source: &Source, object: &PublishedObject, prefix: &str) {
    let (now, name) = (&source.now, object.title());
    let url = || now.object(object);
    if let Some(total) = total(object) {
        let told = format!("{} из\u{a0}{}", said::points(total.score), said::points(total.max));
        figures.add(format!("{prefix}баллы"), told, name, url());
    }
    figures.add(format!("{prefix}процент"), said::percent(&object.percent), name, url());
    if source.has_places() {
        figures.add(format!("{prefix}место"), object.place.to_string(), name, url());
    }
    if !object.change.is_empty() {
        let change = russian::change(&object.change);
        figures.add(format!("{prefix}изменение в баллах"), change, name, url());
    }
}
