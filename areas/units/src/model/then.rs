//! A unit as it was on a day, and what happened to it.

use access::Level;
use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::UnitId;
use crate::schema::{unit_events, unit_versions};

/// A unit as it was on a day.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_versions)]
pub struct UnitThen {
    /// The unit.
    pub unit_id: UnitId,
    /// The unit above.
    pub parent_id: Option<UnitId>,
    /// Where it stood.
    pub path: String,
    /// Code of its [`Level`].
    pub level: String,
    /// Kind, of the pack's unit kinds.
    pub kind: String,
    /// Full name.
    pub name: String,
    /// Name for tables.
    pub short_name: String,
    /// The key that continues after it.
    pub name_key: String,
    /// Group of a rank.
    pub size_group: String,
    /// Form of the municipal service.
    pub service_form: Option<String>,
    /// People in the service.
    pub service_staff: Option<i64>,
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Труднодоступная.
    pub is_hard_to_reach: bool,
    /// Kilometres to the centre of the municipality.
    pub distance_km: Option<i64>,
    /// Pupils.
    pub pupils: Option<i64>,
    /// Teachers.
    pub teachers: Option<i64>,
    /// The first day it was so.
    pub valid_from: NaiveDate,
    /// The last day; none: it is so.
    pub valid_to: Option<NaiveDate>,
}

impl UnitThen {
    /// Its level; an unknown code reads as an organisation.
    pub fn level(&self) -> Level {
        self.level.parse().unwrap_or(Level::Organisation)
    }
}

/// What happened to a unit.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_events)]
pub struct UnitEvent {
    /// Code of what happened.
    pub kind: String,
    /// The day.
    pub happened_on: NaiveDate,
    /// The sentence.
    pub text: String,
    /// The document it rests on; may be empty.
    pub ground: String,
    /// The other unit.
    pub other_id: Option<UnitId>,
    /// Who entered it; none: a command.
    pub account_id: Option<i64>,
    /// When.
    pub at: Moment,
}

/// What can happen to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It was added.
    Created,
    /// Its passport changed.
    Changed,
    /// It is called otherwise.
    Renamed,
    /// A slip in its name was mended.
    Corrected,
    /// It stands elsewhere.
    Moved,
    /// It was joined to another and is no more.
    Merged,
    /// Another was joined to it.
    Joined,
    /// A new unit came out of it, or it came out of another.
    Split,
    /// It is no more.
    Closed,
    /// It is at work again.
    Reopened,
    /// Its merger with another was taken back.
    Parted,
    /// A regulation was put into force, ended or taken back here.
    Ruled,
    /// Something was ordered for a day to come, or such an order was called off.
    Ordered,
}

impl Happened {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
            Self::Corrected => "corrected",
            Self::Moved => "moved",
            Self::Merged => "merged",
            Self::Joined => "joined",
            Self::Split => "split",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Parted => "parted",
            Self::Ruled => "ruled",
            Self::Ordered => "ordered",
        }
    }
}
