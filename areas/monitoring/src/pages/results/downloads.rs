//! Results to take away: every table as XLSX and JSON, every picture as SVG and PNG, each with its title and its source.

use access::Granted;
use pictures::{Caption, Heat, HeatColumn, HeatRow, Place};
use units::UnitId;
use web::{Body, Cx, Error, PaperForm, Read, Reply, Result, russian};

use super::grid::{Grid, Head, Value};
use super::heat::{self, Map};
use super::heat_columns::{By, columns};
use super::{Shown, comparison, distribution, indicator, indicators, objects, published, shown, trend};
use crate::access::SeeResults;
use crate::model::PublishedObject;
use crate::pages::{object, words};
use crate::papers;

mod whole;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /monitoring/{campaign}/download?what=heat&as=svg`.
pub(crate) fn download(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let request = cx.request_handle();
    let (what, kind) = (request.asked("what"), request.asked("as"));
    let made = match what {
        "heat" => heat_file(cx, &may, kind)?,
        "results" if kind == "json" => whole::json(&heat::read(cx, &may)?)?,
        "trend" => trend_file(cx, &may, kind)?,
        "object" => object_file(cx, &may, kind)?,
        "distribution" | "spread" | "indicators" | "indicator" | "objects" | "comparison" => {
            let shown = shown(cx, &may)?;
            table_file(cx, &shown, what, kind)?
        }
        _ => return Err(Error::NotFound),
    };
    cx.may_export(made.objects)?;
    cx.exported(made.objects);
    let name = format!("{}.{kind}", made.name.replace(['«', '»', '/', ':'], ""));
    Ok(Reply::of(Body::File { bytes: made.bytes, media_type: media_type(kind).to_owned(), name }))
}

fn media_type(kind: &str) -> &'static str {
    if let Some(form) = PaperForm::of(kind) {
        return form.media_type();
    }
    match kind {
        "xlsx" => XLSX,
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/json",
    }
}

/// A file made.
struct Made {
    name: String,
    bytes: Vec<u8>,
    /// How many objects it tells of: counted against the day's limit.
    objects: usize,
}

fn table_file(cx: &mut Cx<Read>, shown: &Shown, what: &str, kind: &str) -> Result<Made> {
    let grid = match what {
        "distribution" => distribution::grid(shown),
        "spread" => distribution::spread_grid(shown),
        "indicators" => indicators::grid(cx, shown)?,
        "indicator" => indicator::grid(cx, shown)?,
        "objects" => objects::grid(cx, shown)?,
        _ => comparison::grid(cx, shown)?,
    };
    match kind {
        "svg" | "png" if what == "distribution" => {
            let svg = distribution::picture(shown).svg(Place::File);
            picture(cx, kind, &grid.title, &svg, shown.objects.len())
        }
        _ => table(cx, &grid, shown, kind, shown.objects.len()),
    }
}

/// The table in the form asked for; a form it has not is not found.
fn table(cx: &mut Cx<Read>, grid: &Grid, shown: &Shown, kind: &str, objects: usize) -> Result<Made> {
    let bytes = match kind {
        "pdf" | "docx" => {
            let (paper, form) = grid.lines(shown).paper().zip(PaperForm::of(kind)).ok_or(Error::NotFound)?;
            // Printing is slow: what may not leave is not printed.
            cx.may_export(objects)?;
            cx.house().paper(&paper, form)?
        }
        "xlsx" => grid.xlsx(shown)?,
        "json" => grid.json(shown).to_string().into_bytes(),
        _ => return Err(Error::NotFound),
    };
    Ok(Made { name: grid.title.clone(), bytes, objects })
}

/// The picture as it is, or in dots.
fn picture(cx: &Cx<Read>, kind: &str, name: &str, svg: &str, objects: usize) -> Result<Made> {
    let bytes = if kind == "png" { cx.house().png(svg)? } else { svg.as_bytes().to_vec() };
    Ok(Made { name: name.to_owned(), bytes, objects })
}

fn object_file(cx: &mut Cx<Read>, may: &Granted<SeeResults>, kind: &str) -> Result<Made> {
    let unit: UnitId = cx.request().asked("unit").parse().map_err(|_| Error::NotFound)?;
    let shown = shown(cx, may)?;
    if let Some(form) = PaperForm::of(kind) {
        cx.may_export(1)?;
        let (paper, name) = papers::of_object(cx, &shown.published, unit)?;
        return Ok(Made { name, bytes: cx.house().paper(&paper, form)?, objects: 1 });
    }
    let grid = object::grid(cx, &shown.published, unit)?;
    table(cx, &grid, &shown, kind, 1)
}

fn trend_file(cx: &mut Cx<Read>, may: &Granted<SeeResults>, kind: &str) -> Result<Made> {
    let unit: UnitId = cx.request().asked("unit").parse().map_err(|_| Error::NotFound)?;
    let published = published(cx, may)?;
    let way = trend::read(cx, published, unit)?;
    let shown = shown(cx, may)?;
    let grid = way.grid();
    match kind {
        "svg" | "png" => {
            let about = shown.published.campaign.title.clone();
            let caption =
                Caption { title: grid.title.clone(), about, source: shown.published.source(shown.zone) };
            picture(cx, kind, &grid.title, &way.picture(caption).svg(Place::File), 1)
        }
        _ => table(cx, &grid, &shown, kind, 1),
    }
}

fn heat_file(cx: &mut Cx<Read>, may: &Granted<SeeResults>, kind: &str) -> Result<Made> {
    let map = heat::read(cx, may)?;
    let objects = map.shown.objects.len();
    match kind {
        "svg" | "png" => picture(cx, kind, map.by.title(), &drawn(&map).svg(), objects),
        _ => table(cx, &grid(&map), &map.shown, kind, objects),
    }
}

fn drawn(map: &Map) -> Heat {
    let (shown, columns) = (&map.shown, columns(&map.shown, map.by));
    let head = |column: &super::heat_columns::MapColumn<'_>| HeatColumn {
        label: match map.by {
            By::Criteria => format!("{}\n{}", column.no, column.criterion.short),
            By::Indicators => column.label.clone(),
        },
        group: match map.by {
            By::Criteria => String::new(),
            By::Indicators => format!("{} {}", column.criterion.no, column.criterion.short),
        },
    };
    let row = |object: &PublishedObject| HeatRow {
        before: map.places(object),
        name: object.title().to_owned(),
        cells: columns.iter().map(|column| column.cell(&map.matrix, object)).collect(),
        after: after(map, object),
    };
    Heat {
        caption: shown.caption(&format!(
            "{}: {}",
            shown.published.campaign.title,
            map.by.title().to_lowercase()
        )),
        before: titles([(shown.has_places(), "Место"), (shown.has_groups(), "В\u{a0}группе")]),
        name: shown.noun().title.to_owned(),
        columns: columns.iter().map(head).collect(),
        after: titles([(true, "Итого"), (true, "%"), (shown.has_bands(), "Уровень"), (true, "Изменение")]),
        rows: shown.objects.iter().map(row).collect(),
        key: ("меньше".to_owned(), "больше, доля от максимума".to_owned()),
    }
}

/// The titles that are on.
fn titles<const N: usize>(all: [(bool, &str); N]) -> Vec<String> {
    all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, title)| title.to_owned()).collect()
}

fn after(map: &Map, object: &PublishedObject) -> Vec<String> {
    let percent = words::percent(&object.percent).replace("\u{a0}%", "");
    let band = map.shown.has_bands().then(|| object.band.clone());
    let change = if object.change.is_empty() { "–".to_owned() } else { russian::change(&object.change) };
    [russian::decimal(&object.score), percent].into_iter().chain(band).chain([change]).collect()
}

/// The map as a table, exact.
fn grid(map: &Map) -> Grid {
    let (shown, columns) = (&map.shown, columns(&map.shown, map.by));
    let mut heads = Vec::new();
    if shown.has_places() {
        heads.push(Head::of("place", "Место", 8));
    }
    if shown.has_groups() {
        heads.push(Head::of("group_place", "В группе", 10));
    }
    heads.push(Head::of("name", shown.noun().title, 32));
    heads.extend(
        columns
            .iter()
            .map(|column| Head::of(column.no, &column.label, if map.by == By::Criteria { 16 } else { 7 })),
    );
    heads.extend([
        Head::of("score", "Итого", 9),
        Head::of("max", "Максимум", 10),
        Head::of("percent", "Процент", 11),
    ]);
    if shown.has_bands() {
        heads.push(Head::of("band", "Уровень", 16));
    }
    heads.push(Head::of("change", "Изменение", 11));
    let row = |object: &PublishedObject| {
        let mut row: Vec<Value> = map.places(object).into_iter().map(Value::number).collect();
        row.push(Value::text(object.title()));
        row.extend(columns.iter().map(|column| Value::number(column.exact(&map.matrix, object))));
        row.extend([
            Value::number(&object.score),
            Value::number(&object.max),
            Value::percent(&object.percent),
        ]);
        if shown.has_bands() {
            row.push(Value::text(&object.band));
        }
        row.push(Value::number(&object.change));
        row
    };
    Grid {
        about: String::new(),
        title: map.by.title().to_owned(),
        columns: heads,
        rows: shown.objects.iter().map(row).collect(),
    }
}
