//! What stands beside a pair: orders of replacement, what it came to, exceptions, sheets of criteria, former lines of a journal.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use files::FileId;
use people::PersonId;
use units::UnitId;

use super::{MentorId, PairId, ReportId, WorkId};
use crate::schema::{
    mentorship_analyses, mentorship_ends, mentorship_exceptions, mentorship_grounds, mentorship_marks,
    mentorship_orders, mentorship_outcomes, mentorship_report_texts, mentorship_sheets, mentorship_signed,
    mentorship_work_edits,
};

db::id! {
    /// A sheet of criteria of a candidate.
    SheetId
}

/// An order of replacement: whose part ends, whose begins.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_orders)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Replacing {
    pub id: i64,
    pub mentorship_id: PairId,
    pub leaving_id: MentorId,
    pub next_id: MentorId,
    pub document_id: DocumentId,
    pub signed_on: NaiveDate,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// An order of an early end.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_ends)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct EarlyEnd {
    pub id: i64,
    pub mentorship_id: PairId,
    pub document_id: DocumentId,
    pub signed_on: NaiveDate,
    pub notice_on: Option<NaiveDate>,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// The paper behind an order of replacement or of an early end, as it was attached.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_grounds)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct GroundPaper {
    pub id: i64,
    pub mentorship_id: PairId,
    pub document_id: DocumentId,
    pub file_id: FileId,
    pub name: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// A paper of a mentor's part signed by hand, as it was attached.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_signed)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Signed {
    pub id: i64,
    pub mentorship_id: PairId,
    pub mentor_id: MentorId,
    pub paper: String,
    pub file_id: FileId,
    pub name: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// What a pair came to at its term.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_outcomes)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Outcome {
    pub mentorship_id: PairId,
    pub adaptation: String,
    pub stays: String,
    pub incentive: String,
    pub incentive_note: String,
    pub waiver: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// How a line of the journal stood before it was corrected.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_work_edits)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Edit {
    pub id: i64,
    pub work_id: WorkId,
    pub work: String,
    pub held_on: NaiveDate,
    pub topic: String,
    pub outcome: String,
    pub edited_by: Option<i64>,
    pub edited_at: Moment,
}

/// What a report said before it was written anew.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_report_texts)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct FormerText {
    pub id: i64,
    pub report_id: ReportId,
    pub mentorship_id: PairId,
    pub body: String,
    pub state: String,
    pub submitted_on: NaiveDate,
    pub heard_on: Option<NaiveDate>,
    pub word: String,
    pub written_by: Option<i64>,
    pub replaced_at: Moment,
}

/// The analysis of a lesson of a line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_analyses)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Analysis {
    pub work_id: WorkId,
    pub kind: String,
    pub class: String,
    pub subject: String,
    pub advice: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Why somebody is a mentor who does not meet the clauses.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_exceptions)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Exception {
    pub mentorship_id: PairId,
    pub ground: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// The sheet of criteria of a candidate to be somebody's mentor (п. 3.3).
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_sheets)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Sheet {
    pub id: SheetId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub mentee_id: PersonId,
    pub candidate_id: PersonId,
    pub kind: String,
    pub held_on: NaiveDate,
    pub document_id: Option<DocumentId>,
    pub protocol: String,
    pub decision: String,
    pub word: String,
    pub written_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

impl Sheet {
    /// Whether the council recommends the candidate.
    pub fn is_recommended(&self) -> bool {
        self.decision == "recommended"
    }
}

/// A mark of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_marks)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct SheetMark {
    pub id: i64,
    pub sheet_id: SheetId,
    pub criterion: String,
    pub mark: i64,
}
