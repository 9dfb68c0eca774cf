//! A monitoring template: criteria, indicators and how each is scored, answered and proved.
//! A campaign copies it as canonical JSON when it opens and is scored by that copy ever after.

use crate::{Day, Drawn, Number, ParamValue, Rollup, Scoring};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A monitoring table of a regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Id inside the pack (`mms`).
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Clause the table comes from.
    pub clause: String,
    /// The act a unit's own table rests on (Ижморский округ, п. 3.6: отдельное Положение о мониторинге).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// What one period is.
    pub period: PeriodKind,
    /// Levels of the objects measured; more than one makes a multi-level template.
    #[serde(rename = "level")]
    pub levels: Vec<ObjectLevel>,
    /// Declared maximum of the whole table; checked against the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// What a comparison does when there is no previous period.
    #[serde(default)]
    pub first_period: FirstPeriod,
    /// Calendar days an object may object to its preliminary result.
    #[serde(default)]
    pub objection_days: u32,
    /// Decimals points are shown with.
    #[serde(default)]
    pub decimals: u32,
    /// Whether places are shown; off until an act of the authority turns them on.
    #[serde(default)]
    pub ranks: bool,
    /// Whether places inside groups are shown.
    #[serde(default)]
    pub groups: bool,
    /// Level bands by percent, ascending, without gap.
    #[serde(default, rename = "band", skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// How the regulation prints it; none: in the program's own columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
    /// Criteria in the order of the table.
    #[serde(rename = "criterion")]
    pub criteria: Vec<Criterion>,
}

/// Requisites of the act a table rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Title («Положение о мониторинге методической работы»).
    pub title: String,
    /// Number; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Id of the registered document inside the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// What one period of a monitoring is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// 1 September – 31 August, keyed by the year it ends in.
    SchoolYear,
    /// January – December.
    CalendarYear,
    /// A half-year.
    HalfYear,
}

/// What `dynamics` does in the first period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstPeriod {
    /// Leaves both score and maximum.
    #[default]
    Skip,
    /// Takes the points of «сохранение».
    Same,
}

/// A level whose objects the table measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectLevel {
    /// Level id of `levels.toml`.
    pub id: String,
    /// What the object is called here («Информационно-методический центр»).
    pub title: String,
    /// Used only where such a level exists; off by default.
    #[serde(default)]
    pub optional: bool,
}

/// A criterion of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Number in the table.
    pub no: String,
    /// Full title.
    pub title: String,
    /// Short title for a column of the heat map.
    pub short: String,
    /// Clause.
    pub clause: String,
    /// Declared maximum; checked against the sum of indicators.
    pub max: Number,
    /// Level measured; the template's only level when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Weight of the criterion in the total; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number>,
    /// Indicators in the order of the table.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
}

/// A scored line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Number (`3.10`, `4.1-2`).
    pub no: String,
    /// Self-contained title for the screen.
    pub title: String,
    /// The source's own wording, with its slips.
    pub source: String,
    /// Heading the line stands under in the source («показатель»).
    #[serde(default)]
    pub group: String,
    /// Clause.
    pub clause: String,
    /// What it is measured for (Владимир, п. 5.4: значимость показателя).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// Rule.
    pub scoring: Scoring,
    /// Most points.
    pub max: Number,
    /// Number of the indicator that must not be 0 for this one to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Weight inside the criterion; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number>,
    /// Who or what settles it.
    pub assessment: Assessment,
    /// What proves it.
    #[serde(default)]
    pub evidence: Evidence,
    /// Value taken from the level below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollup: Option<Rollup>,
    /// Fact of the program that answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Parameters of the fact.
    #[serde(default, rename = "with", skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, ParamValue>,
}

impl Indicator {
    /// Whether an expert settles it by a mark with a ground; a heading is settled by nobody.
    pub fn is_judgement(&self) -> bool {
        self.assessment == Assessment::Manual && !matches!(self.scoring, Scoring::Heading {})
    }
}

/// Who or what settles an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assessment {
    /// Data of the program settle it.
    Auto,
    /// The program finds, a person confirms.
    Semi,
    /// An expert's judgement: mark, ground, author.
    Manual,
}

/// What proves an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// In words.
    pub text: String,
    /// Kinds of documents accepted; any when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Most links one answer may carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// A level of the result by percent: `from ≤ p < to`; the last one includes 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// What it is called («высокий»).
    pub title: String,
    /// Lower end, percent, included.
    pub from: Number,
    /// Upper end, percent, excluded (100 is included).
    pub to: Number,
}

impl Template {
    /// Canonical JSON: fixed key order, numbers as strings; the text a campaign keeps.
    pub fn canonical_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what `canonical_json` wrote.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// SHA-256 of the canonical JSON, lower-case hex.
    pub fn hash(&self) -> String {
        Sha256::digest(self.canonical_json()).iter().fold(String::new(), |mut hex, byte| {
            // Writing into a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Every indicator with its criterion, in the order of the table.
    pub fn indicators(&self) -> impl Iterator<Item = (&Criterion, &Indicator)> {
        self.criteria
            .iter()
            .flat_map(|criterion| criterion.indicators.iter().map(move |one| (criterion, one)))
    }

    /// Indicator by its number.
    pub fn indicator(&self, no: &str) -> Option<&Indicator> {
        self.indicators().map(|(_, indicator)| indicator).find(|indicator| indicator.no == no)
    }

    /// The table of one level: only the criteria that measure it.
    #[must_use]
    pub fn measuring(&self, level: &str) -> Self {
        let criteria = self.criteria.iter().filter(|criterion| self.level_of(criterion) == level).cloned();
        Self { criteria: criteria.collect(), ..self.clone() }
    }

    /// Level a criterion measures.
    pub fn level_of<'a>(&'a self, criterion: &'a Criterion) -> &'a str {
        let only = || self.levels.first().map_or("", |level| level.id.as_str());
        criterion.level.as_deref().unwrap_or_else(only)
    }
}
