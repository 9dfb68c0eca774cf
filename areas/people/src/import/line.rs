//! A row of a list read: what it says of a person, and what is wrong with it, cell by cell.

use chrono::NaiveDate;
use lists::Fault;
use units::UnitId;

use crate::Name;

/// What one row says; what it does not say stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The row as a spreadsheet numbers it.
    pub number: u32,
    /// Whose.
    pub name: Name,
    /// The family name before; may be empty.
    pub former_name: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// Where.
    pub unit: Option<UnitId>,
    /// Of the pack's posts.
    pub post: Option<String>,
    /// As the list calls it.
    pub post_title: String,
    /// Ids of subjects.
    pub subjects: Vec<String>,
    /// Hundredths of a full rate.
    pub rate: Option<i64>,
    /// Hundredths of an hour of teaching a week.
    pub teaching_hours: Option<i64>,
    /// Not a second job.
    pub is_main: Option<bool>,
    /// The first day of work.
    pub started_on: Option<NaiveDate>,
    /// The order of hiring.
    pub ground: String,
    /// Category and its day.
    pub category: Option<(String, NaiveDate)>,
    /// The order of the category.
    pub document: String,
    /// Общий стаж.
    pub general: Option<Service>,
    /// Педагогический стаж.
    pub pedagogical: Option<Service>,
    /// Education: what and when.
    pub education: Option<(String, NaiveDate)>,
    /// A course: what, when, hours.
    pub course: Option<(String, NaiveDate, Option<i64>)>,
    /// E-mail; may be empty.
    pub email: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// Where one cell names several: the cell, their names in lines.
    pub several: Option<(String, String)>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What was read otherwise than it stands, or left out.
    pub notes: Vec<String>,
}

/// A service as a list tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The day it counts from.
    Since(NaiveDate),
    /// So many whole years today.
    Years(u32),
}
