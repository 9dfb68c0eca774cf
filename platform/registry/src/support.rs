//! Support: what helps a person in the work – a body, a mentor, a route, a course, an event – told set-wise by the areas that
//! know it (Амурская область, Концепция, раздел 4: обеспеченность педагогов методической поддержкой).

use std::collections::{BTreeMap, BTreeSet};

use access::{Person, Policy};
use chrono::NaiveDate;
use db::{Conn, Ranges, Result};

/// What supports a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupportKind {
    /// A methodical union, group, association, council.
    Body,
    /// A named team of the school.
    Team,
    /// A mentor.
    Mentor,
    /// An individual route.
    Route,
    /// A course of this school year.
    Course,
    /// An event of this school year.
    Event,
}

impl SupportKind {
    /// All kinds, in the order of the page.
    pub const ALL: [Self; 6] = [Self::Body, Self::Team, Self::Mentor, Self::Route, Self::Course, Self::Event];

    /// Code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Team => "team",
            Self::Mentor => "mentor",
            Self::Route => "route",
            Self::Course => "course",
            Self::Event => "event",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Body => "Объединение",
            Self::Team => "Команда",
            Self::Mentor => "Наставник",
            Self::Route => "Маршрут",
            Self::Course => "Курсы",
            Self::Event => "Мероприятия",
        }
    }

    /// The kind of this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// One thing that supports a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Whom.
    pub person: i64,
    /// What it is.
    pub kind: SupportKind,
    /// «РМО учителей математики»
    pub what: String,
    /// Since when, or the day it was.
    pub since: Option<NaiveDate>,
    /// Its page; may be empty.
    pub url: String,
    /// The path of the unit whose people may open that page.
    pub unit_path: String,
}

impl Support {
    /// Whether it goes on: told with «с», and not with its day alone.
    pub fn lasts(&self) -> bool {
        !matches!(self.kind, SupportKind::Course | SupportKind::Event)
    }
}

/// An area's offer. Both questions are few queries, whatever the number of people.
pub trait SupportOffer: Send + Sync {
    /// The kinds it counts: a kind nobody counts is said to be not counted yet.
    fn kinds(&self) -> &'static [SupportKind];

    /// Who is supported, by kind: people whom units of the scope see. Others may be among them.
    fn supported(
        &self,
        conn: &mut Conn,
        scope: &Ranges,
        today: NaiveDate,
    ) -> Result<BTreeMap<SupportKind, BTreeSet<i64>>>;

    /// What supports these people.
    fn told(&self, conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<Vec<Support>>;

    /// Of these people, who belongs to a body of one of these kinds of the pack: the school of the young teacher, an association.
    fn joined(
        &self,
        _conn: &mut Conn,
        _people: &[i64],
        _kinds: &[&str],
        _today: NaiveDate,
    ) -> Result<BTreeSet<i64>> {
        Ok(BTreeSet::new())
    }

    /// What the person who asks may begin for somebody who works at the place: the words of a button, its address.
    fn ways(
        &self,
        _policy: &Policy,
        _account: &Person,
        _whom: i64,
        _unit_path: &str,
    ) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// Of these people, who helps others, and how: «руководит: РМО учителей математики». What the methodical active is found by.
    fn helpers(&self, _conn: &mut Conn, _people: &[i64], _today: NaiveDate) -> Result<BTreeMap<i64, String>> {
        Ok(BTreeMap::new())
    }
}

/// The first day of the school year of a day: 1 September.
pub fn school_year_start(today: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    let year = if today.month() >= 9 { today.year() } else { today.year() - 1 };
    NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_begins_on_the_first_of_september() {
        for (today, first) in
            [("2026-06-18", "2025-09-01"), ("2026-08-31", "2025-09-01"), ("2026-09-01", "2026-09-01")]
        {
            assert_eq!(school_year_start(today.parse().unwrap()), first.parse::<NaiveDate>().unwrap());
        }
    }
}
