//! One indicator: every object behind its figure, and whom a state narrows it to.

use std::collections::HashMap;

use access::Granted;
use askama::Template;
use rust_decimal::Decimal;
use web::view::Tab;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::grid::{Grid, Head, Value};
use super::{Shown, decimal, shown, state};
use crate::access::SeeResults;
use crate::model::PublishedObject;
use crate::store::results::{self, Cell};

#[derive(Template)]
#[template(path = "indicator_results.html")]
struct IndicatorResults {
    no: String,
    heading: String,
    clause: String,
    title: &'static str,
    back: String,
    all: String,
    filters: Vec<Tab>,
    rows: Vec<Row>,
    files: Vec<(String, String)>,
    source: String,
}

struct Row {
    name: String,
    url: String,
    points: String,
    word: &'static str,
    tone: &'static str,
}

/// Whom a filter keeps.
const FILTERS: [(&str, &str); 7] = [
    ("", "Все"),
    ("confirmed", "Подтвердили"),
    ("not-confirmed", "Не подтвердили"),
    ("absent", "Нет"),
    ("rejected", "Не принято"),
    ("no_answer", "Нет ответа"),
    ("not_scored", "Не оценивается"),
];

/// `GET /monitoring/{campaign}/indicators/{no}`: the objects behind one figure.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let no: String = cx.request().arg("no")?;
    let asked = cx.request().asked("state").to_owned();
    let shown = shown(cx, &may)?;
    let indicator = shown.published.table.indicator(&no).ok_or(Error::NotFound)?;
    let cells = results::cells_of_indicator(cx.conn(), shown.published.publication.id, &no)?;
    let found = found(&shown, &cells);
    let kept = found.iter().filter(|(_, cell)| is_kept(&asked, cell));
    let page = IndicatorResults {
        heading: indicator.title.clone(),
        clause: indicator.clause.clone(),
        title: shown.noun().title,
        back: shown.address("/results", &[]),
        all: shown.address("/indicators", &[]),
        filters: filters(&shown, &no, &asked, &found),
        rows: kept.map(|(object, cell)| row(&shown, object, cell)).collect(),
        files: shown.files("indicator", &["xlsx", "json"], &[("no", &no), ("state", &asked)]),
        source: shown.published.source(shown.zone),
        no: no.clone(),
    };
    Page::titled(format!("Показатель {no}"))
        .at(&shown.published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// Objects with their figures, in the order shown.
fn found<'a>(shown: &'a Shown, cells: &'a [Cell]) -> Vec<(&'a PublishedObject, &'a Cell)> {
    let by_object: HashMap<i64, &Cell> = cells.iter().map(|cell| (cell.object, cell)).collect();
    shown.objects.iter().filter_map(|object| Some((object, *by_object.get(&object.id)?))).collect()
}

/// The table to take away: whom the filter keeps.
pub(super) fn grid(cx: &mut Cx<Read>, shown: &Shown) -> Result<Grid> {
    let request = cx.request_handle();
    let (no, asked) = (request.asked("no"), request.asked("state"));
    let indicator = shown.published.table.indicator(no).ok_or(Error::NotFound)?;
    let cells = results::cells_of_indicator(cx.conn(), shown.published.publication.id, no)?;
    let row = |(object, cell): &(&PublishedObject, &Cell)| {
        vec![
            Value::text(object.title()),
            Value::number(&cell.score),
            Value::number(&cell.max),
            Value::text(state(&cell.state).0),
        ]
    };
    Ok(Grid {
        title: format!("{no} {}", indicator.title),
        about: String::new(),
        columns: vec![
            Head::of("name", shown.noun().title, 32),
            Head::of("score", "Балл", 10),
            Head::of("max", "Максимум", 10),
            Head::of("state", "Состояние", 18),
        ],
        rows: found(shown, &cells).iter().filter(|(_, cell)| is_kept(asked, cell)).map(row).collect(),
    })
}

fn is_kept(filter: &str, cell: &Cell) -> bool {
    let has_points = decimal(&cell.score).is_some_and(|score| score > Decimal::ZERO);
    match filter {
        "" => true,
        "confirmed" => has_points,
        "not-confirmed" => !has_points && cell.state != "not_scored",
        state => cell.state == state,
    }
}

/// The filters that keep somebody, with how many.
fn filters(shown: &Shown, no: &str, asked: &str, found: &[(&PublishedObject, &Cell)]) -> Vec<Tab> {
    let tab = |(code, label): (&str, &str)| {
        let count = found.iter().filter(|(_, cell)| is_kept(code, cell)).count();
        let is_wanted = count > 0 || code == asked || matches!(code, "confirmed" | "not-confirmed");
        is_wanted.then(|| Tab {
            label: label.to_owned(),
            url: shown.address(&format!("/indicators/{no}"), &[("state", code)]),
            count: count.to_string(),
            active: code == asked,
        })
    };
    FILTERS.into_iter().filter_map(tab).collect()
}

fn row(shown: &Shown, object: &PublishedObject, cell: &Cell) -> Row {
    let (word, tone) = state(&cell.state);
    Row {
        name: object.title().to_owned(),
        url: format!("{}#indicator-{}", shown.published.object(object), cell.no),
        points: match cell.score.as_str() {
            "" => "–".to_owned(),
            score => format!("{} из {}", russian::decimal(score), russian::decimal(&cell.max)),
        },
        word,
        tone,
    }
}
