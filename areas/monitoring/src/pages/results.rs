//! Published results: the heat map objects × criteria with its table, and every object of one indicator.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use packs::Template as Table;
use rust_decimal::Decimal;
use web::view::{Figure, HeatCell, HeatColumn, HeatRow};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, russian};

use super::row::trend;
use super::{campaign::concerned, words};
use crate::access::SeeResults;
use crate::model::{Campaign, Publication, PublishedObject};
use crate::rules::shown;
use crate::store::results::{self, Cell};

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    heading: String,
    subtitle: String,
    url: String,
    figures: Vec<Figure>,
    columns: Vec<HeatColumn>,
    rows: Vec<HeatRow>,
    has_places: bool,
    left_out: Vec<(String, String)>,
    indicators: Vec<(String, String, String, String)>,
}

/// A published revision of a campaign and what it was scored by.
pub(crate) struct Published {
    pub campaign: Campaign,
    pub publication: Publication,
    pub table: Table,
    /// `?revision=1` when an earlier revision is shown, so that its links stay inside it.
    pub query: String,
    /// «места включены приказом № 88»; empty when places are off.
    pub places_by: String,
}

/// The revision asked for, or the latest; not published is not found.
pub(crate) fn published<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeResults>) -> Result<Published> {
    let campaign = concerned(cx, may)?;
    let all = results::revisions(cx.conn(), campaign.id)?;
    let newest = all.first().map(|one| one.revision);
    let asked = cx.request().asked("revision").parse::<i64>().ok();
    let publication = all
        .into_iter()
        .find(|one| asked.is_none_or(|revision| one.revision == revision))
        .ok_or(Error::NotFound)?;
    let places_by = match publication.places_by.as_str() {
        "" => String::new(),
        act => format!("места включены актом: {act}"),
    };
    let is_newest = newest == Some(publication.revision);
    let query = if is_newest { String::new() } else { format!("?revision={}", publication.revision) };
    Ok(Published { table: campaign.template()?, campaign, publication, query, places_by })
}

/// `GET /monitoring/{campaign}/results`.
pub(crate) fn heat(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let shown = published(cx, &may)?;
    let objects = results::objects(cx.conn(), shown.publication.id)?;
    let cells = results::cells(cx.conn(), shown.publication.id, None)?;
    let zone = cx.zone_at(&shown.campaign.unit_path)?;
    let (scored, left_out): (Vec<_>, Vec<_>) =
        objects.iter().partition(|object| object.left_out_reason.is_empty());
    let sums = sums(&cells);
    let counted =
        russian::counted(i64::try_from(scored.len()).unwrap_or(0), "территория", "территории", "территорий");
    let published = format!("опубликовано {}", russian::moment(shown.publication.published_at, zone));
    let revision = if shown.publication.revision > 1 {
        format!("редакция {}: {}", shown.publication.revision, shown.publication.reason)
    } else {
        String::new()
    };
    let about =
        [russian::school_year(&shown.campaign.period), counted, published, revision, shown.places_by.clone()];
    let page = ResultsPage {
        heading: shown.campaign.title.clone(),
        subtitle: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        url: shown.campaign.url(),
        figures: figures(&shown, &scored, &cells),
        columns: columns(&shown),
        rows: scored.iter().map(|object| row(&shown, object, &sums)).collect(),
        has_places: !shown.places_by.is_empty(),
        left_out: left_out
            .iter()
            .map(|object| (object.name.clone(), object.left_out_reason.clone()))
            .collect(),
        indicators: indicators(&shown, &cells, scored.len()),
    };
    Page::titled(format!("Результаты – {}", shown.campaign.title))
        .at(&shown.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

type Sums = BTreeMap<(i64, String), (Decimal, Decimal)>;

/// Points and maximum by object and criterion.
fn sums(cells: &[Cell]) -> Sums {
    let mut sums = Sums::new();
    for cell in cells {
        let sum = sums.entry((cell.object, cell.criterion.clone())).or_default();
        sum.0 += cell.score.parse::<Decimal>().unwrap_or_default();
        sum.1 += cell.max.parse::<Decimal>().unwrap_or_default();
    }
    sums
}

fn columns(shown: &Published) -> Vec<HeatColumn> {
    let column = |criterion: &packs::Criterion| HeatColumn {
        label: format!("{} {}", criterion.no, criterion.short),
        title: criterion.title.clone(),
        max: words::points(criterion.max.0),
    };
    shown.table.criteria.iter().map(column).collect()
}

fn row(published: &Published, object: &PublishedObject, sums: &Sums) -> HeatRow {
    let url = format!("{}/results/{}{}", published.campaign.url(), object.unit_id, published.query);
    let cell = |criterion: &packs::Criterion| {
        let (score, max) = sums.get(&(object.id, criterion.no.clone())).copied().unwrap_or_default();
        HeatCell {
            value: words::points(score),
            level: level(score, max),
            title: format!("{}: {} из {}", criterion.title, words::points(score), words::points(max)),
            url: format!("{url}#criterion-{}", criterion.no),
        }
    };
    let change = object.change.parse::<Decimal>().ok();
    HeatRow {
        place: object.place.to_string(),
        name: object.name.clone(),
        cells: published.table.criteria.iter().map(cell).collect(),
        url,
        total: russian::decimal(&object.score),
        percent: words::percent(&object.percent).replace("\u{a0}%", ""),
        change: change.map_or_else(|| "–".to_owned(), |change| russian::change(&shown(change))),
        trend: change.map_or("same", trend),
    }
}

/// The colour of a share: 0 at nothing, 6 at everything, five equal steps between.
fn level(score: Decimal, max: Decimal) -> u8 {
    if max.is_zero() || score >= max {
        return if max.is_zero() { 0 } else { 6 };
    }
    if score <= Decimal::ZERO {
        return 0;
    }
    let step = (score * Decimal::from(5) / max).floor();
    u8::try_from(step.mantissa()).map_or(1, |step| step.min(4) + 1)
}

fn figures(published: &Published, scored: &[&PublishedObject], cells: &[Cell]) -> Vec<Figure> {
    let total: Decimal = scored.iter().filter_map(|object| object.score.parse::<Decimal>().ok()).sum();
    let count = Decimal::from(scored.len().max(1));
    let mean = words::points(
        (total / count).round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
    );
    let most = published.table.max.map(|max| words::points(max.0)).unwrap_or_default();
    let typical = earned(cells, scored.len()).into_iter().filter(|(_, got, all)| got * 2 < *all).count();
    let figure = |label: &str, value: String, note: &str, url: String| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
        url,
    };
    vec![
        figure("Средний балл", format!("{mean} из {most}"), "по всем территориям", String::new()),
        figure(
            "Средний процент",
            words::percent(&published.publication.mean_percent),
            "от максимума",
            String::new(),
        ),
        figure(
            "Медиана",
            words::percent(&published.publication.median_percent),
            "половина не ниже",
            String::new(),
        ),
        figure(
            "Типовые дефициты",
            russian::counted(i64::try_from(typical).unwrap_or(0), "показатель", "показателя", "показателей"),
            "не подтвердили более половины",
            format!("{}/results#indicators", published.campaign.url()),
        ),
    ]
}

/// How many objects earned full points, by indicator: (no, earned, all).
fn earned(cells: &[Cell], objects: usize) -> Vec<(String, usize, usize)> {
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    for cell in cells {
        let is_full = !cell.score.is_empty() && cell.score == cell.max && cell.max != "0";
        match found.iter_mut().find(|(no, _, _)| *no == cell.no) {
            Some(line) => line.1 += usize::from(is_full),
            None => found.push((cell.no.clone(), usize::from(is_full), objects)),
        }
    }
    found
}

/// Every indicator with how many confirmed it: (no, title, «12 из 29», address).
fn indicators(
    published: &Published,
    cells: &[Cell],
    objects: usize,
) -> Vec<(String, String, String, String)> {
    let revision = published.publication.revision;
    earned(cells, objects)
        .into_iter()
        .map(|(no, got, all)| {
            let title = published.table.indicator(&no).map(|one| one.title.clone()).unwrap_or_default();
            let url = format!("{}/indicators/{no}?revision={revision}", published.campaign.url());
            (no, title, format!("{got} из {all}"), url)
        })
        .collect()
}

#[derive(Template)]
#[template(path = "indicator_results.html")]
struct IndicatorResults {
    no: String,
    heading: String,
    clause: String,
    back: String,
    rows: Vec<(String, String, String, &'static str, &'static str)>,
}

/// `GET /monitoring/{campaign}/indicators/{no}`: the objects behind one figure.
pub(crate) fn indicator(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let no: String = cx.request().arg("no")?;
    let published = published(cx, &may)?;
    let indicator = published.table.indicator(&no).ok_or(Error::NotFound)?;
    let objects = results::objects(cx.conn(), published.publication.id)?;
    let cells = results::cells(cx.conn(), published.publication.id, Some(&no))?;
    let by_object: BTreeMap<i64, &Cell> = cells.iter().map(|cell| (cell.object, cell)).collect();
    let row = |object: &PublishedObject| {
        let cell = by_object.get(&object.id)?;
        let url = format!(
            "{}/results/{}{}#indicator-{no}",
            published.campaign.url(),
            object.unit_id,
            published.query
        );
        let points = if cell.score.is_empty() { "–".to_owned() } else { russian::decimal(&cell.score) };
        let (word, tone) = state(&cell.state);
        Some((object.name.clone(), url, points, word, tone))
    };
    let page = IndicatorResults {
        heading: indicator.title.clone(),
        clause: indicator.clause.clone(),
        back: format!("{}/results{}", published.campaign.url(), published.query),
        rows: objects.iter().filter_map(row).collect(),
        no: no.clone(),
    };
    Page::titled(format!("Показатель {no}"))
        .at(&published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// The word and the tone of a published state.
pub(crate) fn state(code: &str) -> (&'static str, &'static str) {
    match code {
        "scored" => ("подтверждено", "ok"),
        "absent" => ("нет", "muted"),
        "rejected" => ("не принято", "bad"),
        "no_answer" => ("нет ответа", "warn"),
        _ => ("не оценивается", "muted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_five_equal_steps_between_nothing_and_everything() {
        let at = |score: i64| level(Decimal::from(score), Decimal::from(100));
        assert_eq!([0, 1, 19, 20, 39, 40, 60, 80, 99, 100].map(at), [0, 1, 1, 2, 2, 3, 4, 5, 5, 6]);
        assert_eq!(level(Decimal::ZERO, Decimal::ZERO), 0);
    }
}
