//! The composition as an order approved it (Кемеровская область, п. 4.2; Амурская область, приложение 4, п. 7.5, приложение 5,
//! п. 3.5): a list of its own, which stays as it was whatever the composition becomes.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use units::UnitId;

use super::{Member, StructureId};
use crate::schema::{structure_approval_lines, structure_approvals};

db::id! {
    /// A composition approved by an order.
    ApprovalId
}

/// A composition as approved.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_approvals)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// Whose.
    pub structure_id: StructureId,
    /// The order.
    pub document_id: DocumentId,
    /// The day of the order.
    pub approved_on: NaiveDate,
    /// When it was entered.
    pub created_at: Moment,
}

/// Somebody in it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_approval_lines)]
pub struct ApprovalLine {
    /// Its id.
    pub id: i64,
    /// Where.
    pub approval_id: ApprovalId,
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
    /// The organisation that is the member.
    pub organisation_id: Option<UnitId>,
    /// Its name, as it was then.
    pub organisation: Option<String>,
}

impl ApprovalLine {
    /// A member as the order has them.
    pub fn of(id: i64, approval_id: ApprovalId, member: &Member) -> Self {
        Self {
            id,
            approval_id,
            person_id: member.person_id,
            name: member.name.clone(),
            name_key: member.name_key.clone(),
            post: member.post.clone(),
            role: member.role.clone(),
            organisation_id: member.organisation_id,
            organisation: member.organisation.clone(),
        }
    }

    /// Who the member was.
    pub fn label(&self) -> String {
        super::label(self.organisation.as_deref(), &self.name)
    }
}
