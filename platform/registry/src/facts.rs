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
    },
    /// The system knows nothing about it.
    Unknown,
}

/// An area's offer of facts: asked for all subjects of a campaign at once, never unit by unit.
pub trait FactOffer: Send + Sync {
    /// The facts offered.
    fn declares(&self) -> &'static [FactDecl];

    /// The fact `name` with its parameters for every subject, over the period `from..=to`; a subject left out of the
    /// answer is [`Fact::Unknown`].
    fn compute(
        &self,
        conn: &mut Conn,
        name: &str,
        with: &BTreeMap<String, ParamValue>,
        subjects: &[Subject],
        period: (NaiveDate, NaiveDate),
    ) -> Result<BTreeMap<i64, Fact>>;
}
