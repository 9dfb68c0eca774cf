//! Exports above the limit: what was asked for, and what was refused.

use access::AccountId;
use access::schema::{export_refusals, export_requests};
use db::Moment;
use diesel::prelude::*;

db::id! {
    /// A request for an export above the limit.
    ExportRequestId
}

/// A request as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = export_requests)]
pub struct ExportRequest {
    /// Its id.
    pub id: ExportRequestId,
    /// Who asked.
    #[diesel(column_name = account_id)]
    pub account: AccountId,
    /// When.
    pub at: Moment,
    /// For how many objects.
    pub objects: i64,
    /// Why.
    pub reason: String,
    /// `asked`, `allowed`, `refused`.
    pub state: String,
    /// Why it was refused.
    pub answer: String,
    /// The end of an allowance.
    #[diesel(column_name = ends_at)]
    pub ends: Option<Moment>,
}

/// A refusal above the limit that nobody has looked into.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = export_refusals)]
pub struct ExportRefusal {
    /// Whose.
    #[diesel(column_name = account_id)]
    pub account: AccountId,
    /// When.
    pub at: Moment,
    /// How many objects.
    pub objects: i64,
}
