//! What facts count: courses finished and categories held, each beside the works of their people.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Result};
use diesel::prelude::*;

use crate::RecordKind;
use crate::model::State;
use crate::rules::counted::{Finished, Held, Job};
use crate::schema::{employments as work, people, person_categories as held, person_records as told};

/// A path as a range: the first one and the one after the last.
type Range<'a> = (&'a str, &'a str);
type Works = (String, NaiveDate, Option<NaiveDate>);

fn job((path, from, to): Works) -> Job {
    Job { path, from, to }
}

/// Courses that ended between two days, beside every work of the range their people had then.
pub(crate) fn courses(
    conn: &mut Conn,
    (low, high): Range<'_>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Finished>> {
    let kinds = RecordKind::ALL.into_iter().filter(|kind| kind.is_course()).map(RecordKind::code);
    let rows: Vec<(i64, NaiveDate, Works)> = told::table
        .inner_join(work::table.on(work::person_id.eq(told::person_id)))
        .filter(db::among(told::kind, kinds))
        .filter(told::progress.is_null())
        .filter(told::happened_on.ge(from).and(told::happened_on.le(to)))
        .filter(work::unit_path.ge(low).and(work::unit_path.lt(high)))
        .filter(work::started_on.le(to).and(work::ended_on.is_null().or(work::ended_on.ge(from))))
        .order((told::id.asc(), work::id.asc()))
        .select((told::person_id, told::happened_on, (work::unit_path, work::started_on, work::ended_on)))
        .load(conn)?;
    Ok(rows.into_iter().map(|(person, on, works)| Finished { person, on, job: job(works) }).collect())
}

/// Categories of these codes in force on some day between two, beside every work of the range in these posts.
pub(crate) fn categories(
    conn: &mut Conn,
    (low, high): Range<'_>,
    (codes, posts): (&[&str], &[&str]),
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Held>> {
    let rows: Vec<(i64, NaiveDate, Option<NaiveDate>, Works)> = held::table
        .inner_join(work::table.on(work::person_id.eq(held::person_id)))
        .filter(db::among(held::category, codes.iter().copied()))
        .filter(held::granted_on.le(to).and(held::valid_to.is_null().or(held::valid_to.ge(from))))
        .filter(work::unit_path.ge(low).and(work::unit_path.lt(high)))
        .filter(db::among(work::post, posts.iter().copied()))
        .filter(work::started_on.le(to).and(work::ended_on.is_null().or(work::ended_on.ge(from))))
        .order((held::id.asc(), work::id.asc()))
        .select((
            held::person_id,
            held::granted_on,
            held::valid_to,
            (work::unit_path, work::started_on, work::ended_on),
        ))
        .load(conn)?;
    let one = |(person, from, to, works): (i64, NaiveDate, Option<NaiveDate>, Works)| Held {
        person,
        from,
        to,
        job: job(works),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// A work that goes on: whose, where, in which post.
pub(crate) type InPost = (i64, String, String);

/// Works of the range in these posts that went on on a day, without those that stay with a card made one with another.
pub(crate) fn in_posts(
    conn: &mut Conn,
    (low, high): Range<'_>,
    posts: &[&str],
    day: NaiveDate,
) -> Result<Vec<InPost>> {
    Ok(work::table
        .inner_join(people::table.on(people::id.eq(work::person_id)))
        .filter(people::state.ne(State::Merged.code()))
        .filter(work::unit_path.ge(low).and(work::unit_path.lt(high)))
        .filter(db::among(work::post, posts.iter().copied()))
        .filter(work::started_on.le(day).and(work::ended_on.is_null().or(work::ended_on.ge(day))))
        .order(work::id.asc())
        .select((work::person_id, work::unit_path, work::post))
        .load(conn)?)
}

/// Units of the range whence somebody is known to have left before a day.
pub(crate) fn left_before(
    conn: &mut Conn,
    (low, high): Range<'_>,
    day: NaiveDate,
) -> Result<BTreeSet<String>> {
    let found: Vec<String> = work::table
        .filter(work::unit_path.ge(low).and(work::unit_path.lt(high)))
        .filter(work::ended_on.lt(day))
        .select(work::unit_path)
        .distinct()
        .order(work::unit_path.asc())
        .load(conn)?;
    Ok(found.into_iter().collect())
}
