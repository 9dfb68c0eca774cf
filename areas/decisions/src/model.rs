//! Address recommendations, decisions, and the measures that answer the ones and are ordered by the others.

mod decisions;

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use monitoring::model::CampaignId;
use units::UnitId;

pub use decisions::{Addressee, Decision, DecisionId, Ground, NewDecision, NewGrounds};

use crate::rules::{Audience, Status};
use crate::schema::{measures, paper_answers, recommendations};

db::id! {
    /// An address recommendation.
    RecommendationId
}
db::id! {
    /// A measure.
    MeasureId
}

/// A recommendation as stored: to one object, for one deficit.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = recommendations)]
pub struct Recommendation {
    /// Its id.
    pub id: RecommendationId,
    /// The monitoring it rests on; none: a finding of the sender's own.
    pub campaign_id: Option<CampaignId>,
    /// Who recommends.
    pub owner_id: UnitId,
    /// The path of who recommends.
    pub owner_path: String,
    /// Whose deficit it is.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
    /// Its name as published.
    pub unit_name: String,
    /// A named body inside the unit; empty for the unit itself.
    pub subject: String,
    /// The same, folded.
    pub subject_key: String,
    /// The table's level of the object.
    pub level: String,
    /// The indicator's number.
    pub no: String,
    /// Its words.
    pub title: String,
    /// Points published, decimal text.
    pub score: String,
    /// Of so many.
    pub max: String,
    /// Code of the published state: why there are no points.
    pub finding: String,
    /// The revision of the publication it rests on.
    pub revision: i64,
    /// Whom in the unit; may be empty.
    pub addressee: String,
    /// What is recommended.
    pub text: String,
    /// The clause the advice rests on; may be empty.
    pub clause: String,
    /// Code of its [`Status`].
    pub status: String,
    /// The last day to answer, since it was sent.
    pub reply_by: Option<NaiveDate>,
    /// The last reason given.
    pub word: String,
    /// When it was sent.
    pub sent_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// When it was drafted.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
    /// Code of its [`Audience`]; none: after a monitoring.
    pub audience: Option<String>,
    /// The document that holds the finding.
    pub document_id: Option<DocumentId>,
}

impl Recommendation {
    /// Its status; an unknown code reads as withdrawn: nothing can be done with it.
    pub fn status(&self) -> Status {
        Status::from_code(&self.status).unwrap_or(Status::Withdrawn)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/recommendations/{}", self.id)
    }

    /// Whom in the unit it is for, where it answers a finding.
    pub fn audience(&self) -> Option<Audience> {
        self.audience.as_deref().and_then(Audience::from_code)
    }

    /// Whether a unit recommends to itself: to its own staff or to teachers of its own.
    pub fn is_to_own(&self) -> bool {
        self.unit_id == self.owner_id
    }

    /// What the object is called: the unit, or the body inside it.
    pub fn name(&self) -> &str {
        if self.subject.is_empty() { &self.unit_name } else { &self.subject }
    }

    /// Whether an answer is owed and late.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.status().awaits_answer() && self.reply_by.is_some_and(|day| day < today)
    }
}

/// A measure as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = measures)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What it answers; none: a point of a decision alone.
    pub recommendation_id: Option<RecommendationId>,
    /// The decision that orders it; none: an answer to a recommendation alone.
    pub decision_id: Option<DecisionId>,
    /// The number of the point; 0 where no decision orders it.
    pub ordinal: i64,
    /// Who takes it.
    pub unit_id: UnitId,
    /// The path of who takes it.
    pub unit_path: String,
    /// What will be done.
    pub title: String,
    /// By whom: a post or a name.
    pub responsible: String,
    /// Its last day.
    pub due_on: NaiveDate,
    /// How many times that day was moved.
    pub prolonged: i64,
    /// `planned`, `done` or `cancelled`.
    pub status: String,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// What came of it, or why it was cancelled.
    pub outcome: String,
    /// What proves it.
    pub document_id: Option<DocumentId>,
    /// When it was planned.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Measure {
    /// A measure that answers a recommendation.
    pub(crate) fn planned(id: MeasureId, one: &Recommendation, new: &NewMeasure, now: Moment) -> Self {
        Self {
            id,
            recommendation_id: Some(one.id),
            decision_id: None,
            ordinal: 0,
            unit_id: one.unit_id,
            unit_path: one.unit_path.clone(),
            title: new.title.clone(),
            responsible: new.responsible.clone(),
            due_on: new.due_on,
            prolonged: 0,
            status: "planned".to_owned(),
            done_on: None,
            outcome: String::new(),
            document_id: None,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    /// Whether it is still to be done.
    pub fn is_planned(&self) -> bool {
        self.status == "planned"
    }

    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        self.status == "done"
    }

    /// Whether it is to be done and late.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_planned() && self.due_on < today
    }
}

/// A measure to be taken.
#[derive(Debug, Clone)]
pub struct NewMeasure {
    /// What will be done.
    pub title: String,
    /// By whom.
    pub responsible: String,
    /// Its last day.
    pub due_on: NaiveDate,
}

db::id! {
    /// An answer that came on paper.
    PaperAnswerId
}

/// The paper an answer came on, and who entered it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = paper_answers)]
pub struct PaperAnswer {
    /// Its id.
    pub id: PaperAnswerId,
    /// What it answers.
    pub recommendation_id: RecommendationId,
    /// Its number.
    pub number: String,
    /// Its day.
    pub dated: NaiveDate,
    /// Who entered it; none: a command.
    pub entered_by: Option<i64>,
    /// When.
    pub entered_at: Moment,
}
