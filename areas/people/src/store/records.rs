//! Results of attestation, and what else is told of a person.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::schema::{people, person_categories as categories, person_records as records};
use crate::{Category, CategoryId, NewCategory, PersonId, Record, RecordId};

/// The results of attestation of these people, the latest first.
pub(crate) fn categories_of(conn: &mut Conn, people: &[i64]) -> Result<BTreeMap<i64, Vec<Category>>> {
    let mut found: BTreeMap<i64, Vec<Category>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<Category> = categories::table
            .filter(db::among(categories::person_id, some))
            .order((categories::granted_on.desc(), categories::id.desc()))
            .select(Category::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(row.person_id.0).or_default().push(row);
        }
    }
    Ok(found)
}

/// Adds a result of attestation; `last`: its last day.
pub(crate) fn grant(
    tx: &mut WriteTx,
    (id, person): (CategoryId, PersonId),
    new: &NewCategory,
    last: Option<NaiveDate>,
    at: Moment,
) -> Result<()> {
    diesel::insert_into(categories::table)
        .values((
            (categories::id.eq(id), categories::person_id.eq(person)),
            (categories::category.eq(&new.category), categories::post.eq(&new.post)),
            (categories::granted_on.eq(new.granted_on), categories::valid_to.eq(last)),
            categories::document.eq(&new.document),
            (categories::created_at.eq(at), categories::updated_at.eq(at), categories::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes away a result entered by mistake.
pub(crate) fn revoke(tx: &mut WriteTx, person: PersonId, id: CategoryId) -> Result<bool> {
    let of = categories::table.filter(categories::id.eq(id)).filter(categories::person_id.eq(person));
    Ok(diesel::delete(of).execute(&mut **tx)? > 0)
}

/// The records of a person, by kind, the latest first.
pub(crate) fn of(conn: &mut Conn, person: PersonId) -> Result<Vec<Record>> {
    Ok(records::table
        .filter(records::person_id.eq(person))
        .order((records::kind.asc(), records::happened_on.desc(), records::id.desc()))
        .select(Record::as_select())
        .load(conn)?)
}

/// The records of these kinds of these people without courses that go on: what marks and due days are computed from.
pub fn of_kinds(conn: &mut Conn, people: &[i64], kinds: &[&str]) -> Result<BTreeMap<i64, Vec<Record>>> {
    let mut found = all_of_kinds(conn, people, kinds)?;
    for told in found.values_mut() {
        told.retain(|one| !one.is_going());
    }
    Ok(found)
}

/// The courses that go on of these people, of each together.
pub(crate) fn going(conn: &mut Conn, people: &[i64]) -> Result<Vec<Record>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<Record> = records::table
            .filter(db::among(records::person_id, some.iter().copied()))
            .filter(records::progress.is_not_null())
            .order((records::happened_on.asc(), records::id.asc()))
            .select(Record::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The same with courses that go on.
pub(crate) fn all_of_kinds(
    conn: &mut Conn,
    people: &[i64],
    kinds: &[&str],
) -> Result<BTreeMap<i64, Vec<Record>>> {
    let mut found: BTreeMap<i64, Vec<Record>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<Record> = records::table
            .filter(db::among(records::person_id, some))
            .filter(db::among(records::kind, kinds))
            .order((records::happened_on.desc(), records::id.desc()))
            .select(Record::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(row.person_id.0).or_default().push(row);
        }
    }
    Ok(found)
}

/// Who of the scope holds one of these categories in force on a day.
pub(crate) fn holders(conn: &mut Conn, scope: &Ranges, held: &[String], day: NaiveDate) -> Result<Vec<i64>> {
    let in_force = categories::valid_to.is_null().or(categories::valid_to.ge(day));
    let those = categories::table
        .filter(categories::category.eq_any(held))
        .filter(categories::granted_on.le(day).and(in_force))
        .select(categories::person_id);
    let found: Vec<PersonId> = people::table
        .filter(people::id.eq_any(those))
        .filter(super::seen(scope))
        .order(people::id.asc())
        .select(people::id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// What [`within`] finds, counted by kind of activity: education, breaks and leaves are nobody's.
pub(crate) const COUNTED: &str = "SELECT r.person_id AS person, \
     CASE r.kind WHEN 'retraining' THEN 'course' ELSE r.kind END AS kind, COUNT(*) AS n \
     FROM whom JOIN person_records r ON r.person_id = whom.id CROSS JOIN span \
     WHERE r.kind IN ('award', 'course', 'retraining', 'internship', 'publication', 'participation', 'expert_work') \
     AND r.progress IS NULL AND r.happened_on >= span.from_on AND r.happened_on <= span.to_on GROUP BY r.person_id, r.kind";

/// What is told of these people in a time, of each together, without courses that go on.
pub(crate) fn within(
    conn: &mut Conn,
    people: &[i64],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Record>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<Record> = records::table
            .filter(db::among(records::person_id, some.iter().copied()))
            .filter(records::progress.is_null())
            .filter(records::happened_on.ge(from).and(records::happened_on.le(to)))
            .order((records::person_id.asc(), records::happened_on.asc(), records::id.asc()))
            .select(Record::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Of these people who has a record of the kind not before a day.
pub(crate) fn told_since(
    conn: &mut Conn,
    people: &[i64],
    kind: &str,
    since: NaiveDate,
) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for some in people.chunks(500) {
        let part: Vec<PersonId> = records::table
            .filter(db::among(records::person_id, some.iter().copied()))
            .filter(records::kind.eq(kind))
            .filter(records::happened_on.ge(since))
            .order(records::id.asc())
            .select(records::person_id)
            .load(conn)?;
        found.extend(part.into_iter().map(|id| id.0));
    }
    Ok(found)
}

/// A record of the person.
pub(crate) fn find(conn: &mut Conn, person: PersonId, id: RecordId) -> Result<Option<Record>> {
    Ok(records::table
        .filter(records::id.eq(id))
        .filter(records::person_id.eq(person))
        .select(Record::as_select())
        .first(conn)
        .optional()?)
}

/// A record that tells the same of the person: the first click's work.
pub(crate) fn twin(conn: &mut Conn, new: &Record) -> Result<Option<RecordId>> {
    let alike: Vec<Record> = records::table
        .filter(records::person_id.eq(new.person_id).and(records::kind.eq(&new.kind)))
        .filter(records::title.eq(&new.title).and(records::place.eq(&new.place)))
        .filter(records::happened_on.eq(new.happened_on).and(records::document.eq(&new.document)))
        .order(records::id.asc())
        .select(Record::as_select())
        .load(conn)?;
    let is_same = |one: &&Record| {
        let told = |record: &Record| {
            let (days, whole) = ((record.began_on, record.hours), (record.platform.clone(), record.progress));
            (days, record.form.clone(), record.level.clone(), whole)
        };
        told(one) == told(new)
    };
    Ok(alike.iter().find(is_same).map(|one| one.id))
}

/// Adds a record.
pub(crate) fn add(tx: &mut WriteTx, new: &Record, at: Moment) -> Result<()> {
    diesel::insert_into(records::table)
        .values((
            (records::id.eq(new.id), records::person_id.eq(new.person_id), records::kind.eq(&new.kind)),
            (records::title.eq(&new.title), records::place.eq(&new.place)),
            (records::began_on.eq(new.began_on), records::happened_on.eq(new.happened_on)),
            (records::hours.eq(new.hours), records::document.eq(&new.document)),
            (records::form.eq(&new.form), records::level.eq(&new.level)),
            (records::platform.eq(&new.platform), records::progress.eq(new.progress)),
            (records::created_at.eq(at), records::updated_at.eq(at), records::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives a record other data.
pub(crate) fn change(tx: &mut WriteTx, new: &Record, at: Moment) -> Result<()> {
    diesel::update(records::table.filter(records::id.eq(new.id)))
        .set((
            (records::title.eq(&new.title), records::place.eq(&new.place)),
            (records::began_on.eq(new.began_on), records::happened_on.eq(new.happened_on)),
            (records::hours.eq(new.hours), records::document.eq(&new.document)),
            (records::form.eq(&new.form), records::level.eq(&new.level)),
            (records::platform.eq(&new.platform), records::progress.eq(new.progress)),
            (records::updated_at.eq(at), records::version.eq(records::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes away a record.
pub fn remove(tx: &mut WriteTx, person: PersonId, id: RecordId) -> Result<bool> {
    let of = records::table.filter(records::id.eq(id)).filter(records::person_id.eq(person));
    Ok(diesel::delete(of).execute(&mut **tx)? > 0)
}
