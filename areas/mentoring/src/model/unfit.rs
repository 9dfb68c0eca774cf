//! A step of a pair in preparation that was marked for another term.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::{MentorId, PairId};
use crate::schema::unfit::mentorship_unfit_steps;

/// What the step was marked for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_unfit_steps)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct UnfitStep {
    pub id: i64,
    pub mentorship_id: PairId,
    pub step: String,
    pub mentor_id: Option<MentorId>,
    pub category: String,
    pub graduates_on: Option<NaiveDate>,
    pub created_at: Moment,
}
