//! What was published: never changed, read by revision (decision 9).

use db::Moment;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use units::UnitId;

use super::CampaignId;
use crate::schema::{publications, published_objects, published_scores};

/// Evidence as kept with a published score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenEvidence {
    /// The document's id.
    pub id: String,
    /// Its line.
    pub title: String,
    /// Hash of its file; empty for a link.
    pub sha256: String,
}

/// A publication as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = publications)]
pub struct Publication {
    /// Its id.
    pub id: i64,
    /// Its campaign.
    pub campaign_id: CampaignId,
    /// 1, 2, 3 …
    pub revision: i64,
    /// Mean percent of the objects; empty when there is none.
    pub mean_percent: String,
    /// Median percent.
    pub median_percent: String,
    /// Why a further revision.
    pub reason: String,
    /// When.
    pub published_at: Moment,
    /// «места включены актом: …»; empty when places are off.
    pub places_by: String,
    /// The act of places inside groups; empty when they are off.
    pub groups_by: String,
    /// The act of level bands; empty when they are off.
    pub bands_by: String,
}

/// An object's published result.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = published_objects)]
pub struct PublishedObject {
    /// Its id.
    pub id: i64,
    /// Its publication.
    pub publication_id: i64,
    /// The unit.
    pub unit_id: UnitId,
    /// Its path then.
    pub unit_path: String,
    /// Its name then.
    pub name: String,
    /// Its parent's name then.
    pub parent_name: String,
    /// Its group then.
    pub size_group: String,
    /// Points, decimal text.
    pub score: String,
    /// Maximum, decimal text.
    pub max: String,
    /// Percent, rounded to 4 decimals; empty when the maximum is 0.
    pub percent: String,
    /// Level; empty without bands.
    pub band: String,
    /// Place among all.
    pub place: i64,
    /// Place in its group.
    pub group_place: Option<i64>,
    /// Change of the points against the period before; empty when there is none.
    pub change: String,
    /// Published without figures, for this reason.
    pub left_out_reason: String,
    /// The template's level.
    pub level: String,
    /// A named body or person inside the unit; empty for the unit itself.
    pub subject: String,
    /// Folded, for uniqueness.
    pub subject_key: String,
}

impl PublishedObject {
    /// What the object is called: the unit, or the body or person inside it.
    pub fn title(&self) -> &str {
        if self.subject.is_empty() { &self.name } else { &self.subject }
    }
}

/// One indicator of an object's published result.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = published_scores)]
pub struct PublishedScore {
    /// Its id.
    pub id: i64,
    /// The object.
    pub object_id: i64,
    /// The indicator's number.
    pub no: String,
    /// Its criterion's number.
    pub criterion: String,
    /// Points; empty when not scored.
    pub score: String,
    /// Maximum.
    pub max: String,
    /// Code of the state.
    pub state: String,
    /// Name of the rule.
    pub rule: String,
    /// Why.
    pub why: String,
    /// What would earn the lost points.
    pub earns: String,
    /// JSON of the winning answer.
    pub answer: String,
    /// The verifier's words: why not, or the ground of a judgement.
    pub ground: String,
    /// Who ruled.
    pub ruled_by: String,
    /// When.
    pub ruled_at: Option<Moment>,
    /// JSON list of [`FrozenEvidence`].
    pub evidence: String,
}
