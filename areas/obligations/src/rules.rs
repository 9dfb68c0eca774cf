//! When a morning is worth a letter, and at which hour of a place it comes: no database, no clock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use registry::PersonalDuty;

/// Kinds of duties a person may leave out of letters: the area, and what it is called.
pub(crate) const KINDS: [(&str, &str); 12] = [
    ("units", "Территории и\u{a0}организации"),
    ("monitoring", "Мониторинг"),
    ("decisions", "Рекомендации и\u{a0}решения"),
    ("documents", "Обязательные документы"),
    ("people", "Курсы и\u{a0}аттестация"),
    ("training", "План курсов"),
    ("structures", "Методические структуры"),
    ("mentoring", "Наставничество"),
    ("schooling", "Школа молодого педагога"),
    ("incentives", "Поощрения"),
    ("consent", "Согласия на\u{a0}обработку данных"),
    ("accounts", "Роли и\u{a0}выгрузки"),
];

/// What a kind is called; empty: no kind of the list.
pub(crate) fn kind_title(kind: &str) -> &'static str {
    KINDS.iter().find(|(code, _)| *code == kind).map_or("", |(_, title)| title)
}

/// So many days ahead are told.
pub(crate) const AHEAD: u64 = 3;
/// What is overdue and was told is told again after so many days.
const AGAIN: u64 = 7;
/// The hour of a place that names none.
pub(crate) const HOUR: i64 = 8;
/// Hours that may be set: nobody is written to at night.
pub(crate) const HOURS: std::ops::RangeInclusive<i64> = 5..=19;

/// The last day a letter of `today` speaks of.
pub(crate) fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(AHEAD)).unwrap_or(today)
}

/// What a letter of `today` speaks of: due soon or overdue, of kinds the person wants.
pub(crate) fn due(
    mut all: Vec<PersonalDuty>,
    stopped: &BTreeSet<String>,
    today: NaiveDate,
) -> Vec<PersonalDuty> {
    all.retain(|one| one.duty.due <= last_day(today) && !stopped.contains(one.area));
    all
}

/// Whether that is worth a letter: something is near, or new, or was last told a week ago.
pub(crate) fn is_worth_it(
    due: &[PersonalDuty],
    told: &BTreeMap<String, NaiveDate>,
    today: NaiveDate,
) -> bool {
    due.iter().any(|one| {
        let last = told.get(&one.duty.key);
        one.duty.due >= today || last.is_none_or(|last| *last + Days::new(AGAIN) <= today)
    })
}

/// The places whose hour may be that of `path`, the place itself first.
pub(crate) fn upwards(path: &str) -> Vec<String> {
    let mut places = vec![path.to_owned()];
    let mut rest = path.trim_end_matches('/');
    while let Some(at) = rest.rfind('/') {
        let above = &rest[..=at];
        if places.iter().all(|known| known != above) {
            places.push(above.to_owned());
        }
        rest = rest[..at].trim_end_matches('/');
    }
    places
}

#[cfg(test)]
mod tests {
    use registry::Obligation;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn duty(key: &str, due: u32, area: &'static str) -> PersonalDuty {
        let duty = Obligation {
            key: key.to_owned(),
            due: day(due),
            title: String::new(),
            note: String::new(),
            action: String::new(),
            url: String::new(),
        };
        PersonalDuty { duty, area, stead: None }
    }

    #[test]
    fn a_letter_speaks_of_three_days_ahead_and_of_wanted_kinds() {
        let all = vec![
            duty("a", 10, "people"),
            duty("b", 21, "people"),
            duty("c", 22, "people"),
            duty("d", 18, "documents"),
        ];
        let keys = |stopped: &[&str]| {
            let stopped = stopped.iter().map(|one| (*one).to_owned()).collect();
            due(all.clone(), &stopped, day(18)).into_iter().map(|one| one.duty.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(&[]), ["a", "b", "d"]);
        assert_eq!(keys(&["documents"]), ["a", "b"]);
    }

    #[test]
    fn what_is_near_or_new_is_worth_a_letter_and_what_is_old_only_once_a_week() {
        let told = |on: u32| BTreeMap::from([("a".to_owned(), day(on))]);
        let worth = |due: u32, told: &BTreeMap<String, NaiveDate>| {
            is_worth_it(&[duty("a", due, "people")], told, day(18))
        };
        assert!(worth(18, &told(17)) && worth(21, &told(17)), "near is told each day");
        assert!(worth(17, &BTreeMap::new()), "new is told");
        assert_eq!([worth(10, &told(17)), worth(10, &told(12)), worth(10, &told(11))], [false, false, true]);
        assert!(!is_worth_it(&[], &BTreeMap::new(), day(18)));
    }

    #[test]
    fn an_hour_is_looked_for_upwards_to_the_installation() {
        assert_eq!(upwards("/1/12/345/"), ["/1/12/345/", "/1/12/", "/1/", "/"]);
        assert_eq!(upwards("/"), ["/"]);
        assert_eq!(upwards(""), [""]);
    }
}
