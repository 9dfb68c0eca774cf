//! Whoever is young in a place or was there lately, with the pedagogical work anywhere: what marks, dynamics and retention of any
//! day are computed from. A place tells of those whose main place is in its region and of those who left it.

mod reading;
mod taken;

use chrono::NaiveDate;
use packs::PeopleTerms;

use crate::PersonId;
use crate::rules::marks::{Known, Mark, is_new, marks, specialist_until, young_age};
use crate::rules::seniority::whole_years;
use crate::store::young::Work;
pub use reading::{DAYS, aged, came, lately, moved, specialists, specialists_since, these};
pub use taken::{Taken, taken};

/// Pedagogical work somewhere for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stint {
    /// Its id.
    pub id: i64,
    /// The one it carries on where organisations were joined or divided; none: it began here.
    pub continues: Option<i64>,
    /// The unit.
    pub unit: i64,
    /// Its path.
    pub path: String,
    /// Of the pack's posts.
    pub post: String,
    /// As the staff list calls it; empty where days alone were asked.
    pub title: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: goes on.
    pub to: Option<NaiveDate>,
    /// Whether the first day was told.
    pub is_told: bool,
}

impl Stint {
    fn of(work: Work) -> Self {
        let Work { id, continues, unit, path, post, title, from, to, is_told } = work;
        Self { id, continues, unit, path, post, title, from, to, is_told: is_told != Some(false) }
    }

    /// Whether it goes on at the end of a day.
    pub fn goes_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

/// A person who is young, or was lately.
#[derive(Debug, Clone)]
pub struct Youth {
    /// The card.
    pub person: PersonId,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// The day the pedagogical service counts from, where it was told.
    pub since: Option<NaiveDate>,
    /// The first day of a category, where the service does not rule a beginner out.
    pub first_category: Option<NaiveDate>,
    /// Pedagogical work, as it began.
    pub works: Vec<Stint>,
}

impl Youth {
    /// The work under a path that goes on on a day, the latest begun.
    pub fn place(&self, path: &str, day: NaiveDate) -> Option<&Stint> {
        self.works.iter().rev().find(|one| one.goes_on(day) && one.path.starts_with(path))
    }

    /// The first day of a work of theirs: joined or divided organisations do not begin it anew.
    pub fn begun(&self, work: &Stint) -> NaiveDate {
        let before = self.works.iter().find(|one| Some(one.id) == work.continues);
        before.map_or(work.from, |one| self.begun(one).min(work.from))
    }

    /// The day of the first hiring; where a list did not tell it, the day the service counts from.
    fn hired(&self) -> Option<NaiveDate> {
        let first = self.works.first()?;
        if first.is_told { Some(first.from) } else { self.since }
    }

    /// The day the person came into the work without service before it; none: had some.
    pub fn came_new(&self) -> Option<NaiveDate> {
        self.hired().filter(|hired| is_new((self.since, self.birth_date, self.first_category), *hired))
    }

    /// Whole years of pedagogical service on a day; breaks are not taken off.
    pub fn service_years(&self, day: NaiveDate) -> Option<i32> {
        let since = self.since.or(self.works.first().map(|one| one.from))?;
        (since <= day).then(|| whole_years(since, day))
    }

    /// Whether the mark of a young specialist stands on a day.
    pub fn is_specialist(&self, terms: &PeopleTerms, day: NaiveDate) -> bool {
        self.works.iter().any(|one| one.goes_on(day) && terms.makes_specialist(&one.post))
            && self.came_new().is_some_and(|hired| specialist_until(hired, terms, day).is_some())
    }

    /// Whether the mark of a young teacher stands on a day.
    pub fn is_young_teacher(&self, terms: &PeopleTerms, day: NaiveDate) -> bool {
        self.works.iter().any(|one| one.goes_on(day))
            && self.birth_date.is_some_and(|born| young_age(born, terms, day).is_some())
    }

    /// The marks on a day, by the rule of the card.
    pub fn marks(&self, terms: &PeopleTerms, day: NaiveDate) -> Vec<Mark> {
        let works = || self.works.iter().filter(|one| one.goes_on(day));
        let known = Known {
            birth_date: self.birth_date,
            pedagogical_since: self.since,
            teaches_since: works().map(|one| one.from).collect(),
            posts: works().map(|one| one.post.clone()).collect(),
            taught_from: self.works.first().map(|one| one.from),
            hired_on: self.hired(),
            taught_before: self.first_category,
            ..Known::default()
        };
        marks(&known, terms, day)
    }
}

/// Work of somebody under the bound of age, on some of the days asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged {
    /// The card.
    pub person: i64,
    /// Path of the unit.
    pub path: String,
    /// The first and the last of the days, by their place in what was asked.
    pub days: (i64, i64),
}

impl Aged {
    /// Whether somebody is under the bound and works there on a day, by its place in what was asked.
    pub fn is_on(&self, day: i64) -> bool {
        self.days.0 <= day && day <= self.days.1
    }
}
