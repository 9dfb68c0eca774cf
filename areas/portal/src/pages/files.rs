//! The same figures to take away: a spreadsheet for people, JSON for programs. Decimals are exact texts with a point.

use access::{Anyone, Granted};
use monitoring::model::PublishedObject;
use monitoring::rules::shown as plain;
use packs::ObjectLevel;
use serde_json::{Value, json};
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Body, Copy, Cx, Error, Read, Reply, Result, russian, unless_held};

use super::{board, shown, state_of, words};
use crate::figures::{Board, Shown, criteria, scored};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /open/{campaign}/xlsx`
pub(super) fn xlsx(cx: &mut Cx<Read>, may: Granted<Anyone>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    unless_held(cx, Copy::File, &state_of(&shown), |cx| {
        let board = Board::of(cx, &shown.publication)?;
        let owner = board::owner(cx, &shown)?;
        let made_on = shown.publication.published_at.day(cx.zone_at(&shown.campaign.unit_path)?);
        let source = board::source(&shown, &owner, &russian::date(made_on));
        let levels = board.levels(&shown.table);
        let tables = levels.iter().map(|level| table(&shown, &board, level, &source)).collect();
        let title = format!("{}, {}", shown.campaign.title, russian::school_year(&shown.campaign.period));
        let book = Workbook { title: title.clone(), made_on, tables };
        let bytes = sheets::xlsx(&book).map_err(|e| Error::Broken(e.to_string()))?;
        let name = format!("{}.xlsx", title.replace(['«', '»', '/', ':'], " "));
        Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
    })
}

fn table(shown: &Shown, board: &Board, level: &ObjectLevel, source: &str) -> Table {
    let has_places = words::has_places(&shown.publication, shown.opening.has_places);
    let mut columns = vec![Column::new(words::noun(level), 32)];
    if has_places {
        columns.insert(0, Column::new("Место", 8));
    }
    columns.extend(
        criteria(&shown.table, &level.id).map(|one| Column::new(&format!("{} {}", one.no, one.short), 16)),
    );
    for (title, width) in [("Итого", 9), ("Максимум", 10), ("Процент", 11), ("Изменение", 11)]
    {
        columns.push(Column::new(title, width));
    }
    let own = board.of_level(&level.id, has_places).into_iter();
    let line = |one: &PublishedObject| {
        let mut cells = vec![Cell::text(one.title())];
        if has_places {
            cells.insert(0, number(&one.place.to_string()));
        }
        let sums = criteria(&shown.table, &level.id).map(|criterion| board.criterion(one.id, criterion));
        cells.extend(sums.map(|points| number(&points.score.map(plain).unwrap_or_default())));
        cells.extend([number(&one.score), number(&one.max), percent(&one.percent), number(&one.change)]);
        Line::Cells(cells)
    };
    Table {
        name: level.title.clone(),
        title: vec![shown.campaign.title.clone(), source.to_owned()],
        columns,
        lines: own.map(line).collect(),
        ..Table::default()
    }
}

fn number(text: &str) -> Cell {
    if text.is_empty() { Cell::default() } else { Cell::number(text) }
}

fn percent(text: &str) -> Cell {
    if text.is_empty() { Cell::default() } else { Cell::percent(text) }
}

/// `GET /open/{campaign}/json`
pub(super) fn json(cx: &mut Cx<Read>, may: Granted<Anyone>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    unless_held(cx, Copy::File, &state_of(&shown), |cx| {
        let board = Board::of(cx, &shown.publication)?;
        let owner = board::owner(cx, &shown)?;
        Reply::json(&told(&shown, &board, &owner))
    })
}

fn told(shown: &Shown, board: &Board, owner: &str) -> Value {
    let has_places = words::has_places(&shown.publication, shown.opening.has_places);
    let objects: Vec<Value> = board.objects.iter().map(|one| object(shown, board, one, has_places)).collect();
    let left_out: Vec<Value> = board.left_out.iter().map(|one| json!(one.title())).collect();
    json!({
        "owner": owner,
        "title": shown.campaign.title,
        "template": shown.campaign.template,
        "clause": given(&shown.table.clause),
        "period": shown.campaign.period,
        "revision": shown.publication.revision,
        "published_at": shown.publication.published_at.utc(),
        "about": given(&shown.opening.about),
        "mean_percent": given(&shown.publication.mean_percent),
        "median_percent": given(&shown.publication.median_percent),
        "objects": objects,
        "left_out": left_out,
    })
}

fn object(shown: &Shown, board: &Board, one: &PublishedObject, has_places: bool) -> Value {
    let own = || criteria(&shown.table, &one.level);
    let sums: Vec<Value> = own()
        .map(|criterion| {
            let points = board.criterion(one.id, criterion);
            json!({ "no": criterion.no, "score": points.score.map(plain), "max": plain(points.max) })
        })
        .collect();
    let lines: Vec<Value> = own()
        .flat_map(scored)
        .filter_map(|indicator| {
            let points = board.indicator(one.id, &indicator.no)?;
            Some(json!({ "no": indicator.no, "score": points.score.map(plain), "max": plain(points.max) }))
        })
        .collect();
    json!({
        "unit": one.unit_id.to_string(),
        "name": one.title(),
        "level": one.level,
        "group": given(&one.size_group),
        "score": one.score,
        "max": one.max,
        "percent": given(&one.percent),
        "place": has_places.then_some(one.place),
        "change": given(&one.change),
        "criteria": sums,
        "indicators": lines,
    })
}

/// A text; an empty one is null.
fn given(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}
