//! Exports above the limit: what was asked for, and what was refused.

use access::AccountId;
use db::Moment;

db::id! {
    /// A request for an export above the limit.
    ExportRequestId
}

/// A request as stored.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// Its id.
    pub id: ExportRequestId,
    /// Who asked.
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
    pub ends: Option<Moment>,
}

/// A refusal above the limit that nobody has looked into.
#[derive(Debug, Clone)]
pub struct ExportRefusal {
    /// Whose.
    pub account: AccountId,
    /// When.
    pub at: Moment,
    /// How many objects.
    pub objects: i64,
}
