//! `documents.toml`: folders a unit must keep together, terms of keeping by genus, words a regulation defines, and the
//! sections a kind of document must have.

use serde::{Deserialize, Serialize};

/// Documents a regulation lists together: «Документы методической службы». Which of them must exist says the kind; one
/// that need not is kept here and is no gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    /// Id (`service_file`).
    pub id: String,
    /// Title.
    pub title: String,
    /// Level whose units keep it.
    pub level: String,
    /// Kinds of documents, in the order of the list.
    pub kinds: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// How long documents of a genus are kept by the archival list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepingTerm {
    /// The genus.
    pub id: String,
    /// Whole years; ignored where it is kept for ever.
    #[serde(default)]
    pub years: u32,
    /// Kept for ever.
    #[serde(default)]
    pub permanent: bool,
    /// Clause.
    pub clause: String,
}

/// A word the regulation defines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Id (`methodical_work`).
    pub id: String,
    /// The word.
    pub title: String,
    /// What it means there.
    pub definition: String,
    /// Clause.
    pub clause: String,
}

/// A section a document of a kind must have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredSection {
    /// Id inside the kind.
    pub id: String,
    /// «цели методической работы»
    pub title: String,
    /// Words by which it is found in the text of the document; all forms of a word count.
    pub words: Vec<String>,
}
