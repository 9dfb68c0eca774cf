//! Merging: a unit ends, and each area says what becomes of its things there – people, bodies and what is still owed go on
//! in the unit it was joined to, the past stays where it was.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};

/// A unit as a merger names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its id.
    pub unit: i64,
    /// Its path.
    pub path: String,
    /// Its short name.
    pub name: String,
}

/// The end of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merger {
    /// The unit that ends. Units below it have gone before.
    pub closed: Merged,
    /// The unit that goes on; none: it is closed without one.
    pub into: Option<Merged>,
    /// The first day it is no more.
    pub day: NaiveDate,
    /// The document it rests on.
    pub ground: String,
    /// Who does it; none: a command.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// An area's offer: what becomes of its things when a unit ends.
pub trait MergingOffer: Send + Sync {
    /// What would happen, a sentence each, for whoever is about to decide: «Роли: перейдут 3, закончатся 2».
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>>;

    /// Does it, in the transaction of the merger. `id` makes ids.
    fn merge(&self, tx: &mut WriteTx, merger: &Merger, id: &dyn Fn() -> i64) -> Result<()>;
}
