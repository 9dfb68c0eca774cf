//! Reports, their sections and archives, and results of procedures as stored.

use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use monitoring::model::CampaignId;
use units::UnitId;

use crate::schema::{procedure_results, report_batches, report_sections, reports};

db::id! {
    /// A report.
    ReportId
}
db::id! {
    /// A section of a report.
    SectionId
}
db::id! {
    /// An archive of all reports of a monitoring.
    BatchId
}

/// A report as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reports)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// The monitoring it tells of.
    pub campaign_id: CampaignId,
    /// Who reports.
    pub issuer_id: UnitId,
    /// The path of who reports.
    pub issuer_path: String,
    /// About whom: the owner of the monitoring, or one object.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
    /// Its name as published.
    pub unit_name: String,
    /// Whether it tells of all objects.
    pub is_whole: bool,
    /// 1, 2, 3 …
    pub edition: i64,
    /// Why a further edition.
    pub reason: String,
    /// The revision of the publication it was begun on.
    pub begun_on: i64,
    /// The revision it was approved on; 0 while a draft.
    pub revision: i64,
    /// `draft` or `approved`.
    pub status: String,
    /// What it was registered as.
    pub document_id: Option<DocumentId>,
    /// JSON of everything it says, since it was approved.
    pub frozen: String,
    /// When it was approved.
    pub approved_at: Option<Moment>,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Version for optimistic locking.
    pub version: i64,
}

/// The word of a draft's status.
pub(crate) const DRAFT: &str = "draft";
/// The word of an approved one's.
pub(crate) const APPROVED: &str = "approved";

impl Report {
    /// Whether its words may still change.
    pub fn is_draft(&self) -> bool {
        self.status == DRAFT
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/reports/{}", self.id)
    }
}

/// A section as stored: its words; what stands under them is made of the figures.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = report_sections)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// Its report.
    pub report_id: ReportId,
    /// Its place among the sections.
    pub place: i64,
    /// What it is about: `basis`, `summary` …
    pub code: String,
    /// Its heading.
    pub title: String,
    /// Its words; `{…}` is a figure.
    pub body: String,
    /// When it was changed last.
    pub updated_at: Moment,
    /// By whom; none: the program's own draft.
    pub updated_by: Option<i64>,
    /// Version for optimistic locking.
    pub version: i64,
}

/// An archive as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = report_batches)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The monitoring.
    pub campaign_id: CampaignId,
    /// Who reports.
    pub issuer_id: UnitId,
    /// The path of who reports.
    pub issuer_path: String,
    /// `pdf` or `docx`.
    pub form: String,
    /// `queued`, `ready` or `removed`.
    pub status: String,
    /// Papers printed.
    pub done: i64,
    /// Of so many.
    pub total: i64,
    /// Why the last try failed; empty: it did not.
    pub fault: String,
    /// The archive.
    pub file_id: Option<i64>,
    /// When it was asked for.
    pub created_at: Moment,
    /// By whom.
    pub created_by: Option<i64>,
    /// When it was ready.
    pub finished_at: Option<Moment>,
}

impl Batch {
    /// Whether it is still being made.
    pub fn is_under_way(&self) -> bool {
        self.status == "queued"
    }

    /// Whether it can be taken away.
    pub fn is_ready(&self) -> bool {
        self.status == "ready"
    }
}

/// A result of a procedure as stored: one school, year, subject and grade.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = procedure_results)]
pub struct ProcedureResult {
    /// Its id.
    pub id: i64,
    /// The school.
    pub unit_id: UnitId,
    /// Its path.
    pub unit_path: String,
    /// Code of the [`crate::procedures::Kind`].
    pub kind: String,
    /// The year the school year ends in.
    pub period: String,
    /// The subject.
    pub subject: String,
    /// The same, folded.
    pub subject_key: String,
    /// 1 … 12; 0: not named.
    pub grade: i64,
    /// How many took part.
    pub participants: i64,
    /// Mean points or mark; may be empty.
    pub mean: String,
    /// Percent of those who coped; may be empty.
    pub passed: String,
    /// Percent of «4» and «5»; may be empty.
    pub quality: String,
    /// When it came.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// By whom; none: a command.
    pub updated_by: Option<i64>,
    /// Version for optimistic locking.
    pub version: i64,
}
