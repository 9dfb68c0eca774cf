//! Methodical materials that help the young settle in the profession (Владимир, приложение, п. 2, критерий 3): how many are there
//! on a day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

/// A material addressed to young teachers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aid {
    /// What it is known by: a material told of twice counts once.
    pub key: String,
    /// The unit it belongs to.
    pub unit: i64,
    /// Its path.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// «Материалы № 5 от 02.09.2025», «Занятие школы …»
    pub about: String,
    /// Where it is opened.
    pub url: String,
    /// Since when it is there.
    pub from: NaiveDate,
    /// Its last day; none: without term.
    pub to: Option<NaiveDate>,
}

/// The materials of a place and below it that are there on a day, each once.
pub fn there<'a>(all: &'a [Aid], path: &str, day: NaiveDate) -> Vec<&'a Aid> {
    let mut known = BTreeSet::new();
    let is_there =
        |one: &&Aid| one.path.starts_with(path) && one.from <= day && one.to.is_none_or(|last| day <= last);
    all.iter().filter(is_there).filter(|one| known.insert(one.key.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn aid(key: &str, path: &str, from: &str, to: Option<&str>) -> Aid {
        Aid {
            key: key.to_owned(),
            unit: 1,
            path: path.to_owned(),
            title: String::new(),
            about: String::new(),
            url: String::new(),
            from: day(from),
            to: to.map(day),
        }
    }

    #[test]
    fn a_material_is_there_from_its_day_to_its_last() {
        let all = [aid("1", "/1/2/", "2025-09-02", Some("2026-06-18"))];
        let on = |text: &str| there(&all, "/1/", day(text)).len();
        assert_eq!([on("2025-09-01"), on("2025-09-02"), on("2026-06-18"), on("2026-06-19")], [0, 1, 1, 0]);
        assert_eq!(there(&all, "/1/2/", day("2026-01-01")).len(), 1);
        assert_eq!(there(&all, "/1/20/", day("2026-01-01")).len(), 0, "another place");
    }

    #[test]
    fn a_material_told_of_twice_counts_once() {
        let all = [
            aid("https://metod.example/p", "/1/2/", "2025-09-02", None),
            aid("https://metod.example/p", "/1/3/", "2025-10-02", None),
            aid("https://metod.example/q", "/1/3/", "2025-10-02", None),
        ];
        assert_eq!(there(&all, "/1/", day("2026-01-01")).len(), 2);
        assert_eq!(there(&all, "/1/3/", day("2026-01-01")).len(), 2, "each place counts its own");
    }
}
