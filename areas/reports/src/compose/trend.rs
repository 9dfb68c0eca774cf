//! The line through the published years and its continuation by one: a picture, a table, no cause (приложение 6, раздел 5).

use monitoring::said;
use pictures::{Caption, Lines, Place, Point, Series};
use rust_decimal::Decimal;
use web::russian;

use super::steps::thousandths;
use crate::content::{Block, Column, Picture, Run, Table};
use crate::figures::whole::mean;
use crate::rules::carried_on;
use crate::source::{Source, View, Year, decimal, percent};

/// The years from the earliest to the one reported on.
fn years(source: &Source) -> impl Iterator<Item = &Year> {
    source.before.iter().chain([&source.now])
}

/// The exact percent of a year: the mean of all objects, or the object's own.
fn of_year(view: View<'_>, year: &Year) -> Option<String> {
    match view.object {
        Some(object) => Some(percent(year.same(object)?)?.shown()),
        None => Some(year.spread()?.mean.shown()),
    }
}

fn line(view: View<'_>, of: impl Fn(&Year) -> Option<String>) -> Vec<(i32, Decimal)> {
    let point = |year: &Year| Some((year.campaign.period.parse().ok()?, decimal(&of(year)?)?));
    years(view.source).filter_map(point).collect()
}

/// «68,4 %» of the year after the last; none while there are fewer than two years.
pub(crate) fn next_percent(view: View<'_>) -> Option<String> {
    let next = carried_on(&line(view, |year| of_year(view, year)))?;
    Some(said::percent(&next.to_string()))
}

/// «2026/27»
pub(crate) fn next_title(source: &Source) -> String {
    let last: Option<i32> = source.now.campaign.period.parse().ok();
    last.map(|year| russian::school_year(&(year + 1).to_string())).unwrap_or_default()
}

/// The percent of a period, as a figure; a dash where nothing was published then.
pub(super) fn of_period(view: View<'_>, period: &str) -> Run {
    let year = years(view.source).find(|year| year.campaign.period == period);
    match year.and_then(|year| Some((of_year(view, year)?, year))) {
        Some((exact, year)) => Run::figure(said::percent(&exact), year.address("/results", &[])),
        None => Run::words("–"),
    }
}

pub(super) fn blocks(view: View<'_>) -> Vec<Block> {
    if next_percent(view).is_none() {
        return Vec::new();
    }
    vec![picture(view), table(view)]
}

fn picture(view: View<'_>) -> Block {
    let point = |exact: String| Point { at: thousandths(&exact), label: said::percent(&exact) };
    let series = |name: &str, of: &dyn Fn(&Year) -> Option<String>| Series {
        name: name.to_owned(),
        points: years(view.source).map(|year| of(year).map(point)).collect(),
    };
    let all = series("среднее", &|year| Some(year.spread()?.mean.shown()));
    let series = match view.object {
        Some(object) => vec![series(object.title(), &|year| of_year(view, year)), all],
        None => vec![all],
    };
    let lines =
        Lines { caption: Caption::default(), periods: years(view.source).map(Year::title).collect(), series };
    Block::Picture(Picture {
        svg: lines.svg(Place::File),
        caption: "Процент от\u{a0}максимума по\u{a0}годам".to_owned(),
        told: "Линия по\u{a0}годам; те\u{a0}же числа – в\u{a0}таблице".to_owned(),
        is_wide: false,
    })
}

/// The whole and every criterion by year, with the continuation in the last column.
fn table(view: View<'_>) -> Block {
    let source = view.source;
    let mut columns = vec![Column::words("Критерий", 40)];
    columns.extend(years(source).map(|year| Column::figures(year.title(), 12)));
    columns.push(Column::figures(format!("{} (продолжение линии)", next_title(source)), 18));
    let mut table = Table::of("Процент по\u{a0}годам и\u{a0}продолжение линии", columns);
    for criterion in source.criteria() {
        // The criterion of the same title in that year's table.
        let of = |year: &Year| {
            let then = year
                .criteria(&source.level.id)
                .find(|one| db::fold(&one.title) == db::fold(&criterion.title))?;
            let is_told = |one: &&monitoring::model::PublishedObject| {
                view.object
                    .is_none_or(|own| (own.unit_id, &own.subject_key) == (one.unit_id, &one.subject_key))
            };
            mean(year.objects.iter().filter(is_told).map(|one| year.matrix.criterion(one.id, then)))
        };
        table.row(row(view, &format!("{} {}", criterion.no, criterion.title), of));
    }
    table.total(row(view, "Всего", |year| of_year(view, year)));
    Block::Table(table)
}

fn row(view: View<'_>, title: &str, of: impl Fn(&Year) -> Option<String>) -> Vec<Run> {
    let told = |exact: Option<String>| exact.map_or_else(|| "–".to_owned(), |one| said::percent(&one));
    let mut cells = vec![Run::words(title)];
    cells.extend(years(view.source).map(|year| Run::figure(told(of(year)), year.address("/results", &[]))));
    let next = carried_on(&line(view, of)).map(|next| next.to_string());
    cells.push(Run::words(told(next)));
    cells
}
