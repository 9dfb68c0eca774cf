//! The people a list may speak of, read as a set: of the organisations it names, and of the names in it.

use std::collections::BTreeSet;

use db::{Conn, Ranges, Result};
use diesel::prelude::*;

use super::{employments, records};
use crate::import::{Known, KnownPerson, Work};
use crate::model::State;
use crate::schema::{employments as work, people};

/// What of records a list may tell again, and what shortens a service.
const KINDS: [&str; 4] = ["education", "course", "participation", "break"];

/// Reads them; `scope` is what the person who imports reaches.
pub(crate) fn known(
    conn: &mut Conn,
    scope: &Ranges,
    (top, units, likenesses): (i64, &[i64], &[String]),
) -> Result<Known> {
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    for some in units.chunks(500) {
        let here: Vec<i64> = work::table
            .filter(work::shows.eq(true))
            .filter(work::unit_id.eq_any(some))
            .select(work::person_id)
            .load(conn)?;
        ids.extend(here);
    }
    for some in likenesses.chunks(500) {
        let alike: Vec<i64> = people::table
            .filter(people::top_id.eq(top))
            .filter(people::likeness.eq_any(some))
            .select(people::id)
            .load(conn)?;
        ids.extend(alike);
    }
    whole(conn, scope, &ids.into_iter().collect::<Vec<_>>())
}

/// The people of these ids with everything a list may change; merged cards are left out.
pub(crate) fn whole(conn: &mut Conn, scope: &Ranges, ids: &[i64]) -> Result<Known> {
    let (mut works, mut subjects) = (employments::of_all(conn, ids)?, employments::subjects_of(conn, ids)?);
    let (mut categories, mut told) =
        (records::categories_of(conn, ids)?, records::all_of_kinds(conn, ids, &KINDS)?);
    let all = super::all_of(conn, ids)?.into_iter().filter(|one| one.state != State::Merged.code());
    let people = all.map(|person| {
        let id = person.id.0;
        let own = works.remove(&id).unwrap_or_default();
        let is_ours = own.iter().any(|one| one.shows && scope.holds(&one.unit_path));
        let own =
            own.into_iter().map(|one| Work { subjects: subjects.remove(&one.id.0).unwrap_or_default(), one });
        KnownPerson {
            works: own.collect(),
            categories: categories.remove(&id).unwrap_or_default(),
            records: told.remove(&id).unwrap_or_default(),
            is_ours,
            person,
        }
    });
    Ok(Known::of(people.collect()))
}
