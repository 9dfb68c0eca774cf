//! The people a list may speak of, read as a set: of the organisations it names, and of the names in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::prelude::*;

use super::{employments, records};
use crate::Name;
use crate::import::{Known, KnownPerson, Line, Work};
use crate::model::State;
use crate::rules::{duplicates, names};
use crate::schema::{employments as work, people};

/// What of records a list may tell again, and what shortens a service.
const KINDS: [&str; 4] = ["education", "course", "participation", "break"];

/// What the rows of a list are asked about by.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    units: BTreeSet<i64>,
    likenesses: BTreeSet<String>,
    born: BTreeSet<(NaiveDate, String)>,
}

impl Asked {
    /// By all these rows.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Self {
        let mut asked = Self::default();
        for line in lines {
            asked.units.extend(line.unit.map(|unit| unit.0));
            asked.likenesses.insert(names::likeness(&line.name));
            if !line.former_name.is_empty() {
                let former = Name { last: line.former_name.clone(), ..line.name.clone() };
                asked.likenesses.insert(names::likeness(&former));
            }
            asked.born.extend(duplicates::born(&line.name, line.birth_date));
        }
        asked
    }
}

/// Reads them; `scope` is what the person who imports reaches.
pub(crate) fn known(conn: &mut Conn, scope: &Ranges, (top, asked): (i64, &Asked)) -> Result<Known> {
    let units: Vec<i64> = asked.units.iter().copied().collect();
    let likenesses: Vec<&str> = asked.likenesses.iter().map(String::as_str).collect();
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    for some in units.chunks(500) {
        let here: Vec<i64> = work::table
            .filter(work::shows.eq(true))
            .filter(work::unit_id.eq_any(some))
            .select(work::person_id)
            .load(conn)?;
        ids.extend(here);
    }
    for some in likenesses.chunks(500) {
        let alike: Vec<i64> = people::table
            .filter(people::top_id.eq(top))
            .filter(people::likeness.eq_any(some))
            .select(people::id)
            .load(conn)?;
        ids.extend(alike);
    }
    let days: BTreeSet<NaiveDate> = asked.born.iter().map(|(day, _)| *day).collect();
    for some in days.into_iter().collect::<Vec<_>>().chunks(500) {
        let born: Vec<(i64, Option<NaiveDate>, String, String)> = people::table
            .filter(people::top_id.eq(top))
            .filter(people::birth_date.eq_any(some))
            .select((people::id, people::birth_date, people::first_name, people::middle_name))
            .load(conn)?;
        let is_asked = |(_, day, first, middle): &(i64, Option<NaiveDate>, String, String)| {
            let name = Name { last: String::new(), first: first.clone(), middle: middle.clone() };
            duplicates::born(&name, *day).is_some_and(|born| asked.born.contains(&born))
        };
        ids.extend(born.iter().filter(|one| is_asked(one)).map(|(id, ..)| *id));
    }
    whole(conn, scope, &ids.into_iter().collect::<Vec<_>>())
}

/// The people of these ids with everything a list may change; merged cards are left out.
pub(crate) fn whole(conn: &mut Conn, scope: &Ranges, ids: &[i64]) -> Result<Known> {
    let (mut works, mut subjects) = (employments::of_all(conn, ids)?, employments::subjects_of(conn, ids)?);
    let (mut categories, mut told) =
        (records::categories_of(conn, ids)?, records::of_kinds(conn, ids, &KINDS)?);
    let all = super::all_of(conn, ids)?.into_iter().filter(|one| one.state != State::Merged.code());
    let people = all.map(|person| {
        let id = person.id.0;
        let own = works.remove(&id).unwrap_or_default();
        let is_ours = own.iter().any(|one| one.shows && scope.holds(&one.unit_path));
        let own =
            own.into_iter().map(|one| Work { subjects: subjects.remove(&one.id.0).unwrap_or_default(), one });
        KnownPerson {
            works: own.collect(),
            categories: categories.remove(&id).unwrap_or_default(),
            records: told.remove(&id).unwrap_or_default(),
            is_ours,
            person,
        }
    });
    Ok(Known::of(people.collect()))
}
