//! Projects the young thought of, and whom they may turn to for support.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use people::PersonId;
use structures::model::StructureId;

use crate::schema::{young_contacts, young_project_authors, young_projects};

db::id! {
    /// A project of the young.
    ProjectId
}

db::id! {
    /// Whom the young may turn to.
    ContactId
}

/// What a project is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectState {
    /// Waits for a word.
    Proposed,
    /// Something was given to it.
    Supported,
    /// Nothing was.
    Declined,
    /// Carried out.
    Done,
    /// Given up.
    Dropped,
}

impl ProjectState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Proposed, Self::Supported, Self::Declined, Self::Done, Self::Dropped];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Supported => "supported",
            Self::Declined => "declined",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The state of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The word on a badge, and its tone.
    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Proposed => ("предложен", "info"),
            Self::Supported => ("поддержан", "ok"),
            Self::Declined => ("не\u{a0}поддержан", "muted"),
            Self::Done => ("выполнен", "ok"),
            Self::Dropped => ("прекращён", "muted"),
        }
    }

    /// What may become of it.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Proposed => &[Self::Supported, Self::Declined],
            Self::Supported => &[Self::Done, Self::Dropped],
            Self::Declined | Self::Done | Self::Dropped => &[],
        }
    }
}

/// A project as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = young_projects)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Project {
    pub id: ProjectId,
    pub structure_id: StructureId,
    pub title: String,
    pub about: String,
    pub state: String,
    pub proposed_on: NaiveDate,
    pub proposed_by: Option<i64>,
    pub support: String,
    pub supported_on: Option<NaiveDate>,
    pub result: String,
    pub ended_on: Option<NaiveDate>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

impl Project {
    /// What it is now; an unknown code was given up.
    pub fn state(&self) -> ProjectState {
        ProjectState::read(&self.state).unwrap_or(ProjectState::Dropped)
    }

    /// The day of what happened last.
    pub fn last_day(&self) -> NaiveDate {
        self.ended_on.or(self.supported_on).unwrap_or(self.proposed_on)
    }
}

/// A project to be proposed.
#[derive(Debug, Clone, Default)]
pub struct NewProject {
    /// Its name.
    pub title: String,
    /// What is to be done, for whom.
    pub about: String,
    /// Whose idea it is: cards of participants.
    pub authors: Vec<i64>,
}

/// Whose idea a project is.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = young_project_authors)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Author {
    pub id: i64,
    pub project_id: ProjectId,
    pub person_id: PersonId,
}

/// Whom the young may turn to, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = young_contacts)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Contact {
    pub id: ContactId,
    pub structure_id: StructureId,
    pub direction: String,
    pub who: String,
    pub about: String,
    pub phone: String,
    pub email: String,
    pub hours: String,
    pub ended_at: Option<Moment>,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_by: Option<i64>,
    pub updated_at: Moment,
    pub version: i64,
}

/// What is typed of a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewContact {
    /// What support it is for: a direction of the pack.
    pub direction: String,
    /// A person or an office.
    pub who: String,
    /// Post, what they help with.
    pub about: String,
    /// Telephone.
    pub phone: String,
    /// Mail.
    pub email: String,
    /// When they may be reached.
    pub hours: String,
}

impl Contact {
    /// What stands there, as it would be typed.
    pub fn told(&self) -> NewContact {
        NewContact {
            direction: self.direction.clone(),
            who: self.who.clone(),
            about: self.about.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            hours: self.hours.clone(),
        }
    }
}
