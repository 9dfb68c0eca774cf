//! Whoever is young in a place or was there lately, with the pedagogical work anywhere: what marks, dynamics and retention of any
//! day are computed from, in one query for a region as for a school.

use chrono::{Months, NaiveDate};
use db::{Conn, Ranges, Result};
use packs::{Effective, PeopleTerms};

use crate::rules::marks::{Known, Mark, marks};
use crate::rules::seniority::whole_years;
use crate::store::young::{Row, rows};
use crate::{Employment, Name, PersonId};

/// Who was under the bound of age so many years ago is told of as well.
const AGES_BACK: u32 = 4;
/// Whose service began within so many years is told of whatever the age.
const YEARS_BACK: u32 = 8;

/// Pedagogical work somewhere for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stint {
    /// The unit.
    pub unit: i64,
    /// Its path.
    pub path: String,
    /// Of the pack's posts.
    pub post: String,
    /// As the staff list calls it.
    pub title: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: goes on.
    pub to: Option<NaiveDate>,
    /// Whether the first day was told.
    pub is_told: bool,
}

impl Stint {
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
    /// The name.
    pub name: Name,
    /// Folded full name: the key of lists.
    pub key: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// The day the pedagogical service counts from, where it was told.
    pub since: Option<NaiveDate>,
    /// Pedagogical work, as it began.
    pub works: Vec<Stint>,
}

impl Youth {
    /// The work under a path that goes on on a day, the latest begun.
    pub fn place(&self, path: &str, day: NaiveDate) -> Option<&Stint> {
        self.works.iter().rev().find(|one| one.goes_on(day) && one.path.starts_with(path))
    }

    /// The day of the first hiring; where a list did not tell it, the day the service counts from.
    fn hired(&self) -> Option<NaiveDate> {
        let first = self.works.first()?;
        if first.is_told { Some(first.from) } else { self.since }
    }

    /// The day the person came into the work without service before it; none: had some.
    pub fn came_new(&self) -> Option<NaiveDate> {
        self.hired().filter(|hired| self.since.is_none_or(|since| since >= *hired))
    }

    /// Whole years of pedagogical service on a day; breaks are not taken off.
    pub fn service_years(&self, day: NaiveDate) -> Option<i32> {
        let since = self.since.or(self.works.first().map(|one| one.from))?;
        (since <= day).then(|| whole_years(since, day))
    }

    /// The marks on a day, by the rule of the card.
    pub fn marks(&self, terms: &PeopleTerms, day: NaiveDate) -> Vec<Mark> {
        let known = Known {
            birth_date: self.birth_date,
            pedagogical_since: self.since,
            teaches_since: self.works.iter().filter(|one| one.goes_on(day)).map(|one| one.from).collect(),
            taught_from: self.works.first().map(|one| one.from),
            hired_on: self.hired(),
            ..Known::default()
        };
        marks(&known, terms, day)
    }
}

/// Who is young under a path on a day, or was lately: by name.
pub fn of(conn: &mut Conn, path: &str, rules: &Effective, day: NaiveDate) -> Result<Vec<Youth>> {
    let back = |years: u32| day.checked_sub_months(Months::new(years * 12)).unwrap_or(NaiveDate::MIN);
    let age = rules.people_terms.as_ref().map_or(0, |terms| terms.rule.young_teacher_age);
    let days = (back(age + 1 + AGES_BACK), back(YEARS_BACK));
    let scope = Ranges::under([path]);
    let Some((from, to)) = scope.pairs().first() else { return Ok(Vec::new()) };
    let mut found: Vec<Youth> = Vec::new();
    for row in rows(conn, (from, to), days)? {
        let Some(stint) = stint(&row.4, rules) else { continue };
        match found.last_mut().filter(|known| known.person == row.0) {
            Some(known) => known.works.push(stint),
            None => found.push(youth(row, stint)),
        }
    }
    Ok(found)
}

fn stint(one: &Employment, rules: &Effective) -> Option<Stint> {
    rules.post(&one.post).filter(|post| post.rule.is_pedagogical())?;
    Some(Stint {
        unit: one.unit_id.0,
        path: one.unit_path.clone(),
        post: one.post.clone(),
        title: one.post_title.clone(),
        from: one.started_on,
        to: one.ended_on,
        is_told: one.is_start_known(),
    })
}

fn youth((person, (last, first, middle, key), birth_date, since, _): Row, stint: Stint) -> Youth {
    Youth { person, name: Name { last, first, middle }, key, birth_date, since, works: vec![stint] }
}
