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
    let text = since(text.trim().trim_end_matches('г').trim());
    let (head, tail) = text.split_at_checked(10).unwrap_or((text, ""));
    if let Ok(day) = NaiveDate::parse_from_str(head, "%Y-%m-%d") {
        return is_time(tail).then(|| Told::day(day));
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

/// What may follow a day in the form of machines: «2015-09-01 00:00:00», «2015-09-01T00:00:00».
fn is_time(tail: &str) -> bool {
    let is_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | 'z' | '+' | '-');
    tail.is_empty()
        || tail.strip_prefix(['t', ' ']).is_some_and(|rest| rest.contains(':') && rest.chars().all(is_clock))
}

/// «с 01.09.2015», «с сентября 2012», «от 28.12.2022» without the word; a Latin «c» as well.
fn since(text: &str) -> &str {
    let is_next = |rest: &str| rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit());
    let rest = ["с", "c", "от"].iter().find_map(|word| text.strip_prefix(word).filter(|rest| is_next(rest)));
    rest.map_or(text, str::trim_start)
}

/// The whole day a longer text begins with, and what follows it: «28.12.2022 пр. № 55». A number before «от» is none.
pub fn begun(text: &str, today: NaiveDate) -> Option<(Told, String)> {
    if day(text, today).is_some() {
        return None;
    }
    let text = text.replace('(', " (");
    let cuts: Vec<usize> =
        text.match_indices(char::is_whitespace).map(|(at, _)| at).filter(|at| *at > 0).take(4).collect();
    cuts.into_iter().rev().find_map(|at| {
        let (head, rest) = text.split_at(at);
        let told = day(head, today).filter(|told| told.is_day() && is_near(*told, today))?;
        // «28.12.2022 – приказ № 55»
        let rest = rest.trim().trim_start_matches([',', ';', '-', '–', '—', '.']).trim();
        let is_year = matches!(rest.trim_end_matches('.'), "г" | "год" | "года");
        let is_iso = NaiveDate::parse_from_str(head.trim(), "%Y-%m-%d").is_ok();
        let is_serial = !is_iso && !head.contains(['.', '/', ' ']);
        let is_number = db::fold(rest).starts_with("от ") || is_serial;
        (!is_number && !is_year && rest.contains(char::is_alphanumeric)).then(|| (told, rest.to_owned()))
    })
}

/// The last day written inside a longer text, else the last month or year: «72 ч., 15.03.2023». What stands behind «№»
/// is no day.
pub fn inside(text: &str, today: NaiveDate) -> Option<Told> {
    within(text, today, &["№"])
}

/// The same where the day something began is asked: what stands behind «до» and «по» is its end.
pub fn from_inside(text: &str, today: NaiveDate) -> Option<Told> {
    within(text, today, &["№", "до", "по"])
}

fn within(text: &str, today: NaiveDate, not_behind: &[&str]) -> Option<Told> {
    let words: Vec<&str> =
        text.split([' ', ',', ';', '(', ')', '\n']).filter(|word| !word.is_empty()).collect();
    let is_dated = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 4 && (digits == 4 || word.chars().any(|c| !c.is_ascii_digit()))
    };
    let is_barred = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map(|word| db::fold(word));
        before.is_some_and(|word| not_behind.contains(&word.as_str()))
    };
    // «приказ 12/2023» is a number: months are written with a point.
    let is_order = |word: &str| word.matches('/').count() == 1;
    // The words of a day: «15 марта 2023», «март 2023».
    let begins = |at: usize| (0..3).rev().filter_map(move |more| at.checked_sub(more));
    let is_day_behind = |at: usize| {
        let longest = begins(at)
            .find(|from| words.get(*from..=at).is_some_and(|words| day(&words.join(" "), today).is_some()));
        longest.is_some_and(is_barred)
    };
    let all = words.iter().enumerate();
    let all = all.filter(|(at, word)| is_dated(word) && !is_order(word) && !is_day_behind(*at));
    let found: Vec<Told> = all
        .filter_map(|(at, word)| {
            let told = day(word, today)?;
            // «15 марта 2023», «март 2023»
            let longer = (1..3).rev().filter_map(|more| words.get(at.checked_sub(more)?..=at));
            Some(longer.map(|words| words.join(" ")).find_map(|text| day(&text, today)).unwrap_or(told))
        })
        .filter(|told| is_near(*told, today))
        .collect();
    found.iter().rev().find(|told| told.is_day()).or(found.last()).copied()
}

fn is_near(told: Told, today: NaiveDate) -> bool {
    (1950..=today.year() + 1).contains(&told.first.year())
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
    // «сентября» and «сент.»
    let is_short = |month: &str| text.chars().count() > 2 && month.starts_with(text);
    let at = MONTHS.iter().position(|month| *month != "ма" && (text.starts_with(month) || is_short(month)));
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
            ("2015-09-01T00:00:00", "2015-09-01", "2015-09-01"),
            ("1 сентября 2015 года", "2015-09-01", "2015-09-01"),
            ("3 мая 2020", "2020-05-03", "2020-05-03"),
            ("Сентябрь 2015", "2015-09-01", "2015-09-30"),
            ("09.2015", "2015-09-01", "2015-09-30"),
            ("2015 г.", "2015-01-01", "2015-12-31"),
            ("2015", "2015-01-01", "2015-12-31"),
            ("42248", "2015-09-01", "2015-09-01"),
            ("с 01.09.2015", "2015-09-01", "2015-09-01"),
            ("с01.09.2015 г.", "2015-09-01", "2015-09-01"),
            ("с сентября 2015", "2015-09-01", "2015-09-30"),
            ("с 2015 г.", "2015-01-01", "2015-12-31"),
            ("сент. 2015", "2015-09-01", "2015-09-30"),
            ("1 сен 2015", "2015-09-01", "2015-09-01"),
            ("мар. 2015", "2015-03-01", "2015-03-31"),
            ("июл 2015", "2015-07-01", "2015-07-31"),
        ] {
            assert_eq!(day(text, today), Some(Told { first: of(first), last: of(last) }), "{text}");
        }
        for text in [
            "",
            "с",
            "с вчера",
            "2022-12-28 пр. № 55",
            "2022-12-281",
            "се 2015",
            "м 2015",
            "31.02.2015",
            "вчера",
            "12",
            "0",
            "1.13.2015",
            "13.2015",
            "99999999",
            "г.",
            "1.1.1",
        ] {
            assert_eq!(day(text, today), None, "{text}");
        }
        assert_eq!(
            inside("«Грамотность», 72 ч., 15.03.2023", today).map(|told| told.first),
            Some(of("2023-03-15"))
        );
        assert_eq!(inside("АмГУ, 1998 г., филология", today).map(|told| told.last), Some(of("1998-12-31")));
        assert_eq!(inside("курсы март 2024 (36 ч)", today).map(|told| told.last), Some(of("2024-03-31")));
        assert_eq!(inside("72 часа", today), None);
        for (text, last) in [
            ("приказ от 28.12.2022 № 2015", "2022-12-28"),
            ("приказ от 28.12.2022 № 40123", "2022-12-28"),
            ("приказ от 28.12.2022, срок 2027", "2022-12-28"),
            ("28.12.2022, приказ 12/2023", "2022-12-28"),
            ("удостоверение 40123, 15 марта 2023 г.", "2023-03-15"),
        ] {
            assert_eq!(inside(text, today).map(|told| told.last), Some(of(last)), "{text}");
        }
    }

    #[test]
    fn the_end_of_what_was_granted_is_not_its_beginning() {
        let today = of("2026-11-28");
        for (text, first) in [
            ("высшая с 12.05.2021 по 12.05.2026", Some("2021-05-12")),
            ("первая, до 15.10.2026", None),
            ("первая, До 15 октября 2026 г.", None),
            ("приказ № 5 от 12.05.2021, до 12.05.2026", Some("2021-05-12")),
            ("высшая, 12.05.2021", Some("2021-05-12")),
        ] {
            assert_eq!(from_inside(text, today).map(|told| told.first), first.map(of), "{text}");
        }
        assert_eq!(
            inside("с 12.05.2021 по 12.05.2026", today).map(|told| told.first),
            Some(of("2026-05-12"))
        );
    }

    #[test]
    fn a_day_before_an_order_is_told_from_the_number_of_an_order() {
        let today = of("2026-11-28");
        for (text, day, rest) in [
            ("28.12.2022 пр. № 55", "2022-12-28", "пр. № 55"),
            ("28.12.2022г., приказ № 55 от 27.12.2022", "2022-12-28", "приказ № 55 от 27.12.2022"),
            ("28 декабря 2022 года № 55", "2022-12-28", "№ 55"),
            ("28.12.2022(пр. 55)", "2022-12-28", "(пр. 55)"),
            ("2022-12-28 пр. № 55", "2022-12-28", "пр. № 55"),
        ] {
            assert_eq!(begun(text, today), Some((Told::day(of(day)), rest.to_owned())), "{text}");
        }
        for text in [
            "",
            "28.12.2022",
            "28.12.2022 г.",
            "1-12/22 от 28.12.2022",
            "12.11 от 28.12.2022",
            "2022 пр. 5",
            "45000 шт",
        ] {
            assert_eq!(begun(text, today), None, "{text}");
        }
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
            let today = of("2026-11-28");
            let _ = (day(&text, today), inside(&text, today), begun(&text, today));
        }
    }
}
