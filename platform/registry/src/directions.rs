//! Directions of effectiveness: what a pack says the service is judged by, and the lines areas can tell of each
//! (Амурская область, Концепция, раздел 4).

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};

/// One line under a direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectionLine {
    /// The direction of the pack it belongs to.
    pub direction: &'static str,
    /// «Школьных методических объединений»
    pub label: String,
    /// «215»
    pub value: String,
    /// Where the people or bodies behind it are.
    pub url: String,
}

/// Where the lines are asked for.
#[derive(Debug, Clone)]
pub struct DirectionPlace {
    /// The unit.
    pub unit: i64,
    /// The unit with everything below.
    pub scope: Ranges,
    /// Its path.
    pub path: String,
}

/// An area's offer of lines for directions.
pub trait DirectionOffer: Send + Sync {
    /// Told once, when the house is built.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// What it can tell of the place on a day, for whatever directions it knows.
    fn lines(&self, conn: &mut Conn, place: &DirectionPlace, today: NaiveDate) -> Result<Vec<DirectionLine>>;
}
