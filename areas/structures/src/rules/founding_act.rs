//! The document a structure is founded by, on a day: a lapsed one founds nothing any more.

use chrono::NaiveDate;
use documents::{Document, DocumentId, Status};
use packs::StructureKind;

use crate::model::{ACTIVE, AWAITED};

/// The state of a structure that has not ended: without its act it does not work, where the kind says so (Кемеровская область,
/// п. 4.1).
pub fn standing(kind: &StructureKind, document: Option<DocumentId>) -> &'static str {
    if kind.act_first && document.is_none() { AWAITED } else { ACTIVE }
}

/// What founds a structure where its kind names no documents: orders, regulations, minutes with a decision.
pub const FOUNDING: [&str; 3] = ["order", "regulation", "protocol"];

/// Whether a document of this kind and genus may found a structure of the kind.
pub fn may_found(kind: &StructureKind, (id, genus): (&str, &str)) -> bool {
    if kind.founded_by.is_empty() {
        FOUNDING.contains(&genus)
    } else {
        kind.founded_by.iter().any(|known| known == id)
    }
}

/// How a structure stands with its founding document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Act {
    /// None is told.
    #[default]
    None,
    /// It is in force.
    Stands,
    /// It has lapsed, was cancelled or its term has passed.
    Lapsed,
}

impl Act {
    /// Of the document told, on a day.
    pub fn of(document: Option<&Document>, today: NaiveDate) -> Self {
        match document {
            None => Self::None,
            Some(one) if one.state() == Status::InForce && one.valid_to.is_none_or(|last| last >= today) => {
                Self::Stands
            }
            Some(_) => Self::Lapsed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structure_is_founded_by_what_decides_or_as_its_kind_says() {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let kinds = || rules.structure_kinds.iter().map(|kind| &kind.rule);
        let any = kinds().find(|kind| kind.founded_by.is_empty()).unwrap();
        let by_genus = |genus: &str| may_found(any, ("x", genus));
        assert!(FOUNDING.into_iter().all(by_genus));
        for genus in ["analysis", "plan", "materials", "letter", "act", "programme", ""] {
            assert!(!by_genus(genus), "{genus}");
        }
        let mut named = any.clone();
        named.founded_by = vec!["council_decision".to_owned()];
        assert!(may_found(&named, ("council_decision", "analysis")));
        assert!(!may_found(&named, ("rmo_regulation", "regulation")));
    }
}
