//! A positive experience of mentoring (п. 8.2): registered, generalised, passed on.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use people::PersonId;
use units::UnitId;

use super::PairId;
use crate::rules::ExperienceState;
use crate::schema::experience::mentoring_experiences;

db::id! {
    /// A positive experience of mentoring.
    ExperienceId
}

/// An experience.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentoring_experiences)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Experience {
    pub id: ExperienceId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub mentorship_id: PairId,
    pub person_id: PersonId,
    pub title: String,
    pub subject: String,
    pub deficit: String,
    pub ground: String,
    pub registered_on: NaiveDate,
    pub generalised_on: Option<NaiveDate>,
    pub text: String,
    pub passed_on: Option<NaiveDate>,
    pub passed_to: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

impl Experience {
    /// Where it stands.
    pub fn state(&self) -> ExperienceState {
        ExperienceState::of(self.generalised_on, self.passed_on)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/mentoring/experience/{}", self.id)
    }
}
