//! The last day of a pair that ends before its term: so many working days of notice over the production calendar
//! (ТК РФ, ст. 351.8, ч. 3).

use chrono::NaiveDate;
use packs::{Calendar, MentoringRules, ReplacementGround};

/// The first day on which mentoring may be over: the working days of the notice lie between the day it was given and it.
pub fn last_day(given_on: NaiveDate, rules: &MentoringRules, calendar: &Calendar) -> NaiveDate {
    let days = rules.limit("notice_days").map_or(0, |limit| limit.value);
    let mut day = given_on;
    for _ in 0..days {
        day = calendar.next_working(day.succ_opt().unwrap_or(day));
    }
    day
}

/// Which paper behind an order is missing – its number and day, the paper itself –, as a fault of a field (п. 3.6).
pub fn unproved(ground: &ReplacementGround, note: &str, is_attached: bool) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    if !ground.paper.is_empty() && note.trim().is_empty() {
        faults.push(("note", format!("Укажите документ-основание: {}.", ground.paper)));
    }
    if ground.attached && !is_attached {
        let text = format!(
            "Приложите файл: {}. По\u{a0}этому основанию приказ без\u{a0}него не\u{a0}издают ({}).",
            ground.paper, ground.clause
        );
        faults.push(("file", text));
    }
    faults
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
    fn a_personal_application_is_attached_the_papers_of_the_others_are_offered() {
        let (rules, _) = amur();
        for one in &rules.grounds {
            let ground = &one.rule;
            let faults = |note: &str, is_attached| {
                unproved(ground, note, is_attached).into_iter().map(|(field, _)| field).collect::<Vec<_>>()
            };
            let asks = ground.id == "application";
            assert_eq!(
                faults("от 17.06.2026", false),
                if asks { vec!["file"] } else { vec![] },
                "{}",
                ground.id
            );
            assert!(faults("от 17.06.2026", true).is_empty(), "{}", ground.id);
            let unnamed = if ground.paper.is_empty() { vec![] } else { vec!["note"] };
            assert_eq!(faults(" ", true), unnamed, "{}", ground.id);
        }
        let application = rules.ground("application").unwrap();
        assert_eq!(unproved(application, "", false).len(), 2, "both are told at once");
        assert!(unproved(application, "", false)[1].1.contains("п. 3.6"), "with the clause");
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
