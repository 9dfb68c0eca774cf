//! Mentoring: a pair with its mentors, what it does, plans and reports.

pub mod around;

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use people::PersonId;
use units::UnitId;

mod assessed;
mod coming;
mod experience;
mod handing;
mod ordered;
mod papers;
mod parts;
mod replacing;
mod state;
mod unfit;

pub use assessed::MatterPaper;
pub use coming::ComingEnd;
pub use experience::{Experience, ExperienceId};
pub use handing::Handing;
pub use ordered::OrderMark;
pub use replacing::{Application, ApplicationId, Succession};
pub use state::State;
pub use unfit::UnfitStep;

pub use papers::{
    Analysis, EarlyEnd, Edit, Exception, FormerText, GroundPaper, Outcome, Replacing, Sheet, SheetId,
    SheetMark, Signed,
};

use crate::rules::{Progress, Step, Steps};
use crate::schema::{
    adaptation_results, mentorship_events, mentorship_mentors, mentorship_reports, mentorship_tasks,
    mentorship_works, mentorships,
};

db::id! {
    /// A pair: a mentee with one or several mentors of one kind.
    PairId
}

db::id! {
    /// Somebody's part in a pair as a mentor.
    MentorId
}

db::id! {
    /// A line of the journal.
    WorkId
}

db::id! {
    /// A line of the plan.
    TaskId
}

db::id! {
    /// A report.
    ReportId
}

/// A pair as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorships)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Pair {
    pub id: PairId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub mentee_id: PersonId,
    pub category: String,
    pub kind: String,
    pub state: String,
    pub hired_on: NaiveDate,
    pub graduates_on: Option<NaiveDate>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub council_on: Option<NaiveDate>,
    pub council_document_id: Option<DocumentId>,
    pub council_note: String,
    pub deputy_on: Option<NaiveDate>,
    pub deputy_account: Option<i64>,
    pub mentee_on: Option<NaiveDate>,
    pub mentee_way: String,
    pub order_on: Option<NaiveDate>,
    pub order_document_id: Option<DocumentId>,
    pub announced_on: Option<NaiveDate>,
    pub reason: String,
    pub ended_on: Option<NaiveDate>,
    pub end_ground: String,
    pub end_note: String,
    pub result: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

impl Pair {
    /// Its state.
    pub fn state(&self) -> State {
        State::of(&self.state)
    }

    /// The card.
    pub fn url(&self) -> String {
        format!("/mentoring/{}", self.id)
    }

    /// Whether its term is over, or is by the end of the day.
    pub fn may_complete(&self, today: NaiveDate) -> bool {
        self.ends_on.is_some_and(|last| last <= today)
    }

    /// The steps done of those asked for; those of mentors only when every one of them did theirs.
    pub fn progress(&self, mentors: &[Mentor], steps: Steps) -> Progress {
        // A successor's steps are shown beside the bar; of a pair that is over those count whom its order appointed, of one given
        // up before any order the last ones.
        let first_from = mentors.iter().filter_map(|one| one.from_on).min();
        let last_to = mentors.iter().filter_map(|one| one.to_on).max();
        let is_bound = |one: &&Mentor| match self.state() {
            State::Preparing | State::Active => one.is_of(self),
            State::Ended | State::Cancelled if first_from.is_some() => one.from_on == first_from,
            State::Ended | State::Cancelled => one.to_on == last_to,
        };
        let last = |day: fn(&Mentor) -> Option<NaiveDate>| {
            let here = mentors.iter().filter(is_bound);
            here.map(day).collect::<Option<Vec<NaiveDate>>>().and_then(|days| days.into_iter().max())
        };
        let done = [
            (Step::Council, self.council_on),
            (Step::Deputy, self.deputy_on),
            (Step::Mentor, last(|one| one.consent_on)),
            (Step::Mentee, self.mentee_on),
            (Step::Agreement, last(|one| one.terms_on)),
            (Step::Order, self.order_on),
            (Step::Announced, self.announced_on),
        ];
        Progress::of(steps, done)
    }
}

/// Somebody's part in a pair as a mentor.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_mentors)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Mentor {
    pub id: MentorId,
    pub mentorship_id: PairId,
    pub person_id: PersonId,
    pub agreement: String,
    pub consent_on: Option<NaiveDate>,
    pub consent_way: String,
    pub terms_on: Option<NaiveDate>,
    pub terms_way: String,
    pub terms_note: String,
    pub from_on: Option<NaiveDate>,
    pub to_on: Option<NaiveDate>,
    pub end_ground: String,
    pub end_note: String,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub choice_reason: Option<String>,
}

/// A line of the journal.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_works)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Work {
    pub id: WorkId,
    pub mentorship_id: PairId,
    pub work: String,
    pub held_on: NaiveDate,
    pub topic: String,
    pub outcome: String,
    pub written_by: Option<i64>,
    pub created_at: Moment,
}

/// A line of the plan of professional formation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_tasks)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Task {
    pub id: TaskId,
    pub mentorship_id: PairId,
    pub title: String,
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    pub proof: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A report of one side for half a school year.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_reports)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Report {
    pub id: ReportId,
    pub mentorship_id: PairId,
    pub side: String,
    pub half: String,
    pub body: String,
    pub state: String,
    pub submitted_on: NaiveDate,
    pub heard_on: Option<NaiveDate>,
    pub protocol: String,
    pub word: String,
    pub written_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

/// What happened to a pair.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_events)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Event {
    pub id: i64,
    pub mentorship_id: PairId,
    pub account: Option<i64>,
    pub at: Moment,
    pub text: String,
}

/// What is chosen when a pair is begun.
#[derive(Debug, Clone)]
pub struct NewPair {
    /// Who is to be mentored.
    pub mentee: PersonId,
    /// Category, of the pack.
    pub category: String,
    /// Kind of mentor, of the pack.
    pub kind: String,
    /// The mentor; several of a collective one.
    pub mentors: Vec<PersonId>,
    /// The agreement with the mentor's organisation, if it is another one.
    pub agreement: String,
    /// The end of studies.
    pub graduates_on: Option<NaiveDate>,
    /// Why in spite of warnings; may be empty where there is none.
    pub reason: String,
    /// Why somebody who does not meet the clauses, where the school has nobody who does.
    pub exception: String,
    /// The day of a disciplinary measure that still counts: asks for a reason, is kept nowhere.
    pub penalty_on: Option<NaiveDate>,
}

db::id! {
    /// What a study of adaptation told of somebody.
    ResultId
}

/// What a study of adaptation told of somebody on a day.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = adaptation_results)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct AdaptationResult {
    pub id: ResultId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub person_id: PersonId,
    pub studied_on: NaiveDate,
    pub level: String,
    pub note: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}
