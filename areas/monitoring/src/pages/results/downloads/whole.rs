//! The whole of published results as JSON: objects with criteria and indicators, figures over all. Decimals are texts, places
//! integers, as `metodset monitoring score` prints them.

use serde_json::{Map as Object, Value as Json, json};
use web::{Error, Result};

use super::Made;
use crate::model::PublishedObject;
use crate::pages::results::grid::head;
use crate::pages::results::heat::Map;
use crate::rules::{Percent, Spread, shown as plain};

/// The file.
pub(super) fn json(map: &Map) -> Result<Made> {
    let shown = &map.shown;
    let mut whole = head(&shown.published, shown);
    let objects: Vec<Json> = shown.objects.iter().map(|one| object(map, one)).collect();
    let left_out: Vec<Json> = shown.left_out.iter().map(left_out).collect();
    whole.insert("objects".to_owned(), json!(objects));
    whole.insert("left_out".to_owned(), json!(left_out));
    whole.insert("summary".to_owned(), summary(map));
    let bytes = serde_json::to_vec(&Json::Object(whole)).map_err(|e| Error::Broken(e.to_string()))?;
    Ok(Made {
        name: "Результаты мониторинга".to_owned(), bytes, objects: shown.objects.len()
    })
}

fn object(map: &Map, one: &PublishedObject) -> Json {
    let shown = &map.shown;
    let criteria: Vec<Json> = shown
        .criteria()
        .map(|criterion| {
            let total = map.matrix.criterion(one.id, criterion);
            json!({ "no": criterion.no, "score": plain(total.score), "max": plain(total.max) })
        })
        .collect();
    json!({
        "unit": one.unit_id.to_string(),
        "subject": given(&one.subject),
        "name": one.title(),
        "parent": one.parent_name,
        "group": given(&one.size_group),
        "score": one.score,
        "max": one.max,
        "percent": given(&one.percent),
        "band": if shown.has_bands() { given(&one.band) } else { Json::Null },
        "rank": shown.has_places().then_some(one.place),
        "group_rank": if shown.has_groups() { one.group_place } else { None },
        "change": given(&one.change),
        "criteria": criteria,
        "indicators": lines(map, one),
    })
}

fn lines(map: &Map, one: &PublishedObject) -> Object<String, Json> {
    let indicators = map.shown.criteria().flat_map(|criterion| &criterion.indicators);
    let line = |indicator: &packs::Indicator| {
        let mark = map.matrix.at(one.id, &indicator.no)?;
        let value = json!({
            "score": mark.score.map(plain),
            "max": plain(mark.max),
            "state": mark.state,
            "rule": indicator.scoring.name(),
        });
        Some((indicator.no.clone(), value))
    };
    indicators.filter_map(line).collect()
}

fn left_out(one: &PublishedObject) -> Json {
    json!({ "unit": one.unit_id.to_string(), "name": one.title(), "reason": one.left_out_reason })
}

fn summary(map: &Map) -> Json {
    let spread = map.shown.spread();
    let percent = |of: fn(&Spread) -> &Percent| spread.as_ref().map(|spread| of(spread).shown());
    let tallies = map.matrix.tallies(map.shown.objects.iter().map(|one| one.id));
    let shares: Object<String, Json> = tallies
        .into_iter()
        .filter(|(_, tally)| tally.counted > 0)
        .map(|(no, tally)| (no.to_owned(), json!({ "confirmed": tally.confirmed, "counted": tally.counted })))
        .collect();
    json!({
        "mean_percent": percent(|of| &of.mean),
        "median_percent": percent(|of| &of.median),
        "lower_quartile": percent(|of| &of.lower),
        "upper_quartile": percent(|of| &of.upper),
        "least_percent": percent(|of| &of.least),
        "most_percent": percent(|of| &of.most),
        "indicators": shares,
    })
}

/// A text; an empty one is null.
fn given(text: &str) -> Json {
    if text.is_empty() { Json::Null } else { json!(text) }
}
