//! What everybody may see: results of a monitoring (an opening), structures of a place (a directory).

use db::Moment;
use diesel::prelude::*;
use monitoring::model::CampaignId;
use units::UnitId;

use crate::schema::{directories, openings};

db::id! {
    /// An opening.
    OpeningId
}

/// An opening as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = openings)]
pub struct Opening {
    /// Its id.
    pub id: OpeningId,
    /// The monitoring.
    pub campaign_id: CampaignId,
    /// Whose monitoring it is.
    pub unit_id: UnitId,
    /// The owner's path.
    pub unit_path: String,
    /// How it was measured, in the authority's words; may be empty.
    pub about: String,
    /// Places are shown, where the publication has them.
    pub has_places: bool,
    /// Shown now.
    pub is_open: bool,
    /// When that was decided last.
    pub changed_at: Moment,
    /// By whom.
    pub changed_by: Option<i64>,
    /// Version for optimistic locking; 0: never decided.
    pub version: i64,
}

impl Opening {
    /// The page that everybody sees.
    pub fn url(&self) -> String {
        url_of(self.campaign_id)
    }
}

/// The page of a monitoring that everybody sees.
pub fn url_of(campaign: CampaignId) -> String {
    format!("/open/{campaign}")
}

db::id! {
    /// A directory.
    DirectoryId
}

/// A directory as stored: the structures of a unit and of everything under it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = directories)]
pub struct Directory {
    /// Its id.
    pub id: DirectoryId,
    /// Whose structures they are.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
    /// To whom to turn with what, in the authority's words; may be empty.
    pub about: String,
    /// Shown now.
    pub is_open: bool,
    /// When that was decided last.
    pub changed_at: Moment,
    /// By whom.
    pub changed_by: Option<i64>,
    /// Version for optimistic locking; 0: never decided.
    pub version: i64,
}
