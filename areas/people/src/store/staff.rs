//! Who works in a unit today, with an account or without.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use registry::Staff;

use crate::model::State;
use crate::schema::{employments as work, people};

/// Who works in exactly this unit today and has no account, by name; of several posts there the main one is told.
pub(crate) fn without_account(conn: &mut Conn, unit: i64, today: NaiveDate) -> Result<Vec<Staff>> {
    type Row = (i64, (String, String, String), String);
    let rows: Vec<Row> = people::table
        .inner_join(work::table.on(work::person_id.eq(people::id)))
        .filter(work::unit_id.eq(unit))
        .filter(work::started_on.le(today))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .filter(people::account_id.is_null())
        .filter(people::state.eq(State::Active.code()))
        .order((people::name_key.asc(), people::id.asc(), work::is_main.desc(), work::id.asc()))
        .select((people::id, (people::last_name, people::first_name, people::middle_name), work::post_title))
        .load(conn)?;
    let mut found: Vec<Staff> = Vec::with_capacity(rows.len());
    for (person, (last, first, middle), post) in rows {
        if found.last().is_none_or(|known| known.person != person) {
            found.push(Staff { person, last, first, middle, post });
        }
    }
    Ok(found)
}

/// Ties a card that has no account yet.
pub(crate) fn tie_new(
    tx: &mut WriteTx,
    person: i64,
    account: i64,
    (by, at): (Option<i64>, Moment),
) -> Result<bool> {
    let free = people::table
        .filter(people::id.eq(person))
        .filter(people::account_id.is_null())
        .filter(people::state.eq(State::Active.code()));
    let tied = diesel::update(free)
        .set((
            people::account_id.eq(account),
            (people::updated_by.eq(by), people::updated_at.eq(at)),
            people::version.eq(people::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(tied > 0)
}

/// How many people work at and under this path today in these posts, each once.
pub(crate) fn count(conn: &mut Conn, path: &str, posts: &[&str], today: NaiveDate) -> Result<i64> {
    let under = Ranges::under([path]);
    let Some((low, high)) = under.pairs().first() else { return Ok(0) };
    Ok(work::table
        .inner_join(people::table.on(people::id.eq(work::person_id)))
        .filter(people::state.ne(State::Merged.code()))
        .filter(work::unit_path.ge(low).and(work::unit_path.lt(high)))
        .filter(db::among(work::post, posts.iter().copied()))
        .filter(work::started_on.le(today))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .select(diesel::dsl::count(work::person_id).aggregate_distinct())
        .first(conn)?)
}

/// Whether the person of an account works in this unit today.
pub(crate) fn works(conn: &mut Conn, account: i64, unit: i64, today: NaiveDate) -> Result<bool> {
    let found: Option<i64> = people::table
        .inner_join(work::table.on(work::person_id.eq(people::id)))
        .filter(people::account_id.eq(account))
        .filter(work::unit_id.eq(unit))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .order(work::id.asc())
        .select(work::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Who is seen in which unit of the scope by work there: (card, unit), each pair once.
pub fn places(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(i64, i64)>> {
    let mut found: Vec<(i64, i64)> = work::table
        .filter(work::shows.eq(true))
        .filter(db::within!(work::table, work::unit_path, scope))
        .select((work::person_id, work::unit_id))
        .load(conn)?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Who works in which unit of the scope today: (card, unit), each pair once.
pub fn working(conn: &mut Conn, scope: &Ranges, today: NaiveDate) -> Result<Vec<(i64, i64)>> {
    let mut found: Vec<(i64, i64)> = work::table
        .filter(db::within!(work::table, work::unit_path, scope))
        .filter(work::started_on.le(today))
        .filter(work::ended_on.is_null().or(work::ended_on.ge(today)))
        .select((work::person_id, work::unit_id))
        .load(conn)?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Where these people work or worked, by (card, unit): none: it goes on or is to begin; else the last day there.
pub fn last_days(
    conn: &mut Conn,
    people: &[i64],
    today: NaiveDate,
) -> Result<BTreeMap<(i64, i64), Option<NaiveDate>>> {
    let mut found: BTreeMap<(i64, i64), Option<NaiveDate>> = BTreeMap::new();
    for some in people.chunks(500) {
        let rows: Vec<(i64, i64, Option<NaiveDate>)> = work::table
            .filter(db::among(work::person_id, some.iter().copied()))
            .select((work::person_id, work::unit_id, work::ended_on))
            .load(conn)?;
        for (person, unit, ended) in rows {
            let last = ended.filter(|last| *last < today);
            let known = found.entry((person, unit)).or_insert(last);
            *known = known.zip(last).map(|(one, other)| one.max(other));
        }
    }
    Ok(found)
}
