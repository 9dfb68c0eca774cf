//! What pages say of incentives.

use chrono::{Datelike, Months, NaiveDate};
use packs::Effective;
use people::staff::Colleague;
use registry::school_year_start;

use super::Choices;
use crate::model::{Representation, State};
use crate::places::Places;
use crate::rules::level_title;

/// «учитель (математика), Школа № 1»: the place where it is not the one that asks.
pub(super) fn about(card: &Colleague, places: &Places, (rules, day): (&Effective, NaiveDate)) -> String {
    let told = [post(card, rules, day), places.of(card, day).to_owned()];
    told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// «учитель (математика)»
fn post(card: &Colleague, rules: &Effective, day: NaiveDate) -> String {
    let post = crate::papers::post(card, day).unwrap_or_default();
    let title = |id: &String| rules.subject(id).map_or_else(|| id.clone(), |one| one.rule.title.clone());
    let subjects: Vec<String> = card.subjects.iter().map(title).collect();
    if subjects.is_empty() { post } else { format!("{post} ({})", subjects.join(", ")) }
}

/// «на рассмотрении: руководитель организации»
pub(super) fn state(one: &Representation) -> String {
    match one.state() {
        State::Proposed => format!("{}: {}", State::Proposed.title(), level_title(&one.at_level)),
        other => other.title().to_owned(),
    }
}

/// First and last day of the school year that ends in `year`, no later than today; the current one where none is named.
pub(super) fn period(year: &str, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let now = school_year_start(today);
    let first = year
        .parse::<i32>()
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year.checked_sub(1)?, 9, 1))
        .filter(|first| *first < now && first.year() >= 2000)
        .unwrap_or(now);
    let next = first.checked_add_months(Months::new(12)).unwrap_or(first);
    (first, next.pred_opt().unwrap_or(next).min(today))
}

/// The years that may be asked for: this one and two before it.
pub(super) fn years(today: NaiveDate) -> Choices {
    let now = school_year_start(today).year() + 1;
    [now, now - 1, now - 2]
        .into_iter()
        .map(|year| (year.to_string(), web::russian::school_year(&year.to_string())))
        .collect()
}

/// The year a period lies in.
pub(super) fn year_of(period: (NaiveDate, NaiveDate)) -> String {
    (period.0.year() + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_school_year_that_ends_no_later_than_today() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-06-18");
        for (asked, from, to) in [
            ("", "2025-09-01", "2026-06-18"),
            ("2026", "2025-09-01", "2026-06-18"),
            ("2025", "2024-09-01", "2025-08-31"),
            ("2027", "2025-09-01", "2026-06-18"),
            ("-5", "2025-09-01", "2026-06-18"),
            ("вчера", "2025-09-01", "2026-06-18"),
        ] {
            assert_eq!(period(asked, today), (day(from), day(to)), "{asked}");
        }
        assert_eq!(period("", day("2026-09-01")), (day("2026-09-01"), day("2026-09-01")));
    }
}
