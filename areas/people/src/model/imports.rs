//! A staff list that was uploaded, and what it did to each person.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use units::UnitId;

use crate::import::{Choices, Layout};
use crate::schema::people_imports;

db::id! {
    /// An import of a staff list.
    ImportId
}

/// An import as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = people_imports)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// Whose list it is.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
    /// Every row is of this unit.
    pub is_whole: bool,
    /// The file.
    pub file_id: i64,
    /// As the person called it.
    pub file_name: String,
    /// JSON of a [`Layout`].
    pub layout: String,
    /// JSON of [`Choices`].
    pub choices: String,
    /// The day of hiring where the list names none.
    pub started_on: NaiveDate,
    /// `open`, `applied` or `undone`.
    pub state: String,
    /// JSON: rows of each verdict when it was accepted.
    pub told: String,
    /// Who uploaded it; none: a command.
    pub created_by: Option<i64>,
    /// When.
    pub created_at: Moment,
    /// When it changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Import {
    /// Its page.
    pub fn url(&self) -> String {
        format!("/people/imports/{}", self.id)
    }

    /// How it is read.
    pub fn layout(&self) -> Layout {
        serde_json::from_str(&self.layout).unwrap_or_default()
    }

    /// What was decided about doubtful rows.
    pub fn choices(&self) -> Choices {
        serde_json::from_str(&self.choices).unwrap_or_default()
    }

    /// Whether it waits to be accepted.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// Whether it was accepted and stands.
    pub fn is_applied(&self) -> bool {
        self.state == "applied"
    }
}

/// What an import did to a person.
#[derive(Debug, Clone, Queryable)]
pub struct Mark {
    /// Its id.
    pub id: i64,
    /// Whom.
    pub person: i64,
    /// JSON: what was there and what was added.
    pub was: String,
    /// Version of the card when the import was done with it.
    pub version: i64,
    /// `done`, `undone` or `kept`.
    pub outcome: String,
}
