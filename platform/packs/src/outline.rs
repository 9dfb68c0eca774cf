//! `functions.toml`: who does what (direction × level), and the regulation's outline: clauses that are no rule.

use serde::{Deserialize, Serialize};

/// A function of a level in a direction of activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Id inside the pack.
    pub id: String,
    /// Direction of activity.
    pub direction: String,
    /// Level that does it.
    pub level: String,
    /// The function in the regulation's words.
    pub title: String,
    /// Area of the program that serves it; empty when none does.
    #[serde(default)]
    pub area: String,
    /// Clause.
    pub clause: String,
}

/// A clause shown for reading: a goal, a principle, a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineLine {
    /// Id inside the pack.
    pub id: String,
    /// Text of the clause.
    pub text: String,
    /// Clause.
    pub clause: String,
}
