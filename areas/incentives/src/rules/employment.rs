//! Whom a unit represents: whoever works there, on a day of that work (ТК РФ, ст. 191: работодатель поощряет работников).

use chrono::NaiveDate;

/// A time of work, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// The first day; none: nobody told it, the day of a list stands in its place.
    pub from: Option<NaiveDate>,
    /// The last day; none: goes on.
    pub to: Option<NaiveDate>,
}

impl Spell {
    fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }
}

/// How somebody stands with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Works there, and worked there on the day.
    Works,
    /// Works there today, and on the day did not: since this day.
    Since(NaiveDate),
    /// Works there no more: the last day.
    Left(NaiveDate),
    /// Never worked there.
    Never,
}

/// How somebody with this work at a unit stands with it, of a day and today.
pub fn reach(work: &[Spell], day: NaiveDate, today: NaiveDate) -> Reach {
    let now = work.iter().filter(|one| one.holds(today));
    let Some(first) = now.map(|one| one.from).min() else {
        return match work.iter().filter_map(|one| one.to).max() {
            Some(last) => Reach::Left(last),
            None => Reach::Never,
        };
    };
    match first {
        Some(first) if !work.iter().any(|one| one.holds(day)) => Reach::Since(first),
        _ => Reach::Works,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn spell(from: &str, to: &str) -> Spell {
        Spell { from: from.parse().ok(), to: to.parse().ok() }
    }

    #[test]
    fn who_works_is_represented_from_the_first_day_of_work_on() {
        let today = day("2026-06-18");
        let work = [spell("2025-09-01", "")];
        for (on, is) in [
            ("2025-09-01", Reach::Works),
            ("2026-06-18", Reach::Works),
            ("2025-08-31", Reach::Since(day("2025-09-01"))),
        ] {
            assert_eq!(reach(&work, day(on), today), is, "{on}");
        }
        assert_eq!(
            reach(&[spell("", "")], day("2001-01-01"), today),
            Reach::Works,
            "the first day is unknown"
        );
    }

    #[test]
    fn who_left_is_represented_by_nobody_and_the_last_day_of_work_still_counts() {
        let work = [spell("2010-09-01", "2026-06-17"), spell("2015-09-01", "2020-08-31")];
        for (on, today, is) in [
            ("2026-06-15", "2026-06-18", Reach::Left(day("2026-06-17"))),
            ("2026-06-18", "2026-06-18", Reach::Left(day("2026-06-17"))),
            ("2026-06-15", "2026-06-17", Reach::Works),
        ] {
            assert_eq!(reach(&work, day(on), day(today)), is, "{on} {today}");
        }
        assert_eq!(reach(&[], day("2026-06-15"), day("2026-06-18")), Reach::Never);
    }

    #[test]
    fn between_two_times_of_work_nobody_is_represented() {
        let work = [spell("2010-09-01", "2020-08-31"), spell("2024-09-01", "")];
        assert_eq!(reach(&work, day("2022-01-01"), day("2026-06-18")), Reach::Since(day("2024-09-01")));
        assert_eq!(reach(&work, day("2019-01-01"), day("2026-06-18")), Reach::Works);
    }
}
