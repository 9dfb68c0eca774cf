//! Who needs a mentor, and by which day the order is due (п. 1.3, 3.1; примечания A11, A13).

use chrono::{Days, Months, NaiveDate};
use packs::{Calendar, MentoringRules};

use super::asks_mark;

/// A person hired, as far as the need is told by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The day of hiring the duty counts from.
    pub hired_on: NaiveDate,
    /// The last day of the pair that ended early: the duty counts from it anew.
    pub left_on: Option<NaiveDate>,
    /// The last day of the order; none where no pack sets one.
    pub due: Option<NaiveDate>,
}

/// The need of a young specialist, unless somebody is or was their mentor since: by the day of hiring, and by the last day of the pair
/// that had its order and ended early.
pub fn need(
    (hired_on, left_on): (NaiveDate, Option<NaiveDate>),
    is_young_specialist: bool,
    has_pair: bool,
    rules: &MentoringRules,
    calendar: &Calendar,
) -> Option<Need> {
    let is_asked = is_young_specialist && !has_pair;
    let left_on = left_on.filter(|left| hired_on <= *left);
    is_asked.then(|| Need { hired_on, left_on, due: due_anew((hired_on, left_on), rules, calendar) })
}

/// The last day of an order after a pair that ended early. Reading: п. 3.1 gives the first order two weeks from hiring; that order was
/// issued, so whoever is left alone has as many days again, from the last day of the pair.
pub fn due_anew(
    (hired_on, left_on): (NaiveDate, Option<NaiveDate>),
    rules: &MentoringRules,
    calendar: &Calendar,
) -> Option<NaiveDate> {
    due(left_on.map_or(hired_on, |left| left.max(hired_on)), rules, calendar)
}

/// The last day on which the order may be issued: so many calendar days after hiring, moved to a working day (ТК РФ, ст. 14).
pub fn due(hired_on: NaiveDate, rules: &MentoringRules, calendar: &Calendar) -> Option<NaiveDate> {
    let days = rules.limit("order_days")?.value;
    let last = hired_on.checked_add_days(Days::new(u64::from(days)))?;
    Some(calendar.next_working(last))
}

/// Whether the order of a category keeps the day of hiring (п. 3.1). Reading: of a young specialist always; anybody else is told by
/// the first year of work, for who began to study later was not hired as a student.
pub fn keeps_day(
    rules: &MentoringRules,
    category: &str,
    (hired_on, ordered_on): (NaiveDate, NaiveDate),
) -> bool {
    let year = hired_on.checked_add_months(Months::new(12)).unwrap_or(hired_on);
    rules.category(category).is_some_and(|one| one.order_is_due && (asks_mark(one) || ordered_on < year))
}

/// The day by which a pair in preparation comes to its order: by the day of hiring; one begun later than that as long after its
/// beginning.
pub fn order_by(
    hired_on: NaiveDate,
    begun_on: NaiveDate,
    rules: &MentoringRules,
    calendar: &Calendar,
) -> Option<NaiveDate> {
    let by_hiring = due(hired_on, rules, calendar)?;
    if begun_on <= by_hiring { Some(by_hiring) } else { due(begun_on, rules, calendar) }
}

/// An order that keeps no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// The day it was due.
    pub due: NaiveDate,
    /// Days since: until it was issued, or until today.
    pub days: i64,
    /// It was issued.
    pub is_issued: bool,
}

/// How late an order is by the day of hiring, whichever order it is; none: in time, or no pack sets a day.
pub fn late(
    (hired_on, ordered_on): (NaiveDate, Option<NaiveDate>),
    (rules, calendar): (&MentoringRules, &Calendar),
    today: NaiveDate,
) -> Option<Late> {
    let due = due(hired_on, rules, calendar)?;
    let days = (ordered_on.unwrap_or(today) - due).num_days();
    (days > 0).then_some(Late { due, days, is_issued: ordered_on.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day, federal};

    #[test]
    fn clause_3_1_a_student_hired_keeps_the_two_weeks_and_one_who_began_to_study_later_does_not() {
        let (rules, _) = amur();
        let keeps = |id: &str, ordered: &str| keeps_day(&rules, id, (day("2025-09-01"), day(ordered)));
        assert!(keeps("working_student", "2026-08-31") && !keeps("working_student", "2026-09-01"));
        assert!(keeps("young_specialist", "2026-09-01"), "late by a year");
        assert!(!keeps("trainee", "2025-09-02") && !keeps("demobilised", "2025-09-02"));
    }

    #[test]
    fn a_pair_begun_after_the_day_of_hiring_has_as_many_days_of_its_own() {
        let (rules, calendar) = amur();
        let by = |begun: &str| order_by(day("2026-06-10"), day(begun), &rules, &calendar);
        assert_eq!(by("2026-06-11"), Some(day("2026-06-24")));
        assert_eq!(by("2026-06-24"), Some(day("2026-06-24")), "on the last day");
        assert_eq!(by("2026-06-25"), Some(day("2026-07-09")));
    }

    #[test]
    fn the_order_is_due_fourteen_days_after_hiring_on_a_working_day() {
        let (rules, calendar) = amur();
        // 15 September 2026 is a Tuesday; 6 September 2026 + 14 is a Sunday; 19 December + 14 falls into the January holidays.
        for (hired, last) in [
            ("2026-09-01", "2026-09-15"),
            ("2026-09-06", "2026-09-21"),
            ("2026-12-19", "2027-01-11"),
            ("2027-04-17", "2027-05-04"),
        ] {
            assert_eq!(due(day(hired), &rules, &calendar), Some(day(last)), "{hired}");
        }
    }

    #[test]
    fn a_pack_without_the_number_sets_no_day() {
        let (rules, calendar) = federal();
        let known = need((day("2026-09-01"), None), true, false, &rules, &calendar);
        assert_eq!(known, Some(Need { hired_on: day("2026-09-01"), left_on: None, due: None }));
    }

    #[test]
    fn only_a_young_specialist_without_a_pair_needs_one() {
        let (rules, calendar) = amur();
        let asked = |young, pair| need((day("2026-09-01"), None), young, pair, &rules, &calendar).is_some();
        assert!(asked(true, false) && !asked(true, true) && !asked(false, false));
    }

    #[test]
    fn clause_3_1_after_an_early_end_the_days_are_counted_anew() {
        let (rules, calendar) = amur();
        let asked = |left: Option<&str>| {
            let days = (day("2026-06-01"), left.map(day));
            let found = need(days, true, false, &rules, &calendar).unwrap();
            (found.left_on, found.due.unwrap())
        };
        assert_eq!(asked(None), (None, day("2026-06-15")));
        // The order of 15 June was in time; the pair ended on the 18th: as many days again, not three days late.
        assert_eq!(asked(Some("2026-06-18")), (Some(day("2026-06-18")), day("2026-07-02")));
        assert_eq!(asked(Some("2026-06-01")), (Some(day("2026-06-01")), day("2026-06-15")));
        assert_eq!(asked(Some("2026-05-31")), (None, day("2026-06-15")), "a pair of an earlier work");
    }

    #[test]
    fn clause_3_1_the_fourteenth_day_is_in_time_and_the_fifteenth_is_a_day_late() {
        let (rules, calendar) = amur();
        let asked = |ordered: Option<&str>, today: &str| {
            let days = (day("2026-09-01"), ordered.map(day));
            late(days, (&rules, &calendar), day(today)).map(|late| (late.days, late.is_issued))
        };
        assert_eq!(asked(Some("2026-09-15"), "2026-12-01"), None);
        assert_eq!(asked(Some("2026-09-16"), "2026-12-01"), Some((1, true)));
        assert_eq!(asked(None, "2026-09-15"), None);
        assert_eq!(asked(None, "2026-09-25"), Some((10, false)));
        let (without, calendar) = federal();
        assert_eq!(late((day("2026-09-01"), None), (&without, &calendar), day("2026-12-01")), None);
    }
}
