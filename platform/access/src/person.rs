//! The person of a request: who, and which roles where.

use chrono::NaiveDate;

use crate::{Level, Role, SessionId, StandIn};

db::id! {
    /// An account.
    AccountId
}
db::id! {
    /// A role held in a scope.
    GrantId
}

/// Where a role is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The unit's id.
    pub unit: i64,
    /// The unit's materialised path, `/1/12/`.
    pub path: String,
    /// The unit's level.
    pub level: Level,
    /// The role that opens it.
    pub role: Role,
}

/// A role granted for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Role and place.
    pub scope: Scope,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if there is one.
    pub to: Option<NaiveDate>,
}

impl Grant {
    /// Whether it is in force on `day`.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The session the request came in.
    pub session: SessionId,
    /// «Орлова Н. П.»
    pub short_name: String,
    /// Family name, given name, patronymic.
    pub full_name: String,
    /// Roles in force today, widest first.
    pub scopes: Vec<Scope>,
    /// Roles held today in somebody's stead.
    pub standing: Vec<StandIn>,
}

impl Person {
    /// The scope a page opens with: the first, widest one.
    pub fn main_scope(&self) -> Option<&Scope> {
        self.scopes.first()
    }

    /// With what they do in others' stead: only near a place where they hold a role of their own. Whoever left stands in for
    /// nobody.
    #[must_use]
    pub fn standing_in(mut self, standing: Vec<StandIn>) -> Self {
        self.standing = standing;
        let is_near = |one: &StandIn, own: &Scope| {
            own.path.starts_with(&one.scope.path) || one.scope.path.starts_with(&own.path)
        };
        self.standing.retain(|one| self.scopes.iter().any(|own| is_near(one, own)));
        self
    }

    /// All of it: the person's own duties, then those of whom they stand in for, with what is asked of whom.
    pub fn in_stead(&self) -> impl Iterator<Item = (&StandIn, Person)> {
        self.standing.iter().map(|one| (one, one.absent_person()))
    }
}

/// «Орлова Нина Петровна» as «Орлова Н. П.», with non-breaking spaces.
pub fn short_name(last: &str, first: &str, middle: &str) -> String {
    let mut name = last.to_owned();
    for part in [first, middle] {
        if let Some(letter) = part.chars().next() {
            name.push('\u{a0}');
            name.push(letter);
            name.push('.');
        }
    }
    name
}
