//! Reading who is young: those of an age, those who came or left lately, these very people – each by the index that finds the fewest.

use chrono::{Months, NaiveDate};
use db::{Conn, Ranges, Result};
use packs::Effective;

use super::{Aged, Stint, Youth};
use crate::pedagogical;
use crate::rules::marks::{specialist_hired_after, young_born_after};
use crate::store::young::{self as store, Place, Row};

/// So many days are told of at once, each before the one before.
pub const DAYS: usize = 4;
/// Who was under the bound of age so many years ago is told of as well.
const AGES_BACK: u32 = 4;
/// Whose service began within so many years is told of whatever the age.
const YEARS_BACK: u32 = 8;

/// Who is young under a path on a day, or was lately, whatever their region.
pub fn lately(conn: &mut Conn, path: &str, rules: &Effective, day: NaiveDate) -> Result<Vec<Youth>> {
    let back = |years: u32| day.checked_sub_months(Months::new(years * 12)).unwrap_or(NaiveDate::MIN);
    let age = rules.people_terms.as_ref().map_or(0, |terms| terms.rule.young_teacher_age);
    let days = (back(age + 1 + AGES_BACK), back(YEARS_BACK));
    let scope = Ranges::under([path]);
    let Some((from, to)) = scope.pairs().first() else { return Ok(Vec::new()) };
    Ok(youths(store::lately(conn, (from, to), days, &pedagogical(rules))?))
}

/// Who of the region came into the work without service since a day or may have, and who left the place since another.
pub fn moved(
    conn: &mut Conn,
    path: &str,
    rules: &Effective,
    (came, left): (NaiveDate, NaiveDate),
) -> Result<Vec<Youth>> {
    let (scope, posts) = (Ranges::under([path]), pedagogical(rules));
    let Some((from, to)) = scope.pairs().first() else { return Ok(Vec::new()) };
    let mut rows = store::begun(conn, place(&scope, (from, to)), came, &posts)?;
    rows.extend(store::left(conn, (from, to), left, &posts)?);
    Ok(youths(rows))
}

/// Who of the region came into the work without service since a day or may have.
pub fn came(conn: &mut Conn, path: &str, rules: &Effective, since: NaiveDate) -> Result<Vec<Youth>> {
    let (scope, posts) = (Ranges::under([path]), pedagogical(rules));
    let Some((from, to)) = scope.pairs().first() else { return Ok(Vec::new()) };
    Ok(youths(store::begun(conn, place(&scope, (from, to)), since, &posts)?))
}

/// The young specialists of a scope on a day, whatever their school; none without a rule of it.
pub fn specialists(conn: &mut Conn, scope: &Ranges, rules: &Effective, day: NaiveDate) -> Result<Vec<i64>> {
    let Some(terms) = &rules.people_terms else { return Ok(Vec::new()) };
    let (since, posts) = (specialists_since(rules, day), pedagogical(rules));
    let rows = match scope.pairs() {
        [] => return Ok(Vec::new()),
        [(from, to)] => store::begun(conn, place(scope, (from, to)), since, &posts)?,
        _ => store::begun(conn, Place { range: ("", ""), top: scope.top(), is_top: true }, since, &posts)?,
    };
    let is_here = |one: &Youth| one.works.iter().any(|work| work.goes_on(day) && scope.holds(&work.path));
    let all = youths(rows).into_iter().filter(|one| one.is_specialist(&terms.rule, day) && is_here(one));
    Ok(all.map(|one| one.person.0).collect())
}

/// Whose service began before this day is no young specialist on the other; nobody is without a rule of it.
pub fn specialists_since(rules: &Effective, day: NaiveDate) -> NaiveDate {
    rules.people_terms.as_ref().map_or(day, |terms| specialist_hired_after(&terms.rule, day))
}

/// These people, whoever of them does or did pedagogical work.
pub fn these(conn: &mut Conn, ids: &[i64], rules: &Effective) -> Result<Vec<Youth>> {
    Ok(youths(store::of_people(conn, ids, &pedagogical(rules))?))
}

/// Who of the region is under the bound of age and works under the path on one of the days; none without a rule of age.
pub fn aged(conn: &mut Conn, path: &str, rules: &Effective, days: [NaiveDate; DAYS]) -> Result<Vec<Aged>> {
    let Some(terms) = rules.people_terms.as_ref() else { return Ok(Vec::new()) };
    let scope = Ranges::under([path]);
    let Some((from, to)) = scope.pairs().first() else { return Ok(Vec::new()) };
    let days = days.map(|day| (day, young_born_after(&terms.rule, day)));
    let rows = store::under_age(conn, place(&scope, (from, to)), days, &pedagogical(rules))?;
    let aged = |(person, unit, (age, ended, begun)): store::Span| Aged {
        person: person.0,
        path: unit,
        days: (age.max(ended), begun),
    };
    let all = rows.into_iter().map(aged);
    Ok(all.filter(|one| one.days.0 <= one.days.1 && one.path.starts_with(path)).collect())
}

fn place<'a>(scope: &Ranges, range: (&'a str, &'a str)) -> Place<'a> {
    let top = scope.top();
    Place { range, top, is_top: top.is_some_and(|top| range.0 == format!("/{top}/")) }
}

/// Rows put together by person, works as they began; who is told of twice counts once.
fn youths(mut rows: Vec<Row>) -> Vec<Youth> {
    rows.sort_by_key(|(person, _, work)| (person.0, work.from, work.id));
    rows.dedup_by_key(|(_, _, work)| work.id);
    let mut found: Vec<Youth> = Vec::new();
    for (person, past, work) in rows {
        let stint = Stint::of(work);
        match found.last_mut().filter(|known| known.person == person) {
            Some(known) => {
                known.first_category = known.first_category.or(past.first_category);
                known.works.push(stint);
            }
            None => found.push(Youth {
                person,
                birth_date: past.birth_date,
                since: past.since,
                first_category: past.first_category,
                works: vec![stint],
            }),
        }
    }
    found
}
