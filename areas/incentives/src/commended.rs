//! Recommendations of pairs that wait for the head: neither represented nor declined.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use mentoring::commended::{Commended, commended};

use crate::model::State;
use crate::rules::is_answered;
use crate::store;

/// So many are read at once.
const MOST: i64 = 300;

/// Those of a place, the latest pair first.
pub(crate) fn waiting(conn: &mut Conn, place: &Ranges) -> Result<Vec<Commended>> {
    let mut found = commended(conn, place, MOST)?;
    if found.is_empty() {
        return Ok(found);
    }
    let people: Vec<i64> = found.iter().map(|one| one.mentor.0).collect();
    let mut made: BTreeMap<i64, Vec<(NaiveDate, State)>> = BTreeMap::new();
    for (person, day, state) in store::made_for(conn, &people)? {
        made.entry(person.0).or_default().push((day, State::of(&state)));
    }
    let declined: BTreeSet<(i64, i64)> =
        store::declined(conn, &people)?.into_iter().map(|(pair, person)| (pair, person.0)).collect();
    found.retain(|one| {
        let own = made.get(&one.mentor.0).map_or(&[][..], Vec::as_slice);
        !declined.contains(&(one.pair.0, one.mentor.0)) && !is_answered(one.ended_on, own)
    });
    Ok(found)
}
