//! How the regulation prints its table: columns in their order, so that the paper is the one people know.

use serde::{Deserialize, Serialize};

/// The printed form of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// The title over it, in the words of the regulation.
    pub title: String,
    /// Its columns.
    #[serde(rename = "column")]
    pub columns: Vec<DrawnColumn>,
}

/// A column of the printed table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnColumn {
    /// Its title; a column that the regulation does not have says so in a note of the pack.
    pub title: String,
    /// The title over this column and its neighbours («Итоги»).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub over: String,
    /// The number under the title, where columns are numbered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub no: String,
    /// What stands in it.
    pub shows: Shows,
    /// Its share of the width.
    pub width: u32,
}

/// What stands in a column of a printed table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Number of the criterion, once over its rows.
    CriterionNo,
    /// Title of the criterion, once over its rows.
    Criterion,
    /// Heading the line stands under in the source, once over its rows.
    Group,
    /// What proves it, once over rows with the same.
    Evidence,
    /// Number of the indicator.
    No,
    /// Title of the indicator.
    Indicator,
    /// The source's wording whole.
    Source,
    /// The source's wording up to the colon before the points.
    Question,
    /// The source's wording after that colon: what earns how much.
    Rule,
    /// What the object answered.
    Answer,
    /// The points when there are any («1 б»).
    Given,
    /// The nought when there are none («0 б»).
    NotGiven,
    /// The points.
    Points,
    /// The most points.
    Max,
}

impl Shows {
    /// The word of a pack.
    pub fn code(self) -> &'static str {
        match self {
            Self::CriterionNo => "criterion_no",
            Self::Criterion => "criterion",
            Self::Group => "group",
            Self::Evidence => "evidence",
            Self::No => "no",
            Self::Indicator => "indicator",
            Self::Source => "source",
            Self::Question => "question",
            Self::Rule => "rule",
            Self::Answer => "answer",
            Self::Given => "given",
            Self::NotGiven => "not_given",
            Self::Points => "points",
            Self::Max => "max",
        }
    }
}
