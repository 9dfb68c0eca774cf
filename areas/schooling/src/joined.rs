//! Who belongs to an association of the young, where they work, and whether they came to what it held this school year
//! (Амурская область, приложение 7, раздел 2, М24): told of many places at once.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use structures::bodies;
use structures::model::{Structure, StructureId};

use crate::model::{SessionId, State};
use crate::rules::school_year;
use crate::store;

/// A member at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Joined {
    /// Paths of the units they work in.
    pub paths: Vec<String>,
    /// Whether they came to a session of the year.
    pub came: bool,
}

/// Members of bodies of these kinds that belong to a place, to what is above it or below it.
pub(crate) fn of(conn: &mut Conn, top: &str, kinds: &[String], today: NaiveDate) -> Result<Vec<Joined>> {
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    // What is above a place and what is below it stand in its region.
    let region = Ranges::under([top]).top().map_or_else(|| "/".to_owned(), |id| format!("/{id}/"));
    let all = bodies::of_kinds(conn, &Ranges::under([region.as_str()]), &kinds)?;
    let is_near = |one: &Structure| one.unit_path.starts_with(top) || top.starts_with(&one.unit_path);
    let ids: Vec<StructureId> =
        all.iter().filter(|one| one.is_active() && is_near(one)).map(|one| one.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let members = bodies::members(conn, &numbers)?;
    let here: BTreeSet<i64> =
        members.iter().filter(|one| one.is_there(today)).filter_map(|one| one.person_id).collect();
    let came = came(conn, &ids, today)?;
    let people: Vec<i64> = here.into_iter().collect();
    let works = people::store::at_work_all(conn, &people, today)?;
    let joined = |(person, works): (i64, Vec<people::Employment>)| Joined {
        paths: works.into_iter().map(|one| one.unit_path).collect(),
        came: came.contains(&person),
    };
    Ok(works.into_iter().map(joined).collect())
}

/// Who came to what these bodies held this school year.
fn came(conn: &mut Conn, ids: &[StructureId], today: NaiveDate) -> Result<BTreeSet<i64>> {
    let sessions = store::sessions_of(conn, ids, school_year(today))?;
    let held: Vec<SessionId> =
        sessions.iter().filter(|one| one.state() == State::Held).map(|one| one.id).collect();
    let attended = store::attendances_of(conn, &held)?;
    Ok(attended.into_iter().filter(|one| one.was_there).map(|one| one.person_id.0).collect())
}
