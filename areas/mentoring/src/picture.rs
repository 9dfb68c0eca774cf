//! Everything pictures of mentoring are computed from, of a place on a day: a statement a kind, whatever the place is. The list
//! behind a figure is picked from the same sets, so that figure and list cannot differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result};
use packs::Effective;
use people::rules::marks::{Mark, MarkKind};
use people::young::Youth;
use registry::school_year_start;

use crate::actions::reporting::halves;
use crate::departures::{Departures, Mentors};
use crate::model::{AdaptationResult, Mentor, Pair, State};
use crate::rules::{Cohort, Half, cohorts, order_due};
use crate::store::young::{self, Handed};

/// The day of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// The day itself.
    pub on: NaiveDate,
    /// Its end, for a day of the past; none: today, when states are as stored.
    pub until: Option<Moment>,
}

/// Of a place on a day.
pub(crate) struct Picture {
    /// The place.
    pub path: String,
    /// The day.
    pub day: Day,
    /// Who is young here, or was lately.
    pub youths: Vec<Youth>,
    /// The marks of those who work here on the day and have any.
    pub marks: BTreeMap<i64, Vec<Mark>>,
    /// Every pair of the place, with its state on the day; those that were not begun are left out.
    pub pairs: Vec<(Pair, State)>,
    /// Their mentors.
    pub mentors: Vec<Mentor>,
    /// Results of studies until the day, the latest first.
    pub results: Vec<AdaptationResult>,
    handed: Vec<Handed>,
    gone: Departures,
}

impl Picture {
    /// Reads it in five statements, and the works of those in pairs at work.
    pub fn of(conn: &mut Conn, path: &str, rules: &Effective, day: Day) -> Result<Self> {
        let scope = Ranges::under([path]);
        let (from, to) = scope.pairs().first().cloned().unwrap_or_default();
        let youths = people::young::of(conn, path, rules, day.on)?;
        let marks = youths.iter().filter_map(|one| Some((one.person.0, marked(one, path, rules, day.on)?)));
        let marks = marks.collect();
        let all = young::pairs_within(conn, &scope)?;
        let mentors = young::mentors_within(conn, (&from, &to))?;
        let mut by_pair = Mentors::new();
        for one in &mentors {
            by_pair.entry(one.mentorship_id.0).or_default().push(one.clone());
        }
        let gone = Departures::of(conn, &all, &by_pair, day.on)?;
        let pairs = all.into_iter().filter_map(|pair| Some((state(&pair, day)?, pair)));
        let mut results = young::results_within(conn, &scope)?;
        results.retain(|one| one.studied_on <= day.on);
        Ok(Self {
            path: path.to_owned(),
            day,
            marks,
            youths,
            pairs: pairs.map(|(state, pair)| (pair, state)).collect(),
            mentors,
            gone,
            results,
            handed: young::handed_within(conn, (&from, &to))?,
        })
    }

    /// Those who work under a path on the day and have a mark.
    pub fn young<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Youth> {
        let is_here =
            |one: &&Youth| self.marks.contains_key(&one.person.0) && one.place(path, self.day.on).is_some();
        self.youths.iter().filter(is_here)
    }

    /// Whether somebody has a mark on the day.
    pub fn is(&self, person: i64, kind: MarkKind) -> bool {
        self.marks.get(&person).is_some_and(|all| all.iter().any(|mark| mark.kind == kind))
    }

    /// Young specialists under a path.
    pub fn specialists<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Youth> {
        self.young(path).filter(|one| self.is(one.person.0, MarkKind::YoungSpecialist))
    }

    /// Who has a pair in this state; a pair at work whose mentors have all left serves nobody (п. 3.6).
    pub fn mentees(&self, state: State) -> BTreeSet<i64> {
        let those = self.pairs.iter().filter(|(pair, now)| *now == state && !self.is_alone(pair, *now));
        those.map(|(pair, _)| pair.mentee_id.0).collect()
    }

    /// Whether a pair at work has no mentor any more: all have left.
    pub fn is_alone(&self, pair: &Pair, state: State) -> bool {
        state == State::Active && self.gone.alone(pair).is_some()
    }

    /// The school year of the day, until the day.
    pub fn year(&self) -> (NaiveDate, NaiveDate) {
        (school_year_start(self.day.on), self.day.on)
    }

    /// Orders of the school year that had a day to keep: each with whether it kept it.
    pub fn orders(&self, rules: &Effective) -> Vec<(&Pair, bool)> {
        let (from, to) = self.year();
        let is_due = |pair: &Pair| {
            rules.mentoring.category(&pair.category).is_some_and(|category| category.order_is_due)
        };
        let order = |pair: &'_ Pair| {
            let on = pair.order_on.filter(|on| from <= *on && *on <= to)?;
            Some(on <= order_due(pair.hired_on, &rules.mentoring, &rules.calendar)?)
        };
        let due = self.pairs.iter().map(|(pair, _)| pair).filter(|pair| is_due(pair));
        due.filter_map(|pair| Some((pair, order(pair)?))).collect()
    }

    /// Reports of mentors whose day came in the school year: each with how it was kept.
    pub fn reports(&self, rules: &Effective) -> Vec<(&Pair, Half, Keeping)> {
        if rules.mentoring.limit("reports").is_none() {
            return Vec::new();
        }
        let (from, to) = self.year();
        let handed: BTreeMap<(i64, &str), NaiveDate> =
            self.handed.iter().map(|one| ((one.pair.0, one.half.as_str()), one.on)).collect();
        let mut found = Vec::new();
        for (pair, _) in &self.pairs {
            for half in halves(pair, to) {
                if from <= half.due() && half.due() < to {
                    let code = half.to_string();
                    let on = handed.get(&(pair.id.0, code.as_str())).filter(|on| **on <= to);
                    found.push((pair, half, Keeping::of(on.copied(), half.due())));
                }
            }
        }
        found
    }

    /// Whether a part as a mentor goes on on the day.
    pub fn is_at_work(&self, one: &Mentor) -> bool {
        one.from_on.is_some_and(|from| from <= self.day.on)
            && one.to_on.is_none_or(|last| self.day.until.is_some() && last > self.day.on)
            && self.gone.mentor(one).is_none()
    }

    /// The mentees each mentor has on the day, by the mentor's card.
    pub fn load(&self) -> BTreeMap<i64, usize> {
        let active: BTreeSet<i64> = self
            .pairs
            .iter()
            .filter(|(_, state)| *state == State::Active)
            .map(|(pair, _)| pair.id.0)
            .collect();
        let is_now = |one: &&Mentor| self.is_at_work(one) && active.contains(&one.mentorship_id.0);
        let mut load = BTreeMap::new();
        for one in self.mentors.iter().filter(is_now) {
            *load.entry(one.person_id.0).or_insert(0) += 1;
        }
        load
    }

    /// The latest result of each person.
    pub fn levels(&self) -> BTreeMap<i64, &AdaptationResult> {
        self.results.iter().rev().map(|one| (one.person_id.0, one)).collect()
    }

    /// Who was studied in the school year.
    pub fn studied(&self) -> BTreeSet<i64> {
        let (from, _) = self.year();
        self.results.iter().filter(|one| one.studied_on >= from).map(|one| one.person_id.0).collect()
    }

    /// Who was young here and left a place since a day: with the last day.
    pub fn left(&self, path: &str, since: NaiveDate, rules: &Effective) -> BTreeMap<i64, NaiveDate> {
        let last = |one: &Youth| {
            if one.place(path, self.day.on).is_some() {
                return None;
            }
            let here = one.works.iter().filter(|work| work.path.starts_with(path));
            let last = here.filter_map(|work| work.to).max()?;
            let is_lately = since <= last && last <= self.day.on;
            (is_lately && marked(one, path, rules, last).is_some()).then_some((one.person.0, last))
        };
        self.youths.iter().filter_map(last).collect()
    }

    /// Who came, and who stayed.
    pub fn cohorts(&self, path: &str) -> Vec<Cohort> {
        cohorts(&self.youths, path, self.day.on)
    }

    /// How many had a mark here on another day.
    pub fn count_on(&self, day: NaiveDate, kind: MarkKind, rules: &Effective) -> usize {
        let has = |one: &&Youth| {
            let marks = marked(one, &self.path, rules, day);
            marks.is_some_and(|all| all.iter().any(|mark| mark.kind == kind))
        };
        self.youths.iter().filter(has).count()
    }
}

/// How a report kept its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// In time.
    InTime,
    /// Later.
    Late,
    /// Not yet.
    Missing,
}

impl Keeping {
    fn of(on: Option<NaiveDate>, due: NaiveDate) -> Self {
        match on {
            Some(on) if on <= due => Self::InTime,
            Some(_) => Self::Late,
            None => Self::Missing,
        }
    }
}

/// The marks of somebody who works under a path on a day; none without any.
fn marked(one: &Youth, path: &str, rules: &Effective, day: NaiveDate) -> Option<Vec<Mark>> {
    one.place(path, day)?;
    let marks = one.marks(&rules.people_terms.as_ref()?.rule, day);
    (!marks.is_empty()).then_some(marks)
}

/// The state of a pair on a day; none: it was not begun.
fn state(pair: &Pair, day: Day) -> Option<State> {
    let Some(until) = day.until else { return Some(pair.state()) };
    let is_over = pair.ended_on.is_some_and(|last| last <= day.on);
    if pair.order_on.is_some_and(|on| on <= day.on) {
        return Some(if is_over { State::Ended } else { State::Active });
    }
    if pair.created_at >= until {
        return None;
    }
    Some(if is_over { State::Cancelled } else { State::Preparing })
}
