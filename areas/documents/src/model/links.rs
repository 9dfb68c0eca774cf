//! A link between a document and what it is said of, as stored.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::DocumentId;
use crate::schema::document_links;

db::id! {
    /// A link.
    LinkId
}

/// A link as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = document_links)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// The document that says it.
    pub document_id: DocumentId,
    /// Code of its [`crate::links::Relation`].
    pub relation: String,
    /// The document it is said of; none: an act from outside.
    pub target_id: Option<DocumentId>,
    /// The act; empty for a document of the registry.
    pub line: String,
    /// The day of the act.
    pub dated: Option<NaiveDate>,
    /// The last day of the act in force.
    pub valid_to: Option<NaiveDate>,
    /// Who said it.
    pub created_by: Option<i64>,
    /// When.
    pub created_at: Moment,
}
