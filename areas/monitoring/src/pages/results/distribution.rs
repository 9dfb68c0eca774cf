//! The distribution of results: steps of ten percent, mean, median, quartiles, groups, levels – a parent's picture without
//! a sum of places. Every step opens its objects.

use access::Granted;
use askama::Template;
use num_bigint::BigInt;
use pictures::{Bar, Histogram, Mark, Place};
use web::view::{Figure, Tab};
use web::{Cx, Page, Read, Reply, Result};

use super::grid::{Grid, Head, Value};
use super::objects::step_title;
use super::{Shown, nouns, percent, shown};
use crate::access::SeeResults;
use crate::pages::words;
use crate::rules::{Percent, STEPS, Spread, step_of};

#[derive(Template)]
#[template(path = "results_distribution.html")]
struct DistributionPage {
    heading: String,
    subtitle: String,
    url: String,
    action: String,
    revision: String,
    level: String,
    tabs: Vec<Tab>,
    figures: Vec<Figure>,
    svg: String,
    steps: Vec<StepRow>,
    groups: Vec<(String, String)>,
    group: String,
    reset: String,
    spreads: Vec<SpreadRow>,
    bands: Vec<(String, String, String)>,
    files: Vec<(String, String)>,
    tables: Vec<(String, String)>,
    source: String,
}

struct StepRow {
    title: String,
    count: String,
    url: String,
    by_group: Vec<(String, String)>,
}

struct SpreadRow {
    group: String,
    url: String,
    figures: [String; 7],
}

/// `GET /monitoring/{campaign}/distribution`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    let groups: Vec<(String, String)> =
        shown.groups.iter().map(|group| (group.clone(), nouns::group(group))).collect();
    let published = &shown.published;
    let page = DistributionPage {
        heading: published.campaign.title.clone(),
        subtitle: shown.about(),
        url: published.campaign.url(),
        action: format!("{}/distribution", published.campaign.url()),
        revision: published.revision_asked(),
        level: if shown.levels.len() > 1 { shown.level.id.clone() } else { String::new() },
        tabs: shown.tabs("/distribution"),
        figures: figures(&shown),
        svg: picture(&shown).svg(Place::Page),
        steps: steps(&shown),
        groups: if groups.len() > 1 { groups } else { Vec::new() },
        group: shown.group.clone(),
        reset: if shown.group.is_empty() { String::new() } else { published.address("/distribution", &[]) },
        spreads: spreads(&shown),
        bands: bands(&shown),
        files: shown.files("distribution", &["svg", "png", "xlsx", "json"], &[]),
        tables: shown.files("spread", &["xlsx", "json"], &[]),
        source: published.source(shown.zone),
    };
    Page::titled(format!("Распределение – {}", published.campaign.title))
        .at(&published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// How many objects fall into each step.
fn counts<'a>(percents: impl Iterator<Item = &'a Percent>) -> [usize; STEPS] {
    let mut counts = [0; STEPS];
    for percent in percents {
        if let Some(count) = counts.get_mut(step_of(percent)) {
            *count += 1;
        }
    }
    counts
}

fn percents(shown: &Shown, group: Option<&str>) -> Vec<Percent> {
    let of_group = shown.objects.iter().filter(|one| group.is_none_or(|group| one.size_group == group));
    of_group.filter_map(percent).collect()
}

/// The picture, for the page and for a file.
pub(super) fn picture(shown: &Shown) -> Histogram {
    let counts = counts(percents(shown, None).iter());
    let bar = |(step, count): (usize, &usize)| {
        let title = format!("{}: {}", step_title(step), shown.noun().counted(*count));
        Bar {
            label: format!("{}–{}", step * 10, step * 10 + 10),
            count: i64::try_from(*count).unwrap_or(i64::MAX),
            url: shown.address("/objects", &[("step", &step.to_string())]),
            title,
        }
    };
    Histogram {
        caption: shown.caption("Распределение результатов"),
        bars: counts.iter().enumerate().map(bar).collect(),
        marks: shown.spread().map(|spread| marks(&spread)).unwrap_or_default(),
        axis: "процент от максимума".to_owned(),
    }
}

fn marks(spread: &Spread) -> Vec<Mark> {
    let mark = |name: &str, percent: &Percent| Mark {
        label: format!("{name} {}", words::percent(&percent.shown())),
        at: thousandths(percent),
    };
    vec![mark("среднее", &spread.mean), mark("медиана", &spread.median)]
}

/// A percent as thousandths of the axis.
pub(super) fn thousandths(percent: &Percent) -> i64 {
    i64::try_from((&percent.0 * BigInt::from(10)).round().to_integer()).unwrap_or(0)
}

fn steps(shown: &Shown) -> Vec<StepRow> {
    let all = counts(percents(shown, None).iter());
    let of_group = |group: &'_ String| (group.clone(), counts(percents(shown, Some(group)).iter()));
    let by_group: Vec<(String, [usize; STEPS])> = columns(shown).iter().map(of_group).collect();
    let row = |(step, count): (usize, &usize)| {
        let no = step.to_string();
        let inside = |(group, counts): &(String, [usize; STEPS])| {
            let address = shown.address("/objects", &[("step", &no), ("group", group)]);
            Some((counts.get(step)?.to_string(), address))
        };
        StepRow {
            title: step_title(step),
            count: count.to_string(),
            url: shown.address("/objects", &[("step", &no)]),
            by_group: by_group.iter().filter_map(inside).collect(),
        }
    };
    all.iter().enumerate().map(row).collect()
}

/// Groups that stand as columns: all of them where none was chosen.
fn columns(shown: &Shown) -> &[String] {
    if shown.groups.len() > 1 && shown.group.is_empty() { &shown.groups } else { &[] }
}

fn figures(shown: &Shown) -> Vec<Figure> {
    let Some(spread) = shown.spread() else { return Vec::new() };
    let figure = |label: &str, value: String, note: &str, url: String| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
        url,
    };
    let text = |percent: &Percent| words::percent(&percent.shown());
    let objects = |about: &str| shown.address("/objects", &[("about", about)]);
    vec![
        figure("Средний процент", text(&spread.mean), "от максимума", objects("mean")),
        figure("Медиана", text(&spread.median), "половина не ниже", objects("median")),
        figure(
            "Средняя половина",
            format!("{} – {}", text(&spread.lower), text(&spread.upper)),
            "между первым и третьим квартилем",
            shown.address("/objects", &[]),
        ),
        figure(
            "Размах",
            format!("{} – {}", text(&spread.least), text(&spread.most)),
            "от наименьшего до наибольшего",
            shown.address("/objects", &[]),
        ),
    ]
}

/// The spread of all and of each group: its name, code and figures.
fn spread_lines(shown: &Shown) -> Vec<(String, String, Spread)> {
    let whole = shown.spread().map(|spread| ("Все".to_owned(), String::new(), spread));
    let of_group = |group: &String| {
        Some((nouns::group(group), group.clone(), Spread::of(percents(shown, Some(group)))?))
    };
    whole.into_iter().chain(columns(shown).iter().filter_map(of_group)).collect()
}

fn spreads(shown: &Shown) -> Vec<SpreadRow> {
    let row = |(name, code, spread): (String, String, Spread)| {
        let text = |percent: &Percent| words::percent(&percent.shown());
        SpreadRow {
            group: name,
            url: shown.address("/distribution", &[("group", &code)]),
            figures: [
                spread.count.to_string(),
                text(&spread.mean),
                text(&spread.least),
                text(&spread.lower),
                text(&spread.median),
                text(&spread.upper),
                text(&spread.most),
            ],
        }
    };
    spread_lines(shown).into_iter().map(row).collect()
}

/// Levels with how many reached each, the highest first: (level, count, address).
fn bands(shown: &Shown) -> Vec<(String, String, String)> {
    if !shown.has_bands() {
        return Vec::new();
    }
    let line = |band: &packs::Band| {
        let count = shown.objects.iter().filter(|object| object.band == band.title).count();
        (band.title.clone(), count.to_string(), shown.address("/objects", &[("band", &band.title)]))
    };
    shown.published.table.bands.iter().rev().map(line).collect()
}

/// The steps to take away.
pub(super) fn grid(shown: &Shown) -> Grid {
    let mut columns = vec![Head::of("step", "Процент от максимума", 22), Head::of("count", "Всего", 10)];
    columns.extend(self::columns(shown).iter().map(|group| Head::of(group, nouns::group(group), 18)));
    let row = |step: StepRow| {
        let mut row = vec![Value::text(step.title), Value::number(step.count)];
        row.extend(step.by_group.into_iter().map(|(count, _)| Value::number(count)));
        row
    };
    let rows = steps(shown).into_iter().map(row).collect();
    Grid {
        about: String::new(), title: "Распределение результатов".to_owned(), columns, rows
    }
}

/// Mean, median and quartiles to take away, exact to four decimals.
pub(super) fn spread_grid(shown: &Shown) -> Grid {
    let heads = [
        ("mean", "Средний процент"),
        ("least", "Наименьший"),
        ("lower_quartile", "Первый квартиль"),
        ("median", "Медиана"),
        ("upper_quartile", "Третий квартиль"),
        ("most", "Наибольший"),
    ];
    let mut columns = vec![Head::of("group", "Группа", 22), Head::of("count", "Сколько", 10)];
    columns.extend(heads.map(|(key, title)| Head::of(key, title, 18)));
    let row = |(name, _, spread): (String, String, Spread)| {
        let mut row = vec![Value::text(name), Value::count(spread.count)];
        let figures =
            [&spread.mean, &spread.least, &spread.lower, &spread.median, &spread.upper, &spread.most];
        row.extend(figures.map(|percent| Value::percent(percent.shown())));
        row
    };
    let rows = spread_lines(shown).into_iter().map(row).collect();
    Grid {
        about: String::new(), title: "Среднее, медиана и разброс".to_owned(), columns, rows
    }
}
