//! `documents.toml`: kinds of documents, where each must exist, and how long it is kept.

use serde::{Deserialize, Serialize};

/// A kind of document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentKind {
    /// Id (`mms_regulation`).
    pub id: String,
    /// Title («Положение о муниципальной методической службе»).
    pub title: String,
    /// Level that issues it.
    pub level: String,
    /// Genus: `regulation`, `programme`, `plan`, `order`, `analysis`, `protocol`, `materials`.
    pub genus: String,
    /// Years it is kept; the law's own term when absent.
    #[serde(default)]
    pub retention_years: Option<u32>,
    /// Levels every unit of which must have one.
    #[serde(default)]
    pub must_exist: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// Genera a kind may belong to, as the pack writes them.
pub(crate) const GENERA: [&str; 7] =
    ["regulation", "programme", "plan", "order", "analysis", "protocol", "materials"];
