//! What runs out of the people of a place: courses, and what attestation gave.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::max;
use diesel::prelude::*;

use crate::schema::{employments as work, person_categories as held, person_records as told};

/// Since when each person of the scope works in one of these posts; who works in several, since the first.
pub(crate) fn teaching(conn: &mut Conn, scope: &Ranges, posts: &[&str]) -> Result<BTreeMap<i64, NaiveDate>> {
    let rows: Vec<(i64, NaiveDate)> = work::table
        .filter(work::shows.eq(true))
        .filter(work::ended_on.is_null())
        .filter(db::among(work::post, posts.iter().copied()))
        .filter(db::within!(work::table, work::unit_path, scope))
        .order((work::started_on.desc(), work::id.asc()))
        .select((work::person_id, work::started_on))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The day of the last course of each of these people.
pub(crate) fn courses(conn: &mut Conn, people: &[i64]) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<(i64, Option<NaiveDate>)> = told::table
            .filter(db::among(told::person_id, some.iter().copied()))
            .filter(db::among(told::kind, ["course", "retraining"]))
            .group_by(told::person_id)
            .select((told::person_id, max(told::happened_on)))
            .order(told::person_id.asc())
            .load(conn)?;
        found.extend(rows.into_iter().filter_map(|(person, day)| Some((person, day?))));
    }
    Ok(found)
}

/// The last day of what attestation gave each of these people and is still in force; nobody who has something without a term.
pub(crate) fn ending(conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found: BTreeMap<i64, Option<NaiveDate>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<(i64, Option<NaiveDate>)> = held::table
            .filter(db::among(held::person_id, some.iter().copied()))
            .filter(held::valid_to.is_null().or(held::valid_to.ge(today)))
            .order(held::id.asc())
            .select((held::person_id, held::valid_to))
            .load(conn)?;
        for (person, last) in rows {
            let known = found.entry(person).or_insert(last);
            *known = known.zip(last).map(|(one, other)| one.max(other));
        }
    }
    Ok(found.into_iter().filter_map(|(person, last)| Some((person, last?))).collect())
}
