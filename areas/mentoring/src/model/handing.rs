//! An approved report handed to the deputy (п. 8.3).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::{PairId, ReportId};
use crate::schema::handing::mentorship_handings;

/// When a report came to the deputy.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_handings)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Handing {
    pub report_id: ReportId,
    pub mentorship_id: PairId,
    pub handed_on: Option<NaiveDate>,
    pub written_by: Option<i64>,
    pub written_at: Moment,
}
