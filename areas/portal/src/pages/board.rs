//! `/open/{campaign}`: the results as everybody sees them – method, totals, map, years, files.

use access::{Anyone, Granted};
use askama::Template;
use monitoring::model::{CampaignId, PublishedObject};
use monitoring::rules::CampaignState;
use monitoring::store::results;
use packs::ObjectLevel;
use web::view::{Bar, Figure, HeatCell, HeatColumn, HeatFigure, HeatHead, HeatMap, HeatRow};
use web::{Copy, Cx, Mode, Page, Read, Reply, Result, russian, unless_held};

use super::{shown, state_of, words};
use crate::figures::{Board, Shown, criteria};
use crate::store;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    heading: String,
    subtitle: String,
    is_reopened: bool,
    figures: Vec<Figure>,
    about: Vec<String>,
    clause: String,
    criteria: Vec<(String, String, String)>,
    levels: Vec<LevelMap>,
    left_out: Vec<String>,
    years: Vec<Bar>,
    files: Vec<(String, String)>,
    source: String,
}

struct LevelMap {
    title: String,
    map: MapPart,
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapPart {
    map: HeatMap,
}

/// `GET /open/{campaign}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<Anyone>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    let years = years(cx, &shown)?;
    let told: Vec<&str> = years.iter().flat_map(|bar| [bar.url.as_str(), bar.value.as_str()]).collect();
    let state = format!("{} {}", state_of(&shown), told.join(" "));
    unless_held(cx, Copy::Page, &state, |cx| drawn(cx, &shown, years))
}

fn drawn(cx: &mut Cx<Read>, shown: &Shown, years: Vec<Bar>) -> Result<Reply> {
    let board = Board::of(cx, &shown.publication)?;
    let zone = cx.zone_at(&shown.campaign.unit_path)?;
    let owner = owner(cx, shown)?;
    let day = russian::date(shown.publication.published_at.day(zone));
    let levels = board.levels(&shown.table);
    let page = BoardPage {
        heading: shown.campaign.title.clone(),
        subtitle: format!("{owner} · {} · опубликовано {day}", russian::school_year(&shown.campaign.period)),
        is_reopened: !matches!(shown.campaign.state(), CampaignState::Published | CampaignState::Archived),
        figures: figures(shown, &board),
        about: shown
            .opening
            .about
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        clause: shown.table.clause.clone(),
        criteria: lines(shown),
        levels: levels
            .iter()
            .map(|level| LevelMap {
                title: level.title.clone(),
                map: MapPart { map: map(shown, &board, level) },
            })
            .collect(),
        left_out: left_out(&board),
        years,
        files: ["xlsx", "json"]
            .map(|kind| (kind.to_uppercase(), format!("{}/{kind}", shown.opening.url())))
            .into(),
        source: source(shown, &owner, &day),
    };
    Page::titled(shown.campaign.title.clone()).show(&page)
}

/// Who published.
pub(super) fn owner<M: Mode>(cx: &mut Cx<M>, shown: &Shown) -> Result<String> {
    let found = units::store::all_of(cx.conn(), &[shown.campaign.unit_id.0])?;
    Ok(found.into_iter().next().map(|unit| unit.short_name).unwrap_or_default())
}

/// «Источник: Амурская область, …, 2024/25, редакция 1 от 20.08.2025».
pub(super) fn source(shown: &Shown, owner: &str, day: &str) -> String {
    format!(
        "Источник: {owner}, «{}», {}, редакция {} от {day}",
        shown.campaign.title,
        russian::school_year(&shown.campaign.period),
        shown.publication.revision
    )
}

fn figures(shown: &Shown, board: &Board) -> Vec<Figure> {
    let figure = |label: &str, value: String, note: &str| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
        url: String::new(),
    };
    // The mean and the median are of the first level, as they were published; of people they are told to nobody.
    let first = shown.table.levels.first().filter(|level| level.id != crate::rules::PERSON);
    let mean = |text: &str| if first.is_some() { words::percent(text) } else { "–".to_owned() };
    let count = first.map_or(board.objects.len(), |level| board.of_level(&level.id, true).len());
    let of = if board.levels(&shown.table).len() > 1 { first.map_or("", |level| &level.title) } else { "" };
    let indicators = shown.table.criteria.iter().flat_map(crate::figures::scored).count();
    vec![
        figure("Средний процент", mean(&shown.publication.mean_percent), "от максимума баллов"),
        figure("Медиана", mean(&shown.publication.median_percent), "половина – не ниже"),
        figure("Объектов", count.to_string(), of),
        figure("Показателей с\u{a0}баллами", indicators.to_string(), ""),
    ]
}

/// Criteria of the table with their maximum and how many indicators each has.
fn lines(shown: &Shown) -> Vec<(String, String, String)> {
    let line = |one: &packs::Criterion| {
        let count = crate::figures::scored(one).count();
        let count =
            russian::counted(i64::try_from(count).unwrap_or(0), "показатель", "показателя", "показателей");
        (one.no.clone(), one.title.clone(), count)
    };
    let is_scored = |one: &&packs::Criterion| crate::figures::scored(one).next().is_some();
    shown.table.criteria.iter().filter(is_scored).map(line).collect()
}

/// Names alone: why is free text, written for those who work with it.
fn left_out(board: &Board) -> Vec<String> {
    board.left_out.iter().map(|one| one.title().to_owned()).collect()
}

/// Objects × criteria of one level.
fn map(shown: &Shown, board: &Board, level: &ObjectLevel) -> HeatMap {
    let has_places = words::has_places(&shown.publication, shown.opening.has_places);
    let head = |label: &str| HeatHead { label: label.to_owned(), ..HeatHead::default() };
    let own = board.of_level(&level.id, has_places);
    let column = |one: &packs::Criterion| HeatColumn {
        label: format!("{} {}", one.no, one.short),
        title: one.title.clone(),
        max: russian::decimal(&one.max.to_string()),
        url: String::new(),
    };
    HeatMap {
        caption: format!("{}: результаты по критериям", level.title),
        name: head(words::noun(level)),
        before: if has_places { vec![head("Место")] } else { Vec::new() },
        groups: Vec::new(),
        columns: criteria(&shown.table, &level.id).map(column).collect(),
        after: ["Итого", "%", "Изменение"].map(head).into(),
        rows: own.into_iter().map(|one| row(shown, board, level, one, has_places)).collect(),
        is_narrow: false,
    }
}

fn row(
    shown: &Shown,
    board: &Board,
    level: &ObjectLevel,
    one: &PublishedObject,
    has_places: bool,
) -> HeatRow {
    let cell = |criterion: &packs::Criterion| {
        let points = board.criterion(one.id, criterion);
        let (value, most) = (words::points(points.score), words::points(Some(points.max)));
        HeatCell {
            title: format!("{}: {value} из {most}", criterion.title),
            value,
            level: words::heat(points),
            url: String::new(),
        }
    };
    let figure = |value: String, kind| HeatFigure { value, url: String::new(), kind };
    let (moved, way) = words::change(&one.change);
    let after = vec![
        figure(russian::decimal(&one.score), "total"),
        figure(words::percent(&one.percent).replace("\u{a0}%", ""), ""),
        figure(moved, way),
    ];
    HeatRow {
        before: if has_places { vec![words::place(one)] } else { Vec::new() },
        name: one.title().to_owned(),
        url: web::address(
            &format!("{}/units/{}", shown.opening.url(), one.unit_id),
            &[("subject", &one.subject)],
        ),
        cells: criteria(&shown.table, &level.id).map(cell).collect(),
        after,
    }
}

/// The years of the same owner and table that are open as well, the oldest first; one alone is no line of years.
fn years(cx: &mut Cx<Read>, shown: &Shown) -> Result<Vec<Bar>> {
    let all = results::published_of(cx.conn(), shown.campaign.unit_id)?;
    let own: Vec<_> = all.into_iter().filter(|(one, _)| one.template == shown.campaign.template).collect();
    let ids: Vec<CampaignId> = own.iter().map(|(campaign, _)| campaign.id).collect();
    let open = store::all_of(cx.conn(), &ids)?;
    let is_open = |id: CampaignId| open.iter().any(|one| one.campaign_id == id && one.is_open);
    let bar = |(campaign, publication): &(monitoring::model::Campaign, monitoring::model::Publication)| Bar {
        label: russian::school_year(&campaign.period),
        value: words::percent(&publication.mean_percent),
        percent: publication.mean_percent.clone(),
        url: if campaign.id == shown.campaign.id { String::new() } else { crate::model::url_of(campaign.id) },
        tone: "accent",
    };
    let bars: Vec<Bar> = own.iter().rev().filter(|(one, _)| is_open(one.id)).map(bar).collect();
    Ok(if bars.len() > 1 { bars } else { Vec::new() })
}
