//! Tasks of the network: what structures of several levels do together, several of them leading (Терский район, паспорт и
//! раздел 1; Ижморский округ, п. 2.2).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::StructureId;
use crate::rules::TaskState;
use crate::schema::{structure_task_sides, structure_tasks};

db::id! {
    /// A task of the network.
    TaskId
}

/// A task as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_tasks)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Who began it.
    pub structure_id: StructureId,
    /// «Сетевая неделя функциональной грамотности»
    pub title: String,
    /// The act it rests on; may be empty.
    pub ground: String,
    /// When it is to be done.
    pub due_on: Option<NaiveDate>,
    /// Code of its [`TaskState`].
    pub state: String,
    /// What came of it, or why it was dropped.
    pub result: String,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was changed.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Task {
    /// Its state; an unknown code reads as planned.
    pub fn state(&self) -> TaskState {
        TaskState::of(&self.state).unwrap_or(TaskState::Planned)
    }
}

/// A side of a task.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_task_sides)]
pub struct Side {
    /// Its id.
    pub id: i64,
    /// Of which task.
    pub task_id: TaskId,
    /// Which structure.
    pub structure_id: StructureId,
    /// Leads the task: there may be several.
    pub is_leading: bool,
    /// What it does; may be empty.
    pub part: String,
}

/// A task to be entered.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// What is done.
    pub title: String,
    /// The act it rests on.
    pub ground: String,
    /// When it is to be done.
    pub due_on: Option<NaiveDate>,
}
