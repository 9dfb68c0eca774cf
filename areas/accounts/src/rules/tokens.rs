//! Terms of access tokens: a key for a program always ends, and a person has so many at most.

use chrono::{Days, NaiveDate};
use web::russian;

/// The longest term, days.
pub(crate) const LONGEST_DAYS: u64 = 366;
/// The term offered, days.
pub(crate) const USUAL_DAYS: u64 = 90;
/// The most live tokens of one account.
pub(crate) const MOST: usize = 20;

/// The day `days` from today.
pub(crate) fn last_day(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// What is wrong with a last day; nothing when it may stand.
pub(crate) fn term_fault(today: NaiveDate, last: NaiveDate) -> Option<String> {
    let longest = last_day(today, LONGEST_DAYS);
    if last < today {
        return Some("Этот день уже прошёл. Укажите сегодняшний или будущий.".to_owned());
    }
    (last > longest).then(|| {
        format!("Ключ действует не\u{a0}дольше года. Укажите день не\u{a0}позже {}.", russian::date(longest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_from_today_to_a_year_ahead() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
        let wrong = |days: u64| term_fault(today, last_day(today, days)).is_some();
        assert_eq!([0, 90, 366, 367].map(wrong), [false, false, false, true]);
        assert!(term_fault(today, today.pred_opt().unwrap()).is_some_and(|text| text.contains("прошёл")));
        assert!(term_fault(today, last_day(today, 400)).is_some_and(|text| text.contains("19.06.2027")));
    }
}
