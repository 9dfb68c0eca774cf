//! Every query of people.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use units::Unit;

pub(crate) mod counted;
pub(crate) mod due;
pub(crate) mod employments;
pub(crate) mod erasing;
pub(crate) mod known;
pub(crate) mod list;
pub(crate) mod mergers;
pub(crate) mod merges;
pub(crate) mod records;
pub(crate) mod staff;
pub(crate) mod striking;
pub(crate) mod teams;
pub(crate) mod young;

pub use due::{Teaches, on_leave, places_of};
pub use list::keys_within;
pub(crate) use list::{Filter, list};
pub use records::of_kinds as records_of_kinds;
pub use records::remove as remove_record;
pub use staff::{last_days, places, working};

use crate::model::State;
use crate::rules::names;
use crate::schema::{employments as work, people};
use crate::{NewPerson, Person, PersonId};

/// Who writes a row, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hand {
    /// The account; none: a command.
    pub account: Option<i64>,
    /// The instant.
    pub at: Moment,
}

/// The columns a [`NewPerson`] fills, the same when added and when changed.
macro_rules! fields {
    ($new:expr) => {
        (
            (
                people::last_name.eq(&$new.name.last),
                people::first_name.eq(&$new.name.first),
                people::middle_name.eq(&$new.name.middle),
                people::former_name.eq(&$new.former_name),
            ),
            (people::name_key.eq(names::key(&$new.name)), people::likeness.eq(names::likeness(&$new.name))),
            (people::birth_date.eq($new.birth_date), people::email.eq(&$new.email)),
            people::phone.eq(&$new.phone),
            (
                people::general_since.eq($new.general_since),
                people::pedagogical_since.eq($new.pedagogical_since),
            ),
        )
    };
}

/// A filter over people.
pub type Seen = Box<dyn BoxableExpression<people::table, db::Backend, SqlType = Bool>>;

/// The people whom units of the scope see: by an employment that goes on, or by the last one. Written by hand: a boxed query
/// cannot stand inside another on two databases.
pub fn seen(scope: &Ranges) -> Seen {
    by_place(
        scope,
        "people.id IN (SELECT w.person_id FROM employments w WHERE w.shows = TRUE AND w.unit_path >= ",
    )
}

/// The same for one person at a time: asks their employments, not the scope's.
fn sees(scope: &Ranges) -> Seen {
    by_place(
        scope,
        "EXISTS (SELECT 1 FROM employments w WHERE w.person_id = people.id AND w.shows = TRUE AND w.unit_path >= ",
    )
}

fn by_place(scope: &Ranges, text: &'static str) -> Seen {
    let nobody: Seen = Box::new(false.into_sql::<Bool>());
    scope.pairs().iter().fold(nobody, |filter, (from, to)| -> Seen {
        let here = db::piece::<Bool>(text).bind::<Text, _>(from.clone()).sql(" AND w.unit_path < ");
        Box::new(filter.or(here.bind::<Text, _>(to.clone()).sql(")")))
    })
}

/// The person, if a unit of the scope sees them.
pub fn find(conn: &mut Conn, scope: &Ranges, id: PersonId) -> Result<Option<Person>> {
    Ok(people::table
        .filter(people::id.eq(id))
        .filter(sees(scope))
        .select(Person::as_select())
        .first(conn)
        .optional()?)
}

/// Of these people the ones whom units of the scope see.
pub fn seen_among(conn: &mut Conn, scope: &Ranges, ids: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<PersonId> = people::table
            .filter(db::among(people::id, some))
            .filter(sees(scope))
            .order(people::id.asc())
            .select(people::id)
            .load(conn)?;
        found.extend(part.into_iter().map(|id| id.0));
    }
    Ok(found)
}

/// The person of an account.
pub fn of_account(conn: &mut Conn, account: i64) -> Result<Option<Person>> {
    Ok(people::table
        .filter(people::account_id.eq(account))
        .select(Person::as_select())
        .first(conn)
        .optional()?)
}

/// The work of a person that goes on at the end of a day, the main place first.
pub fn at_work(conn: &mut Conn, id: PersonId, day: NaiveDate) -> Result<Vec<crate::Employment>> {
    Ok(employments::of(conn, id)?.into_iter().filter(|one| one.goes_on(day)).collect())
}

/// All the work of these people, whenever it was.
pub fn works_of(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, Vec<crate::Employment>>> {
    employments::of_all(conn, ids)
}

/// The work of these people that goes on at the end of a day.
pub fn at_work_all(
    conn: &mut Conn,
    ids: &[i64],
    day: NaiveDate,
) -> Result<BTreeMap<i64, Vec<crate::Employment>>> {
    let mut found = employments::of_all(conn, ids)?;
    for works in found.values_mut() {
        works.retain(|one| one.goes_on(day));
    }
    Ok(found)
}

/// People of the scope whose names begin so, by name; at most so many. Nobody for an empty beginning.
pub fn by_name(conn: &mut Conn, scope: &Ranges, begins: &str, limit: i64) -> Result<Vec<Person>> {
    if begins.trim().is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter { name: begins.trim().to_owned(), ..Filter::default() };
    Ok(list(conn, scope, &filter, limit)?.into_iter().map(|(person, _)| person).collect())
}

/// The card a merged one became part of: an old link leads there, whose own scope is asked then.
pub(crate) fn merged_into(conn: &mut Conn, id: PersonId) -> Result<Option<PersonId>> {
    Ok(people::table
        .filter(people::id.eq(id))
        .filter(people::state.eq(State::Merged.code()))
        .select(people::merged_into)
        .first::<Option<PersonId>>(conn)
        .optional()?
        .flatten())
}

/// The keys of lists of these people: (name key, id), by name.
pub fn keys_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(String, i64)>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<(String, PersonId)> = people::table
            .filter(db::among(people::id, some))
            .order(people::id.asc())
            .select((people::name_key, people::id))
            .load(conn)?;
        found.extend(part.into_iter().map(|(key, id)| (key, id.0)));
    }
    found.sort();
    Ok(found)
}

/// The next names of a region after one, whatever became of the people: (name key, id); at most so many.
pub fn names_after(
    conn: &mut Conn,
    top: i64,
    after: Option<&(String, i64)>,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    let (key, id) = after.cloned().unwrap_or_default();
    let found: Vec<(String, PersonId)> = people::table
        .filter(people::top_id.eq(top))
        .filter(people::name_key.ge(key.clone()))
        .filter(people::name_key.gt(key).or(people::id.gt(PersonId(id))))
        .order((people::name_key.asc(), people::id.asc()))
        .limit(limit)
        .select((people::name_key, people::id))
        .load(conn)?;
    Ok(found.into_iter().map(|(key, id)| (key, id.0)).collect())
}

/// Those who work, of the people the units of the scope see, by name; at most so many.
pub(crate) fn active(conn: &mut Conn, scope: &Ranges, limit: i64) -> Result<Vec<Person>> {
    Ok(people::table
        .filter(seen(scope))
        .filter(people::state.eq(State::Active.code()))
        .order((people::name_key.asc(), people::id.asc()))
        .limit(limit)
        .select(Person::as_select())
        .load(conn)?)
}

/// Those of these people who work in the units of the scope on a day.
pub fn working_at(
    conn: &mut Conn,
    scope: &Ranges,
    people: &[i64],
    today: NaiveDate,
) -> Result<std::collections::BTreeSet<i64>> {
    let mut found = std::collections::BTreeSet::new();
    for some in people.chunks(500) {
        let part: Vec<i64> = work::table
            .filter(db::among(work::person_id, some.iter().copied()))
            .filter(db::within!(work::table, work::unit_path, scope))
            .filter(work::started_on.le(today))
            .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
            .order(work::id.asc())
            .select(work::person_id)
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Those who work and are called so, of the people the units of the scope see; at most two.
pub fn named(conn: &mut Conn, scope: &Ranges, name: &str) -> Result<Vec<Person>> {
    let Some(name) = names::split(name) else { return Ok(Vec::new()) };
    Ok(people::table
        .filter(people::name_key.eq(names::key(&name)))
        .filter(seen(scope))
        .filter(people::state.eq(State::Active.code()))
        .order(people::id.asc())
        .limit(2)
        .select(Person::as_select())
        .load(conn)?)
}

/// People the units of the scope see by work that began on `since` or later and goes on.
pub fn hired_since(conn: &mut Conn, scope: &Ranges, since: NaiveDate, today: NaiveDate) -> Result<Vec<i64>> {
    Ok(work::table
        .filter(db::within!(work::table, work::unit_path, scope))
        .filter(work::shows.eq(true))
        .filter(work::started_on.ge(since).and(work::started_on.le(today)))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .order(work::person_id.asc())
        .select(work::person_id)
        .distinct()
        .load(conn)?)
}

/// The people of these ids, in no promised order.
pub fn all_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Person>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<Person> = people::table
            .filter(db::among(people::id, some))
            .order(people::id.asc())
            .select(Person::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Adds a person whose first place is the unit.
pub(crate) fn add(tx: &mut WriteTx, id: PersonId, new: &NewPerson, unit: &Unit, hand: Hand) -> Result<()> {
    diesel::insert_into(people::table)
        .values((
            people::id.eq(id),
            fields!(new),
            (people::unit_id.eq(unit.id), people::unit_path.eq(&unit.path)),
            people::top_id.eq(Ranges::under([unit.path.as_str()]).top().unwrap_or(unit.id.0)),
            people::state.eq(State::Active.code()),
            (people::created_by.eq(hand.account), people::created_at.eq(hand.at)),
            (people::updated_by.eq(hand.account), people::updated_at.eq(hand.at)),
            people::version.eq(1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives a person other data.
pub(crate) fn change(tx: &mut WriteTx, id: PersonId, new: &NewPerson, hand: Hand) -> Result<()> {
    diesel::update(people::table.filter(people::id.eq(id)))
        .set((
            fields!(new),
            (people::updated_by.eq(hand.account), people::updated_at.eq(hand.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Where the person stands now: the main employment that goes on (of two, where they stood before), else any that does, else the last; and which employments
/// units see them by. Called after every change of employments.
pub(crate) fn settle(tx: &mut WriteTx, id: PersonId, today: NaiveDate, hand: Hand) -> Result<()> {
    let (stands, state): (i64, String) =
        people::table.filter(people::id.eq(id)).select((people::unit_id, people::state)).first(&mut **tx)?;
    // What stays with a card that was made one with another is seen in the kept one.
    if state == State::Merged.code() {
        return Ok(());
    }
    let all = employments::of(tx, id)?;
    let goes_on = |one: &crate::Employment| one.ended_on.is_none_or(|last| today <= last);
    let is_active = all.iter().any(goes_on);
    let rank = |one: &&crate::Employment| {
        let over = one.ended_on.filter(|_| !goes_on(one));
        (goes_on(one), one.is_main, over, one.unit_id.0 == stands, one.started_on, one.id)
    };
    let Some(main) = all.iter().max_by_key(rank) else { return Ok(()) };
    for one in &all {
        let shows = if is_active { goes_on(one) } else { one.id == main.id };
        if shows != one.shows {
            diesel::update(work::table.filter(work::id.eq(one.id)))
                .set(work::shows.eq(shows))
                .execute(&mut **tx)?;
        }
    }
    let state = if is_active { State::Active } else { State::Left };
    diesel::update(people::table.filter(people::id.eq(id)))
        .set((
            (people::unit_id.eq(main.unit_id), people::unit_path.eq(&main.unit_path)),
            people::top_id.eq(Ranges::under([main.unit_path.as_str()]).top().unwrap_or(main.unit_id.0)),
            people::state.eq(state.code()),
            (people::updated_by.eq(hand.account), people::updated_at.eq(hand.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    crate::finding::put(tx, id)
}

/// Ties the person to an account, or to none.
pub(crate) fn tie(tx: &mut WriteTx, id: PersonId, account: Option<i64>, hand: Hand) -> Result<()> {
    diesel::update(people::table.filter(people::id.eq(id)))
        .set((
            people::account_id.eq(account),
            (people::updated_by.eq(hand.account), people::updated_at.eq(hand.at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes a card away that nothing hangs on, with merges that were undone and what was said of its likeness to others.
pub(crate) fn remove_card(tx: &mut WriteTx, id: PersonId) -> Result<()> {
    merges::forget(tx, id)?;
    diesel::delete(people::table.filter(people::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}
