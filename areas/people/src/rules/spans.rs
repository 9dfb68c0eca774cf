//! Years and months counted to their last day.

use chrono::{Datelike, Months, NaiveDate};

/// The last day of so many full months from a day: the eve of the same date. A month without that date ends them with its own last
/// day – three years from 29 February 2024 are full on 28 February 2027, not on the 27th: no span is a day short of its months.
pub fn last_day(from: NaiveDate, months: u32) -> Option<NaiveDate> {
    let same = from.checked_add_months(Months::new(months))?;
    if same.day() < from.day() { Some(same) } else { same.pred_opt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_is_the_eve_of_the_same_date_or_the_last_of_a_month_without_it() {
        for (from, months, last) in [
            ("2026-09-01", 12, "2027-08-31"),
            ("2024-02-29", 36, "2027-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-28"),
            ("2025-02-28", 36, "2028-02-27"),
            ("2024-01-29", 1, "2024-02-28"),
            ("2027-01-31", 1, "2027-02-28"),
            ("2026-05-31", 1, "2026-06-30"),
            ("2026-03-01", 12, "2027-02-28"),
        ] {
            assert_eq!(last_day(day(from), months), Some(day(last)), "{from} and {months} months");
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_follow_one_another_without_losing_a_day(start in 0_u64..12_000, months in 1_u32..60) {
            let from = day("2000-01-01") + chrono::Days::new(start);
            let (last, next) = (last_day(from, months).unwrap(), last_day(from.succ_opt().unwrap(), months).unwrap());
            proptest::prop_assert!(from < last && last <= next);
            proptest::prop_assert!((last - from).num_days() + 1 >= i64::from(months) * 28);
        }
    }
}
