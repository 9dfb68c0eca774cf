//! Functions of the model in force as a structure tells of them.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::StructureId;
use crate::schema::structure_functions;

/// What was told of a function; the latest of a structure and a function holds.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_functions)]
pub struct FunctionMark {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub structure_id: StructureId,
    /// `pack/id` of the function.
    pub function: String,
    /// Whether it is carried out.
    pub is_carried: bool,
    /// What shows it, or why it is not carried out.
    pub evidence: String,
    /// The day it was told.
    pub told_on: NaiveDate,
    /// Who told it; none: a command.
    pub account_id: Option<i64>,
    /// When.
    pub at: Moment,
}
