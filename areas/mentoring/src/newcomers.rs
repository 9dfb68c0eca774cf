//! Young specialists of a place, each with whether a pair serves them: for whoever asks whether a duty about them is done.

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;

use crate::picture::{Day, Pairs};
use crate::young::Young;

/// A young specialist at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The card.
    pub person: i64,
    /// The path of the unit of the work.
    pub unit_path: String,
    /// A pair serves them, or served to its end.
    pub is_served: bool,
}

/// Everybody at and under a path; the rules are those of the place.
pub fn newcomers(conn: &mut Conn, path: &str, rules: &Effective, today: NaiveDate) -> Result<Vec<Newcomer>> {
    let served = Pairs::of(conn, path, Day { on: today, until: None })?.served();
    let young = Young::newcomers(conn, path, rules, today)?;
    let newcomer = |one: &people::young::Youth| {
        let work = one.place(path, today)?;
        let is_served = served.contains(&one.person.0);
        Some(Newcomer { person: one.person.0, unit_path: work.path.clone(), is_served })
    };
    Ok(young.newcomers_at_work().filter_map(newcomer).collect())
}
