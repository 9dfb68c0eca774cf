//! Courses counted by form, year and provider (Терский район, раздел 7; Кемеровская область, пп. 5.1, 5.2): people and hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use db::fold;

/// A course somebody finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Who.
    pub person: i64,
    /// The day on the certificate.
    pub on: NaiveDate,
    /// Id of the form; empty: not told.
    pub form: String,
    /// Who held it; empty: not told.
    pub place: String,
    /// Where a distance course was held; empty: not told.
    pub platform: String,
    /// Hours.
    pub hours: Option<i64>,
}

/// What is asked of courses; an empty part asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Id of the form, or [`NONE`].
    pub form: String,
    /// The calendar year.
    pub year: Option<i32>,
    /// Who held them, however spelled, or [`NONE`].
    pub place: String,
    /// The platform, however spelled.
    pub platform: String,
}

/// What asks for courses whose form or provider nobody told.
pub const NONE: &str = "none";

impl Asked {
    /// Whether anything is asked.
    pub fn is_any(&self) -> bool {
        *self != Self::default()
    }

    /// Whether the course is one of those.
    pub fn fits(&self, one: &Passed) -> bool {
        let is = |asked: &str, told: &str| match asked {
            "" => true,
            NONE => told.is_empty(),
            asked => fold(asked) == fold(told),
        };
        is(&self.form, &one.form)
            && is(&self.place, &one.place)
            && is(&self.platform, &one.platform)
            && self.year.is_none_or(|year| one.on.year() == year)
    }
}

/// How many people, courses and hours; two courses of one person count once among people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    people: BTreeSet<i64>,
    /// Courses.
    pub courses: usize,
    /// Hours of those that tell them.
    pub hours: i64,
}

impl Tally {
    /// People.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    fn add(&mut self, one: &Passed) {
        self.people.insert(one.person);
        self.courses += 1;
        self.hours += one.hours.unwrap_or(0);
    }
}

/// Of all these together.
pub fn whole<'p>(all: impl Iterator<Item = &'p Passed>) -> Tally {
    all.fold(Tally::default(), |mut tally, one| {
        tally.add(one);
        tally
    })
}

/// By the id of the form; empty: not told.
pub fn by_form<'p>(all: impl Iterator<Item = &'p Passed>) -> BTreeMap<String, Tally> {
    let mut found: BTreeMap<String, Tally> = BTreeMap::new();
    all.for_each(|one| found.entry(one.form.clone()).or_default().add(one));
    found
}

/// By the calendar year, the latest first.
pub fn by_year<'p>(all: impl Iterator<Item = &'p Passed>) -> Vec<(i32, Tally)> {
    let mut found: BTreeMap<i32, Tally> = BTreeMap::new();
    all.for_each(|one| found.entry(one.on.year()).or_default().add(one));
    found.into_iter().rev().collect()
}

/// By provider, the one with most people first: one spelling of several, empty where none is told.
pub fn by_place<'p>(all: impl Iterator<Item = &'p Passed>) -> Vec<(String, Tally)> {
    by_spelling(all, |one| &one.place)
}

/// By platform, of those that tell one.
pub fn by_platform<'p>(all: impl Iterator<Item = &'p Passed>) -> Vec<(String, Tally)> {
    by_spelling(all.filter(|one| !one.platform.is_empty()), |one| &one.platform)
}

fn by_spelling<'p>(
    all: impl Iterator<Item = &'p Passed>,
    of: fn(&Passed) -> &String,
) -> Vec<(String, Tally)> {
    let mut found: BTreeMap<String, (String, Tally)> = BTreeMap::new();
    for one in all {
        found.entry(fold(of(one))).or_insert_with(|| (of(one).clone(), Tally::default())).1.add(one);
    }
    let mut found: Vec<(String, Tally)> = found.into_values().collect();
    found.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.people()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(person: i64, on: &str, form: &str, place: &str, hours: Option<i64>) -> Passed {
        let (form, place) = (form.to_owned(), place.to_owned());
        Passed { person, on: on.parse().unwrap(), form, place, platform: String::new(), hours }
    }

    #[test]
    fn people_count_once_and_courses_and_hours_each_time() {
        let all = [
            passed(1, "2025-12-31", "remote", "АмИРО", Some(36)),
            passed(1, "2025-01-01", "remote", "амиро", Some(72)),
            passed(2, "2025-05-05", "full_time", "АмИРО", None),
            passed(2, "2026-01-01", "", "", Some(16)),
        ];
        let forms = by_form(all.iter());
        let of = |tally: &Tally| (tally.people(), tally.courses, tally.hours);
        assert_eq!(
            (of(&forms["remote"]), of(&forms["full_time"]), of(&forms[""])),
            ((1, 2, 108), (1, 1, 0), (1, 1, 16))
        );
        let years: Vec<(i32, usize)> =
            by_year(all.iter()).iter().map(|(year, one)| (*year, one.people())).collect();
        assert_eq!(years, [(2026, 1), (2025, 2)]);
        let places: Vec<(String, usize)> =
            by_place(all.iter()).into_iter().map(|(place, one)| (place, one.people())).collect();
        assert_eq!(places, [("АмИРО".to_owned(), 2), (String::new(), 1)]);
        assert_eq!(of(&whole(all.iter())), (2, 4, 124));
    }

    #[test]
    fn what_is_asked_holds_of_form_year_and_provider_together() {
        let one = passed(1, "2025-12-31", "remote", "АмИРО", None);
        let asked = |form: &str, year, place: &str| {
            let (form, place) = (form.to_owned(), place.to_owned());
            Asked { form, year, place, ..Asked::default() }
        };
        let there = Passed { platform: "Stepik".to_owned(), ..one.clone() };
        let on = Asked { platform: "stepik".to_owned(), ..Asked::default() };
        assert!(on.fits(&there) && !on.fits(&one) && on.is_any());
        assert_eq!(by_platform([&one, &there].into_iter()).len(), 1);
        assert!(asked("remote", Some(2025), "амиро").fits(&one) && Asked::default().fits(&one));
        assert!(!asked("remote", Some(2026), "").fits(&one) && !asked(NONE, None, "").fits(&one));
        assert!(
            !asked("", None, NONE).fits(&one)
                && asked(NONE, None, NONE).fits(&passed(1, "2025-12-31", "", "", None))
        );
        assert!(!Asked::default().is_any() && asked("", Some(2025), "").is_any());
    }
}
