//! Teachers and pupils of a passport: what a merger adds up and a division shares out.

use crate::{Unit, UnitId};

/// How many there are; none: it is not told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heads {
    /// Teachers.
    pub teachers: Option<i64>,
    /// Pupils.
    pub pupils: Option<i64>,
}

impl Heads {
    /// What the passport of the unit says.
    pub fn of(unit: &Unit) -> Self {
        Self { teachers: unit.teachers, pupils: unit.pupils }
    }

    /// Both together; what neither tells stays untold.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let sum = |one: Option<i64>, other: Option<i64>| match (one, other) {
            (None, None) => None,
            (one, other) => Some(one.unwrap_or(0) + other.unwrap_or(0)),
        };
        Self { teachers: sum(self.teachers, other.teachers), pupils: sum(self.pupils, other.pupils) }
    }

    /// The same, and what it does not tell as `other` does.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { teachers: self.teachers.or(other.teachers), pupils: self.pupils.or(other.pupils) }
    }

    /// «педагогов – 56, обучающихся – 491»; empty where nothing is told.
    pub fn words(self) -> String {
        let said = [("педагогов", self.teachers), ("обучающихся", self.pupils)];
        let told = said.into_iter().filter_map(|(what, count)| Some(format!("{what}\u{a0}– {}", count?)));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// To which unit another is joined, and what its passport says from that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    /// The unit that goes on.
    pub into: UnitId,
    /// What its passport says from then on; what is not told stays as it is.
    pub heads: Heads,
    /// The version of its card the sums were made of; none: nobody saw it.
    pub seen: Option<i64>,
}

impl Joining {
    /// To a unit whose passport stays as it is.
    pub fn to(into: UnitId) -> Self {
        Self { into, heads: Heads::default(), seen: None }
    }
}
