//! How an indicator earns points: the scoring kinds of a monitoring template, each with its parameters.
//! Arithmetic itself lives in `monitoring::rules`; here is only what the pack says.

use crate::Number;
use serde::{Deserialize, Serialize};

/// The scoring rule of an indicator; `kind = "…"` in the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scoring {
    /// Points if there is at least one accepted evidence or the fact holds.
    Presence {
        /// Points for presence.
        #[serde(default = "one")]
        points: Number,
        /// Further points when present and this period's value is above the previous one's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        growth: Option<Number>,
    },
    /// Several small rules inside one indicator, each with its own points.
    Parts {
        /// The parts in the order shown.
        parts: Vec<Part>,
    },
    /// Further points on top of another indicator's presence; never without it.
    Bonus {
        /// Points of the bonus.
        points: Number,
        /// Number of the indicator whose presence it needs.
        base: String,
    },
    /// Comparison with the previous period.
    Dynamics {
        /// Points for `v > p`.
        #[serde(default = "one")]
        up: Number,
        /// Points for `v = p` within the tolerance.
        #[serde(default = "Number::half")]
        same: Number,
        /// Points for `v < p`.
        #[serde(default)]
        down: Number,
        /// A difference not above it counts as «сохранение».
        #[serde(default)]
        tolerance: Number,
    },
    /// Thresholds on a number or a percent.
    Steps {
        /// What the thresholds are on.
        of: StepBasis,
        /// Decimals the value is rounded to (half up) before the choice; not rounded when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u32>,
        /// Whether a percent above 100 counts as 100; otherwise it is refused.
        #[serde(default)]
        cap_at_100: bool,
        /// Steps without gap or overlap, ascending.
        steps: Vec<Step>,
        /// Other steps for chosen periods, by period key (`"2026"`).
        #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
        by_period: std::collections::BTreeMap<String, Vec<Step>>,
    },
    /// Points for each unit, up to the indicator's maximum.
    PerUnit {
        /// Points for one unit.
        points: Number,
    },
    /// A mark 0…`max` by a rubric, given by a person with a ground.
    Scale {
        /// Highest mark.
        max: u32,
        /// What each mark means.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rubric: Vec<RubricLine>,
    },
    /// a/b·100 with both numbers kept; scored by steps, or shown as is.
    Share {
        /// Steps on the percent; shown only when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Step>,
        /// Programme target, percent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<Number>,
    },
    /// Against the best of the campaign's objects, 0…`points`.
    Relative {
        /// Points of the best object.
        #[serde(default = "hundred")]
        points: Number,
        /// Which value is better.
        direction: Direction,
    },
    /// Kept, compared, reported; not scored.
    Count {
        /// Unit shown after the number («дней», «практик»).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// Kept and shown; not scored.
    Text {},
    /// Heading of the rows under it; not scored, need not be answered.
    Heading {},
}

fn one() -> Number {
    Number::ONE
}

fn hundred() -> Number {
    Number::from(100)
}

/// One part of a composite indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Key inside the indicator (`"а"`, `"1"`).
    pub no: String,
    /// Self-contained title.
    pub title: String,
    /// Its own rule.
    pub scoring: PartScoring,
}

/// Rules a part may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PartScoring {
    /// Points for presence.
    Presence {
        /// Points.
        #[serde(default = "one")]
        points: Number,
    },
    /// A mark 0…`max`.
    Scale {
        /// Highest mark.
        max: u32,
    },
    /// A number kept, not scored.
    Count {
        /// Unit shown after the number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
}

/// Half-open step `from ≤ v < to`; no `from` – from below, no `to` – without upper end. A step that ends at
/// 100 percent includes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Lower end, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Number>,
    /// Upper end, excluded (100 percent is included).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Number>,
    /// Points of the step.
    pub points: Number,
}

/// What steps are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepBasis {
    /// A number.
    Number,
    /// A percent, from numerator and denominator.
    Percent,
}

/// Which value is better in a relative indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    More,
    /// Less is better.
    Less,
}

/// What one mark of a scale means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RubricLine {
    /// The mark.
    pub mark: u32,
    /// Its meaning.
    pub text: String,
}

impl Scoring {
    /// Name of the rule in results and messages; `presence+growth` for presence with growth.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Presence { growth: None, .. } => "presence",
            Self::Presence { growth: Some(_), .. } => "presence+growth",
            Self::Parts { .. } => "parts",
            Self::Bonus { .. } => "bonus",
            Self::Dynamics { .. } => "dynamics",
            Self::Steps { .. } => "steps",
            Self::PerUnit { .. } => "per_unit",
            Self::Scale { .. } => "scale",
            Self::Share { .. } => "share",
            Self::Relative { .. } => "relative",
            Self::Count { .. } => "count",
            Self::Text {} => "text",
            Self::Heading {} => "heading",
        }
    }

    /// Whether the rule compares this period's value with the previous one's.
    pub fn compares(&self) -> bool {
        matches!(self, Self::Dynamics { .. } | Self::Presence { growth: Some(_), .. })
    }

    /// Most points the rule can give; `None` when only the indicator's `max` bounds it (`per_unit`).
    pub fn most(&self) -> Option<Number> {
        let best = |steps: &[Step]| steps.iter().map(|step| step.points).max().unwrap_or_default();
        Some(match self {
            Self::Presence { points, growth } => Number(points.0 + growth.unwrap_or_default().0),
            Self::Parts { parts } => Number(parts.iter().map(|part| part.scoring.most().0).sum()),
            Self::Bonus { points, .. } | Self::Relative { points, .. } => *points,
            Self::Dynamics { up, same, down, .. } => *up.max(same).max(down),
            Self::Steps { steps, by_period, .. } => {
                by_period.values().map(|steps| best(steps)).fold(best(steps), Number::max)
            }
            Self::PerUnit { .. } => return None,
            Self::Scale { max, .. } => Number::from(i64::from(*max)),
            Self::Share { steps, .. } => best(steps),
            Self::Count { .. } | Self::Text {} | Self::Heading {} => Number::ZERO,
        })
    }

    /// Whether the indicator is scored at all.
    pub fn is_scored(&self) -> bool {
        match self {
            Self::Count { .. } | Self::Text {} | Self::Heading {} => false,
            Self::Share { steps, .. } => !steps.is_empty(),
            Self::Parts { parts } => parts.iter().any(|part| part.scoring.most() > Number::ZERO),
            _ => true,
        }
    }
}

impl PartScoring {
    /// Most points the part can give.
    pub fn most(&self) -> Number {
        match self {
            Self::Presence { points } => *points,
            Self::Scale { max } => Number::from(i64::from(*max)),
            Self::Count { .. } => Number::ZERO,
        }
    }
}
