//! Who is young in a place on a day: specialists by the beginning of their work, teachers by age, who came and who left. The cards
//! are counted where they lie; the rules judge those who came or left lately, the age is a bound the database compares.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use db::{Conn, Result};
use packs::{Effective, PeopleTerms};
use people::young::{self, Aged, DAYS, Youth};
use registry::school_year_start;

use crate::rules::{Cohort, YEARS, cohorts};

/// Of a place on a day.
pub(crate) struct Young {
    /// The place.
    pub path: String,
    /// The day.
    pub on: NaiveDate,
    terms: Option<PeopleTerms>,
    /// Who came without service, or left, in the years that are told of.
    youths: Vec<Youth>,
    /// Who is under the bound of age on the day or on the same one of the years before.
    aged: Vec<Aged>,
    /// The works of specialists that go on, by path.
    specialists: Vec<(String, i64)>,
}

impl Young {
    /// Everybody.
    pub fn of(conn: &mut Conn, path: &str, rules: &Effective, on: NaiveDate) -> Result<Self> {
        let youths = young::moved(conn, path, rules, (came_since(rules, on), cohorts_since(on)))?;
        let mut found = Self::with(youths, path, rules, on);
        let mut aged = young::aged(conn, path, rules, days(on))?;
        let movers = found.youths.iter().filter(|one| found.has_left_a_work(one));
        aged.extend(movers.flat_map(|one| found.aged_of(one)));
        aged.sort_by(|one, other| (&one.path, one.person).cmp(&(&other.path, other.person)));
        found.aged = aged;
        Ok(found)
    }

    /// Those who may be specialists on the day itself: nobody who was one before, nobody who left, nobody by age. No cohorts and no
    /// years are told from it.
    pub fn newcomers(conn: &mut Conn, path: &str, rules: &Effective, on: NaiveDate) -> Result<Self> {
        let youths = young::came(conn, path, rules, young::specialists_since(rules, on))?;
        Ok(Self::with(youths, path, rules, on))
    }

    fn with(youths: Vec<Youth>, path: &str, rules: &Effective, on: NaiveDate) -> Self {
        let terms = rules.people_terms.as_ref().map(|terms| terms.rule.clone());
        let mut found =
            Self { path: path.to_owned(), on, terms, youths, aged: Vec::new(), specialists: Vec::new() };
        found.specialists = found.works_of_specialists();
        found
    }

    fn works_of_specialists(&self) -> Vec<(String, i64)> {
        let Some(terms) = &self.terms else { return Vec::new() };
        let mut works = Vec::new();
        for one in self.youths.iter().filter(|one| one.is_specialist(terms, self.on)) {
            let here = one.works.iter().filter(|work| work.goes_on(self.on));
            let here = here.filter(|work| work.path.starts_with(&self.path));
            works.extend(here.map(|work| (work.path.clone(), one.person.0)));
        }
        works.sort();
        works
    }

    /// Who left the place may stand in another region by now: their age is told by the rule.
    fn aged_of(&self, one: &Youth) -> Vec<Aged> {
        let (mut found, Some(terms)) = (Vec::new(), &self.terms) else { return Vec::new() };
        for (place, day) in (0_i64..).zip(days(self.on)) {
            if !one.is_young_teacher(terms, day) {
                continue;
            }
            let here = one.works.iter().filter(|work| work.goes_on(day));
            for work in here.filter(|work| work.path.starts_with(&self.path)) {
                found.push(Aged { person: one.person.0, path: work.path.clone(), days: (place, place) });
            }
        }
        found
    }

    /// Young specialists under a path.
    pub fn specialists(&self, path: &str) -> BTreeSet<i64> {
        let from = self.specialists.partition_point(|(known, _)| known.as_str() < path);
        let here = self.specialists[from..].iter().take_while(|(known, _)| known.starts_with(path));
        here.map(|(_, person)| *person).collect()
    }

    /// Young specialists of the place, with everything there is of their work.
    pub fn newcomers_at_work(&self) -> impl Iterator<Item = &Youth> {
        let all = self.specialists(&self.path);
        self.youths.iter().filter(move |one| all.contains(&one.person.0))
    }

    /// Young teachers by age under a path.
    pub fn teachers(&self, path: &str) -> BTreeSet<i64> {
        self.teachers_on(path, 0)
    }

    fn teachers_on(&self, path: &str, day: i64) -> BTreeSet<i64> {
        let from = self.aged.partition_point(|one| one.path.as_str() < path);
        let here = self.aged[from..].iter().take_while(|one| one.path.starts_with(path));
        here.filter(|one| one.is_on(day)).map(|one| one.person).collect()
    }

    /// Both.
    pub fn all(&self, path: &str) -> BTreeSet<i64> {
        let mut all = self.specialists(path);
        all.append(&mut self.teachers(path));
        all
    }

    /// Who was young here and left a place since a day: with the last day.
    pub fn left(&self, path: &str, since: NaiveDate) -> BTreeMap<i64, NaiveDate> {
        let Some(terms) = &self.terms else { return BTreeMap::new() };
        let last = |one: &Youth| {
            let here = one.works.iter().filter(|work| work.path.starts_with(path));
            let last = here.filter_map(|work| work.to).max()?;
            let is_lately = since <= last && last <= self.on;
            let is_young = is_lately
                && one.place(path, self.on).is_none()
                && (one.is_specialist(terms, last) || one.is_young_teacher(terms, last));
            is_young.then_some((one.person.0, last))
        };
        self.youths.iter().filter_map(last).collect()
    }

    /// Who of these people left a work of the place: they may stand in another region by now.
    pub fn movers(&self, ids: &BTreeSet<i64>) -> Vec<i64> {
        let movers = self.youths.iter().filter(|one| ids.contains(&one.person.0));
        movers.filter(|one| self.has_left_a_work(one)).map(|one| one.person.0).collect()
    }

    fn has_left_a_work(&self, one: &Youth) -> bool {
        one.works.iter().any(|work| work.to.is_some() && work.path.starts_with(&self.path))
    }

    /// Who came, and who stayed.
    pub fn cohorts(&self) -> Vec<Cohort> {
        cohorts(&self.youths, &self.path, self.on)
    }

    /// The day, and the same one of the years before: with how many specialists and teachers there were.
    pub fn years(&self) -> Vec<(NaiveDate, usize, usize)> {
        let specialists = |day: NaiveDate| {
            let is = |one: &&Youth| {
                one.place(&self.path, day).is_some()
                    && self.terms.as_ref().is_some_and(|terms| one.is_specialist(terms, day))
            };
            self.youths.iter().filter(is).count()
        };
        let year = |(place, day)| (day, specialists(day), self.teachers_on(&self.path, place).len());
        (0_i64..).zip(days(self.on)).map(year).collect()
    }
}

/// The day and the same one of three years before.
fn days(on: NaiveDate) -> [NaiveDate; DAYS] {
    [0, 1, 2, 3].map(|back| on.checked_sub_months(Months::new(back * 12)).unwrap_or(on))
}

/// Whoever began before was no specialist on any of the days.
fn came_since(rules: &Effective, on: NaiveDate) -> NaiveDate {
    young::specialists_since(rules, days(on)[DAYS - 1]).min(cohorts_since(on))
}

/// The first day of the first cohort.
fn cohorts_since(on: NaiveDate) -> NaiveDate {
    let year = school_year_start(on);
    let back = u32::try_from(YEARS).unwrap_or_default() * 12;
    year.checked_sub_months(Months::new(back)).unwrap_or(year)
}
