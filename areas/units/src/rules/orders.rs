//! What may be ordered for a unit from a day to come: within a year, one thing at a time.

use chrono::{Months, NaiveDate};
use web::russian;

/// So many months ahead.
const MONTHS: u32 = 12;

/// What is wrong with the day of an order.
pub(crate) fn day_fault(day: NaiveDate, today: NaiveDate) -> Option<String> {
    let last = today.checked_add_months(Months::new(MONTHS)).unwrap_or(NaiveDate::MAX);
    (day > last).then(|| {
        format!("Не\u{a0}дальше, чем на\u{a0}год вперёд: по\u{a0}{}. Проверьте год.", russian::date(last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_ahead_is_the_last_day() {
        let today: NaiveDate = "2026-06-18".parse().unwrap();
        assert_eq!(day_fault("2027-06-18".parse().unwrap(), today), None);
        assert!(day_fault("2027-06-19".parse().unwrap(), today).unwrap().contains("по\u{a0}18.06.2027"));
    }
}
