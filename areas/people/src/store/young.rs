//! Pedagogical work of whoever is or lately was young: the few columns years are told by, read by the index that finds the fewest
//! people. Rows come in no order: who reads them puts them into one.

use chrono::NaiveDate;
use db::{Conn, Result};
use diesel::dsl::case_when;
use diesel::dsl::min;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable};

use crate::PersonId;
use crate::model::State;
use crate::schema::{employments as work, people, person_categories};

diesel::alias!(const HERE: Alias<Here> = work as here);

/// An employment of somebody.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    pub id: i64,
    /// The one it carries on.
    pub continues: Option<i64>,
    pub unit: i64,
    pub path: String,
    pub post: String,
    /// Empty where days alone were asked.
    pub title: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub is_told: Option<bool>,
}

/// What a card tells of the days before the work.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Past {
    pub birth_date: Option<NaiveDate>,
    /// The day the pedagogical service counts from.
    pub since: Option<NaiveDate>,
    /// The first day of a category; told where the service does not rule a beginner out.
    pub first_category: Option<NaiveDate>,
}

/// A card with one employment.
pub(crate) type Row = (PersonId, Past, Work);

/// A place: its path as a range, and the region it stands in where it is not that region itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The first path and the one after the last.
    pub range: (&'a str, &'a str),
    /// The region.
    pub top: Option<i64>,
    /// The region itself: whoever stands in it is found by the card alone.
    pub is_top: bool,
}

/// Employments in pedagogical posts with the card, narrowed by a filter.
macro_rules! works {
    ($posts:expr, $filter:expr) => {
        people::table
            .inner_join(work::table.on(work::person_id.eq(people::id)))
            .filter(people::state.ne(State::Merged.code()))
            .filter(db::among(work::post, $posts.iter().copied()))
            .filter($filter)
    };
}

/// What tells of the time before: a category is looked for beside a work the service begins with alone.
macro_rules! past {
    () => {
        (
            people::birth_date,
            people::pedagogical_since,
            case_when::<_, _, Nullable<Date>>(
                people::pedagogical_since
                    .is_null()
                    .or(people::pedagogical_since.ge(work::started_on.nullable()).assume_not_null()),
                person_categories::table
                    .filter(person_categories::person_id.eq(people::id))
                    .select(min(person_categories::granted_on))
                    .single_value(),
            ),
        )
    };
}

/// The days of works alone: their index holds them.
macro_rules! days_of {
    ($conn:expr, $posts:expr, $filter:expr) => {
        works!($posts, $filter).select((people::id, past!(), PLACE, DAYS)).load::<Slim>($conn)
    };
}

/// Works with what they are called.
macro_rules! works_of {
    ($conn:expr, $posts:expr, $filter:expr) => {
        works!($posts, $filter)
            .select((people::id, past!(), PLACE, DAYS, work::post_title))
            .load::<Whole>($conn)
    };
}

const PLACE: (work::id, work::unit_id, work::unit_path) = (work::id, work::unit_id, work::unit_path);
const DAYS: (work::started_on, work::ended_on, work::is_start_told, work::continues_id, work::post) =
    (work::started_on, work::ended_on, work::is_start_told, work::continues_id, work::post);

/// The people who have or had an employment under a path.
macro_rules! here {
    ($range:expr) => {
        people::id.eq_any(
            HERE.filter(HERE.field(work::unit_path).ge($range.0))
                .filter(HERE.field(work::unit_path).lt($range.1))
                .select(HERE.field(work::person_id)),
        )
    };
}

/// The days of a work and its post; what it is called is read for few.
type Days = (NaiveDate, Option<NaiveDate>, Option<bool>, Option<i64>, String);
type Told = (Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>);
type Slim = (PersonId, Told, (i64, i64, String), Days);
type Whole = (PersonId, Told, (i64, i64, String), Days, String);

fn past((birth_date, since, first_category): Told) -> Past {
    Past { birth_date, since, first_category }
}

fn whole(rows: Vec<Whole>) -> Vec<Row> {
    let row =
        |(person, told, place, days, title): Whole| (person, past(told), Work { title, ..work(place, days) });
    rows.into_iter().map(row).collect()
}

fn slim(rows: Vec<Slim>) -> Vec<Row> {
    let row = |(person, told, place, days): Slim| (person, past(told), work(place, days));
    rows.into_iter().map(row).collect()
}

fn work((id, unit, path): (i64, i64, String), (from, to, is_told, continues, post): Days) -> Work {
    Work { id, continues, unit, path, post, title: String::new(), from, to, is_told }
}

/// Of whoever has or had an employment under the path and was born after a day, or whose service begins no earlier than another.
pub(crate) fn lately(
    conn: &mut Conn,
    range: (&str, &str),
    (born, since): (NaiveDate, NaiveDate),
    posts: &[&str],
) -> Result<Vec<Row>> {
    let is_young = people::birth_date
        .gt(born)
        .assume_not_null()
        .or(people::pedagogical_since.is_null())
        .or(people::pedagogical_since.ge(since).assume_not_null());
    Ok(whole(works_of!(conn, posts, is_young.and(here!(range)))?))
}

/// Of whoever stands in the region of the place and whose service begins no earlier than a day, or is not told.
pub(crate) fn begun(conn: &mut Conn, place: Place<'_>, since: NaiveDate, posts: &[&str]) -> Result<Vec<Row>> {
    let is_new =
        people::pedagogical_since.is_null().or(people::pedagogical_since.ge(since).assume_not_null());
    let rows = match place.top {
        Some(top) if place.is_top => days_of!(conn, posts, is_new.and(people::top_id.eq(top))),
        Some(top) => days_of!(conn, posts, is_new.and(people::top_id.eq(top)).and(here!(place.range))),
        None => days_of!(conn, posts, is_new),
    };
    Ok(slim(rows?))
}

/// Of whoever had an employment under the path that ended on a day or later.
pub(crate) fn left(
    conn: &mut Conn,
    (from, to): (&str, &str),
    since: NaiveDate,
    posts: &[&str],
) -> Result<Vec<Row>> {
    let gone = HERE
        .filter(HERE.field(work::unit_path).ge(from))
        .filter(HERE.field(work::unit_path).lt(to))
        .filter(HERE.field(work::ended_on).ge(since))
        .select(HERE.field(work::person_id));
    Ok(slim(days_of!(conn, posts, people::id.eq_any(gone))?))
}

/// Of these people.
pub(crate) fn of_people(conn: &mut Conn, ids: &[i64], posts: &[&str]) -> Result<Vec<Row>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let these = db::among(people::id, some.iter().map(|id| PersonId(*id)));
        found.extend(whole(works_of!(conn, posts, these)?));
    }
    Ok(found)
}

/// Somebody's work on some of four days, the latest day first: on those between the two numbers, 0 to 3.
pub(crate) type Span = (PersonId, String, (i64, i64, i64));

/// Who stands in the region of the place, was born after the bound of a day and works on it, for each of the days: the work, and
/// from which day on the age, the first and the last day let it count. `days` go back, each with the bound of birth.
pub(crate) fn under_age(
    conn: &mut Conn,
    place: Place<'_>,
    [now, once, twice, thrice]: [(NaiveDate, NaiveDate); 4],
    posts: &[&str],
) -> Result<Vec<Span>> {
    macro_rules! spans {
        ($filter:expr) => {
            people::table
                .inner_join(work::table.on(work::person_id.eq(people::id)))
                .filter(people::state.ne(State::Merged.code()))
                .filter(people::birth_date.gt(thrice.1))
                .filter(db::among(work::post, posts.iter().copied()))
                .filter($filter)
                .select((
                    people::id,
                    work::unit_path,
                    (
                        case_when::<_, _, BigInt>(people::birth_date.gt(now.1), 0_i64)
                            .when(people::birth_date.gt(once.1), 1_i64)
                            .when(people::birth_date.gt(twice.1), 2_i64)
                            .otherwise(3_i64),
                        case_when::<_, _, BigInt>(work::ended_on.is_null(), 0_i64)
                            .when(work::ended_on.ge(now.0), 0_i64)
                            .when(work::ended_on.ge(once.0), 1_i64)
                            .when(work::ended_on.ge(twice.0), 2_i64)
                            .when(work::ended_on.ge(thrice.0), 3_i64)
                            .otherwise(4_i64),
                        case_when::<_, _, BigInt>(work::started_on.le(thrice.0), 3_i64)
                            .when(work::started_on.le(twice.0), 2_i64)
                            .when(work::started_on.le(once.0), 1_i64)
                            .when(work::started_on.le(now.0), 0_i64)
                            .otherwise(-1_i64),
                    ),
                ))
                .load::<Span>(conn)
        };
    }
    Ok(match place.top {
        Some(top) if place.is_top => spans!(people::top_id.eq(top)),
        Some(top) => spans!(people::top_id.eq(top).and(here!(place.range))),
        None => spans!(people::id.is_not_null()),
    }?)
}
