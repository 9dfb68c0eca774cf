//! Figures of a municipality or a region: representations by unit and state, awards by year and kind; each opens its list. Two
//! grouped queries and the names of units, whatever the place.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use units::Unit;
use web::view::{Figure, Tab};
use web::{Cx, Page, Read, Reply, Result};

use super::{place, tabs};
use crate::access::SeeIncentives;
use crate::model::State;
use crate::store::{self, Awarded};

#[derive(Template)]
#[template(path = "summary.html")]
struct SummaryPage {
    of: String,
    tabs: Vec<Tab>,
    figures: Vec<Figure>,
    states: Vec<&'static str>,
    rows: Vec<Row>,
    years: Vec<Year>,
}

/// A calendar year, how many in it, and how many of each award.
type Year = (String, i64, Vec<(String, i64)>);

struct Row {
    name: String,
    url: String,
    counts: Vec<i64>,
    total: i64,
}

/// `GET /incentives/summary?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeIncentives>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let counted = store::states(cx.conn(), &here)?;
    let given = store::awarded(cx.conn(), &here)?;
    let page = SummaryPage {
        of: unit.name.clone(),
        tabs: tabs(cx, &unit, "/incentives/summary"),
        figures: figures(&unit, &counted),
        states: State::ALL.iter().map(|state| state.title()).collect(),
        rows: rows(cx, &unit, &counted)?,
        years: years(&given),
    };
    Page::titled("Итоги поощрений").at(&unit.path).under("/incentives").show(&page)
}

fn figures(unit: &Unit, counted: &[(String, String, i64)]) -> Vec<Figure> {
    let id = unit.id.to_string();
    let figure = |state: State| {
        let count: i64 = counted.iter().filter(|one| one.1 == state.code()).map(|one| one.2).sum();
        Figure {
            label: state.title().to_owned(),
            value: count.to_string(),
            note: String::new(),
            url: web::address("/incentives", &[("unit", &id), ("state", state.code())]),
        }
    };
    State::ALL.into_iter().map(figure).collect()
}

/// A row for the place itself and for each unit right below it with everything under that.
fn rows(cx: &mut Cx<Read>, unit: &Unit, counted: &[(String, String, i64)]) -> Result<Vec<Row>> {
    let mut found: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (path, state, count) in counted {
        let key = child(&unit.path, path);
        let place = State::ALL.iter().position(|one| one.code() == state);
        let counts = found.entry(key.to_owned()).or_insert_with(|| vec![0; State::ALL.len()]);
        if let Some(cell) = place.and_then(|place| counts.get_mut(place)) {
            *cell += count;
        }
    }
    let ids: Vec<i64> = found.keys().filter_map(|path| last(path)).collect();
    let units = units::store::all_of(cx.conn(), &ids)?;
    let row = |(path, counts): (String, Vec<i64>)| {
        let known = units.iter().find(|unit| unit.path == path)?;
        Some(Row {
            name: known.short_name.clone(),
            url: web::address("/incentives", &[("unit", &known.id.to_string())]),
            total: counts.iter().sum(),
            counts,
        })
    };
    let mut rows: Vec<Row> = found.into_iter().filter_map(row).collect();
    rows.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.name.cmp(&b.name)));
    Ok(rows)
}

/// The unit right below `top` on the way to `path`, or `top` itself.
fn child<'a>(top: &str, path: &'a str) -> &'a str {
    let Some(rest) = path.strip_prefix(top) else { return path };
    match rest.find('/') {
        Some(end) => &path[..=top.len() + end],
        None => path,
    }
}

fn last(path: &str) -> Option<i64> {
    path.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

/// What was given in each calendar year, the latest first.
fn years(given: &[Awarded]) -> Vec<Year> {
    let mut found: BTreeMap<i32, BTreeMap<String, i64>> = BTreeMap::new();
    for one in given {
        let year = NaiveDate::year(&one.on);
        *found.entry(year).or_default().entry(one.title.clone()).or_default() += one.count;
    }
    let year = |(year, kinds): (i32, BTreeMap<String, i64>)| {
        let total = kinds.values().sum();
        (year.to_string(), total, kinds.into_iter().collect())
    };
    found.into_iter().rev().map(year).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_unit_right_below() {
        for (top, path, is) in [
            ("/1/", "/1/12/345/", "/1/12/"),
            ("/1/", "/1/12/", "/1/12/"),
            ("/1/", "/1/", "/1/"),
            ("/1/12/", "/1/12/345/", "/1/12/345/"),
        ] {
            assert_eq!(child(top, path), is);
        }
        assert_eq!(last("/1/12/345/"), Some(345));
    }

    #[test]
    fn awards_are_summed_by_year_and_kind_the_latest_year_first() {
        let one = |on: &str, title: &str, count| Awarded {
            on: on.parse().unwrap(),
            title: title.to_owned(),
            count,
        };
        let told = years(&[
            one("2026-05-01", "грамота", 2),
            one("2026-01-10", "грамота", 1),
            one("2025-12-31", "премия", 4),
        ]);
        assert_eq!(told[0], ("2026".to_owned(), 3, vec![("грамота".to_owned(), 3)]));
        assert_eq!(told[1], ("2025".to_owned(), 4, vec![("премия".to_owned(), 4)]));
    }
}
