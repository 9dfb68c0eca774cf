//! Management decisions (Владимир, п. 5.10): who took which, what holds it, whom it binds, what it answers.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use monitoring::model::CampaignId;
use units::UnitId;

use super::RecommendationId;
use crate::rules::{DecisionKind, Stage, TakenAt, Topic};
use crate::schema::{decision_addressees, decision_grounds, decisions};

db::id! {
    /// A management decision.
    DecisionId
}

/// A decision as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = decisions)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// Who takes it.
    pub unit_id: UnitId,
    /// The path of who takes it.
    pub unit_path: String,
    /// Code of its [`DecisionKind`].
    pub kind: String,
    /// Whether it binds; otherwise it advises.
    pub is_binding: bool,
    /// Code of its [`Topic`].
    pub topic: String,
    /// What it is called.
    pub title: String,
    /// The same, folded.
    pub title_key: String,
    /// The day it was taken; of a draft: the day it was begun.
    pub decided_on: NaiveDate,
    /// Code of [`TakenAt`]: the level it was delegated to.
    pub taken_at_level: String,
    /// Post or name of who takes it; may be empty.
    pub taken_by: String,
    /// The document that holds it.
    pub document_id: Option<DocumentId>,
    /// Whom in the units; may be empty.
    pub audience: String,
    /// The post of the official who controls it.
    pub controller: String,
    /// Whom the duties remind; empty: whoever takes decisions there.
    pub controller_role: String,
    /// The plan of the school's own quality control.
    pub plan_id: Option<DocumentId>,
    /// Its item there.
    pub plan_item: String,
    /// Code of its [`Stage`].
    pub status: String,
    /// What the control showed, or why it was cancelled.
    pub word: String,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// Who entered it; none: a command.
    pub created_by: Option<i64>,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Decision {
    /// Where it stands; an unknown code reads as cancelled: nothing can be done with it.
    pub fn stage(&self) -> Stage {
        Stage::from_code(&self.status).unwrap_or(Stage::Cancelled)
    }

    /// Its kind.
    pub fn kind(&self) -> DecisionKind {
        DecisionKind::from_code(&self.kind).unwrap_or(DecisionKind::Order)
    }

    /// What it is about.
    pub fn topic(&self) -> Topic {
        Topic::from_code(&self.topic).unwrap_or(Topic::Other)
    }

    /// The level it was delegated to.
    pub fn taken_at(&self) -> TakenAt {
        TakenAt::from_code(&self.taken_at_level).unwrap_or(TakenAt::Head)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/decisions/{}", self.id)
    }
}

/// A unit a decision is addressed to.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = decision_addressees)]
pub struct Addressee {
    /// Its id.
    pub id: i64,
    /// The decision.
    pub decision_id: DecisionId,
    /// The unit.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
}

/// What a decision answers.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = decision_grounds)]
pub struct Ground {
    /// Its id.
    pub id: i64,
    /// The decision.
    pub decision_id: DecisionId,
    /// The published monitoring; none: a finding in words.
    pub campaign_id: Option<CampaignId>,
    /// The indicator's number; empty for a finding.
    pub no: String,
    /// The recommendation that came to the unit for this indicator.
    pub recommendation_id: Option<RecommendationId>,
    /// Words of the indicator, or the finding.
    pub text: String,
}

/// A decision as a person writes it.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// Its kind.
    pub kind: DecisionKind,
    /// Whether it binds.
    pub is_binding: bool,
    /// What it is about.
    pub topic: Topic,
    /// What it is called.
    pub title: String,
    /// The level it is delegated to.
    pub taken_at: TakenAt,
    /// Post or name of who takes it.
    pub taken_by: String,
    /// The document that holds it.
    pub document: Option<DocumentId>,
    /// The units it goes to.
    pub addressees: Vec<UnitId>,
    /// Whom in the units.
    pub audience: String,
    /// The post of the official who controls it.
    pub controller: String,
    /// Whom the duties remind.
    pub controller_role: String,
    /// The plan of the school's own quality control.
    pub plan: Option<DocumentId>,
    /// Its item there.
    pub plan_item: String,
    /// What it answers.
    pub grounds: NewGrounds,
}

/// What a decision answers, as a person writes it.
#[derive(Debug, Clone, Default)]
pub struct NewGrounds {
    /// The published monitoring.
    pub campaign: Option<CampaignId>,
    /// Numbers of its indicators.
    pub nos: Vec<String>,
    /// A finding in words.
    pub finding: String,
}
