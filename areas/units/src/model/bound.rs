//! A regulation bound to a unit.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::UnitId;
use crate::schema::pack_bindings;

/// A pack in force for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The unit it is bound to.
    pub unit: UnitId,
    /// The pack's id.
    pub pack: String,
}

/// A pack put into force by a unit, with its days.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pack_bindings)]
pub struct Bound {
    /// Id of the binding.
    pub id: i64,
    /// The pack's id.
    pub pack: String,
    /// The first day in force.
    pub valid_from: NaiveDate,
    /// The last day; none: until something else is told.
    pub valid_to: Option<NaiveDate>,
}

impl Bound {
    /// Whether it is in force on that day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| last >= day)
    }
}
