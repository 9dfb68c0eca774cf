//! Parts of one mentor in one pair: somebody replaced and chosen again is the same mentor of the same pair. Points and portfolios
//! count pairs (п. 3.7), and a part that ended on the day it began was no work.

use chrono::NaiveDate;

/// The days of a part as a mentor by an order: its first and its last one.
pub type Days = (NaiveDate, Option<NaiveDate>);

/// Whether somebody worked as a mentor by this part: an order that was followed by another one on its own day began nothing.
pub fn is_worked((from, to): Days) -> bool {
    to.is_none_or(|last| from < last)
}

/// The parts of one mentor in one pair as stretches, the earliest first: those that touch are one, those of no days are left out.
pub fn joined(mut parts: Vec<Days>) -> Vec<Days> {
    parts.retain(|part| is_worked(*part));
    parts.sort_unstable_by_key(|(from, to)| (*from, to.unwrap_or(NaiveDate::MAX)));
    let mut found: Vec<Days> = Vec::new();
    for (from, to) in parts {
        match found.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from <= last.succ_opt().unwrap_or(last)) => {
                *last = last.zip(to).map(|(one, other)| one.max(other));
            }
            _ => found.push((from, to)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    fn days(from: &str, to: &str) -> Days {
        (day(from), (!to.is_empty()).then(|| day(to)))
    }

    #[test]
    fn clause_3_7_a_part_of_no_days_counts_for_nothing() {
        assert!(is_worked(days("2026-06-18", "")) && is_worked(days("2026-06-18", "2026-06-19")));
        assert!(!is_worked(days("2026-06-18", "2026-06-18")) && !is_worked(days("2026-06-18", "2026-06-17")));
    }

    #[test]
    fn clause_3_7_who_is_chosen_again_stays_one_mentor_of_one_pair() {
        let parts = vec![
            days("2026-06-18", "2026-06-18"),
            days("2026-03-01", ""),
            days("2025-09-01", "2025-12-31"),
            days("2026-01-01", "2026-01-31"),
        ];
        assert_eq!(joined(parts), [days("2025-09-01", "2026-01-31"), days("2026-03-01", "")]);
        assert_eq!(
            joined(vec![days("2025-09-01", ""), days("2026-03-01", "2026-04-01")]),
            [days("2025-09-01", "")]
        );
        assert!(joined(vec![days("2026-06-18", "2026-06-18")]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn stretches_are_in_order_and_never_touch(parts in proptest::collection::vec((0_u64..60, 0_u64..30), 0..6)) {
            let at = |offset: u64| day("2026-01-01") + chrono::Days::new(offset);
            let parts: Vec<Days> = parts.into_iter().map(|(from, long)| (at(from), Some(at(from + long)))).collect();
            let found = joined(parts.clone());
            for two in found.windows(2) {
                proptest::prop_assert!(two[0].1.unwrap().succ_opt().unwrap() < two[1].0);
            }
            let covers = |all: &[Days], on: NaiveDate| all.iter().any(|(from, to)| *from <= on && on <= to.unwrap());
            let worked: Vec<Days> = parts.into_iter().filter(|part| is_worked(*part)).collect();
            for offset in 0..95 {
                proptest::prop_assert_eq!(covers(&found, at(offset)), covers(&worked, at(offset)));
            }
        }
    }
}
