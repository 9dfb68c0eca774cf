//! What a roadmap asks for every year about young teachers and mentors: Амурская область, приложение 7, раздел 2.

use serde::{Deserialize, Serialize};

use super::MentoringRules;

/// A line of a roadmap that comes back every school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearlyDuty {
    /// Id (`adaptation_monitoring`).
    pub id: String,
    /// «Проведение муниципального мониторинга адаптации …»
    pub title: String,
    /// «адаптация»: over a column.
    pub short: String,
    /// Level that does it: one of [`YearlyDuty::LEVELS`].
    pub level: String,
    /// Its month, the last day of which is the term; none: the whole year.
    #[serde(default)]
    pub month: Option<u32>,
    /// «Муниципальная методическая служба»
    pub responsible: String,
    /// Kinds of documents, any of which closes it while in force.
    #[serde(default)]
    pub documents: Vec<String>,
    /// The document is of the year the line is of.
    #[serde(default)]
    pub anew: bool,
    /// Closed as well when everybody young of the place has a result of a study of the year.
    #[serde(default)]
    pub studied: bool,
    /// Asks besides that every young specialist has a mentor by an order.
    #[serde(default)]
    pub mentored: bool,
    /// Kinds of structures – of the place or of a level above – of which somebody who works in the place is a member: closes it as
    /// well.
    #[serde(default)]
    pub joined: Vec<String>,
    /// What it waits for in the program: «членство в ассоциации»; empty: nothing.
    #[serde(default)]
    pub waits: String,
    /// Clause.
    pub clause: String,
}

impl YearlyDuty {
    /// Levels that a line may be of.
    pub const LEVELS: [&'static str; 2] = ["municipality", "organisation"];
}

impl MentoringRules {
    /// The yearly lines of a level.
    pub fn yearly_of<'a>(&'a self, level: &'a str) -> impl Iterator<Item = &'a YearlyDuty> {
        self.yearly.iter().map(|one| &one.rule).filter(move |duty| duty.level == level)
    }
}
