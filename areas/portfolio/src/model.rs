//! What a person adds to the own portfolio, what they hide, the private links to it.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use files::FileId;
use people::PersonId;
use registry::Section;

use crate::schema::{portfolio_choices, portfolio_items, portfolio_links};

db::id! {
    /// An item the person added.
    ItemId
}

db::id! {
    /// A private link.
    LinkId
}

/// An item the person added, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = portfolio_items)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Whose.
    pub person_id: PersonId,
    /// Code of its [`Section`].
    pub section: String,
    /// What it is.
    pub title: String,
    /// Where, by whom; may be empty.
    pub about: String,
    /// The day it happened.
    pub happened_on: Option<NaiveDate>,
    /// Where it is published; may be empty.
    pub link: String,
    /// Its document.
    pub file_id: Option<FileId>,
    /// Who of the organisation looked at it.
    pub confirmed_by: Option<i64>,
    /// When.
    pub confirmed_at: Option<Moment>,
    /// When it was added.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Item {
    /// Its section; an unknown code reads as the last one.
    pub fn section(&self) -> Section {
        Section::of(&self.section).unwrap_or(Section::Other)
    }

    /// The key by which it is hidden and ordered.
    pub fn key(&self) -> String {
        format!("portfolio:item:{}", self.id)
    }
}

/// What is typed of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// Its section.
    pub section: Section,
    /// What it is.
    pub title: String,
    /// Where, by whom.
    pub about: String,
    /// The day it happened.
    pub happened_on: Option<NaiveDate>,
    /// Where it is published.
    pub link: String,
}

/// What the person said of an item.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = portfolio_choices)]
pub struct Choice {
    /// The key of the item.
    pub item: String,
    /// Nobody else sees it.
    pub is_hidden: bool,
    /// The smaller stands first.
    pub place: Option<i64>,
}

/// A private link as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = portfolio_links)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Whose portfolio it opens.
    pub person_id: PersonId,
    /// The hash of its secret.
    pub token_hash: String,
    /// For whom.
    pub purpose: String,
    /// Documents may be opened as well.
    pub has_files: bool,
    /// The last day it opens anything.
    pub last_day: NaiveDate,
    /// When it was made.
    pub created_at: Moment,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
}

impl Link {
    /// Whether it opens the portfolio on the day.
    pub fn is_live(&self, today: NaiveDate) -> bool {
        self.revoked_at.is_none() && today <= self.last_day
    }
}
