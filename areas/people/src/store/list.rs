//! The list of people: narrowed, by name, paged by key.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, fold, prefix_end};
use diesel::prelude::*;

use crate::model::State;
use crate::schema::{employment_subjects as taught, employments as work, people, person_categories};
use crate::{Person, PersonId};

/// What a list of people is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those who left; otherwise only those who work.
    pub left: bool,
    /// Names that begin with this.
    pub name: String,
    /// Only in one of these posts; empty: in any.
    pub posts: Vec<String>,
    /// Only who teach this; empty: anything.
    pub subject: String,
    /// Only with this category in force on the day.
    pub category: Option<(String, NaiveDate)>,
    /// Only these people.
    pub only: Option<Vec<i64>>,
    /// Born after this day, and before or on the other: age.
    pub born: Option<(NaiveDate, NaiveDate)>,
    /// The last row of the page before: its name key and id.
    pub after: Option<(String, i64)>,
}

/// A page of the list inside the scope, each with the key that continues after it.
pub(crate) fn list(
    conn: &mut Conn,
    scope: &Ranges,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<(Person, String)>> {
    let mut query = narrowed(scope, filter);
    if let Some((key, id)) = filter.after.clone() {
        query = query
            .filter(people::name_key.gt(key.clone()).or(people::name_key.eq(key).and(people::id.gt(id))));
    }
    Ok(query
        .order((people::name_key.asc(), people::id.asc()))
        .limit(limit)
        .select((Person::as_select(), people::name_key))
        .load(conn)?)
}

/// The ids of the next cards after this one, whatever their state.
pub(crate) fn after(conn: &mut Conn, id: i64, limit: i64) -> Result<Vec<i64>> {
    let next = people::table.filter(people::id.gt(PersonId(id))).order(people::id.asc()).limit(limit);
    let found: Vec<PersonId> = next.select(people::id).load(conn)?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

/// The keys of everybody who works and whom the units of the scope see: (name key, id), by name.
pub fn keys_within(conn: &mut Conn, scope: &Ranges) -> Result<Vec<(String, i64)>> {
    let found: Vec<(String, PersonId)> = narrowed(scope, &Filter::default())
        .order((people::name_key.asc(), people::id.asc()))
        .select((people::name_key, people::id))
        .load(conn)?;
    Ok(found.into_iter().map(|(key, id)| (key, id.0)).collect())
}

/// How many the list holds in all.
pub(crate) fn count(conn: &mut Conn, scope: &Ranges, filter: &Filter) -> Result<i64> {
    Ok(narrowed(scope, filter).count().get_result(conn)?)
}

fn narrowed<'a>(
    scope: &'a Ranges,
    filter: &Filter,
) -> diesel::helper_types::IntoBoxed<'a, people::table, db::Backend> {
    let state = if filter.left { State::Left } else { State::Active };
    let mut query = people::table.into_boxed().filter(people::state.eq(state.code()));
    if let Some(top) = scope.top() {
        query = query.filter(people::top_id.eq(top));
    }
    // A whole region needs no look at the employments: everybody of it stands there.
    if !is_whole_top(scope) {
        query = query.filter(super::seen(scope));
    }
    let prefix = fold(&filter.name);
    if !prefix.is_empty() {
        let end = prefix_end(&prefix);
        query = query.filter(people::name_key.ge(prefix)).filter(people::name_key.lt(end));
    }
    if !filter.posts.is_empty() {
        let posts = work::table.filter(work::shows.eq(true)).filter(work::post.eq_any(filter.posts.clone()));
        query = match scope.pairs() {
            // In the post right here: who has it elsewhere as well is somebody else's.
            [(from, to)] if !is_whole_top(scope) => {
                let here = posts.filter(work::unit_path.ge(from.clone()).and(work::unit_path.lt(to.clone())));
                query.filter(people::id.eq_any(here.select(work::person_id)))
            }
            _ => query.filter(people::id.eq_any(posts.select(work::person_id))),
        };
    }
    if !filter.subject.is_empty() {
        let subject = filter.subject.clone();
        let teach = taught::table
            .inner_join(work::table.on(work::id.eq(taught::employment_id)))
            .filter(taught::subject.eq(subject).and(work::shows.eq(true)))
            .select(taught::person_id);
        query = query.filter(people::id.eq_any(teach));
    }
    if let Some((category, day)) = filter.category.clone() {
        let holders = person_categories::table
            .filter(person_categories::category.eq(category).and(person_categories::granted_on.le(day)))
            .filter(person_categories::valid_to.is_null().or(person_categories::valid_to.ge(day)))
            .select(person_categories::person_id);
        query = query.filter(people::id.eq_any(holders));
    }
    if let Some(ids) = filter.only.clone() {
        query = query.filter(people::id.eq_any(ids));
    }
    if let Some((from, to)) = filter.born {
        query = query.filter(people::birth_date.gt(from)).filter(people::birth_date.le(to));
    }
    query
}

/// Whether the scope is one whole region: `/1/`.
fn is_whole_top(scope: &Ranges) -> bool {
    matches!(scope.pairs(), [(from, _)] if from.trim_matches('/').parse::<i64>().is_ok())
}
