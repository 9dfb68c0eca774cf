//! Incentives: a representation with its way, weights of activity, measures of motivation, grounds for payments.

mod kept;

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use people::PersonId;
use units::UnitId;

pub use kept::{Declined, Measure, MeasureId, NewMeasure, Omission, Switch, Weighing};

use crate::schema::{representation_steps, representations};

db::id! {
    /// Somebody's representation to an award.
    RepresentationId
}

/// Where a representation is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Waits for the word of a level.
    Proposed,
    /// Back at who made it.
    Returned,
    /// Decided; the act is still to come.
    Approved,
    /// Given by an act.
    Awarded,
    /// Refused with a reason.
    Refused,
    /// Taken back by who made it.
    Withdrawn,
}

impl State {
    /// All of them, as the filter offers them.
    pub const ALL: [Self; 6] =
        [Self::Proposed, Self::Returned, Self::Approved, Self::Awarded, Self::Refused, Self::Withdrawn];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Awarded => "awarded",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Proposed => "на\u{a0}рассмотрении",
            Self::Returned => "на\u{a0}доработке",
            Self::Approved => "решено, ждёт приказа",
            Self::Awarded => "поощрение объявлено",
            Self::Refused => "отказано",
            Self::Withdrawn => "отозвано",
        }
    }

    /// The colour of the badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Proposed => "info",
            Self::Returned => "warn",
            Self::Approved | Self::Awarded => "ok",
            Self::Refused => "bad",
            Self::Withdrawn => "muted",
        }
    }

    /// By its code; an unknown one reads as withdrawn.
    pub fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Withdrawn)
    }

    /// Whether it still goes on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Returned | Self::Approved)
    }
}

/// A representation as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = representations)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Representation {
    pub id: RepresentationId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub person_id: PersonId,
    pub kind: String,
    pub kind_title: String,
    pub at_level: String,
    pub state: String,
    pub ground: String,
    pub ground_note: String,
    pub merits: String,
    pub measure_id: Option<MeasureId>,
    pub proposed_on: NaiveDate,
    pub proposed_by: Option<i64>,
    pub waits_since: NaiveDate,
    pub decided_on: Option<NaiveDate>,
    pub decided_note: String,
    pub act_unit_id: Option<UnitId>,
    pub act_document_id: Option<DocumentId>,
    pub act_note: String,
    pub awarded_on: Option<NaiveDate>,
    pub record_id: Option<i64>,
    pub created_at: Moment,
    pub updated_by: Option<i64>,
    pub updated_at: Moment,
    pub version: i64,
}

impl Representation {
    /// Its state.
    pub fn state(&self) -> State {
        State::of(&self.state)
    }

    /// The card.
    pub fn url(&self) -> String {
        format!("/incentives/{}", self.id)
    }
}

/// What happened to a representation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = representation_steps)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Step {
    pub id: i64,
    pub representation_id: RepresentationId,
    pub account: Option<i64>,
    pub at: Moment,
    pub text: String,
}

/// What is typed of a representation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRepresentation {
    /// Who.
    pub person: PersonId,
    /// To which award, of the pack.
    pub kind: String,
    /// On what ground, of the pack.
    pub ground: String,
    /// Requisites of what it rests on; may be empty.
    pub ground_note: String,
    /// For what.
    pub merits: String,
    /// The measure of a system of motivation it is one of.
    pub measure: Option<MeasureId>,
    /// The day it was made.
    pub day: NaiveDate,
}
