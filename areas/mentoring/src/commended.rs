//! Mentors whom their pair at its end recommended to the head for an incentive (приложение 2, п. 3.7): for whoever makes a
//! representation of it.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use people::PersonId;

use crate::model::PairId;
use crate::store;

/// A mentor recommended for an incentive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commended {
    /// The pair.
    pub pair: PairId,
    /// The path of its unit.
    pub unit_path: String,
    /// The mentor.
    pub mentor: PersonId,
    /// The day the pair came to its end.
    pub ended_on: NaiveDate,
    /// For what.
    pub note: String,
}

impl Commended {
    /// The card of the pair.
    pub fn url(&self) -> String {
        format!("/mentoring/{}", self.pair)
    }
}

/// Those of a place, the latest pair first: mentors who led it to its end; at most so many pairs.
pub fn commended(conn: &mut Conn, place: &Ranges, limit: i64) -> Result<Vec<Commended>> {
    let pairs = store::commending(conn, place, limit)?;
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mut outcomes = store::outcomes_of(conn, &ids)?;
    let mentors = store::mentors_of(conn, &ids)?;
    let mut found = Vec::new();
    for pair in pairs {
        let (Some(ended_on), Some(outcome)) = (pair.ended_on, outcomes.remove(&pair.id.0)) else { continue };
        // Who was replaced or left earlier did not lead it to its end.
        let to_the_end =
            mentors.get(&pair.id.0).into_iter().flatten().filter(|one| one.to_on == Some(ended_on));
        found.extend(to_the_end.map(|one| Commended {
            pair: pair.id,
            unit_path: pair.unit_path.clone(),
            mentor: one.person_id,
            ended_on,
            note: outcome.incentive_note.clone(),
        }));
    }
    Ok(found)
}
