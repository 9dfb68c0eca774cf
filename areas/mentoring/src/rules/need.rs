//! Who needs a mentor, and by which day the order is due (п. 1.3, 3.1; примечания A11, A13).

use chrono::{Days, NaiveDate};
use packs::{Calendar, MentoringRules};

/// A person hired, as far as the need is told by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The day of hiring the duty counts from.
    pub hired_on: NaiveDate,
    /// The last day of the order; none where no pack sets one.
    pub due: Option<NaiveDate>,
}

/// The need of a young specialist hired on `hired_on`, unless somebody is or was their mentor since.
pub fn need(
    hired_on: NaiveDate,
    is_young_specialist: bool,
    has_pair: bool,
    rules: &MentoringRules,
    calendar: &Calendar,
) -> Option<Need> {
    let is_asked = is_young_specialist && !has_pair;
    is_asked.then(|| Need { hired_on, due: due(hired_on, rules, calendar) })
}

/// The last day on which the order may be issued: so many calendar days after hiring, moved to a working day (ТК РФ, ст. 14).
pub fn due(hired_on: NaiveDate, rules: &MentoringRules, calendar: &Calendar) -> Option<NaiveDate> {
    let days = rules.limit("order_days")?.value;
    let last = hired_on.checked_add_days(Days::new(u64::from(days)))?;
    Some(calendar.next_working(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day, federal};

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
        let known = need(day("2026-09-01"), true, false, &rules, &calendar);
        assert_eq!(known, Some(Need { hired_on: day("2026-09-01"), due: None }));
    }

    #[test]
    fn only_a_young_specialist_without_a_pair_needs_one() {
        let (rules, calendar) = amur();
        let asked = |young, pair| need(day("2026-09-01"), young, pair, &rules, &calendar).is_some();
        assert!(asked(true, false) && !asked(true, true) && !asked(false, false));
    }
}
