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
