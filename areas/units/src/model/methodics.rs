//! The card of methodical work of a municipality (Ижморский округ, п. 1.1: цель, задачи, организация и содержание).

use db::Moment;
use diesel::prelude::*;

use crate::schema::unit_methodics;

/// What methodical work there is for and how it is arranged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, AsChangeset, Insertable)]
#[diesel(table_name = unit_methodics)]
pub struct Methodics {
    /// Цель.
    pub purpose: String,
    /// Задачи, a line each.
    pub tasks: String,
    /// Организация: who does what.
    pub organisation: String,
    /// Содержание: directions and forms.
    pub content: String,
}

impl Methodics {
    /// The parts in their order: field, title, text.
    pub fn parts(&self) -> [(&'static str, &'static str, &str); 4] {
        [
            ("purpose", "Цель", &self.purpose),
            ("tasks", "Задачи", &self.tasks),
            ("organisation", "Организация", &self.organisation),
            ("content", "Содержание", &self.content),
        ]
    }
}

/// The card as stored.
#[derive(Debug, Clone, Default)]
pub struct KeptMethodics {
    /// What it says.
    pub card: Methodics,
    /// Who wrote it last; none: a command, or nobody yet.
    pub updated_by: Option<i64>,
    /// When; none: nobody has yet.
    pub updated_at: Option<Moment>,
    /// Version for optimistic locking; 0: nothing was written yet.
    pub version: i64,
}
