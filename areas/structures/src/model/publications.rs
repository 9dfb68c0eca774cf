//! What a structure published about its work, by outlet (приложение 4, раздел 4).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use super::StructureId;
use crate::rules::Outlet;
use crate::schema::structure_publications;

db::id! {
    /// A publication of a structure.
    PublicationId
}

/// A publication as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = structure_publications)]
pub struct Publication {
    /// Its id.
    pub id: PublicationId,
    /// Whose.
    pub structure_id: StructureId,
    /// Code of its [`Outlet`].
    pub outlet: String,
    /// «Учительская газета»
    pub outlet_name: String,
    /// «Как мы учим читать графики»
    pub title: String,
    /// Where it is read; empty: on paper.
    pub url: String,
    /// The day it came out.
    pub published_on: NaiveDate,
    /// Who entered it; none: a command.
    pub account_id: Option<i64>,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was taken back as entered by mistake.
    pub removed_at: Option<Moment>,
}

impl Publication {
    /// Where it came out; an unknown code reads as another outlet.
    pub fn kind(&self) -> Outlet {
        Outlet::of(&self.outlet).unwrap_or(Outlet::Other)
    }
}

/// A publication to be entered.
#[derive(Debug, Clone)]
pub struct NewPublication {
    /// Where it came out.
    pub outlet: Outlet,
    /// The name of the outlet.
    pub outlet_name: String,
    /// Its title.
    pub title: String,
    /// Where it is read; empty: on paper.
    pub url: String,
    /// The day it came out.
    pub published_on: NaiveDate,
}
