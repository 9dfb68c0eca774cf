//! Who answers for the report of a half (п. 4.4): whoever was the mentor for most of it, also after a replacement or the end of the
//! pair; when they all have left the school, whoever is left and worked thirty days of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Half;

/// Somebody's part as a mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// The card.
    pub person: i64,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: it goes on.
    pub to: Option<NaiveDate>,
    /// Works in the school still.
    pub is_here: bool,
}

/// The mentors who answer for a half of a pair that works between two days; nobody: no report is owed.
pub fn answering(half: Half, (first, last): (NaiveDate, NaiveDate), parts: &[Served]) -> Vec<i64> {
    let (from, to) = (half.first().max(first), half.due().min(last));
    let mut days: BTreeMap<i64, (i64, bool)> = BTreeMap::new();
    for one in parts {
        let count = (one.to.map_or(to, |last| last.min(to)) - one.from.max(from)).num_days() + 1;
        let entry = days.entry(one.person).or_insert((0, false));
        *entry = (entry.0 + count.max(0), entry.1 || one.is_here);
    }
    let whole = (to - from).num_days() + 1;
    let most = days.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mains = |count: i64| count > 0 && (count * 2 > whole || count == most);
    let here = |asked: &dyn Fn(i64) -> bool| -> Vec<i64> {
        let found = days.iter().filter(|(_, (count, is_here))| *is_here && asked(*count));
        found.map(|(person, _)| *person).collect()
    };
    let found = here(&mains);
    if found.is_empty() { here(&|count| count >= half.least()) } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    fn part(person: i64, from: &str, to: &str, is_here: bool) -> Served {
        Served { person, from: day(from), to: (!to.is_empty()).then(|| day(to)), is_here }
    }

    fn asked(parts: &[Served]) -> Vec<i64> {
        answering(Half::read("2026-2").unwrap(), (day("2025-10-15"), day("2028-10-14")), parts)
    }

    #[test]
    fn clause_4_4_whoever_was_the_mentor_for_most_of_the_half_answers() {
        // The half has 181 days up to 30 June: the 91st is 1 April.
        for (last, next, who) in [("2026-04-01", "2026-04-02", 1), ("2026-03-31", "2026-04-01", 2)] {
            let parts = [part(1, "2025-10-15", last, true), part(2, next, "", true)];
            assert_eq!(asked(&parts), [who], "{last}");
        }
        assert_eq!(
            asked(&[part(1, "2025-10-15", "", true), part(2, "2025-10-15", "", true)]),
            [1, 2],
            "both"
        );
        assert_eq!(
            asked(&[part(1, "2026-07-01", "", true)]),
            Vec::<i64>::new(),
            "after the day of the report"
        );
    }

    #[test]
    fn two_parts_of_one_mentor_count_together_and_of_three_the_longest_answers() {
        let parts = [
            part(1, "2025-10-15", "2026-02-10", true),
            part(2, "2026-02-11", "2026-05-01", true),
            part(1, "2026-05-02", "", true),
        ];
        assert_eq!(asked(&parts), [1]);
        let three = [
            part(1, "2025-10-15", "2026-02-28", true),
            part(2, "2026-03-01", "2026-05-09", true),
            part(3, "2026-05-10", "", true),
        ];
        assert_eq!(asked(&three), [2], "59, 70 and 52 days");
    }

    #[test]
    fn for_whoever_left_the_next_answers_from_the_thirtieth_day_on() {
        let successor =
            |from: &str| asked(&[part(1, "2025-10-15", "2026-05-31", false), part(2, from, "", true)]);
        assert_eq!(successor("2026-06-01"), [2], "thirty days");
        assert!(successor("2026-06-02").is_empty(), "twenty-nine");
        assert!(asked(&[part(1, "2025-10-15", "2026-05-31", false)]).is_empty(), "nobody is left");
    }
}
