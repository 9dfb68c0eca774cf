//! How the open page writes points, percents and places.

use monitoring::model::{Publication, PublishedObject};
use monitoring::rules::shown as plain;
use packs::ObjectLevel;
use rust_decimal::{Decimal, RoundingStrategy};
use web::russian;

use crate::figures::Points;

/// «2,5», «–» when not scored.
pub(super) fn points(value: Option<Decimal>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| russian::decimal(&plain(value)))
}

/// «58,6 %», «–» without one.
pub(super) fn percent(text: &str) -> String {
    match text.parse::<Decimal>() {
        Ok(value) => format!("{}\u{a0}%", russian::decimal(&rounded(value).normalize().to_string())),
        Err(_) => "–".to_owned(),
    }
}

/// Half up, as everywhere.
fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// Step of the heat map, 0…6, by the share of the maximum.
pub(super) fn heat(points: Points) -> u8 {
    let share = points.score.and_then(|score| score.checked_div(points.max)).unwrap_or_default();
    let step = (share * Decimal::from(6)).round();
    step.to_string().parse().unwrap_or(0).min(6)
}

/// The place, where places were on.
pub(super) fn place(object: &PublishedObject) -> String {
    if object.place < i64::MAX { object.place.to_string() } else { "–".to_owned() }
}

/// Places stand on the page only by an act, and if the authority shows them.
pub(super) fn has_places(publication: &Publication, is_chosen: bool) -> bool {
    is_chosen && !publication.places_by.is_empty()
}

/// «Территория», «Организация»: what the objects of a level are called.
pub(super) fn noun(level: &ObjectLevel) -> &'static str {
    match level.id.as_str() {
        "municipality" => "Территория",
        "okrug" => "Округ",
        "organisation" => "Организация",
        "union" | "structure" => "Объединение",
        _ => "Объект",
    }
}

/// A change against the period before, with its sign and the way it went.
pub(super) fn change(text: &str) -> (String, &'static str) {
    match text.parse::<Decimal>() {
        Err(_) => ("–".to_owned(), "same"),
        Ok(value) if value.is_zero() => ("0".to_owned(), "same"),
        Ok(value) => (russian::change(text), if value.is_sign_negative() { "down" } else { "up" }),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_half_goes_up() {
        assert_eq!((percent("6.25"), percent("50")), ("6,3\u{a0}%".to_owned(), "50\u{a0}%".to_owned()));
        assert_eq!(percent(""), "–");
    }
}
