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
    /// Only units this holds of are asked for every kind of it: one of [`Folder::CONDITIONS`]. Empty: the kinds themselves say
    /// what must exist.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asked_where: String,
    /// Kinds kept there where there are some: even then their absence is no gap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
    /// Clause.
    pub clause: String,
}

impl Folder {
    /// What may hold of a unit, with what each says.
    pub const CONDITIONS: [(&'static str, &'static str); 2] = [
        ("mentoring", "в\u{a0}организации работают наставнические пары"),
        ("subject_association", "на\u{a0}территории работает ассоциация учителей-предметников"),
    ];

    /// The kinds it lacks where this holds: those that are not told of as kept by need.
    pub fn asks(&self) -> impl Iterator<Item = &String> {
        self.kinds.iter().filter(|kind| !self.optional.contains(kind))
    }
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
