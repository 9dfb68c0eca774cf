//! Nouns of monitoring as stored: campaigns, sheets, answers, evidence; `published` has what was published.

mod published;

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use units::UnitId;

use crate::rules::{Answer, Bands, CampaignState, Entry, Origin, SheetState};
use crate::schema::{answers, campaigns, evidence, sheets};

pub use published::{FrozenEvidence, Publication, PublishedObject, PublishedScore};

db::id! {
    /// A campaign: a template, a period, its objects and dates.
    CampaignId
}
db::id! {
    /// A sheet: one object's answers in a campaign.
    SheetId
}

db::id! {
    /// A template of a unit's own.
    TemplateId
}

/// A campaign as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = campaigns)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// Whose it is.
    pub unit_id: UnitId,
    /// The owner's path.
    pub unit_path: String,
    /// `amur-2020/mms`
    pub template: String,
    /// Hash of the copy it is scored by; empty until it opens (decision 7).
    pub template_hash: String,
    /// Title on the screen.
    pub title: String,
    /// `2026`, shown «2025/26».
    pub period: String,
    /// Code of its [`CampaignState`].
    pub state: String,
    /// First day of collection.
    pub collect_from: NaiveDate,
    /// Last day of collection.
    pub collect_to: NaiveDate,
    /// Last day of verification.
    pub verify_to: NaiveDate,
    /// The day of publication.
    pub publish_on: NaiveDate,
    /// The act that turns places on; none: places are off.
    pub ranks_act_id: Option<DocumentId>,
    /// The act that turns places inside groups on.
    pub groups_act_id: Option<DocumentId>,
    /// The act that turns level bands on.
    pub bands_act_id: Option<DocumentId>,
    /// JSON of the bands; empty when there are none.
    pub bands: String,
    /// The instant entry closes, but for objects extended; 0 for campaigns of before.
    pub closes_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Campaign {
    /// Its state; an unknown code reads as planned.
    pub fn state(&self) -> CampaignState {
        CampaignState::from_code(&self.state).unwrap_or(CampaignState::Planned)
    }

    /// Whether it has opened and taken its copy of the template.
    pub fn has_copy(&self) -> bool {
        !self.template_hash.is_empty()
    }

    /// The levels in force.
    pub fn bands(&self) -> Bands {
        if self.bands_act_id.is_some() { Bands::from_json(&self.bands) } else { Bands::default() }
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/monitoring/{}", self.id)
    }
}

/// A sheet as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sheets)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// Its campaign.
    pub campaign_id: CampaignId,
    /// The object measured.
    pub unit_id: UnitId,
    /// The object's path.
    pub unit_path: String,
    /// The object's name when the campaign opened.
    pub unit_name: String,
    /// Group of places.
    pub size_group: String,
    /// Code of its [`SheetState`].
    pub state: String,
    /// The day the object has to submit by.
    pub due_on: NaiveDate,
    /// Why it was last returned.
    pub return_reason: String,
    /// Why the campaign is published without it.
    pub left_out_reason: String,
    /// The template's level: `municipality`, `okrug`, `organisation`, `body`, `person`.
    pub level: String,
    /// A named body or person inside the unit; empty for the unit itself.
    pub subject: String,
    /// Whose own sheet it is.
    pub account_id: Option<i64>,
    /// The instant entry closes for this object; 0 for sheets of before.
    pub closes_at: Moment,
    /// The last day to object to the preliminary result; none before there is one.
    pub object_to: Option<NaiveDate>,
    /// When it was last submitted.
    pub submitted_at: Option<Moment>,
    /// When it was verified.
    pub verified_at: Option<Moment>,
    /// Version for optimistic locking.
    pub version: i64,
}

impl Sheet {
    /// Its state; an unknown code reads as empty.
    pub fn state(&self) -> SheetState {
        SheetState::from_code(&self.state).unwrap_or(SheetState::Empty)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/monitoring/sheets/{}", self.id)
    }

    /// Whether entry has closed for this object.
    pub fn is_closed(&self, now: Moment) -> bool {
        self.closes_at.0 > 0 && now >= self.closes_at
    }

    /// What the object is called: the unit, or the body or person inside it.
    pub fn name(&self) -> &str {
        if self.subject.is_empty() { &self.unit_name } else { &self.subject }
    }
}

/// The verifier's word on an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing said yet.
    None,
    /// The points are given.
    Accepted,
    /// They are not, for a reason.
    Rejected,
}

impl Ruling {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

/// An answer as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = answers)]
pub struct AnswerRow {
    /// Its id.
    pub id: i64,
    /// Its sheet.
    pub sheet_id: SheetId,
    /// The indicator's number.
    pub no: String,
    /// JSON of what the object declared; empty when nothing.
    pub declared: String,
    /// `person` or `fact`.
    pub origin: String,
    /// JSON of the verifier's own value; empty when the declared one stands.
    pub accepted: String,
    /// Code of its [`Ruling`].
    pub ruling: String,
    /// Why it was rejected, or a word with the acceptance.
    pub ruling_reason: String,
    /// When it was ruled on.
    pub ruled_at: Option<Moment>,
    /// By whom.
    pub ruled_by: Option<i64>,
    /// What to mend, from the last return.
    pub remark: String,
    /// When it was last changed.
    pub updated_at: Moment,
    /// By whom.
    pub updated_by: Option<i64>,
    /// JSON of the fact as frozen at submission; empty when there was none.
    pub fact: String,
    /// Version: conflicts are per answer (decision 10).
    pub version: i64,
}

impl AnswerRow {
    /// What the object declared.
    pub fn declared(&self) -> Option<Answer> {
        read(&self.declared)
    }

    /// Both values and the ruling, as the rules take them.
    pub fn entry(&self) -> Entry {
        let is_rejected = self.ruling == Ruling::Rejected.code();
        Entry {
            declared: self.declared(),
            accepted: read(&self.accepted),
            rejected: is_rejected.then(|| self.ruling_reason.clone()),
        }
    }

    /// The verifier's word.
    pub fn ruling(&self) -> Ruling {
        match self.ruling.as_str() {
            "accepted" => Ruling::Accepted,
            "rejected" => Ruling::Rejected,
            _ => Ruling::None,
        }
    }

    /// Where the answer came from.
    pub fn origin(&self) -> Origin {
        if self.origin == "fact" { Origin::Fact } else { Origin::Person }
    }
}

/// An answer as JSON text; an empty text is none.
pub(crate) fn read(json: &str) -> Option<Answer> {
    serde_json::from_str(json).ok()
}

/// The JSON text of an answer.
pub(crate) fn written(answer: &Answer) -> String {
    if answer.is_empty() { String::new() } else { serde_json::to_string(answer).unwrap_or_default() }
}

/// A link from an answer to a document.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    /// Its id.
    pub id: i64,
    /// The sheet.
    pub sheet_id: SheetId,
    /// The indicator's number.
    pub no: String,
    /// The document.
    pub document_id: DocumentId,
    /// Its line as frozen at submission; before that, as it was when added.
    pub title: String,
    /// Hash of its file when frozen.
    pub sha256: String,
    /// When it was frozen.
    pub frozen_at: Option<Moment>,
    /// Who added it; none for the program, and for a command.
    pub added_by: Option<i64>,
}
