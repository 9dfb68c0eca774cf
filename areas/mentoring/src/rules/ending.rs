//! The last day of a pair that ends before its term: so many working days of notice over the production calendar
//! (ТК РФ, ст. 351.8, ч. 3).

use chrono::NaiveDate;
use packs::{Calendar, MentoringRules};

/// The first day on which mentoring may be over: the working days of the notice lie between the day it was given and it.
pub fn last_day(given_on: NaiveDate, rules: &MentoringRules, calendar: &Calendar) -> NaiveDate {
    let days = rules.limit("notice_days").map_or(0, |limit| limit.value);
    let mut day = given_on;
    for _ in 0..days {
        day = calendar.next_working(day.succ_opt().unwrap_or(day));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day};

    #[test]
    fn three_working_days_pass_over_the_may_holidays() {
        let (rules, calendar) = amur();
        for (given, last) in [
            // Monday: Tuesday, Wednesday, Thursday.
            ("2026-09-07", "2026-09-10"),
            // Thursday: Friday, Monday, Tuesday.
            ("2026-09-10", "2026-09-15"),
            // 29 April 2027, Thursday: 30 April, then 1 and 2 May are a holiday and a Sunday, 3 May is moved to, 4 and 5 May.
            ("2027-04-29", "2027-05-05"),
            // 29 April 2026, Wednesday: 30 April, then 1 May and the week-end, 4 and 5 May.
            ("2026-04-29", "2026-05-05"),
            // 8 May 2026, Friday: the holiday of Saturday is moved to Monday, then 12, 13 and 14 May.
            ("2026-05-08", "2026-05-14"),
            // Given on a holiday itself.
            ("2026-05-09", "2026-05-14"),
        ] {
            assert_eq!(last_day(day(given), &rules, &calendar), day(last), "{given}");
        }
    }

    #[test]
    fn clause_3_6_names_six_grounds_two_of_them_guarded_and_the_law_two_more() {
        let (rules, _) = amur();
        let of = |clause: &str| {
            let all = rules.grounds.iter().map(|one| &one.rule).filter(|one| one.clause.contains(clause));
            all.map(|one| one.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            of("п. 3.6"),
            ["application", "absence", "dismissal", "transfer", "discipline", "incompatibility"]
        );
        assert_eq!(of("ст. 351.8"), ["refusal", "employer"]);
        let guarded = rules.grounds.iter().filter(|one| one.rule.guarded).map(|one| one.rule.id.as_str());
        assert_eq!(guarded.collect::<Vec<_>>(), ["discipline", "incompatibility"]);
        assert!(!rules.ground("application").unwrap().paper.is_empty(), "the application is a paper");
    }
}
