//! Periods of reports (п. 4.4: не реже двух раз в год): halves of the school year, or as many parts of it as a pack asks reports.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use packs::MentoringRules;

/// Reports a year where no pack says another number.
pub const HALVES: u8 = 2;
/// More periods than months of lessons there are none.
const MOST: u32 = 10;
/// A pair writes no report of a period it worked fewer days in, or less than half of a shorter one.
const LEAST: i64 = 30;

/// A part of a school year, from September to August; its report is due on the last day of lessons of it. Of two parts: September –
/// December and January – August, due on 31 December and on 30 June.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Half {
    /// The calendar year the school year begins in.
    begun: i32,
    /// Which part, from 1.
    part: u8,
    /// Of how many.
    of: u8,
}

impl Half {
    /// The one a day lies in, where a year has so many.
    pub fn at(day: NaiveDate, of: u8) -> Self {
        let begun = if day.month() >= 9 { day.year() } else { day.year() - 1 };
        let mut half = Self { begun, part: 1, of };
        while half.last() < day {
            half.part += 1;
        }
        half
    }

    /// Of how many parts of a year it is one.
    pub fn of(self) -> u8 {
        self.of
    }

    /// The day its report is due.
    pub fn due(self) -> NaiveDate {
        let next = self.month(Self::months(self.part, self.of));
        next.checked_sub_days(Days::new(1)).unwrap_or(next)
    }

    /// Its last day: of the last part the last of August.
    pub fn last(self) -> NaiveDate {
        if self.part < self.of {
            return self.due();
        }
        let next = self.month(12);
        next.checked_sub_days(Days::new(1)).unwrap_or(next)
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.month(Self::months(self.part - 1, self.of))
    }

    /// The fewest days of work in it that ask for a report.
    pub fn least(self) -> i64 {
        LEAST.min(((self.due() - self.first()).num_days() + 1) / 2)
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.part < self.of {
            Self { part: self.part + 1, ..self }
        } else {
            Self { part: 1, begun: self.begun + 1, ..self }
        }
    }

    /// By its code.
    pub fn read(code: &str) -> Option<Self> {
        let numbers: Option<Vec<i32>> = code.split('-').map(|part| part.parse().ok()).collect();
        let small = |number: i32| u8::try_from(number).ok();
        let half = match numbers?.as_slice() {
            [year, 1] => Self { begun: *year, part: 1, of: HALVES },
            [year, 2] => Self { begun: year - 1, part: 2, of: HALVES },
            [begun, of, part] => Self { begun: *begun, part: small(*part)?, of: small(*of)? },
            _ => return None,
        };
        let is_known = (1..=half.of).contains(&half.part) && u32::from(half.of) <= MOST;
        (is_known && (1990..2200).contains(&half.begun)).then_some(half)
    }

    /// «I полугодие 2026/27», «III четверть 2026/27»
    pub fn title(self) -> String {
        let year = format!("{}/{:02}", self.begun, (self.begun + 1) % 100);
        let number = ["I", "II", "III", "IV"].get(usize::from(self.part) - 1).copied().unwrap_or_default();
        match self.of {
            1 => format!("{year} учебный год"),
            2 => format!("{number} полугодие {year}"),
            3 => format!("{number} триместр {year}"),
            4 => format!("{number} четверть {year}"),
            _ => format!("отчёт {} из\u{a0}{} за\u{a0}{year} учебный год", self.part, self.of),
        }
    }

    /// The first day of a month of the school year.
    fn month(self, months: u32) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(self.begun, 9, 1).unwrap_or_default();
        first.checked_add_months(Months::new(months)).unwrap_or(first)
    }

    /// Months from September to the end of a part: of two the first ends with December, of four they end with October, December,
    /// March and June.
    fn months(part: u8, of: u8) -> u32 {
        match (of, part) {
            (2, 1) => 4,
            (4, part @ 1..=3) => [2, 4, 7][usize::from(part) - 1],
            (of, part) => MOST * u32::from(part) / u32::from(of),
        }
    }
}

/// Its code: `2026-1` is the first half of 2026/27, `2027-2` the second; `2026-4-3` the third quarter of 2026/27.
impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            HALVES => write!(f, "{}-{}", self.begun + i32::from(self.part) - 1, self.part),
            of => write!(f, "{}-{of}-{}", self.begun, self.part),
        }
    }
}

/// How many reports a year a mentor writes by these rules.
pub fn of_mentor(rules: &MentoringRules) -> u8 {
    asked(rules, "reports").unwrap_or(HALVES)
}

/// How many a mentee writes (п. 6.6): of no number of its own as many as the mentor.
pub fn of_mentee(rules: &MentoringRules) -> u8 {
    asked(rules, "mentee_reports").unwrap_or_else(|| of_mentor(rules))
}

fn asked(rules: &MentoringRules, limit: &str) -> Option<u8> {
    let value = rules.limit(limit)?.value;
    u8::try_from(value.clamp(1, MOST)).ok()
}

/// The periods, so many a year, a pair owes reports for: those it worked in, from its first day to today, at least thirty days of
/// each.
pub fn owed((from, to): (NaiveDate, NaiveDate), today: NaiveDate, of: u8) -> Vec<Half> {
    let mut half = Half::at(from, of);
    let mut found = Vec::new();
    while half.first() <= today.min(to) {
        let worked = (half.due().min(to) - half.first().max(from)).num_days() + 1;
        if worked >= half.least() {
            found.push(half);
        }
        half = half.next();
    }
    found
}

/// The same by the days of a pair: of the order, of the end of the term, of the end if it came.
pub fn owed_between(
    days: (Option<NaiveDate>, Option<NaiveDate>),
    ended: Option<NaiveDate>,
    (today, of): (NaiveDate, u8),
) -> Vec<Half> {
    span(days, ended).map_or_else(Vec::new, |span| owed(span, today, of))
}

/// From the order to the end of the term, or to the end if it came earlier.
pub fn span(
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    ended: Option<NaiveDate>,
) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = from.zip(to)?;
    Some((from, ended.unwrap_or(to).min(to)))
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
            let half = Half::at(day(today), HALVES);
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
            owed((day(from), day(to)), day(today), HALVES).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(codes("2026-10-01", "2029-09-30", "2027-03-01"), ["2026-1", "2027-2"]);
        assert_eq!(codes("2026-12-02", "2029-09-30", "2026-12-31"), ["2026-1"], "thirty days");
        assert!(codes("2026-12-03", "2029-09-30", "2026-12-31").is_empty());
        assert_eq!(codes("2026-10-01", "2026-12-31", "2030-01-01"), ["2026-1"]);
    }

    /// The codes and the days of reports of a school year.
    fn year(of: u8) -> Vec<(String, String, String)> {
        let mut half = Half::at(day("2027-09-01"), of);
        let mut all = Vec::new();
        while half.first() < day("2028-09-01") {
            assert_eq!(Half::read(&half.to_string()), Some(half));
            for inside in [half.first(), half.due(), half.last()] {
                assert_eq!(Half::at(inside, of), half, "{inside}");
            }
            all.push((half.to_string(), half.due().to_string(), half.title()));
            half = half.next();
        }
        all
    }

    #[test]
    fn a_pack_asks_for_as_many_reports_a_year_as_it_says() {
        let dues = |of| year(of).into_iter().map(|(_, due, _)| due).collect::<Vec<_>>();
        assert_eq!(dues(1), ["2028-06-30"]);
        assert_eq!(dues(2), ["2027-12-31", "2028-06-30"]);
        assert_eq!(dues(3), ["2027-11-30", "2028-02-29", "2028-06-30"], "a leap year");
        assert_eq!(dues(4), ["2027-10-31", "2027-12-31", "2028-03-31", "2028-06-30"]);
        assert_eq!(dues(5).len(), 5);
        assert_eq!(dues(10).len(), 10);
        let codes: Vec<String> =
            year(4).into_iter().map(|(code, _, title)| format!("{code} {title}")).collect();
        assert_eq!(codes[2], "2027-4-3 III четверть 2027/28");
        assert_eq!(year(3)[0].2, "I триместр 2027/28");
    }

    #[test]
    fn quarters_change_on_their_days() {
        for (today, code) in [
            ("2027-08-31", "2026-4-4"),
            ("2027-09-01", "2027-4-1"),
            ("2027-10-31", "2027-4-1"),
            ("2027-11-01", "2027-4-2"),
            ("2027-12-31", "2027-4-2"),
            ("2028-01-01", "2027-4-3"),
            ("2028-04-01", "2027-4-4"),
        ] {
            assert_eq!(Half::at(day(today), 4).to_string(), code, "{today}");
        }
        for (today, code) in
            [("2027-11-30", "2027-3-1"), ("2027-12-01", "2027-3-2"), ("2028-03-01", "2027-3-3")]
        {
            assert_eq!(Half::at(day(today), 3).to_string(), code, "{today}");
        }
        for wrong in ["2027-4-5", "2027-4-0", "2027-0-1", "2027-11-1", "2027", "x-1", "2027-4-300", "-5-1"] {
            assert_eq!(Half::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_quarter_is_owed_from_the_thirtieth_day_on() {
        let codes = |from, today| {
            owed((day(from), day("2030-09-30")), day(today), 4)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("2027-10-02", "2027-12-01"), ["2027-4-1", "2027-4-2"], "thirty days of October");
        assert_eq!(codes("2027-10-03", "2027-12-01"), ["2027-4-2"], "twenty-nine");
    }
}
