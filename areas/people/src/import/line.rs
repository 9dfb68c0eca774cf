//! A row of a list read: what it says of a person, and what is wrong with it, cell by cell.

use chrono::{Datelike, NaiveDate};
use lists::Fault;
use units::UnitId;

use crate::{Name, Reach, Record, RecordKind};

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
    /// Education, a course, a participation: what is added to the card.
    pub told: Vec<Told>,
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

/// What a row tells of a person beside the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Education, a course, a participation.
    pub kind: RecordKind,
    /// What.
    pub title: String,
    /// The day it ended.
    pub day: NaiveDate,
    /// Hours of a course.
    pub hours: Option<i64>,
    /// Its form, of the pack's.
    pub form: Option<String>,
    /// Who held it; may be empty.
    pub place: String,
    /// The level of a participation.
    pub reach: Option<Reach>,
}

impl Told {
    /// Without what only some kinds have.
    pub fn plain(kind: RecordKind, title: String, day: NaiveDate) -> Self {
        Self { kind, title, day, hours: None, form: None, place: String::new(), reach: None }
    }

    /// Whether a record of the card tells the same. The stages of one contest differ by their level.
    pub fn is_told_by(&self, record: &Record) -> bool {
        let is_level = || record.reach().zip(self.reach).is_none_or(|(one, other)| one == other);
        record.kind() == self.kind
            && db::fold(&record.title) == db::fold(&self.title)
            && (self.kind == RecordKind::Education || record.happened_on.year() == self.day.year())
            && is_level()
    }
}

/// A service as a list tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The day it counts from.
    Since(NaiveDate),
    /// So many whole years today.
    Years(u32),
}
