//! Young specialists of a place and whom pairs serve there: for whoever asks whether a duty about them is done.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;

use crate::model::State;
use crate::store::lines;
use crate::young::Young;

/// A young specialist at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The card.
    pub person: i64,
    /// The path of the unit of the work.
    pub unit_path: String,
}

/// Everybody at and under a path; the rules are those of the place.
pub fn newcomers(conn: &mut Conn, path: &str, rules: &Effective, today: NaiveDate) -> Result<Vec<Newcomer>> {
    let young = Young::newcomers(conn, path, rules, today)?;
    let newcomer = |one: &people::young::Youth| {
        let work = one.place(path, today)?;
        Some(Newcomer { person: one.person.0, unit_path: work.path.clone() })
    };
    Ok(young.newcomers_at_work().filter_map(newcomer).collect())
}

/// Whom of them a pair there serves, or served to its end.
pub fn served(conn: &mut Conn, path: &str, newcomers: &[Newcomer]) -> Result<BTreeSet<i64>> {
    let people: Vec<i64> = newcomers.iter().map(|one| one.person).collect();
    let lines = lines::lines_of(conn, &Ranges::under([path]), &people)?;
    let serves = |one: &lines::Line| match State::of(&one.state) {
        State::Active => true,
        State::Ended => one.end_ground.is_empty(),
        State::Preparing | State::Cancelled => false,
    };
    Ok(lines.iter().filter(|one| serves(one)).map(|one| one.mentee_id).collect())
}
