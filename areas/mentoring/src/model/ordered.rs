//! What was done after an order of replacement: announced, the plan and the journal handed over (point 5 of the order).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::PairId;
use crate::schema::ordered::mentorship_order_marks;

/// A mark of an order of replacement.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_order_marks)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct OrderMark {
    pub order_id: i64,
    pub mark: String,
    pub mentorship_id: PairId,
    pub done_on: Option<NaiveDate>,
    pub done_by: String,
    pub written_by: Option<i64>,
    pub written_at: Moment,
}
