//! A value taken from the level below: what share of the objects has it, or what their values come to on average.
//! Терский район, раздел 4: ИМЦ → образовательный округ → организация → субъект. The arithmetic is in `monitoring::rules`.

use crate::{Scoring, StepBasis};
use serde::{Deserialize, Serialize};

/// How an indicator takes its value from a lower level; `rollup = { kind = "share", of = "4.3-2" }` in the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollup {
    /// Share or mean.
    pub kind: RollupKind,
    /// Number of the indicator of a lower level.
    pub of: String,
}

/// What is made of the values below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollupKind {
    /// Sum of numerators over sum of denominators, or objects that have it over objects below.
    Share,
    /// Mean of values or marks of those who answered.
    Mean,
}

impl RollupKind {
    /// Whether an indicator with this rule can keep such a value.
    pub fn fits(self, scoring: &Scoring) -> bool {
        match self {
            Self::Share => {
                matches!(scoring, Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. })
            }
            Self::Mean => matches!(
                scoring,
                Scoring::Count { .. }
                    | Scoring::Steps { of: StepBasis::Number, .. }
                    | Scoring::PerUnit { .. }
                    | Scoring::Dynamics { .. }
                    | Scoring::Relative { .. }
            ),
        }
    }

    /// Whether it can be made of answers to this rule.
    pub fn takes(self, below: &Scoring) -> bool {
        match self {
            Self::Share => !matches!(below, Scoring::Text {} | Scoring::Heading {}),
            Self::Mean => {
                matches!(below, Scoring::Scale { .. } | Scoring::Presence { growth: Some(_), .. })
                    || self.fits(below)
            }
        }
    }
}
