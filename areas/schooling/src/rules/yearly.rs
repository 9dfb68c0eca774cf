//! Duties of the year of a roadmap: the day each is due, how it stands (Амурская область, приложение 7, раздел 2).

use chrono::{Datelike, Days, NaiveDate};
use packs::YearlyDuty;
use registry::month_end;

use super::school_year;

/// A duty is near so many days before its day.
const NEAR_DAYS: u64 = 30;

/// The year a duty is asked in, and its day in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The first day of the school year.
    pub from: NaiveDate,
    /// The last day it is due; the last day of the year where no month is named.
    pub due: NaiveDate,
}

/// The term of a duty in the school year of a day: the last day of its month.
pub fn term(duty: &YearlyDuty, today: NaiveDate) -> Term {
    let (from, to) = school_year(today);
    let of = |month: u32| {
        let year = if month >= from.month() { from.year() } else { to.year() };
        NaiveDate::from_ymd_opt(year, month, 1).map(month_end)
    };
    Term { from, due: duty.month.and_then(of).unwrap_or(to) }
}

/// How a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Done.
    Met,
    /// Its day is past.
    Overdue,
    /// Its day is within a month.
    Near,
    /// Later.
    Ahead,
}

impl Standing {
    /// The word on a badge.
    pub fn title(self) -> &'static str {
        match self {
            Self::Met => "выполнено",
            Self::Overdue => "просрочено",
            Self::Near => "срок близко",
            Self::Ahead => "впереди",
        }
    }

    /// Its colour.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Met => "ok",
            Self::Overdue => "bad",
            Self::Near => "warn",
            Self::Ahead => "muted",
        }
    }
}

/// How a duty stands on a day.
pub fn standing(is_met: bool, due: NaiveDate, today: NaiveDate) -> Standing {
    match due {
        _ if is_met => Standing::Met,
        due if due < today => Standing::Overdue,
        due if due <= today + Days::new(NEAR_DAYS) => Standing::Near,
        _ => Standing::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_roadmap_comes_back_in_its_months() {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let due = |id: &str, today: &str| {
            let duty = rules.mentoring.yearly.iter().map(|one| &one.rule).find(|one| one.id == id).unwrap();
            term(duty, day(today)).due
        };
        for today in ["2025-09-01", "2026-06-18", "2026-08-31"] {
            assert_eq!(due("adaptation_monitoring", today), day("2026-01-31"), "приложение 7, М23");
            assert_eq!(due("mentors_roadmap", today), day("2025-09-30"), "приложение 7, М25");
            assert_eq!(due("young_support_plan", today), day("2026-06-30"), "приложение 7, И2");
            assert_eq!(due("association_participation", today), day("2026-08-31"), "М24: the whole year");
        }
        assert_eq!(due("adaptation_monitoring", "2026-09-01"), day("2027-01-31"));
    }

    #[test]
    fn a_day_is_near_for_a_month() {
        let due = day("2026-01-31");
        for (today, said) in [
            ("2025-12-31", Standing::Ahead),
            ("2026-01-01", Standing::Near),
            ("2026-01-31", Standing::Near),
            ("2026-02-01", Standing::Overdue),
        ] {
            assert_eq!(standing(false, due, day(today)), said, "{today}");
        }
        assert_eq!(standing(true, due, day("2026-02-01")), Standing::Met);
    }
}
