//! The days a programme of support is told of (Владимир, п. 2.2, дефис 4): its term, as far as it has come; a programme without an end
//! is told of its last twelve months.

use chrono::{Months, NaiveDate};

/// The first and the last day; a programme that begins later has none yet.
pub fn days(
    (signed_on, valid_to): (NaiveDate, Option<NaiveDate>),
    today: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    let last = valid_to.map_or(today, |last| last.min(today));
    let first = match valid_to {
        Some(_) => signed_on,
        None => signed_on.max(today.checked_sub_months(Months::new(12)).unwrap_or(signed_on)),
    };
    (first <= last).then_some((first, last))
}

/// Whole per cent, rounded down: all is said of all alone.
pub fn percent(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| part * 100 / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_programme_is_told_of_its_term_as_far_as_it_has_come() {
        let today = day("2026-06-18");
        let (signed, end) = (day("2025-09-01"), Some(day("2026-08-31")));
        assert_eq!(days((signed, end), today), Some((signed, today)));
        assert_eq!(days((signed, Some(day("2026-01-31"))), today), Some((signed, day("2026-01-31"))));
        assert_eq!(days((today, end), today), Some((today, today)), "its first day");
        assert_eq!(days((day("2026-06-19"), end), today), None, "not begun");
        assert_eq!(days((day("2020-01-09"), None), today), Some((day("2025-06-18"), today)));
        assert_eq!(days((day("2026-02-01"), None), today), Some((day("2026-02-01"), today)));
    }

    #[test]
    fn all_is_said_of_all_alone() {
        assert_eq!((percent(0, 0), percent(199, 200), percent(3, 3)), (None, Some(99), Some(100)));
    }
}
