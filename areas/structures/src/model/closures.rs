//! A time in which a structure that works was closed.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::StructureId;
use crate::schema::structure_closures;

/// From when to when it was closed.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = structure_closures)]
pub struct Closure {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub structure_id: StructureId,
    /// The last day it worked.
    pub closed_on: NaiveDate,
    /// The first day it works again.
    pub reopened_on: NaiveDate,
    /// What was told when it was closed.
    pub result: String,
    /// Why it works again.
    pub reason: String,
    /// When that was said.
    pub created_at: Moment,
}

/// How a closed structure is opened again, as the form tells it.
#[derive(Debug, Clone)]
pub struct Reopening {
    /// The first day it works again.
    pub day: NaiveDate,
    /// Why.
    pub reason: String,
    /// Its new last day; of a temporary one.
    pub ends_on: Option<NaiveDate>,
    /// Whoever belonged to it on the day it was closed comes in again.
    pub with_people: bool,
    /// The version seen.
    pub version: i64,
}
