//! The end of a pair at its term: the final report was heard, what the adaptation came to, whether the head is asked for an
//! incentive (п. 3.7, 4.4, 8.3).

use chrono::NaiveDate;
use packs::MentoringRules;

use super::half::of_mentor;
use super::{Half, owed};

/// What the adaptation came to.
pub const ADAPTATIONS: [(&str, &str); 3] =
    [("passed", "прошла"), ("partly", "прошла не\u{a0}полностью"), ("failed", "не\u{a0}прошла")];
/// Yes and no.
pub const YES_NO: [(&str, &str); 2] = [("yes", "да"), ("no", "нет")];

/// The half whose report of the mentor is the final one: the last a pair owes. None where no pack asks for reports, or the
/// pair worked too short a time to owe one.
pub fn last_report(rules: &MentoringRules, (from, to): (NaiveDate, NaiveDate)) -> Option<Half> {
    rules.limit("reports")?;
    owed((from, to), to, of_mentor(rules)).last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day, federal};

    #[test]
    fn clause_4_4_the_final_report_is_that_of_the_last_half_worked_in() {
        let (rules, _) = amur();
        let last = |from, to| last_report(&rules, (day(from), day(to))).map(|half| half.to_string());
        assert_eq!(last("2025-10-01", "2028-09-30").as_deref(), Some("2028-1"), "thirty days of September");
        assert_eq!(last("2025-10-01", "2028-09-29").as_deref(), Some("2028-2"), "twenty-nine");
        assert_eq!(last("2026-06-15", "2026-06-18"), None, "too short to owe one");
        let (without, _) = federal();
        assert_eq!(last_report(&without, (day("2025-10-01"), day("2028-09-30"))), None);
    }
}
