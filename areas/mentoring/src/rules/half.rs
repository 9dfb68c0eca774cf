//! Halves of the school year, in which reports are written (п. 4.4: не реже двух раз в год).

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// Half of a school year: September – December, January – August; the report is due on 31 December and on 30 June.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Half {
    /// The calendar year it lies in.
    pub year: i32,
    /// September – December.
    pub is_first: bool,
}

impl Half {
    /// The one a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), is_first: day.month() >= 9 }
    }

    /// The day its report is due.
    pub fn due(self) -> NaiveDate {
        let (month, last) = if self.is_first { (12, 31) } else { (6, 30) };
        NaiveDate::from_ymd_opt(self.year, month, last).unwrap_or_default()
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let (month, last) = if self.is_first { (12, 31) } else { (8, 31) };
        NaiveDate::from_ymd_opt(self.year, month, last).unwrap_or_default()
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        let month = if self.is_first { 9 } else { 1 };
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or_default()
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.is_first {
            Self { year: self.year + 1, is_first: false }
        } else {
            Self { is_first: true, ..self }
        }
    }

    /// By its code.
    pub fn read(code: &str) -> Option<Self> {
        let (year, half) = code.split_once('-')?;
        let is_first = match half {
            "1" => true,
            "2" => false,
            _ => return None,
        };
        Some(Self { year: year.parse().ok()?, is_first })
    }

    /// «I полугодие 2026/27»
    pub fn title(self) -> String {
        let begun = if self.is_first { self.year } else { self.year - 1 };
        let half = if self.is_first { "I" } else { "II" };
        format!("{half} полугодие {begun}/{:02}", (begun + 1) % 100)
    }
}

/// Its code: `2026-1` is the first half of 2026/27, `2027-2` the second.
impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, if self.is_first { 1 } else { 2 })
    }
}

/// The halves a pair owes reports for: those it worked in, from its first day to today, at least thirty days of each.
pub fn owed(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Vec<Half> {
    let mut half = Half::of(from);
    let mut found = Vec::new();
    while half.first() <= today.min(to) {
        let worked = (half.due().min(to) - half.first().max(from)).num_days() + 1;
        if worked >= 30 {
            found.push(half);
        }
        half = half.next();
    }
    found
}

/// The same by the days of a pair: of the order, of the end of the term, of the end if it came.
pub fn owed_between(
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    ended: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<Half> {
    from.zip(to).map_or_else(Vec::new, |(from, to)| owed(from, ended.unwrap_or(to).min(to), today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn a_school_year_has_two_halves() {
        for (today, code, due, title) in [
            ("2026-09-01", "2026-1", "2026-12-31", "I полугодие 2026/27"),
            ("2026-12-31", "2026-1", "2026-12-31", "I полугодие 2026/27"),
            ("2027-01-01", "2027-2", "2027-06-30", "II полугодие 2026/27"),
            ("2027-08-31", "2027-2", "2027-06-30", "II полугодие 2026/27"),
        ] {
            let half = Half::of(day(today));
            assert_eq!(
                (half.to_string().as_str(), half.due(), half.title().as_str()),
                (code, day(due), title)
            );
            assert_eq!(Half::read(code), Some(half));
        }
        assert_eq!(Half::read("2026-3"), None);
    }

    #[test]
    fn reports_are_owed_for_halves_a_pair_worked_in() {
        let codes = |from, to, today| {
            owed(day(from), day(to), day(today)).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(codes("2026-10-01", "2029-09-30", "2027-03-01"), ["2026-1", "2027-2"]);
        assert_eq!(codes("2026-12-02", "2029-09-30", "2026-12-31"), ["2026-1"], "thirty days");
        assert!(codes("2026-12-03", "2029-09-30", "2026-12-31").is_empty());
        assert_eq!(codes("2026-10-01", "2026-12-31", "2030-01-01"), ["2026-1"]);
    }
}
