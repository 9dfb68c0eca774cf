//! What a unit knows of an act of the legal base: edition and validity, with the day they were looked at (приложение 1, раздел 1).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use units::UnitId;

use crate::schema::legal_act_marks;

/// A mark as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = legal_act_marks)]
pub(crate) struct ActMark {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub unit_id: UnitId,
    /// Of the pack.
    pub act: String,
    /// «ред. от 25.12.2023»; empty: as the pack tells it.
    pub edition: String,
    /// Its last day in force; none: in force.
    pub valid_to: Option<NaiveDate>,
    /// What acts in its place; may be empty.
    pub instead: String,
    /// The day it was looked at.
    pub checked_on: NaiveDate,
    /// Who looked.
    pub account_id: Option<i64>,
    /// When it was told.
    pub created_at: Moment,
}
