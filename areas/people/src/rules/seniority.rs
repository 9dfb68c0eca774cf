//! Length of service: from the day it counts from, less the breaks (порядок аттестации counts whole years).

use chrono::{Datelike, Days, Months, NaiveDate};

/// A time that does not count, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

/// Whole years from `since` to the end of `day`: the day of hiring itself counts, so «5 лет» are full on the eve of the
/// fifth anniversary. Breaks, which may overlap, move the beginning on by their days.
pub fn years(since: NaiveDate, breaks: &[Break], day: NaiveDate) -> i32 {
    let lost = lost_days(since, breaks, day);
    let Some(from) = since.checked_add_days(Days::new(lost)) else { return 0 };
    if from > day {
        return 0;
    }
    whole_years(from, day.succ_opt().unwrap_or(day))
}

/// Whole years between two days; 29 February comes of age on 1 March.
pub fn whole_years(from: NaiveDate, to: NaiveDate) -> i32 {
    let years = to.year() - from.year();
    if (to.month(), to.day()) < (from.month(), from.day()) { years - 1 } else { years }
}

fn lost_days(since: NaiveDate, breaks: &[Break], day: NaiveDate) -> u64 {
    let mut spans: Vec<Break> = breaks
        .iter()
        .map(|one| Break { from: one.from.max(since), to: one.to.min(day) })
        .filter(|one| one.from <= one.to)
        .collect();
    spans.sort_by_key(|one| one.from);
    let mut lost = 0;
    let mut counted_to: Option<NaiveDate> = None;
    for span in spans {
        let from = counted_to.and_then(|last| last.succ_opt()).map_or(span.from, |next| next.max(span.from));
        if from <= span.to {
            lost += u64::try_from((span.to - from).num_days() + 1).unwrap_or(0);
            counted_to = Some(span.to);
        }
    }
    lost
}

/// The day a service of so many years and months on `day` counts from: «стаж 12 лет», «7 лет 5 мес.» in a list.
pub fn since((years, months): (u32, u32), day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(years * 12 + months)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn five_years_are_full_on_the_eve_of_the_fifth_anniversary() {
        let since = day("2021-09-01");
        for (today, full) in
            [("2026-08-30", 4), ("2026-08-31", 5), ("2026-09-01", 5), ("2021-09-01", 0), ("2021-08-31", 0)]
        {
            assert_eq!(years(since, &[], day(today)), full, "{today}");
        }
        assert_eq!(years(day("2020-02-29"), &[], day("2025-02-28")), 5);
        assert_eq!(years(day("2020-02-29"), &[], day("2025-02-27")), 4);
    }

    #[test]
    fn breaks_move_the_beginning_on_and_count_once() {
        let since = day("2021-09-01");
        let year = Break { from: day("2022-09-01"), to: day("2023-08-31") };
        let inside = Break { from: day("2022-12-01"), to: day("2023-01-31") };
        let tail = Break { from: day("2023-08-01"), to: day("2023-09-30") };
        assert_eq!(years(since, &[year], day("2026-08-31")), 4);
        assert_eq!(years(since, &[year, inside], day("2026-08-31")), 4);
        assert_eq!(years(since, &[year, inside, tail], day("2026-09-29")), 3);
        assert_eq!(years(since, &[year, inside, tail], day("2026-09-30")), 4);
        let before = Break { from: day("2010-01-01"), to: day("2020-01-01") };
        assert_eq!(years(since, &[before], day("2026-08-31")), 5);
    }

    proptest! {
        #[test]
        fn more_breaks_never_make_the_service_longer(from in 0_u64..2000, long in 0_u64..900, other in 0_u64..2000) {
            let since = day("2015-09-01");
            let at = |n| since + Days::new(n);
            let one = Break { from: at(from), to: at(from + long) };
            let two = Break { from: at(other), to: at(other + 30) };
            let today = day("2026-06-18");
            let (none, some, more) = (years(since, &[], today), years(since, &[one], today), years(since, &[one, two], today));
            prop_assert!(none >= some && some >= more && more >= 0);
        }

        #[test]
        fn a_service_told_in_years_reads_back(told in 0_u32..50, months in 0_u32..12) {
            let today = day("2026-06-18");
            prop_assert_eq!(years(since((told, months), today), &[], today), i32::try_from(told).unwrap());
        }
    }
}
