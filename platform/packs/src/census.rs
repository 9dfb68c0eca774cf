//! `census.toml`: how many of what a regulation says its territory has, each number beside the fact that counts the same today.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ParamValue;

/// A number the regulation declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Id (`teachers`).
    pub id: String,
    /// What it stands under («Педагогических работников»).
    pub group: String,
    /// What is counted, as the regulation says it («учителя»).
    pub title: String,
    /// The number of the regulation.
    pub declared: u32,
    /// The fact that counts it (`people.count`).
    pub fact: String,
    /// Parameters of the fact.
    #[serde(default)]
    pub with: BTreeMap<String, ParamValue>,
    /// How the words are read, where they leave a choice.
    #[serde(default)]
    pub taken: String,
    /// Clause.
    pub clause: String,
}
