//! Merging: a unit ends, and each area says what becomes of its things there – people, bodies and what is still owed go on
//! in the unit it was joined to, the past stays where it was.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Result, Returned, Trail, WriteTx};
use serde::{Deserialize, Serialize};

/// A unit as a merger names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

impl Merger {
    /// What is said of it where it was taken back: «присоединение отменено».
    pub fn undone_words(&self) -> &'static str {
        if self.into.is_some() {
            "присоединение отменено"
        } else {
            "закрытие отменено"
        }
    }

    /// Rows of the closed unit that are the other's from now on, by the columns that say whose they are.
    pub fn moving(&self, into: &Merged, table: &'static str, ids: Vec<i64>) -> db::Change {
        db::Change::of(table, ids).put("unit_id", self.closed.unit, into.unit).put(
            "unit_path",
            self.closed.path.as_str(),
            into.path.as_str(),
        )
    }

    /// The same of rows with a state, in the column of this name: what has been decided since stays where it was decided.
    ///
    /// # Errors
    /// The database.
    pub fn move_of_states(
        &self,
        tx: &mut WriteTx,
        trail: &mut Trail,
        (into, what): (&Merged, &str),
        (table, column): (&'static str, &'static str),
        rows: Vec<(i64, String)>,
    ) -> Result<()> {
        of_states(rows).into_iter().try_for_each(|(state, ids)| {
            let change = self.moving(into, table, ids).while_it_is(column, state.as_str());
            trail.change(tx, what, change, self.at)
        })
    }
}

/// Rows by their state.
pub fn of_states(rows: Vec<(i64, String)>) -> BTreeMap<String, Vec<i64>> {
    let mut found: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (id, state) in rows {
        found.entry(state).or_default().push(id);
    }
    found
}

/// An area's offer: what becomes of its things when a unit ends.
pub trait MergingOffer: Send + Sync {
    /// What would happen, a sentence each, for whoever is about to decide: «Роли: перейдут 3, закончатся 2».
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>>;

    /// Does it, in the transaction of the merger, by the trail: what the trail does can be taken back. `id` makes ids.
    fn merge(&self, tx: &mut WriteTx, merger: &Merger, trail: &mut Trail, id: &dyn Fn() -> i64)
    -> Result<()>;

    /// Whatever follows from rows when the merger was taken back, `merger.by` and `merger.at` being those of that; rows
    /// themselves have gone back.
    fn undone(
        &self,
        _tx: &mut WriteTx,
        _merger: &Merger,
        _returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        Ok(())
    }
}
