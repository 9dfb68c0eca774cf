//! What is ordered for a unit from a day to come.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::{Heads, Joining, Unit, UnitId};
use crate::rules::{quoted, to_unit};
use crate::schema::unit_orders;

db::id! {
    /// An order for a unit.
    OrderId
}

/// What is to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coming {
    /// Another name: the full one, the short one.
    Renamed(String, String),
    /// Joined to another.
    Merged(Joining),
    /// Under another place.
    Moved(UnitId),
    /// Closed without another.
    Closed,
}

impl Coming {
    /// The code stored.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Renamed(..) => "renamed",
            Self::Merged(_) => "merged",
            Self::Moved(_) => "moved",
            Self::Closed => "closed",
        }
    }
}

/// An order as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = unit_orders)]
pub struct UnitOrder {
    /// Its id.
    pub id: OrderId,
    /// For which unit.
    pub unit_id: UnitId,
    /// Code of what is to happen.
    pub kind: String,
    /// The first day it is so.
    pub due_on: NaiveDate,
    /// The document it rests on.
    pub ground: String,
    /// The name to come.
    pub name: String,
    /// The short one.
    pub short_name: String,
    /// The unit it is to be joined to, or to stand under.
    pub into_id: Option<UnitId>,
    /// `awaiting`, `done` or `withdrawn`.
    pub state: String,
    /// Why it was not done on its day; may be empty.
    pub refusal: String,
    /// Who ordered it; none: a command.
    pub ordered_by: Option<i64>,
    /// When.
    pub ordered_at: Moment,
    /// When it was done or withdrawn.
    pub ended_at: Option<Moment>,
    /// Teachers of the unit it is to be joined to, from that day; none: as its passport says.
    pub teachers: Option<i64>,
    /// Its pupils.
    pub pupils: Option<i64>,
    /// When it was seen that whoever ordered it keeps the unit no more; none: it goes on.
    pub stopped_at: Option<Moment>,
}

impl UnitOrder {
    /// The state of one that waits for its day.
    pub const AWAITING: &'static str = "awaiting";
    /// The state of one that was carried out.
    pub const DONE: &'static str = "done";
    /// The state of one that was called off.
    pub const WITHDRAWN: &'static str = "withdrawn";

    /// What is to happen; an unknown code reads as closing, which rules refuse where it cannot be.
    pub fn coming(&self) -> Coming {
        match (self.kind.as_str(), self.into_id) {
            ("renamed", _) => Coming::Renamed(self.name.clone(), self.short_name.clone()),
            ("merged", Some(into)) => {
                let heads = Heads { teachers: self.teachers, pupils: self.pupils };
                Coming::Merged(Joining { heads, ..Joining::to(into) })
            }
            ("moved", Some(parent)) => Coming::Moved(parent),
            _ => Coming::Closed,
        }
    }

    /// «Переименование в «Гимназия № 1»»; `into`: the other unit.
    pub fn words(&self, into: Option<&Unit>) -> String {
        match self.coming() {
            Coming::Renamed(name, _) => format!("Переименование в\u{a0}{}", quoted(&name)),
            Coming::Merged(joining) => {
                let heads = joining.heads.words();
                let told = if heads.is_empty() {
                    heads
                } else {
                    format!("; в\u{a0}её паспорте: {heads}")
                };
                let into = into.map_or_else(|| "другой организации".to_owned(), to_unit);
                format!("Присоединение к\u{a0}{into}{told}")
            }
            Coming::Moved(_) => {
                let parent =
                    into.map_or_else(|| "другую территорию".to_owned(), |one| quoted(&one.short_name));
                format!("Передача в\u{a0}{parent}")
            }
            Coming::Closed => "Закрытие".to_owned(),
        }
    }
}
