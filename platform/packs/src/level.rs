//! `levels.toml`: levels of the service, kinds of units, forms of the municipal service, and what each is called.

use serde::{Deserialize, Serialize};

/// A level of the methodical service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// `region`, `municipality`, `okrug`, `organisation`, `body`, `person`.
    pub id: String,
    /// Title («Муниципальный уровень»).
    pub title: String,
    /// What the service of this level is called («Муниципальная методическая служба»).
    pub service: String,
    /// Short form of the service («ММС»).
    #[serde(default)]
    pub service_short: String,
    /// Level above.
    #[serde(default)]
    pub above: Option<String>,
    /// The level may be missing; off until the municipality turns it on.
    #[serde(default)]
    pub optional: bool,
    /// The level does not exist under this pack although a parent has it.
    #[serde(default)]
    pub absent: bool,
    /// No step of the service: something inside an organisation that a table may measure (объединение, работник).
    #[serde(default)]
    pub measured: bool,
    /// Clause.
    pub clause: String,
}

/// A kind of unit and the local words that follow from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitKind {
    /// Id (`municipal_district`).
    pub id: String,
    /// Level of the units of this kind.
    pub level: String,
    /// Title («муниципальный район»).
    pub title: String,
    /// What teachers' unions of such a unit are called («РМО»).
    #[serde(default)]
    pub union: String,
    /// What its methodical council is called («РМС»).
    #[serde(default)]
    pub council: String,
    /// Clause.
    pub clause: String,
}

/// A form of a methodical service: of the municipal one, unless its levels say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceForm {
    /// Id (`imc`).
    pub id: String,
    /// Title («Информационно-методический центр»).
    pub title: String,
    /// Short form («ИМЦ»).
    pub short: String,
    /// Whether it is a legal entity of its own.
    #[serde(default)]
    pub legal_entity: bool,
    /// Levels whose services have it.
    #[serde(default = "municipal")]
    pub levels: Vec<String>,
    /// Clause.
    pub clause: String,
}

fn municipal() -> Vec<String> {
    vec!["municipality".to_owned()]
}
