//! `incentives.toml`: kinds of awards with who decides, grounds, weights of activity, kinds of measures, systems of motivation,
//! payments for methodical work. ТК РФ, ст. 191; Амурская область, приложения 2, 4, 5, 7; Кемеровская область, пп. 5.3, 5.4, 6.2.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::effective::fold;
use crate::{Pack, Sourced};

/// An award somebody may be represented to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardKind {
    /// Id (`gratitude`).
    pub id: String,
    /// «благодарность организации»
    pub title: String,
    /// Who decides: `organisation`, `municipality`, `region`; `federal`: the region passes it on and enters what came of it.
    pub level: String,
    /// Pedagogical service asked for, where an act asks for one.
    #[serde(default)]
    pub service_years: Option<u32>,
    /// A council decides: its protocol is asked for.
    #[serde(default)]
    pub by_council: bool,
    /// Not here, though a pack above has it.
    #[serde(default)]
    pub absent: bool,
    /// Clause.
    pub clause: String,
}

impl AwardKind {
    /// Levels that may decide, the lowest first.
    pub const LEVELS: [&'static str; 4] = ["organisation", "municipality", "region", "federal"];
}

/// On what an encouragement rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncentiveGround {
    /// Id (`mentoring`).
    pub id: String,
    /// «добросовестное наставничество»
    pub title: String,
    /// For research and experimental work: who has done some without encouragement is told.
    #[serde(default)]
    pub research: bool,
    /// Clause.
    pub clause: String,
}

/// What something done in methodical work weighs in the list of activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityWeight {
    /// What: one of [`ActivityWeight::IDS`].
    pub id: String,
    /// «публикация»
    pub title: String,
    /// Points for each.
    pub weight: u32,
    /// Research and experimental work.
    #[serde(default)]
    pub research: bool,
    /// Taking part in methodical work: a ground of payments.
    #[serde(default)]
    pub methodical: bool,
    /// Clause.
    pub clause: String,
}

impl ActivityWeight {
    /// No weight is more.
    pub const MOST: u32 = 100;
    /// What areas count.
    pub const IDS: [&'static str; 9] = [
        "award",
        "course",
        "internship",
        "publication",
        "participation",
        "expert_work",
        "mentoring",
        "body_head",
        "body_member",
    ];
}

/// A kind of measure of a system of motivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureKind {
    /// Id (`moral`).
    pub id: String,
    /// «моральное поощрение»
    pub title: String,
    /// Clause.
    pub clause: String,
}

/// A document that is the system of motivation of a level, and by when it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotivationSystem {
    /// The kind of document.
    pub id: String,
    /// `organisation`, `municipality`.
    pub level: String,
    /// The month by the end of which it is due; none: the regulation sets none.
    #[serde(default)]
    pub month: Option<u32>,
    /// Clause.
    pub clause: String,
}

/// A list of grounds for stimulating payments, without sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentRule {
    /// Id (`methodical`).
    pub id: String,
    /// «участие в методической работе»
    pub title: String,
    /// Made unless the municipality switches it off; otherwise only once it is switched on.
    #[serde(default)]
    pub on: bool,
    /// Clause.
    pub clause: String,
}

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incentives {
    /// Awards.
    #[serde(default, rename = "award")]
    pub awards: Vec<AwardKind>,
    /// Grounds.
    #[serde(default, rename = "ground")]
    pub grounds: Vec<IncentiveGround>,
    /// Weights.
    #[serde(default, rename = "activity")]
    pub weights: Vec<ActivityWeight>,
    /// Kinds of measures.
    #[serde(default, rename = "measure")]
    pub measures: Vec<MeasureKind>,
    /// Systems of motivation.
    #[serde(default, rename = "system")]
    pub systems: Vec<MotivationSystem>,
    /// Payments.
    #[serde(default, rename = "payment")]
    pub payments: Vec<PaymentRule>,
}

/// Rules of incentives in force for a unit.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IncentiveRules {
    /// Awards, of the lowest level first.
    pub awards: Vec<Sourced<AwardKind>>,
    /// Grounds, those of the nearest pack first.
    pub grounds: Vec<Sourced<IncentiveGround>>,
    /// Weights.
    pub weights: Vec<Sourced<ActivityWeight>>,
    /// Kinds of measures.
    pub measures: Vec<Sourced<MeasureKind>>,
    /// Systems of motivation.
    pub systems: Vec<Sourced<MotivationSystem>>,
    /// Payments.
    pub payments: Vec<Sourced<PaymentRule>>,
}

impl IncentiveRules {
    pub(crate) fn new(chain: &[Arc<Pack>]) -> Self {
        let mut awards = fold(chain, |pack| &pack.incentives.awards);
        awards.retain(|kind| !kind.rule.absent);
        let place = |level: &str| AwardKind::LEVELS.iter().position(|one| *one == level);
        awards.sort_by_key(|kind| place(&kind.rule.level));
        Self {
            awards,
            grounds: fold(chain, |pack| &pack.incentives.grounds),
            weights: fold(chain, |pack| &pack.incentives.weights),
            measures: fold(chain, |pack| &pack.incentives.measures),
            systems: fold(chain, |pack| &pack.incentives.systems),
            payments: fold(chain, |pack| &pack.incentives.payments),
        }
    }

    /// An award by id.
    pub fn award(&self, id: &str) -> Option<&AwardKind> {
        self.awards.iter().map(|one| &one.rule).find(|kind| kind.id == id)
    }

    /// A ground by id.
    pub fn ground(&self, id: &str) -> Option<&IncentiveGround> {
        self.grounds.iter().map(|one| &one.rule).find(|ground| ground.id == id)
    }

    /// A kind of measure by id.
    pub fn measure(&self, id: &str) -> Option<&MeasureKind> {
        self.measures.iter().map(|one| &one.rule).find(|kind| kind.id == id)
    }

    /// The systems of motivation of a level.
    pub fn systems_of(&self, level: &str) -> impl Iterator<Item = &MotivationSystem> {
        self.systems.iter().map(|one| &one.rule).filter(move |system| system.level == level)
    }
}
