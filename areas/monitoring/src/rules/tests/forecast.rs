//! A line carried on by a year: when it is drawn, and where it ends.

use crate::rules::{Total, forecast};
use rust_decimal::Decimal;

fn next(years: &[(i32, i64, i64)]) -> Option<String> {
    let total = |(year, score, max): &(i32, i64, i64)| {
        (*year, Total { score: Decimal::new(*score, 1), max: Decimal::from(*max) })
    };
    forecast(&years.iter().map(total).collect::<Vec<_>>()).map(|found| found.to_string())
}

#[test]
fn three_years_of_one_maximum_make_a_line() {
    assert_eq!(next(&[(2023, 30, 10), (2024, 40, 10), (2025, 50, 10)]).as_deref(), Some("6"));
    assert_eq!(next(&[(2023, 40, 10), (2024, 40, 10), (2025, 40, 10)]).as_deref(), Some("4"));
    assert_eq!(next(&[(2023, 30, 10), (2024, 40, 10), (2025, 40, 10)]).as_deref(), Some("4.7"), "4⅔");
    assert_eq!(
        next(&[(2021, 20, 10), (2023, 40, 10), (2025, 60, 10)]).as_deref(),
        Some("7"),
        "a year was missed"
    );
}

#[test]
fn a_line_stays_between_nothing_and_the_maximum() {
    assert_eq!(next(&[(2023, 60, 10), (2024, 80, 10), (2025, 100, 10)]).as_deref(), Some("10"));
    assert_eq!(next(&[(2023, 40, 10), (2024, 20, 10), (2025, 0, 10)]).as_deref(), Some("0"));
}

#[test]
fn two_years_another_maximum_or_none_make_no_line() {
    assert_eq!(next(&[]), None);
    assert_eq!(next(&[(2024, 40, 10), (2025, 50, 10)]), None);
    assert_eq!(next(&[(2023, 30, 8), (2024, 40, 10), (2025, 50, 10)]), None);
    assert_eq!(next(&[(2022, 30, 10), (2023, 30, 8), (2024, 40, 10), (2025, 50, 10)]), None);
    assert_eq!(next(&[(2023, 0, 0), (2024, 0, 0), (2025, 0, 0)]), None);
}
