//! People: a person, the employments, what attestation gave, what else is told of them.

mod records;
mod teams;

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use units::UnitId;

pub use records::{Reach, Record, RecordId, RecordKind};
pub use teams::{NewTeam, Team, TeamId, TeamMember};

use crate::schema::{employments, people, person_categories};

db::id! {
    /// A person.
    PersonId
}

db::id! {
    /// Work in an organisation for a time.
    EmploymentId
}

db::id! {
    /// A result of attestation.
    CategoryId
}

/// Where a card is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Works somewhere.
    Active,
    /// Works nowhere any more.
    Left,
    /// Was a second card of somebody; stays to be undone.
    Merged,
}

impl State {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Left => "left",
            Self::Merged => "merged",
        }
    }
}

/// Family name, given name, patronymic.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    /// Фамилия.
    pub last: String,
    /// Имя.
    pub first: String,
    /// Отчество; may be empty.
    pub middle: String,
}

impl Name {
    /// One word of three – of a man, of a woman, of whoever the name does not tell: «принят», «принята», «принят(а)».
    pub fn said<'a>(&self, [male, female, unknown]: [&'a str; 3]) -> &'a str {
        match cases::Name::of(&self.last, &self.first, &self.middle).gender() {
            cases::Gender::Male => male,
            cases::Gender::Female => female,
            cases::Gender::Unknown => unknown,
        }
    }

    /// «Орлова Нина Петровна»
    pub fn full(&self) -> String {
        [self.last.as_str(), &self.first, &self.middle].join(" ").trim().to_owned()
    }

    /// «Орлова Н. П.», with non-breaking spaces.
    pub fn short(&self) -> String {
        access::short_name(&self.last, &self.first, &self.middle)
    }
}

/// A person as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = people)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Фамилия.
    pub last_name: String,
    /// Имя.
    pub first_name: String,
    /// Отчество; may be empty.
    pub middle_name: String,
    /// The family name before; may be empty.
    pub former_name: String,
    /// Folded full name: the key of lists.
    pub name_key: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// E-mail of work; may be empty.
    pub email: String,
    /// Telephone of work; may be empty.
    pub phone: String,
    /// The day the general service counts from.
    pub general_since: Option<NaiveDate>,
    /// The day the pedagogical service counts from.
    pub pedagogical_since: Option<NaiveDate>,
    /// The main place of work, or the last one.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
    /// Code of its [`State`].
    pub state: String,
    /// The card it became part of.
    pub merged_into: Option<PersonId>,
    /// The account of the same person.
    pub account_id: Option<i64>,
    /// Who changed it last; none: a command.
    pub updated_by: Option<i64>,
    /// When.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Person {
    /// The name.
    pub fn name(&self) -> Name {
        Name {
            last: self.last_name.clone(),
            first: self.first_name.clone(),
            middle: self.middle_name.clone(),
        }
    }

    /// The card.
    pub fn url(&self) -> String {
        format!("/people/{}", self.id)
    }

    /// Whether the person works somewhere.
    pub fn is_active(&self) -> bool {
        self.state == State::Active.code()
    }
}

/// What is typed or imported of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewPerson {
    /// The name.
    pub name: Name,
    /// The family name before; may be empty.
    pub former_name: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// E-mail of work; may be empty.
    pub email: String,
    /// Telephone of work; may be empty.
    pub phone: String,
    /// The day the general service counts from.
    pub general_since: Option<NaiveDate>,
    /// The day the pedagogical service counts from.
    pub pedagogical_since: Option<NaiveDate>,
}

/// Work in an organisation as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = employments)]
pub struct Employment {
    /// Its id.
    pub id: EmploymentId,
    /// Whose.
    pub person_id: PersonId,
    /// Where.
    pub unit_id: UnitId,
    /// The path of the unit.
    pub unit_path: String,
    /// Of the pack's posts.
    pub post: String,
    /// As the staff list calls it.
    pub post_title: String,
    /// Hundredths of a full rate.
    pub rate: i64,
    /// Not a second job.
    pub is_main: bool,
    /// The first day.
    pub started_on: NaiveDate,
    /// The last day; none: goes on.
    pub ended_on: Option<NaiveDate>,
    /// The order; may be empty.
    pub ground: String,
    /// Why it ended; may be empty.
    pub end_reason: String,
    /// The unit sees the person by it.
    pub shows: bool,
    /// Whether the first day was told; `Some(false)`: it is the day of a list without dates.
    pub is_start_told: Option<bool>,
    /// Version for optimistic locking.
    pub version: i64,
    /// Hundredths of an hour of teaching a week; none: not told.
    pub teaching_hours: Option<i64>,
    /// The work it carries on where organisations were joined or divided; none: it began here.
    pub continues_id: Option<i64>,
}

impl Employment {
    /// The first day of the work, among everything there is of the person's: joined or divided organisations do not begin it anew.
    pub fn begun(&self, all: &[Self]) -> NaiveDate {
        let before = all.iter().find(|one| Some(one.id.0) == self.continues_id);
        before.map_or(self.started_on, |one| one.begun(all).min(self.started_on))
    }

    /// Whether its first day is known.
    pub fn is_start_known(&self) -> bool {
        self.is_start_told != Some(false)
    }

    /// Whether it goes on at the end of this day.
    pub fn goes_on(&self, day: NaiveDate) -> bool {
        self.started_on <= day && self.ended_on.is_none_or(|last| day <= last)
    }
}

/// What is typed or imported of an employment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEmployment {
    /// Of the pack's posts.
    pub post: String,
    /// As the staff list calls it; empty: the post's own title.
    pub post_title: String,
    /// Ids of subjects.
    pub subjects: Vec<String>,
    /// Hundredths of a full rate.
    pub rate: i64,
    /// Hundredths of an hour of teaching a week; none: not told.
    #[serde(default)]
    pub teaching_hours: Option<i64>,
    /// Not a second job.
    pub is_main: bool,
    /// The first day.
    pub started_on: NaiveDate,
    /// Whether it was told; a list without dates gives its own day.
    #[serde(default = "told")]
    pub is_start_told: bool,
    /// The order; may be empty.
    pub ground: String,
}

fn told() -> bool {
    true
}

/// A result of attestation as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = person_categories)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Whose.
    pub person_id: PersonId,
    /// Of the pack's categories.
    pub category: String,
    /// Of the pack's posts; may be empty.
    pub post: String,
    /// The day it was granted.
    pub granted_on: NaiveDate,
    /// Its last day; none: without a term.
    pub valid_to: Option<NaiveDate>,
    /// The order; may be empty.
    pub document: String,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Category {
    /// Whether it is in force on this day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.granted_on <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// What is typed or imported of a category; its last day follows from the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    /// Of the pack's categories.
    pub category: String,
    /// Of the pack's posts; may be empty.
    pub post: String,
    /// The day it was granted.
    pub granted_on: NaiveDate,
    /// The order; may be empty.
    pub document: String,
}
