//! An early end that was ordered for a day to come.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::PairId;
use crate::schema::coming::mentorship_coming_ends;

/// When and on which ground a pair at work will be over.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_coming_ends)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct ComingEnd {
    pub end_id: i64,
    pub mentorship_id: PairId,
    pub last_on: NaiveDate,
    pub ground: String,
    pub note: String,
}
