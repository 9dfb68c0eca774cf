//! Two published periods of one owner set against each other, also under a changed table: what changed in it, and what each
//! object gained and lost where both can be compared.

mod differences;
mod table;

use std::collections::HashMap;

use access::Granted;
use askama::Template;
use rust_decimal::Decimal;
use web::view::Tab;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::matrix::Matrix;
use super::{Shown, decimal, matrix, shown};
use crate::access::SeeResults;
use crate::model::{Campaign, Publication, PublishedObject};
use crate::pages::row::trend;
use crate::pages::words;
use crate::rules::{self, Change, Compared, Comparison, LineChange, Measured, Period, Total};
use crate::store::results;
use differences::{Differences, differences};
pub(super) use table::grid;

#[derive(Template)]
#[template(path = "results_comparison.html")]
struct ComparisonPage {
    /// Every point of both periods is compared.
    is_whole: bool,
    heading: String,
    subtitle: String,
    url: String,
    action: String,
    tabs: Vec<Tab>,
    noun: &'static str,
    periods: Vec<(String, String)>,
    with: String,
    hidden: Vec<(String, String)>,
    then: String,
    now: String,
    table: Differences,
    rows: Vec<Row>,
    criteria: Vec<(String, String)>,
    only_before: Vec<String>,
    only_now: Vec<String>,
    files: Vec<(String, String)>,
    source: String,
}

struct Row {
    name: String,
    url: String,
    then: [String; 2],
    now: [String; 2],
    comparable: [String; 2],
    points: Moved,
    percent: Moved,
    gained: Vec<Link>,
    lost: Vec<Link>,
    criteria: Vec<Moved>,
}

/// A change with its sign and tone.
struct Moved {
    text: String,
    trend: &'static str,
}

/// A line gained or lost: its number, what it is, where it is shown.
struct Link {
    no: String,
    title: String,
    url: String,
}

/// `GET /monitoring/{campaign}/comparison?with=…`; the usual is the period before.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    let earlier = earlier(cx, &shown)?;
    let two = read(cx, &shown, &earlier)?;
    let page = page(&shown, &earlier, two.as_ref());
    Page::titled(format!("Сравнение – {}", shown.published.campaign.title))
        .at(&shown.published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// Earlier published periods of the same owner, the latest first.
fn earlier(cx: &mut Cx<Read>, shown: &Shown) -> Result<Vec<(Campaign, Publication)>> {
    let campaign = &shown.published.campaign;
    let all = results::published_of(cx.conn(), campaign.unit_id)?;
    Ok(all.into_iter().filter(|(other, _)| other.period < campaign.period).collect())
}

/// Two periods set against each other.
struct Two {
    with: String,
    then: String,
    then_table: std::sync::Arc<packs::Template>,
    comparison: Comparison,
    objects: HashMap<(i64, String), PublishedObject>,
}

/// The period asked for, or the latest of the same table, or the latest of all.
fn chosen<'a>(
    cx: &Cx<Read>,
    shown: &Shown,
    earlier: &'a [(Campaign, Publication)],
) -> Result<Option<&'a (Campaign, Publication)>> {
    let asked = cx.request().asked("with");
    if !asked.is_empty() {
        let found = earlier.iter().find(|(other, _)| other.id.to_string() == asked);
        return found.map(Some).ok_or(Error::NotFound);
    }
    let same = |(other, _): &&(Campaign, Publication)| other.template == shown.published.campaign.template;
    Ok(earlier.iter().find(same).or_else(|| earlier.first()))
}

fn read(cx: &mut Cx<Read>, shown: &Shown, earlier: &[(Campaign, Publication)]) -> Result<Option<Two>> {
    let Some((before, publication)) = chosen(cx, shown, earlier)? else {
        return Ok(None);
    };
    let level = &shown.level.id;
    let objects = results::objects(cx.conn(), publication.id, &shown.published.scope)?;
    let kept = objects.into_iter().filter(|one| {
        one.level == *level
            && one.left_out_reason.is_empty()
            && (shown.group.is_empty() || one.size_group == shown.group)
    });
    let then = measured(kept.collect(), &*matrix(cx, publication.id, level)?);
    let now = measured(shown.objects.clone(), &*matrix(cx, shown.published.publication.id, level)?);
    let then_table = crate::copies::of(cx.conn(), before)?;
    let comparison = Comparison::of(
        Period { template: &then_table, objects: &then },
        Period { template: &shown.published.table, objects: &now },
    );
    let objects = shown.objects.iter().map(|one| (key(one), one.clone())).collect();
    Ok(Some(Two {
        with: before.id.to_string(),
        then: russian::school_year(&before.period),
        then_table,
        comparison,
        objects,
    }))
}

fn key(object: &PublishedObject) -> (i64, String) {
    (object.unit_id.0, object.subject_key.clone())
}

fn measured(objects: Vec<PublishedObject>, matrix: &Matrix) -> Vec<Measured> {
    let one = |object: PublishedObject| Measured {
        key: key(&object),
        name: object.title().to_owned(),
        total: Total {
            score: decimal(&object.score).unwrap_or_default(),
            max: decimal(&object.max).unwrap_or_default(),
        },
        points: matrix.points(object.id),
    };
    objects.into_iter().map(one).collect()
}

fn page(shown: &Shown, earlier: &[(Campaign, Publication)], two: Option<&Two>) -> ComparisonPage {
    let campaign = &shown.published.campaign;
    let with = two.map(|two| two.with.clone()).unwrap_or_default();
    let of = |names: fn(&Comparison) -> &Vec<String>| {
        two.map(|two| names(&two.comparison).clone()).unwrap_or_default()
    };
    let criteria = shown.criteria().map(|one| (format!("{} {}", one.no, one.short), one.title.clone()));
    ComparisonPage {
        heading: campaign.title.clone(),
        subtitle: shown.about(),
        url: campaign.url(),
        action: format!("{}/comparison", campaign.url()),
        tabs: shown.tabs("/comparison"),
        noun: shown.noun().title,
        periods: earlier.iter().map(label).collect(),
        files: shown.files("comparison", &["xlsx", "json"], &[("with", &with)]),
        with,
        hidden: hidden(shown),
        then: two.map(|two| two.then.clone()).unwrap_or_default(),
        now: russian::school_year(&campaign.period),
        is_whole: two.is_none_or(|two| two.comparison.objects.iter().all(is_whole)),
        table: two
            .map(|two| differences(&two.comparison.lineage, &two.then_table, &shown.published.table))
            .unwrap_or_default(),
        rows: two.map(|two| rows(shown, two)).unwrap_or_default(),
        criteria: criteria.collect(),
        only_before: of(|comparison| &comparison.only_before),
        only_now: of(|comparison| &comparison.only_now),
        source: shown.published.source(shown.zone),
    }
}

/// Whether all points of both periods are compared.
fn is_whole(one: &Compared) -> bool {
    one.comparable == one.published
}

/// A period to choose: its id and «2024/25: Эффективность …».
fn label((one, publication): &(Campaign, Publication)) -> (String, String) {
    let revision = match publication.revision {
        1 => String::new(),
        revision => format!(", редакция {revision}"),
    };
    (one.id.to_string(), format!("{}: {}{revision}", russian::school_year(&one.period), one.title))
}

/// What the form of the periods carries on.
fn hidden(shown: &Shown) -> Vec<(String, String)> {
    let level = if shown.levels.len() > 1 { shown.level.id.as_str() } else { "" };
    let revision = shown.published.revision_asked();
    let all = [("level", level), ("group", shown.group.as_str()), ("revision", revision.as_str())];
    let given = all.into_iter().filter(|(_, value)| !value.is_empty());
    given.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn rows(shown: &Shown, two: &Two) -> Vec<Row> {
    let row = |one: &Compared| {
        let url = two.objects.get(&one.key).map(|object| shown.published.object(object)).unwrap_or_default();
        Row {
            name: one.name.clone(),
            then: total(one.published.before),
            now: total(one.published.now),
            comparable: [one.comparable.before, one.comparable.now].map(|of| total(of)[0].clone()),
            points: moved(Some(one.comparable.points())),
            percent: moved_percent(&one.comparable),
            gained: links(shown, &url, &one.gained),
            lost: links(shown, &url, &one.lost),
            criteria: by_criterion(shown, one),
            url,
        }
    };
    two.comparison.objects.iter().map(row).collect()
}

/// Changes by criterion of the level, in the order of the table.
fn by_criterion(shown: &Shown, one: &Compared) -> Vec<Moved> {
    let sums: HashMap<&str, &Change> =
        one.criteria.iter().map(|(no, change)| (no.as_str(), change)).collect();
    let change = |criterion: &packs::Criterion| {
        let change = sums.get(criterion.no.as_str()).filter(|change| !change.now.max.is_zero());
        moved(change.map(|change| change.points()))
    };
    shown.criteria().map(change).collect()
}

/// «41 из 61» and «67,2 %».
fn total(of: Total) -> [String; 2] {
    let percent = of.percent().map(|percent| words::percent(&percent.shown())).unwrap_or_default();
    [format!("{} из {}", words::points(of.score), words::points(of.max)), percent]
}

fn moved(change: Option<Decimal>) -> Moved {
    Moved {
        text: change.map_or_else(|| "–".to_owned(), |change| russian::change(&rules::shown(change))),
        trend: change.map_or("same", trend),
    }
}

fn moved_percent(change: &Change) -> Moved {
    let exact = change.percent().and_then(|percent| decimal(&percent));
    let rounded = exact.map(|percent| {
        percent.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
    });
    moved(rounded)
}

fn links(shown: &Shown, url: &str, steps: &[LineChange]) -> Vec<Link> {
    let link = |step: &LineChange| {
        let title =
            shown.published.table.indicator(&step.no).map(|one| one.title.clone()).unwrap_or_default();
        let points = format!("{} → {}", words::points(step.before), words::points(step.now));
        Link {
            no: step.no.clone(),
            title: format!("{title}: {points}"),
            url: format!("{url}#indicator-{}", step.no),
        }
    };
    steps.iter().map(link).collect()
}
