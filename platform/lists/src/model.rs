//! A list that was uploaded, and what it did to each thing it named.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use crate::schema::list_imports;
use crate::{Choices, Decided, Layout};

db::id! {
    /// An import of a list.
    ImportId
}

/// An import as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = list_imports)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// What it is a list of: the code of a [`Kind`](crate::Kind).
    pub kind: String,
    /// Whose list it is.
    pub unit_id: i64,
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
    /// JSON of [`Decided`].
    pub choices: String,
    /// The day of what the list tells where it names none.
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
        format!("/{}/imports/{}", self.kind, self.id)
    }

    /// How it is read.
    pub fn layout(&self) -> Layout {
        serde_json::from_str(&self.layout).unwrap_or_default()
    }

    /// What was decided about the list.
    pub fn decided(&self) -> Decided {
        Decided::of(&self.choices)
    }

    /// What was decided about doubtful rows.
    pub fn choices(&self) -> Choices {
        self.decided().rows
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

/// What an import did to a thing.
#[derive(Debug, Clone, Queryable)]
pub struct Mark {
    /// Its id.
    pub id: i64,
    /// To what.
    pub object: i64,
    /// JSON: what was there and what was added.
    pub was: String,
    /// Version of the thing when the import was done with it.
    pub version: i64,
    /// `done`, `undone` or `kept`.
    pub outcome: String,
}
