//! Structures, their members, their links beside the tree, what happened to them.

mod approvals;
mod closures;
mod emblems;
mod functions;
mod link_works;
mod meetings;
mod members;
mod partners;
mod publications;
mod tasks;

use chrono::NaiveDate;
use db::{Moment, fold};
use diesel::prelude::*;
use documents::DocumentId;
use packs::Block;
use units::{Unit, UnitId};

pub use approvals::{Approval, ApprovalId, ApprovalLine};
pub use closures::{Closure, Reopening};
pub use emblems::Emblem;
pub use functions::FunctionMark;
pub use link_works::LinkWork;
pub use meetings::Meeting;
pub(crate) use members::label;
pub use members::{Member, MemberId, NewMember, Organisation};
pub use partners::{JointWork, NewPartner, Partner, PartnerId};
pub use publications::{NewPublication, Publication, PublicationId};
pub use tasks::{NewTask, Side, Task, TaskId};

use crate::schema::{structure_events, structure_links, structures};

db::id! {
    /// A methodical structure.
    StructureId
}
db::id! {
    /// A link beside the tree.
    LinkId
}

/// A structure as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = structures)]
pub struct Structure {
    /// Its id.
    pub id: StructureId,
    /// The unit it belongs to.
    pub unit_id: UnitId,
    /// The path of that unit.
    pub unit_path: String,
    /// Level of the pack.
    pub level: String,
    /// Kind, of the pack's kinds of structures.
    pub kind: String,
    /// Code of its [`Block`].
    pub block: String,
    /// «РМО учителей математики»
    pub name: String,
    /// The name, folded.
    pub name_key: String,
    /// Subjects or directions, separated by «; ».
    pub directions: String,
    /// What it stands under in the tree.
    pub parent_id: Option<StructureId>,
    /// Set up for a task and a term.
    pub is_temporary: bool,
    /// The day it was founded.
    pub started_on: NaiveDate,
    /// The last day of its term.
    pub ends_on: Option<NaiveDate>,
    /// What it is set up for.
    pub task: String,
    /// What it is founded by.
    pub document_id: Option<DocumentId>,
    /// Its page or site.
    pub resource_url: String,
    /// Its section on a portal.
    pub section_url: Option<String>,
    /// `active`, `awaited` or `closed`.
    pub state: String,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// What it came to.
    pub result: String,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
    /// The minutes the council's decision to include it rests on.
    pub minutes_id: Option<DocumentId>,
}

/// The state of a structure that works.
pub(crate) const ACTIVE: &str = "active";
/// The state of a structure whose kind works only by an act, which is not named yet.
pub(crate) const AWAITED: &str = "awaited";
/// The state of a structure that has ended.
pub(crate) const CLOSED: &str = "closed";

impl Structure {
    /// One that works in a unit from a day on, with nothing told of it yet but its name.
    pub fn begun(
        id: StructureId,
        unit: &Unit,
        (level, kind, block): (&str, &str, Block),
        name: &str,
        (since, now): (NaiveDate, Moment),
    ) -> Self {
        Self {
            id,
            unit_id: unit.id,
            unit_path: unit.path.clone(),
            level: level.to_owned(),
            kind: kind.to_owned(),
            block: block.code().to_owned(),
            name: name.to_owned(),
            name_key: fold(name),
            directions: String::new(),
            parent_id: None,
            is_temporary: false,
            started_on: since,
            ends_on: None,
            task: String::new(),
            document_id: None,
            resource_url: String::new(),
            section_url: None,
            state: ACTIVE.to_owned(),
            closed_on: None,
            result: String::new(),
            created_at: now,
            updated_at: now,
            version: 1,
            minutes_id: None,
        }
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/structures/{}", self.id)
    }

    /// Whether it works.
    pub fn is_active(&self) -> bool {
        self.state == ACTIVE
    }

    /// Whether it waits for the act it is founded by: written down, and not working yet.
    pub fn is_awaited(&self) -> bool {
        self.state == AWAITED
    }

    /// Whether it has not ended: it works, or waits for its act.
    pub fn is_open(&self) -> bool {
        self.state != CLOSED
    }

    /// Whether its term has passed and nobody closed it.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_active() && self.ends_on.is_some_and(|end| end < today)
    }

    /// Its block; an unknown code reads as an association.
    pub fn block(&self) -> Block {
        Block::of(&self.block).unwrap_or(Block::Association)
    }

    /// Its directions, one by one.
    pub fn subjects(&self) -> Vec<&str> {
        self.directions.split(';').map(str::trim).filter(|one| !one.is_empty()).collect()
    }
}

/// A structure to be founded, as the form tells it.
#[derive(Debug, Clone)]
pub struct NewStructure {
    /// Kind, of the pack.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Subjects or directions.
    pub directions: String,
    /// What it stands under.
    pub parent: Option<StructureId>,
    /// For a task and a term.
    pub is_temporary: bool,
    /// The day it was founded.
    pub started_on: NaiveDate,
    /// The last day of its term.
    pub ends_on: Option<NaiveDate>,
    /// What it is set up for.
    pub task: String,
    /// What it is founded by.
    pub document: Option<DocumentId>,
    /// The minutes that document rests on, where the kind asks for them.
    pub minutes: Option<DocumentId>,
    /// Directions of the service it belongs to, of the pack.
    pub service_directions: Vec<String>,
    /// Its page or site.
    pub resource_url: String,
    /// Its section on a portal.
    pub section_url: Option<String>,
    /// Who founds it, where the pack asks how many: «Фамилия Имя Отчество, должность».
    pub founders: Vec<String>,
}

/// A link beside the tree.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_links)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Where it begins.
    pub structure_id: StructureId,
    /// Code of its kind.
    pub kind: String,
    /// The structure it leads to.
    pub to_id: Option<StructureId>,
    /// The unit it leads to.
    pub unit_id: Option<UnitId>,
    /// What is done together.
    pub about: String,
    /// Its first day.
    pub since: NaiveDate,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// When it was entered.
    pub created_at: Moment,
    /// The act it rests on (Ижморский округ, п. 2.2); none: not told.
    pub ground: Option<String>,
}

/// Something that happened to a structure.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_events)]
pub struct Event {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub structure_id: StructureId,
    /// By whom; none: a command.
    pub account: Option<i64>,
    /// When.
    pub at: Moment,
    /// In words.
    pub text: String,
}
