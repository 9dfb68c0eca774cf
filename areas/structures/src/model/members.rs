//! Members: who, in what role, from when to when. A row is ended, never removed.

use chrono::NaiveDate;
use db::{Moment, fold};
use diesel::prelude::*;
use documents::DocumentId;
use units::UnitId;

use super::StructureId;
use crate::schema::structure_members;

db::id! {
    /// A membership.
    MemberId
}

/// A membership as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_members)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// Where.
    pub structure_id: StructureId,
    /// The person's card, where there is one.
    pub person_id: Option<i64>,
    /// The name, as it was then.
    pub name: String,
    /// The name, folded.
    pub name_key: String,
    /// Post and organisation, as it was then.
    pub post: String,
    /// Role, of the kind.
    pub role: String,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day of the term the role is given for.
    pub term_on: Option<NaiveDate>,
    /// The last day; none: still there.
    pub to_on: Option<NaiveDate>,
    /// The order or the decision.
    pub basis: String,
    /// Why it ended.
    pub end_reason: String,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// The organisation that is the member; the name is then that of whoever represents it.
    pub organisation_id: Option<UnitId>,
    /// The organisation's name, as it was then.
    pub organisation: Option<String>,
    /// The registered order that gives the role (приложение 5, п. 4.3).
    pub order_id: Option<DocumentId>,
}

impl Member {
    /// Somebody who comes in.
    pub fn begun(id: MemberId, structure: StructureId, new: &NewMember, now: Moment) -> Self {
        Self {
            id,
            structure_id: structure,
            person_id: new.person,
            name: new.name.clone(),
            name_key: fold(&new.name),
            post: new.post.clone(),
            role: new.role.clone(),
            from_on: new.from_on,
            term_on: new.term_on,
            to_on: None,
            basis: new.basis.clone(),
            end_reason: String::new(),
            created_at: now,
            updated_at: now,
            organisation_id: new.organisation.as_ref().map(|one| one.id),
            organisation: new.organisation.as_ref().map(|one| one.name.clone()),
            order_id: None,
        }
    }

    /// Who the member is: the organisation with its representative, or the person.
    pub fn label(&self) -> String {
        label(self.organisation.as_deref(), &self.name)
    }

    /// Whether both are of one person, or of one organisation: by the card where both have one, else by the name.
    pub fn is_same_member(&self, other: &Self) -> bool {
        let is_one = match (self.person_id, other.person_id) {
            (Some(own), Some(theirs)) => own == theirs,
            _ => self.name_key == other.name_key,
        };
        match (self.organisation_id, other.organisation_id) {
            (None, None) => is_one,
            (own, theirs) => own == theirs,
        }
    }

    /// Whether the person belongs to the structure on the day.
    pub fn is_there(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|last| last >= day)
    }

    /// Whether the term of the role has passed while it is held.
    pub fn is_past_term(&self, today: NaiveDate) -> bool {
        self.is_there(today) && self.term_on.is_some_and(|term| term < today)
    }
}

/// A member to be taken in.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// The person's card, where there is one.
    pub person: Option<i64>,
    /// «Фамилия Имя Отчество»
    pub name: String,
    /// Post and organisation.
    pub post: String,
    /// Role, of the kind.
    pub role: String,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day of the term; none: as the pack says.
    pub term_on: Option<NaiveDate>,
    /// The order or the decision.
    pub basis: String,
    /// The organisation that is the member, represented by the person.
    pub organisation: Option<Organisation>,
}

/// An organisation that is a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Which.
    pub id: UnitId,
    /// Its name today.
    pub name: String,
}

/// «Школа № 1 (представитель – Осокина Нина Павловна)», or the name alone.
pub(crate) fn label(organisation: Option<&str>, name: &str) -> String {
    organisation.map_or_else(|| name.to_owned(), |one| format!("{one} (представитель – {name})"))
}
