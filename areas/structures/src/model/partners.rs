//! Partners outside the tree – universities, colleges, institutes, social partners – with agreement and term, and what was
//! done together (приложение 5, пп. 1.7, 6.1; Кемеровская область, п. 3.2; Терский район, раздел 1, компонент 3).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;

use super::StructureId;
use crate::rules::PartnerSort;
use crate::schema::{structure_joint_works, structure_partners};

db::id! {
    /// A partner of a structure.
    PartnerId
}

/// A partner as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_partners)]
pub struct Partner {
    /// Its id.
    pub id: PartnerId,
    /// Whose.
    pub structure_id: StructureId,
    /// «Педагогический колледж»
    pub name: String,
    /// The name, folded.
    pub name_key: String,
    /// Code of its [`PartnerSort`].
    pub sort: String,
    /// The agreement.
    pub document_id: Option<DocumentId>,
    /// What is done together.
    pub about: String,
    /// The first day.
    pub since: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// When it was entered.
    pub created_at: Moment,
    /// Telephone, mail, site; may be empty.
    pub contacts: String,
}

impl Partner {
    /// What it is; an unknown code reads as another organisation.
    pub fn kind(&self) -> PartnerSort {
        PartnerSort::of(&self.sort).unwrap_or(PartnerSort::Other)
    }
}

/// Something done together.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_joint_works)]
pub struct JointWork {
    /// Its id.
    pub id: i64,
    /// With whom.
    pub partner_id: PartnerId,
    /// The day.
    pub held_on: NaiveDate,
    /// «Семинар по функциональной грамотности»
    pub title: String,
    /// When it was entered.
    pub created_at: Moment,
}

/// A partner to be entered.
#[derive(Debug, Clone)]
pub struct NewPartner {
    /// Its name.
    pub name: String,
    /// What it is.
    pub sort: PartnerSort,
    /// The agreement.
    pub document: Option<DocumentId>,
    /// What is done together.
    pub about: String,
    /// Telephone, mail, site; may be empty.
    pub contacts: String,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; none: without term.
    pub until: Option<NaiveDate>,
}
