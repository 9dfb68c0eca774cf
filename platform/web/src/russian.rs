//! Russian on the screen: days, times, numbers and plural forms; used by every template.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use db::Moment;

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// «21 ноября 2026 г.», with non-breaking spaces.
pub fn date_long(day: NaiveDate) -> String {
    let month = usize::try_from(day.month0()).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or("");
    format!("{}\u{a0}{month} {}\u{a0}г.", day.day(), day.year())
}

/// «21.11.2026», for tables.
pub fn date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// «21.11.2026 в 18:55» in the given zone.
pub fn moment(at: Moment, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%d.%m.%Y в\u{a0}%H:%M").to_string()
}

/// «18:55» in the given zone.
pub fn time(at: Moment, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%H:%M").to_string()
}

/// The form of a word after a number: `plural(5, "показатель", "показателя", "показателей")`.
pub fn plural<'a>(count: i64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    let (tens, units) = (count.unsigned_abs() % 100, count.unsigned_abs() % 10);
    match (tens, units) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// «5 показателей», with a non-breaking space.
pub fn counted(count: i64, one: &str, few: &str, many: &str) -> String {
    format!("{count}\u{a0}{}", plural(count, one, few, many))
}

/// A decimal as text with a comma and a true minus: `-12.5` → «−12,5».
pub fn decimal(text: &str) -> String {
    text.replace('.', ",").replace('-', "−")
}

/// The same with its sign always shown, for changes: «+3», «−1», «0».
pub fn change(text: &str) -> String {
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.' | '-'));
    if is_zero || text.starts_with('-') { decimal(text) } else { format!("+{}", decimal(text)) }
}

/// «2025/26» for the campaign year 2026 (decision 3).
pub fn school_year(period: &str) -> String {
    period.parse::<i32>().map_or_else(|_| period.to_owned(), |year| format!("{}/{:02}", year - 1, year % 100))
}

/// The campaign year a day belongs to: the school year runs 1 September – 31 August.
pub fn period_of(day: NaiveDate) -> String {
    (if day.month() >= 9 { day.year() + 1 } else { day.year() }).to_string()
}

/// «за Орлову Н. П.»
pub fn in_stead_of(full_name: &str) -> String {
    let name = cases::Name::read(full_name).inflected(cases::Case::Accusative);
    format!("за\u{a0}{}", access::short_name(&name.surname, &name.given, &name.patronymic))
}

/// «Орлова Н. П., Семёнова М. П. и ещё 3»: no more than `limit` of them by name.
pub fn some_of(names: &[&str], limit: usize) -> String {
    let (named, rest) = names.split_at(names.len().min(limit));
    let named = named.join(", ");
    if rest.is_empty() { named } else { format!("{named} и\u{a0}ещё {}", rest.len()) }
}

/// With its first letter large, as a line begins.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_some_are_named() {
        assert_eq!(some_of(&[], 2), "");
        assert_eq!(some_of(&["А", "Б"], 2), "А, Б");
        assert_eq!(some_of(&["А", "Б", "В"], 2), "А, Б и\u{a0}ещё 1");
    }

    #[test]
    fn plural_forms() {
        let form = |n| plural(n, "балл", "балла", "баллов");
        for n in [1, 21, 101, -1] {
            assert_eq!(form(n), "балл", "{n}");
        }
        for n in [2, 4, 23] {
            assert_eq!(form(n), "балла", "{n}");
        }
        for n in [0, 5, 11, 12, 14, 19, 111, 113] {
            assert_eq!(form(n), "баллов", "{n}");
        }
    }

    #[test]
    fn days_and_years() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(date_long(day), "21\u{a0}ноября 2026\u{a0}г.");
        assert_eq!(period_of(day), "2027");
        assert_eq!(period_of(NaiveDate::from_ymd_opt(2026, 8, 31).unwrap()), "2026");
        assert_eq!(school_year("2026"), "2025/26");
        assert_eq!(school_year("2000"), "1999/00");
    }

    #[test]
    fn numbers() {
        assert_eq!(decimal("-12.5"), "−12,5");
        assert_eq!(change("3"), "+3");
        assert_eq!(change("-1"), "−1");
        assert_eq!(change("0"), "0");
    }
}
