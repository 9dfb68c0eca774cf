//! What runs out of the people of a place: courses, and what attestation gave.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::{case_when, max};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::schema::{employments as work, person_categories as held, person_records as told};

/// The post of whoever leads an organisation.
const HEAD: &str = "principal";

/// People whom units of the scope see and who work in one of these posts, each with the first day they ever did: a merger of
/// schools or a change of school begins nothing anew.
pub(crate) fn teaching(
    conn: &mut Conn,
    scope: &Ranges,
    posts: &[&str],
    today: NaiveDate,
) -> Result<BTreeMap<i64, NaiveDate>> {
    let rows: Vec<(i64, NaiveDate, Option<NaiveDate>)> = work::table
        .filter(db::among(work::post, posts.iter().copied()))
        .filter(of_scope(scope))
        .select((work::person_id, work::started_on, work::ended_on))
        .load(conn)?;
    // In no order: of a region the database would sort eight thousand rows for a least day.
    let mut first: BTreeMap<i64, (NaiveDate, bool)> = BTreeMap::new();
    for (person, began, ended) in rows {
        let known = first.entry(person).or_insert((began, false));
        known.0 = known.0.min(began);
        known.1 |= ended.is_none_or(|last| today <= last);
    }
    Ok(first
        .into_iter()
        .filter(|(_, (_, goes_on))| *goes_on)
        .map(|(person, (day, _))| (person, day))
        .collect())
}

/// Units of the scope that have more than one head today: how many, and the day the last of them began.
pub(crate) fn many_heads(
    conn: &mut Conn,
    scope: &Ranges,
    today: NaiveDate,
) -> Result<Vec<(i64, usize, NaiveDate)>> {
    let rows: Vec<(i64, i64, NaiveDate)> = work::table
        .filter(work::post.eq(HEAD))
        .filter(of_scope(scope))
        .filter(work::started_on.le(today))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .order(work::id.asc())
        .select((work::unit_id, work::person_id, work::started_on))
        .load(conn)?;
    let mut found: BTreeMap<i64, (BTreeSet<i64>, NaiveDate)> = BTreeMap::new();
    for (unit, person, began) in rows {
        let heads = found.entry(unit).or_insert((BTreeSet::new(), began));
        heads.0.insert(person);
        heads.1 = heads.1.max(began);
    }
    let many = found.into_iter().filter(|(_, (people, _))| people.len() > 1);
    Ok(many.map(|(unit, (people, last))| (unit, people.len(), last)).collect())
}

/// Of these people the ones who work in one of these posts today.
pub(crate) fn of_posts(
    conn: &mut Conn,
    people: &[i64],
    posts: &[&str],
    today: NaiveDate,
) -> Result<Vec<i64>> {
    let mut found: BTreeSet<i64> = BTreeSet::new();
    for some in people.chunks(500) {
        let rows: Vec<i64> = work::table
            .filter(db::among(work::person_id, some.iter().copied()))
            .filter(db::among(work::post, posts.iter().copied()))
            .filter(work::started_on.le(today))
            .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
            .order(work::id.asc())
            .select(work::person_id)
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found.into_iter().collect())
}

type OfWork = Box<dyn BoxableExpression<work::table, db::Backend, SqlType = Bool>>;

/// Employments, wherever they are, of the people the scope sees.
fn of_scope(scope: &Ranges) -> OfWork {
    let text = "employments.person_id IN (SELECT w.person_id FROM employments w WHERE w.shows = TRUE AND w.unit_path >= ";
    let nobody: OfWork = Box::new(false.into_sql::<Bool>());
    scope.pairs().iter().fold(nobody, |filter, (from, to)| -> OfWork {
        let here = db::piece::<Bool>(text).bind::<Text, _>(from.clone()).sql(" AND w.unit_path < ");
        Box::new(filter.or(here.bind::<Text, _>(to.clone()).sql(")")))
    })
}

/// The courses of somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Courses {
    /// The day of the last one that is finished.
    pub last: Option<NaiveDate>,
    /// The day the one that goes on is to end.
    pub going: Option<NaiveDate>,
    /// The last day of a long leave that goes on: nobody is sent to courses from it.
    pub leave: Option<NaiveDate>,
}

impl Courses {
    /// Whether they go to a course that has not run out of its days, or are on leave: nobody is to be sent.
    pub fn is_away(self, today: NaiveDate) -> bool {
        self.leave.is_some() || self.going.is_some_and(|until| today <= until)
    }
}

/// A person with the last day of finished courses, of those that go on, of leaves that have begun.
type Days = (i64, Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>);

/// The courses of each of these people, and the leave they are on today: one question, for Home asks it.
pub(crate) fn courses(conn: &mut Conn, people: &[i64], today: NaiveDate) -> Result<BTreeMap<i64, Courses>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(500) {
        let is_course = || told::kind.ne(LEAVE);
        let rows: Vec<Days> = told::table
            .filter(db::among(told::person_id, some.iter().copied()))
            .filter(db::among(told::kind, ["course", "retraining", LEAVE]))
            .group_by(told::person_id)
            .select((
                told::person_id,
                max(case_when(is_course().and(told::progress.is_null()), told::happened_on)),
                max(case_when(told::progress.is_not_null(), told::happened_on)),
                max(case_when(told::kind.eq(LEAVE).and(told::began_on.le(today)), told::happened_on)),
            ))
            .order(told::person_id.asc())
            .load(conn)?;
        found.extend(rows.into_iter().map(|(person, last, going, leave)| {
            (person, Courses { last, going, leave: leave.filter(|until| today <= *until) })
        }));
    }
    Ok(found)
}

/// Who of the scope is on a long leave today, and its last day.
pub fn on_leave(conn: &mut Conn, scope: &Ranges, today: NaiveDate) -> Result<BTreeMap<i64, NaiveDate>> {
    let rows: Vec<(i64, NaiveDate)> = told::table
        .filter(told::kind.eq(LEAVE))
        .filter(told::began_on.le(today))
        .filter(told::happened_on.ge(today))
        .filter(told_of_scope(scope))
        .order((told::happened_on.asc(), told::id.asc()))
        .select((told::person_id, told::happened_on))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A long leave as a record keeps it.
const LEAVE: &str = "leave";

/// What counts as training: the law's courses and internships.
const TRAINING: [&str; 3] = ["course", "retraining", "internship"];

/// Who of the scope finished a course or an internship between two days, or goes to one that ends then or later.
pub(crate) fn trained_since(
    conn: &mut Conn,
    scope: &Ranges,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<BTreeSet<i64>> {
    let found: Vec<i64> = told::table
        .filter(db::among(told::kind, TRAINING))
        .filter(told::happened_on.ge(from).and(told::happened_on.le(to).or(told::progress.is_not_null())))
        .filter(told_of_scope(scope))
        .order(told::id.asc())
        .select(told::person_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Who of the scope goes to a course that is not finished, and the day it is to end.
pub(crate) fn going(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(i64, NaiveDate)>> {
    Ok(told::table
        .filter(told::progress.is_not_null())
        .filter(told_of_scope(scope))
        .order((told::person_id.asc(), told::id.asc()))
        .select((told::person_id, told::happened_on))
        .load(conn)?)
}

type OfRecord = Box<dyn BoxableExpression<told::table, db::Backend, SqlType = Bool>>;

/// Records of the people the scope sees.
fn told_of_scope(scope: &Ranges) -> OfRecord {
    let text = "person_records.person_id IN (SELECT w.person_id FROM employments w WHERE w.shows = TRUE AND w.unit_path >= ";
    let nobody: OfRecord = Box::new(false.into_sql::<Bool>());
    scope.pairs().iter().fold(nobody, |filter, (from, to)| -> OfRecord {
        let here = db::piece::<Bool>(text).bind::<Text, _>(from.clone()).sql(" AND w.unit_path < ");
        Box::new(filter.or(here.bind::<Text, _>(to.clone()).sql(")")))
    })
}

/// A course as coverage counts it: person, title, last day, per cent passed of what goes on.
type CourseLine = (i64, String, NaiveDate, Option<i64>);

/// The courses and internships of these people between two days, and those that go on.
pub(crate) fn courses_since(
    conn: &mut Conn,
    people: &[i64],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<CourseLine>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<CourseLine> = told::table
            .filter(db::among(told::person_id, some.iter().copied()))
            .filter(db::among(told::kind, TRAINING))
            .filter(told::happened_on.ge(from).and(told::happened_on.le(to).or(told::progress.is_not_null())))
            .order((told::happened_on.desc(), told::id.desc()))
            .select((told::person_id, told::title, told::happened_on, told::progress))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// A place of work of somebody in a pedagogical post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teaches {
    /// Who.
    pub person: i64,
    /// The path of the unit.
    pub unit_path: String,
}

/// Who works in one of these posts today, a row a place within the scope.
pub fn places_of(conn: &mut Conn, scope: &Ranges, posts: &[&str], today: NaiveDate) -> Result<Vec<Teaches>> {
    let rows: Vec<(i64, String)> = work::table
        .filter(work::shows.eq(true))
        .filter(db::within!(work::table, work::unit_path, scope))
        .filter(db::among(work::post, posts.iter().copied()))
        .filter(work::started_on.le(today))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .order(work::id.asc())
        .select((work::person_id, work::unit_path))
        .load(conn)?;
    Ok(rows.into_iter().map(|(person, unit_path)| Teaches { person, unit_path }).collect())
}

/// The last day of what attestation gave each of these people, past or to come; nobody who has something without a term.
pub(crate) fn ending(conn: &mut Conn, people: &[i64]) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found: BTreeMap<i64, Option<NaiveDate>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<(i64, Option<NaiveDate>)> = held::table
            .filter(db::among(held::person_id, some.iter().copied()))
            .select((held::person_id, held::valid_to))
            .load(conn)?;
        for (person, last) in rows {
            let known = found.entry(person).or_insert(last);
            *known = known.zip(last).map(|(one, other)| one.max(other));
        }
    }
    Ok(found.into_iter().filter_map(|(person, last)| Some((person, last?))).collect())
}
