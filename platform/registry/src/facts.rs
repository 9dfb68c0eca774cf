//! Facts: named values about a unit in a period, each with what proves it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
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

/// The answer to one [`Ask`]: by unit; a unit left out is [`Fact::Unknown`].
pub type Answered = BTreeMap<i64, Fact>;

/// An area's offer of facts: all questions of a template for all subjects of a campaign at once, in few queries.
pub trait FactOffer: Send + Sync {
    /// Told once, when the house is built: for facts that follow from the rules in force.
    fn learn(&mut self, _packs: &packs::Library) {}

    /// The facts offered.
    fn declares(&self) -> &'static [FactDecl];

    /// The answers, in the order of `asks`, over the period `from..=to`. Only declared facts are asked.
    fn compute(
        &self,
        conn: &mut Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: (NaiveDate, NaiveDate),
    ) -> Result<Vec<Answered>>;

    /// The address of the list of what a fact counted for a unit; empty: there is no such list.
    fn listed(&self, _ask: &Ask<'_>, _subject: &Subject, _fact: &Fact) -> String {
        String::new()
    }
}
