//! Pure decisions: what a session and its outcome must say, what a year came to, how a duty of the year stands.

mod aids;
mod answer;
mod initiative;
mod programme;
mod refusal;
mod session;
mod summary;
mod yearly;

use chrono::{Datelike, Days, NaiveDate};

pub use aids::{Aid, there};
pub use answer::{added, has_answer};
pub use initiative::{contact_faults, project_faults, step_faults};
pub use programme::{days, percent};
pub use refusal::Refusal;
pub use session::{clock, moved_faults, outcome_faults, session_faults};
pub use summary::{Counted, Line, Summary, summary};
pub use yearly::{Standing, Term, standing, term};

/// The first and the last day of the school year of a day.
pub fn school_year(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = registry::school_year_start(day);
    let next = first.with_year(first.year() + 1).unwrap_or(first);
    (first, next - Days::new(1))
}

/// The same of the year before.
pub fn year_before((from, _): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    school_year(from - Days::new(1))
}

/// The day by which the programme of the school year is there: the first of its month.
pub fn programme_due((from, to): (NaiveDate, NaiveDate), month: u32) -> Option<NaiveDate> {
    let year = if month >= from.month() { from.year() } else { to.year() };
    NaiveDate::from_ymd_opt(year, month, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_school_year_ends_in_august() {
        for (on, from, to) in [
            ("2026-06-18", "2025-09-01", "2026-08-31"),
            ("2026-09-01", "2026-09-01", "2027-08-31"),
            ("2028-02-29", "2027-09-01", "2028-08-31"),
        ] {
            assert_eq!(school_year(day(on)), (day(from), day(to)));
        }
        assert_eq!(year_before(school_year(day("2026-06-18"))), (day("2024-09-01"), day("2025-08-31")));
    }

    #[test]
    fn a_programme_is_due_in_the_year_it_is_of() {
        let year = school_year(day("2026-06-18"));
        assert_eq!(programme_due(year, 10), Some(day("2025-10-01")));
        assert_eq!(programme_due(year, 1), Some(day("2026-01-01")));
    }
}
