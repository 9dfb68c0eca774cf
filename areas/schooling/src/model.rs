//! Sessions, who was there, what they leave, what participants ask for.

mod initiative;

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use people::PersonId;
use structures::model::StructureId;

use crate::schema::{school_attendances, school_materials, school_requests, school_sessions};
pub use initiative::{Author, Contact, ContactId, NewContact, NewProject, Project, ProjectId, ProjectState};

db::id! {
    /// A session of a school.
    SessionId
}

db::id! {
    /// A request for support.
    RequestId
}

/// What a session is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its day is told.
    Planned,
    /// It was, and who was there is known.
    Held,
    /// Called off.
    Cancelled,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Held, Self::Cancelled];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The word on a badge.
    pub fn title(self) -> &'static str {
        match self {
            Self::Planned => "в\u{a0}плане",
            Self::Held => "проведено",
            Self::Cancelled => "отменено",
        }
    }
}

/// A session as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = school_sessions)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Session {
    pub id: SessionId,
    pub structure_id: StructureId,
    pub direction: String,
    pub form: String,
    pub topic: String,
    pub planned_on: NaiveDate,
    pub begins: String,
    pub place: String,
    pub led_by: String,
    pub state: String,
    pub held_on: Option<NaiveDate>,
    pub reason: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

impl Session {
    /// What it is now; an unknown code was called off.
    pub fn state(&self) -> State {
        State::ALL.into_iter().find(|one| one.code() == self.state).unwrap_or(State::Cancelled)
    }

    /// The day it counts by.
    pub fn day(&self) -> NaiveDate {
        self.held_on.unwrap_or(self.planned_on)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/schooling/{}/sessions/{}", self.structure_id, self.id)
    }
}

/// A session to be planned.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct NewSession {
    pub direction: String,
    pub form: String,
    pub topic: String,
    pub planned_on: NaiveDate,
    pub begins: String,
    pub place: String,
    pub led_by: String,
}

/// Somebody of the school on the day of a session.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = school_attendances)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Attendance {
    pub id: i64,
    pub session_id: SessionId,
    pub person_id: PersonId,
    pub was_there: bool,
}

/// What a session leaves.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = school_materials)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Material {
    pub id: i64,
    pub session_id: SessionId,
    pub title: String,
    pub link: String,
    pub document_id: Option<DocumentId>,
    pub added_by: Option<i64>,
    pub created_at: Moment,
    pub is_methodical: Option<bool>,
}

/// What a participant asks for.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = school_requests)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct SupportRequest {
    pub id: RequestId,
    pub structure_id: StructureId,
    pub person_id: PersonId,
    pub direction: String,
    pub body: String,
    pub asked_on: NaiveDate,
    pub answered_on: Option<NaiveDate>,
    pub answered_by: Option<i64>,
    pub answer: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl SupportRequest {
    /// The answer a form was shown with: changes with each answer, empty before the first.
    pub fn mark(&self) -> String {
        self.answered_on.map(|_| self.answer.chars().count().to_string()).unwrap_or_default()
    }
}
