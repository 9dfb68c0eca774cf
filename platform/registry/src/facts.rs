//! Facts: named values about a unit in a period, each with what proves it.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use db::{Conn, Result};
use packs::{FactDecl, ParamValue};
use serde::{Deserialize, Serialize};

/// The unit asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its id.
    pub unit: i64,
    /// Its path.
    pub path: String,
}

/// What proves a fact: a thing that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The kind of thing: `document`.
    pub kind: String,
    /// Its id.
    pub id: i64,
    /// «Программа № 114 от 02.09.2025»
    pub title: String,
}

/// The answer of a fact for one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// It holds, and this proves it.
    Known {
        /// A decimal; "1" for a presence.
        value: String,
        /// What proves it.
        proofs: Vec<Proof>,
    },
    /// Something is there, but not enough.
    Short {
        /// What there is.
        have: String,
        /// What is needed.
        need: String,
        /// The things that are there, to be opened.
        proofs: Vec<Proof>,
    },
    /// The system knows nothing about it.
    Unknown,
}

/// One question: a fact and its parameters, as an indicator of a pack names it.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// `documents.in_force`
    pub name: &'a str,
    /// The pack's `with`.
    pub with: &'a BTreeMap<String, ParamValue>,
}

/// The time facts are asked of: a campaign's days, and the day it is told of. A year that is not over is held against the same
/// days of the year before, never against the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// The day up to which things are counted: the last of the period, or an earlier one on which the collection ends.
    pub until: NaiveDate,
}

impl Period {
    /// A period that is over.
    pub fn whole(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, until: to }
    }

    /// A period whose figures are collected up to a day; one after its end counts as its end.
    pub fn collected(from: NaiveDate, to: NaiveDate, collect_to: NaiveDate) -> Self {
        Self { from, to, until: collect_to.min(to).max(from) }
    }

    /// First and last day.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        (self.from, self.to)
    }

    /// The days that are counted.
    pub fn counted(self) -> (NaiveDate, NaiveDate) {
        (self.from, self.until)
    }

    /// The same days of the year before.
    #[must_use]
    pub fn year_before(self) -> Self {
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
        Self { from: back(self.from), to: back(self.to), until: back(self.until) }
    }
}

/// The answer to one [`Ask`]: by unit; a unit left out is [`Fact::Unknown`].
pub type Answered = BTreeMap<i64, Fact>;

/// An area's offer of facts: all questions of a template for all subjects of a campaign at once, in few queries.
pub trait FactOffer: Send + Sync {
    /// Told once, when the house is built: for facts that follow from the rules in force.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// The facts offered.
    fn declares(&self) -> &'static [FactDecl];

    /// The answers, in the order of `asks`, over the period. Only declared facts are asked.
    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: Period,
    ) -> Result<Vec<Answered>>;

    /// The address of the list of what a fact counted for a unit; empty: there is no such list.
    fn listed(&self, _ask: &Ask<'_>, _subject: &Subject, _fact: &Fact) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_that_is_not_over_counts_up_to_the_day_of_collection() {
        let of = |to: &str| Period::collected(day("2025-09-01"), day("2026-08-31"), day(to));
        assert_eq!(of("2026-06-20").counted(), (day("2025-09-01"), day("2026-06-20")));
        assert_eq!(of("2026-06-20").days(), (day("2025-09-01"), day("2026-08-31")));
        assert_eq!(of("2026-08-31").until, day("2026-08-31"), "the last day is of the year");
        assert_eq!(of("2026-09-01").until, day("2026-08-31"), "collected when the year was over");
        assert_eq!(of("2025-08-31").until, day("2025-09-01"), "never before the first day");
    }

    #[test]
    fn the_year_before_ends_on_the_same_day() {
        let of = |to: &str| Period::collected(day("2027-09-01"), day("2028-08-31"), day(to)).year_before();
        assert_eq!(of("2028-06-20").counted(), (day("2026-09-01"), day("2027-06-20")));
        assert_eq!(of("2028-02-29").until, day("2027-02-28"), "a leap day has none");
        let whole = Period::whole(day("2026-01-01"), day("2026-12-31"));
        assert_eq!(whole.year_before(), Period::whole(day("2025-01-01"), day("2025-12-31")));
    }
}
