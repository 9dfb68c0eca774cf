//! Around a pair: plan, visits, what is raised and answered, questionnaires, briefings, the creative group.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use people::PersonId;
use units::UnitId;

use super::{PairId, TaskId};
use crate::schema::around::{
    mentoring_attendees, mentoring_gatherings, mentoring_group_members, mentorship_controls,
    mentorship_matters, mentorship_onward, mentorship_plans, mentorship_survey_marks, mentorship_surveys,
    mentorship_task_aims, mentorship_visits,
};

db::id! {
    /// The plan of a pair.
    PlanId
}

db::id! {
    /// A visit to a lesson.
    VisitId
}

db::id! {
    /// Something raised round a pair.
    MatterId
}

db::id! {
    /// A briefing or a session.
    GatheringId
}

db::id! {
    /// Membership in the creative group.
    MembershipId
}

/// The plan of professional formation of a pair.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_plans)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Plan {
    pub id: PlanId,
    pub mentorship_id: PairId,
    pub goals: String,
    pub goals_at: Moment,
    pub mentor_on: Option<NaiveDate>,
    pub mentor_at: Option<Moment>,
    pub mentor_account: Option<i64>,
    pub mentee_on: Option<NaiveDate>,
    pub mentee_at: Option<Moment>,
    pub mentee_account: Option<i64>,
    pub council_on: Option<NaiveDate>,
    pub council_note: String,
    pub council_word: String,
    pub updated_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

/// What a line of the plan is for.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_task_aims)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Aim {
    pub task_id: TaskId,
    pub mentorship_id: PairId,
    pub word: String,
    pub component: String,
    pub deficit: String,
    pub evidence: String,
}

/// How a line of the plan is controlled (п. 8.3).
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_controls)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Controlled {
    pub task_id: TaskId,
    pub mentorship_id: PairId,
    pub control: String,
    pub written_by: Option<i64>,
    pub written_at: Moment,
}

/// A visit to a lesson.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_visits)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Visit {
    pub id: VisitId,
    pub mentorship_id: PairId,
    pub work: String,
    pub planned_on: NaiveDate,
    pub host: String,
    pub lesson: String,
    pub held_on: Option<NaiveDate>,
    pub analysis: String,
    pub response: String,
    pub off_on: Option<NaiveDate>,
    pub planned_by: Option<i64>,
    pub held_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Something raised round a pair.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_matters)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct MatterRow {
    pub id: MatterId,
    pub mentorship_id: PairId,
    pub matter: String,
    pub variety: String,
    pub subject: String,
    pub body: String,
    pub on_day: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub consent_on: Option<NaiveDate>,
    pub consent_way: String,
    pub raised_by: Option<i64>,
    pub answered_on: Option<NaiveDate>,
    pub answered_by: Option<i64>,
    pub decision: String,
    pub answer: String,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

/// What followed something that was accepted.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_onward)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Followed {
    pub id: i64,
    pub mentorship_id: PairId,
    pub matter_id: MatterId,
    pub step: String,
    pub subject_id: i64,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// A questionnaire filled in.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_surveys)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Survey {
    pub id: i64,
    pub mentorship_id: PairId,
    pub stage: String,
    pub filled_on: NaiveDate,
    pub filled_by: Option<i64>,
    pub created_at: Moment,
}

/// An answer.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_survey_marks)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct SurveyMark {
    pub id: i64,
    pub survey_id: i64,
    pub question: String,
    pub mark: i64,
}

/// A briefing or a session of the creative group.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentoring_gatherings)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Gathering {
    pub id: GatheringId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub gathering: String,
    pub theme: String,
    pub held_on: NaiveDate,
    pub led_by: String,
    pub topic: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
}

/// Who was there.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentoring_attendees)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Attendee {
    pub id: i64,
    pub gathering_id: GatheringId,
    pub person_id: PersonId,
}

/// Somebody of the creative group.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentoring_group_members)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Membership {
    pub id: MembershipId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub person_id: PersonId,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    pub created_at: Moment,
    pub updated_at: Moment,
}
