//! Dividing: a new unit comes out of another, and each area says who and what may go to it. What nobody chose stays where it
//! is, and so does the past.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Moment, Result, Returned, Trail, WriteTx};

use crate::{Merged, Merger};

/// What may be chosen is asked for.
pub struct Choosing<'a> {
    /// The unit that is divided.
    pub unit: i64,
    /// The first day of the new one.
    pub day: NaiveDate,
    /// What the rules in force there call a post; none: they do not know it.
    pub post: &'a dyn Fn(&str) -> Option<String>,
}

/// Things of one sort that may go: «Учитель», «Методические структуры».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable {
    /// What they are called together.
    pub title: String,
    /// Id and words of each.
    pub items: Vec<(i64, String)>,
    /// Whose cards they tell of: whoever is shown them has seen these people.
    pub people: Vec<i64>,
}

/// Somebody whose work goes to the new unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goer {
    /// The card.
    pub person: i64,
    /// The account; none: without one.
    pub account: Option<i64>,
    /// «Орлова Н. П.»
    pub name: String,
    /// Keeps another work in the unit that is divided.
    pub stays_too: bool,
}

/// A division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// The unit that is divided and goes on.
    pub from: Merged,
    /// The new one; before it is there its id is 0.
    pub into: Merged,
    /// Its first day.
    pub day: NaiveDate,
    /// The document it rests on.
    pub ground: String,
    /// Ids of what goes, of all areas: an id is given once in the house.
    pub chosen: BTreeSet<i64>,
    /// Whose work goes.
    pub goers: Vec<Goer>,
    /// Who does it; none: a command.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

impl Division {
    /// Those who leave the unit that is divided.
    pub fn leavers(&self) -> impl Iterator<Item = &Goer> {
        self.goers.iter().filter(|goer| !goer.stays_too)
    }

    /// The same said as what goes on elsewhere: what moves a thing of a merger moves it here as well.
    pub fn as_merger(&self) -> Merger {
        Merger {
            closed: self.from.clone(),
            into: Some(self.into.clone()),
            day: self.day,
            ground: self.ground.clone(),
            by: self.by,
            at: self.at,
        }
    }
}

/// An area's offer: what of its things may go to a new unit, and what becomes of the rest.
pub trait DividingOffer: Send + Sync {
    /// What must be held at the unit to be shown what may be chosen, and to choose of it; none: nothing more.
    fn permission(&self) -> Option<&'static str> {
        None
    }

    /// What may be chosen.
    fn choosable(&self, _conn: &mut Conn, _asked: &Choosing<'_>) -> Result<Vec<Choosable>> {
        Ok(Vec::new())
    }

    /// Whose work is among what was chosen; only the area that keeps it knows.
    fn goers(&self, _conn: &mut Conn, _division: &Division) -> Result<Vec<Goer>> {
        Ok(Vec::new())
    }

    /// What these of the unit are that were chosen and can be chosen no more: the card and «Орлова Н. П., уволена 12.06.2026».
    fn gone(&self, _conn: &mut Conn, _unit: i64, _ids: &[i64]) -> Result<Vec<(i64, String)>> {
        Ok(Vec::new())
    }

    /// What would happen, a sentence each, for whoever is about to decide.
    fn told(&self, conn: &mut Conn, division: &Division) -> Result<Vec<String>>;

    /// Does it, in the transaction of the division. `id` makes ids.
    fn divide(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()>;

    /// Whatever follows from rows when the division was taken back, `division.by` and `division.at` being those of that; rows
    /// themselves have gone back, nobody goes and nothing is chosen.
    fn undone(
        &self,
        _tx: &mut WriteTx,
        _division: &Division,
        _returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        Ok(())
    }
}
