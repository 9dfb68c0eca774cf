//! An act of disposal: what it picks out, and whether its files are erased.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::DocumentId;
use crate::schema::{disposal_lines, document_disposals};

/// The kind of document an act is.
pub(crate) const ACT: &str = "disposal_act";

db::id! {
    /// A line of an act of disposal.
    DisposalLineId
}

/// An act beyond its requisites.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = document_disposals)]
pub(crate) struct Disposal {
    /// Number and date of the expert commission's protocol.
    pub protocol: String,
    /// When the files were erased; none: not yet.
    pub erased_at: Option<Moment>,
}

/// A document as the act names it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = disposal_lines)]
pub(crate) struct DisposalLine {
    /// Its id.
    pub id: DisposalLineId,
    /// The document.
    pub document_id: DocumentId,
    /// Its title.
    pub title: String,
    /// Its requisites.
    pub line: String,
    /// The year it was signed in.
    pub year: i64,
    /// How many files it had.
    pub files: i64,
    /// The last day it was to be kept.
    pub kept_until: NaiveDate,
    /// By which clause.
    pub clause: String,
}
