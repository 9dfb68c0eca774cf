//! School teams (школьные команды): named groups of people of one unit for a task and a time (Амурская область, Концепция,
//! разд. 3.2 и 3.3: субъект методической деятельности – педагог или команда).

use chrono::NaiveDate;
use diesel::prelude::*;
use units::UnitId;

use super::PersonId;
use crate::schema::{team_members, teams};

db::id! {
    /// A team.
    TeamId
}

/// A team as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = teams)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Whose.
    pub unit_id: UnitId,
    /// The path of that unit.
    pub unit_path: String,
    /// «Команда по функциональной грамотности»
    pub name: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// Its first day; none: not told.
    pub started_on: Option<NaiveDate>,
    /// Its last day; none: without a term.
    pub ends_on: Option<NaiveDate>,
    /// `active` or `closed`.
    pub state: String,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Team {
    /// Its page.
    pub fn url(&self) -> String {
        format!("/teams/{}", self.id)
    }

    /// Whether nobody closed it.
    pub fn is_open(&self) -> bool {
        self.state == "active"
    }

    /// Whether it works on the day.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        self.is_open() && self.ends_on.is_none_or(|last| day <= last)
    }
}

/// What is typed of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTeam {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Its first day.
    pub started_on: NaiveDate,
    /// Its last day; none: without a term.
    pub ends_on: Option<NaiveDate>,
}

/// Who is in a team.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = team_members)]
pub struct TeamMember {
    /// Its id.
    pub id: i64,
    /// In which team.
    pub team_id: TeamId,
    /// Who.
    pub person_id: PersonId,
    /// Since when; none: not told.
    pub since: Option<NaiveDate>,
}
