//! Tallies: how units stand with what the regulations require of them, by kind, as of today; set-wise over a whole region.

use access::Level;
use chrono::NaiveDate;
use db::{Conn, Result};

/// A unit asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its id.
    pub unit: i64,
    /// Its path.
    pub path: String,
    /// Its level.
    pub level: Level,
}

/// A kind of duty that can be counted by unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TallyKind {
    /// `people.courses`
    pub code: &'static str,
    /// «Курсы повышения квалификации»
    pub title: &'static str,
    /// What is counted: «педагогов»; empty: the title says it.
    pub of: &'static str,
}

/// How many are met, have yet to be, and are past their day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Done, or not due for long.
    pub met: i64,
    /// Not done, the day is near.
    pub near: i64,
    /// Not done, the day is past.
    pub overdue: i64,
}

impl Tally {
    /// One more: done, or due on a day.
    pub fn add(&mut self, due: Option<NaiveDate>, today: NaiveDate) {
        match due {
            None => self.met += 1,
            Some(due) if due < today => self.overdue += 1,
            Some(_) => self.near += 1,
        }
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            met: self.met + other.met,
            near: self.near + other.near,
            overdue: self.overdue + other.overdue,
        }
    }

    /// All of them.
    pub fn total(self) -> i64 {
        self.met + self.near + self.overdue
    }
}

/// A part of a tally that a list may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TallyPart {
    /// What is met.
    Met,
    /// What is near.
    Near,
    /// What is overdue.
    Overdue,
    /// What is near and what is overdue, together.
    Unmet,
}

/// The tally of one unit itself, without those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitTally {
    /// The unit.
    pub unit: i64,
    /// The kind's code.
    pub kind: &'static str,
    /// How many.
    pub tally: Tally,
}

/// An area's offer of tallies: a few queries whatever the number of units.
pub trait TallyOffer: Send + Sync {
    /// Told once, when the house is built: for duties that follow from the regulations.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// The kinds it counts.
    fn kinds(&self) -> &'static [TallyKind];

    /// The tallies of these units, all of them at or under `path`; a unit without any is left out.
    fn tallies(
        &self,
        conn: &mut Conn,
        path: &str,
        units: &[Placed],
        today: NaiveDate,
    ) -> Result<Vec<UnitTally>>;

    /// Where the things of a kind in a unit are listed; empty: nowhere.
    fn url(&self, kind: &str, unit: i64) -> String;

    /// The list of exactly what a part of the tally of a unit counts; empty: there is none, and the figure is no link.
    fn listed(&self, _kind: &str, _part: TallyPart, _unit: i64) -> String {
        String::new()
    }
}
