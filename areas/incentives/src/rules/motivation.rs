//! By when a system of motivation is due (Амурская область, приложение 7: июнь).

use chrono::{Datelike, Months, NaiveDate};

/// The last day of the month of this year, told from its first day on; before that month nothing is owed, after it the
/// document is overdue until the year ends or it comes.
pub fn system_due(month: u32, today: NaiveDate) -> Option<NaiveDate> {
    if today.month() < month {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(today.year(), month, 1)?;
    first.checked_add_months(Months::new(1))?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_due_by_the_end_of_its_month_and_told_from_its_first_day() {
        for (today, due) in [
            ("2026-05-31", None),
            ("2026-06-01", Some("2026-06-30")),
            ("2026-06-30", Some("2026-06-30")),
            ("2026-07-01", Some("2026-06-30")),
            ("2026-12-31", Some("2026-06-30")),
            ("2027-01-01", None),
        ] {
            let due = due.map(|day| day.parse::<NaiveDate>().unwrap());
            assert_eq!(system_due(6, today.parse().unwrap()), due, "{today}");
        }
        assert_eq!(system_due(2, "2028-02-29".parse().unwrap()), Some("2028-02-29".parse().unwrap()));
        assert_eq!(system_due(12, "2026-12-01".parse().unwrap()), Some("2026-12-31".parse().unwrap()));
    }
}
