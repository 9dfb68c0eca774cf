//! Days of a pair lie inside the work of its people: nobody teaches before hiring or after dismissal. A list without dates tells
//! no first day, so nothing before it is refused.

use chrono::NaiveDate;
use web::russian;

/// A stretch of work: its first day, none where nobody told it, and its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    /// The first day; none: it was not told.
    pub from: Option<NaiveDate>,
    /// The last day; none: it goes on.
    pub to: Option<NaiveDate>,
}

impl Worked {
    fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn said(self) -> String {
        match (self.from, self.to) {
            (Some(from), None) => format!("с\u{a0}{}", russian::date(from)),
            (Some(from), Some(to)) => format!("с\u{a0}{} по\u{a0}{}", russian::date(from), russian::date(to)),
            (None, Some(to)) => format!("по\u{a0}{}", russian::date(to)),
            (None, None) => "без даты приёма".to_owned(),
        }
    }
}

/// Whether somebody worked on a day.
pub fn worked(all: &[Worked], day: NaiveDate) -> bool {
    all.iter().any(|one| one.holds(day))
}

/// Whether somebody worked at any time between two days, both included.
pub fn worked_between(all: &[Worked], (from, to): (NaiveDate, NaiveDate)) -> bool {
    all.iter().any(|one| one.from.is_none_or(|first| first <= to) && one.to.is_none_or(|last| from <= last))
}

/// The sentence where they did not: «05.06.2026 Весенняя А. С. здесь не работает: работа с 10.06.2026.»
pub fn not_employed(name: &str, all: &[Worked], day: NaiveDate) -> Option<String> {
    if worked(all, day) {
        return None;
    }
    let mut spans: Vec<&Worked> = all.iter().collect();
    spans.sort_by_key(|one| one.from);
    let spans: Vec<String> = spans.into_iter().map(|one| one.said()).collect();
    let when = if spans.is_empty() {
        "в\u{a0}карточке работы здесь нет".to_owned()
    } else {
        format!("работа здесь – {}", spans.join("; "))
    };
    Some(format!("{name}: {} вне времени работы ({when}).", russian::date(day)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::term::tests::day;

    fn span(from: &str, to: &str) -> Worked {
        let told = |text: &str| (!text.is_empty()).then(|| day(text));
        Worked { from: told(from), to: told(to) }
    }

    #[test]
    fn the_first_and_the_last_day_are_days_of_work_and_their_neighbours_are_not() {
        let works = [span("2010-09-01", "2025-08-31"), span("2025-11-01", "2026-06-17")];
        for (on, is_in) in [
            ("2010-08-31", false),
            ("2010-09-01", true),
            ("2025-08-31", true),
            ("2025-09-01", false),
            ("2025-11-01", true),
            ("2026-06-17", true),
            ("2026-06-18", false),
        ] {
            assert_eq!(worked(&works, day(on)), is_in, "{on}");
        }
        let said = not_employed("Орлова Н. П.", &works, day("2025-09-01")).unwrap().replace('\u{a0}', " ");
        assert_eq!(
            said,
            "Орлова Н. П.: 01.09.2025 вне времени работы (работа здесь – с 01.09.2010 по 31.08.2025; с 01.11.2025 по 17.06.2026)."
        );
    }

    #[test]
    fn half_a_year_is_reported_when_a_day_of_it_was_worked() {
        let works = [span("2026-06-10", "2026-08-31")];
        for (from, to, is_in) in [
            ("2026-01-01", "2026-08-31", true),
            ("2026-01-01", "2026-06-09", false),
            ("2026-08-31", "2026-12-31", true),
            ("2026-09-01", "2026-12-31", false),
        ] {
            assert_eq!(worked_between(&works, (day(from), day(to))), is_in, "{from}");
        }
    }

    #[test]
    fn a_list_without_dates_refuses_nothing_before_it() {
        assert!(worked(&[span("", "")], day("1990-01-01")));
        assert!(!worked(&[span("", "2026-01-01")], day("2026-01-02")));
        assert!(not_employed("Н.", &[], day("2026-01-02")).unwrap().contains("работы здесь нет"));
    }

    proptest! {
        #[test]
        fn the_order_of_the_works_changes_nothing(
            days in proptest::collection::vec((0_u64..4_000, 0_u64..900), 0..5),
            on in 0_u64..5_000,
        ) {
            let begin = day("2015-01-01");
            let at = |days: u64| begin + chrono::Days::new(days);
            let all: Vec<Worked> = days
                .iter()
                .map(|(from, length)| Worked { from: Some(at(*from)), to: Some(at(from + length)) })
                .collect();
            let back: Vec<Worked> = all.iter().rev().copied().collect();
            prop_assert_eq!(not_employed("Н.", &all, at(on)).is_some(), !worked(&back, at(on)));
        }
    }
}
