//! Days as people write them: «01.09.2015», «1.9.15», «сентябрь 2015», «2015 г.», a serial of a spreadsheet.

use chrono::{Datelike, Days, Months, NaiveDate};

/// A day, a month or a year, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl Told {
    fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// Whether a whole day was written.
    pub fn is_day(self) -> bool {
        self.first == self.last
    }
}

const MONTHS: [&str; 12] = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
];

/// The day the text is; two digits of a year are of the hundred years up to `today`.
pub fn day(text: &str, today: NaiveDate) -> Option<Told> {
    let text = db::fold(text);
    let text = text.trim().trim_end_matches(['.', ' ']).trim_end_matches("года").trim_end_matches("год");
    let text = text.trim().trim_end_matches('г').trim();
    if let Ok(day) = NaiveDate::parse_from_str(text.get(..10).unwrap_or(text), "%Y-%m-%d") {
        return Some(Told::day(day));
    }
    if text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty() {
        return number(text);
    }
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [day, month, year] => {
            NaiveDate::from_ymd_opt(of_year(year, today)?, of_month(month)?, digits(day)?).map(Told::day)
        }
        [month, year] => a_month(of_year(year, today)?, of_month(month)?),
        _ => None,
    }
}

/// The last whole day, month or year written inside a longer text: «72 ч., 15.03.2023».
pub fn inside(text: &str, today: NaiveDate) -> Option<Told> {
    let words: Vec<&str> =
        text.split([' ', ',', ';', '(', ')', '\n']).filter(|word| !word.is_empty()).collect();
    let is_dated = |word: &str| word.chars().filter(char::is_ascii_digit).count() >= 4;
    let found = words.iter().enumerate().rev().find_map(|(at, word)| {
        let told = is_dated(word).then(|| day(word, today)).flatten()?;
        let named = at.checked_sub(1).and_then(|before| words.get(before));
        let month = named.and_then(|month| day(&format!("{month} {word}"), today));
        Some(month.unwrap_or(told))
    })?;
    (1950..=today.year() + 1).contains(&found.first.year()).then_some(found)
}

/// A year, or the serial a spreadsheet keeps a day as.
fn number(text: &str) -> Option<Told> {
    let number: u64 = text.parse().ok()?;
    if (1900..=2100).contains(&number) {
        let year = i32::try_from(number).ok()?;
        return Some(Told {
            first: NaiveDate::from_ymd_opt(year, 1, 1)?,
            last: NaiveDate::from_ymd_opt(year, 12, 31)?,
        });
    }
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (7_000..80_000)
        .contains(&number)
        .then(|| zero.checked_add_days(Days::new(number)).map(Told::day))
        .flatten()
}

fn a_month(year: i32, month: u32) -> Option<Told> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Told { first, last: first.checked_add_months(Months::new(1))?.pred_opt()? })
}

fn digits(text: &str) -> Option<u32> {
    (text.len() <= 2).then(|| text.parse().ok()).flatten()
}

fn of_month(text: &str) -> Option<u32> {
    if let Some(month) = digits(text) {
        return (1..=12).contains(&month).then_some(month);
    }
    let at = MONTHS.iter().position(|month| *month != "ма" && text.starts_with(month));
    let at = at.or_else(|| matches!(text, "май" | "мая" | "мае").then_some(4))?;
    u32::try_from(at + 1).ok()
}

fn of_year(text: &str, today: NaiveDate) -> Option<i32> {
    let text = text.trim_end_matches('г');
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => (1900..=2100).contains(&year).then_some(year),
        2 if year + 2000 <= today.year() + 1 => Some(year + 2000),
        2 => Some(year + 1900),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_as_written() {
        let today = of("2026-11-28");
        for (text, first, last) in [
            ("01.09.2015", "2015-09-01", "2015-09-01"),
            ("1.9.15", "2015-09-01", "2015-09-01"),
            ("1.9.75 г.", "1975-09-01", "1975-09-01"),
            ("01/09/2015", "2015-09-01", "2015-09-01"),
            ("2015-09-01 00:00:00", "2015-09-01", "2015-09-01"),
            ("1 сентября 2015 года", "2015-09-01", "2015-09-01"),
            ("3 мая 2020", "2020-05-03", "2020-05-03"),
            ("Сентябрь 2015", "2015-09-01", "2015-09-30"),
            ("09.2015", "2015-09-01", "2015-09-30"),
            ("2015 г.", "2015-01-01", "2015-12-31"),
            ("2015", "2015-01-01", "2015-12-31"),
            ("42248", "2015-09-01", "2015-09-01"),
        ] {
            assert_eq!(day(text, today), Some(Told { first: of(first), last: of(last) }), "{text}");
        }
        for text in ["", "31.02.2015", "вчера", "12", "0", "1.13.2015", "13.2015", "99999999", "г.", "1.1.1"]
        {
            assert_eq!(day(text, today), None, "{text}");
        }
        assert_eq!(
            inside("«Грамотность», 72 ч., 15.03.2023", today).map(|told| told.first),
            Some(of("2023-03-15"))
        );
        assert_eq!(inside("АмГУ, 1998 г., филология", today).map(|told| told.last), Some(of("1998-12-31")));
        assert_eq!(inside("курсы март 2024 (36 ч)", today).map(|told| told.last), Some(of("2024-03-31")));
        assert_eq!(inside("72 часа", today), None);
    }

    proptest! {
        #[test]
        fn a_day_written_in_any_way_reads_back(serial in 20_000_u64..46_000) {
            let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
            let (it, today) = (zero + Days::new(serial), of("2026-11-28"));
            for format in ["%d.%m.%Y", "%-d.%-m.%Y", "%d/%m/%Y", "%Y-%m-%d"] {
                prop_assert_eq!(day(&it.format(format).to_string(), today), Some(Told::day(it)));
            }
            prop_assert_eq!(day(&serial.to_string(), today), Some(Told::day(it)));
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in "\\PC{0,30}") {
            let _ = (day(&text, of("2026-11-28")), inside(&text, of("2026-11-28")));
        }
    }
}
