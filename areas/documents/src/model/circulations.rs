//! To whom a document is addressed for acquaintance, and who has acquainted themselves (Кемеровская область, п. 4.4).

use access::Level;
use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use units::UnitId;

use super::DocumentId;
use crate::schema::{document_acquaintances, document_circulations};

/// One addressee as stored: a level below the issuer, or a unit.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = document_circulations)]
pub(crate) struct Circulation {
    /// The document.
    pub document_id: DocumentId,
    /// Code of the level; none: the unit.
    pub level: Option<String>,
    /// The unit; none: the level.
    pub unit_id: Option<UnitId>,
    /// The last day to read it.
    pub read_by: NaiveDate,
}

impl Circulation {
    /// The level, if it is one.
    pub fn level(&self) -> Option<Level> {
        self.level.as_deref().and_then(|code| code.parse().ok())
    }
}

/// The mark of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = document_acquaintances)]
pub(crate) struct Acquaintance {
    /// The document.
    pub document_id: DocumentId,
    /// Whose mark it is.
    pub unit_id: UnitId,
    /// Who made it; none: a command.
    pub account_id: Option<i64>,
    /// When.
    pub marked_at: Moment,
}

/// Whom a document shall be addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// Levels below the issuer, whole.
    pub levels: Vec<Level>,
    /// Units below the issuer.
    pub units: Vec<UnitId>,
    /// The last day to read it.
    pub read_by: NaiveDate,
}
