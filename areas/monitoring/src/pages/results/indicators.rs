//! Every indicator with the share of objects that confirmed it: what is strong, and the deficits of many.

use std::collections::HashMap;

use access::Granted;
use askama::Template;
use rust_decimal::{Decimal, RoundingStrategy};
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result};

use super::grid::{Grid, Head, Value};
use super::{Shown, shown};
use crate::access::SeeResults;
use crate::pages::words;
use crate::rules::{Percent, Tally};

#[derive(Template)]
#[template(path = "results_indicators.html")]
struct IndicatorsPage {
    heading: String,
    subtitle: String,
    url: String,
    tabs: Vec<Tab>,
    views: Vec<Tab>,
    is_deficits: bool,
    criteria: Vec<CriterionShares>,
    files: Vec<(String, String)>,
    source: String,
}

struct CriterionShares {
    no: String,
    title: String,
    rows: Vec<Share>,
}

struct Share {
    no: String,
    title: String,
    url: String,
    confirmed: String,
    percent: String,
    /// 0…100 with a point, for the bar.
    length: String,
    tone: &'static str,
    mean: String,
    is_deficit: bool,
}

/// `GET /monitoring/{campaign}/indicators`; `?only=deficits` – what more than half did not confirm.
pub(crate) fn list(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let is_deficits = cx.request().asked("only") == "deficits";
    let shown = shown(cx, &may)?;
    let matrix = super::matrix(cx, shown.published.publication.id, &shown.level.id)?;
    let tallies = matrix.tallies(shown.objects.iter().map(|object| object.id));
    let typical = tallies.values().filter(|tally| tally.is_deficit()).count();
    let all = criteria(&shown, &tallies, false);
    let count = all.iter().map(|criterion| criterion.rows.len()).sum::<usize>();
    let view = |label: &str, count: usize, only: &str, active: bool| Tab {
        label: label.to_owned(),
        count: count.to_string(),
        url: shown.address("/indicators", &[("only", only)]),
        active,
    };
    let page = IndicatorsPage {
        heading: shown.published.campaign.title.clone(),
        subtitle: shown.about(),
        url: shown.published.campaign.url(),
        tabs: shown.tabs("/indicators"),
        views: vec![
            view("Все показатели", count, "", !is_deficits),
            view("Типовые дефициты", typical, "deficits", is_deficits),
        ],
        is_deficits,
        criteria: if is_deficits { criteria(&shown, &tallies, true) } else { all },
        files: shown.files("indicators", &["xlsx", "json"], &[]),
        source: shown.published.source(shown.zone),
    };
    Page::titled(format!("Показатели – {}", shown.published.campaign.title))
        .at(&shown.published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

fn criteria(shown: &Shown, tallies: &HashMap<&str, Tally>, only_deficits: bool) -> Vec<CriterionShares> {
    let of = |criterion: &packs::Criterion| {
        let lines = criterion.indicators.iter().filter_map(|one| Some((one, *tallies.get(one.no.as_str())?)));
        let kept = lines.filter(|(_, tally)| tally.counted > 0 && (!only_deficits || tally.is_deficit()));
        CriterionShares {
            no: criterion.no.clone(),
            title: criterion.title.clone(),
            rows: kept.map(|(one, tally)| share(shown, one, tally)).collect(),
        }
    };
    shown.criteria().map(of).filter(|criterion| !criterion.rows.is_empty()).collect()
}

fn share(shown: &Shown, one: &packs::Indicator, tally: Tally) -> Share {
    let exact = confirmed(tally);
    Share {
        no: one.no.clone(),
        title: one.title.clone(),
        url: shown.address(&format!("/indicators/{}", one.no), &[]),
        confirmed: format!("{} из {}", tally.confirmed, tally.counted),
        percent: words::percent(&exact),
        length: exact,
        tone: if tally.is_deficit() { "bad" } else { "accent" },
        mean: words::points(mean(tally)),
        is_deficit: tally.is_deficit(),
    }
}

/// The percent of objects that confirmed it.
fn confirmed(tally: Tally) -> String {
    Percent::of(Decimal::from(tally.confirmed), Decimal::from(tally.counted))
        .map(|percent| percent.shown())
        .unwrap_or_default()
}

/// Points of an object on average, to two decimals.
fn mean(tally: Tally) -> Decimal {
    let mean = tally.points / Decimal::from(tally.counted.max(1));
    mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// The table to take away.
pub(super) fn grid(cx: &mut Cx<Read>, shown: &Shown) -> Result<Grid> {
    let matrix = super::matrix(cx, shown.published.publication.id, &shown.level.id)?;
    let tallies = matrix.tallies(shown.objects.iter().map(|object| object.id));
    let lines =
        shown.criteria().flat_map(|criterion| criterion.indicators.iter().map(move |one| (criterion, one)));
    let row = |(criterion, one): (&packs::Criterion, &packs::Indicator)| {
        let tally = tallies.get(one.no.as_str()).copied().filter(|tally| tally.counted > 0)?;
        Some(vec![
            Value::text(&criterion.no),
            Value::text(&one.no),
            Value::text(&one.title),
            Value::count(tally.confirmed),
            Value::count(tally.counted),
            Value::percent(confirmed(tally)),
            Value::number(crate::rules::shown(mean(tally))),
            Value::text(if tally.is_deficit() { "типовой дефицит" } else { "" }),
        ])
    };
    Ok(Grid {
        about: String::new(),
        title: "Сколько подтвердили каждый показатель".to_owned(),
        columns: vec![
            Head::of("criterion", "Критерий", 9),
            Head::of("no", "№", 8),
            Head::of("title", "Показатель", 70),
            Head::of("confirmed", "Подтвердили", 13),
            Head::of("counted", "Всего", 9),
            Head::of("percent", "Доля", 10),
            Head::of("mean", "Средний балл", 14),
            Head::of("deficit", "Отметка", 18),
        ],
        rows: lines.filter_map(row).collect(),
    })
}
