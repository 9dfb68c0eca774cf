//! What a unit keeps beside representations: its weights of activity, measures of motivation, decisions about payments.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use people::PersonId;
use units::UnitId;

use crate::schema::{
    activity_weights, commendation_refusals, motivation_measures, payment_omissions, payment_switches,
};

db::id! {
    /// A measure of a system of motivation.
    MeasureId
}

/// Weights a head set from a day on.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = activity_weights)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Weighing {
    pub id: i64,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub from_on: NaiveDate,
    pub weights: String,
    pub reason: String,
    pub account: Option<i64>,
    pub created_at: Moment,
}

/// A measure of a system of motivation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = motivation_measures)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Measure {
    pub id: MeasureId,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub document_id: Option<DocumentId>,
    pub kind: String,
    pub title: String,
    pub criterion: String,
    pub recipients: String,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    pub end_reason: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub version: i64,
}

impl Measure {
    /// Whether it goes on at the end of a day.
    pub fn is_there(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|last| day <= last)
    }
}

/// What is typed of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMeasure {
    /// The document it stands in.
    pub document: Option<DocumentId>,
    /// Kind, of the pack.
    pub kind: String,
    /// What is done.
    pub title: String,
    /// For what.
    pub criterion: String,
    /// To whom.
    pub recipients: String,
    /// The first day.
    pub from_on: NaiveDate,
}

/// A decision whether a municipality makes the list of grounds for payments.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_switches)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Switch {
    pub id: i64,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub is_on: bool,
    pub reason: String,
    pub account: Option<i64>,
    pub decided_on: NaiveDate,
    pub created_at: Moment,
}

/// Somebody left out of the list of a period.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_omissions)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Omission {
    pub id: i64,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub person_id: PersonId,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub reason: String,
    pub account: Option<i64>,
    pub created_at: Moment,
}

/// Why a mentor whom a pair recommended at its end is not represented.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = commendation_refusals)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Declined {
    pub id: i64,
    pub unit_id: UnitId,
    pub unit_path: String,
    pub mentorship_id: i64,
    pub person_id: PersonId,
    pub reason: String,
    pub account: Option<i64>,
    pub decided_on: NaiveDate,
    pub created_at: Moment,
}
