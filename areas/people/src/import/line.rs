//! A row of a list read: what it says of a person, and what is wrong with it, cell by cell.

use chrono::{Datelike, NaiveDate};
use lists::Fault;
use units::UnitId;

use crate::{Name, PersonId, Reach, Record, RecordId, RecordKind};

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

impl Line {
    /// The name with the family name before, where the row tells one.
    pub fn named_before(&self) -> Option<Name> {
        let former = || Name { last: self.former_name.clone(), ..self.name.clone() };
        (!self.former_name.is_empty()).then(former)
    }
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
    /// The first day of a course.
    pub began: Option<NaiveDate>,
    /// Where a distance course is held.
    pub platform: Option<String>,
    /// Its certificate; may be empty.
    pub document: String,
    /// Per cent passed of a course that goes on; then `day` is the one it is to end.
    pub progress: Option<i64>,
}

impl Told {
    /// Without what only some kinds have.
    pub fn plain(kind: RecordKind, title: String, day: NaiveDate) -> Self {
        let (place, document) = (String::new(), String::new());
        let (hours, form, reach, began) = (None, None, None, None);
        Self { kind, title, day, hours, form, place, reach, began, platform: None, document, progress: None }
    }

    /// Whether a record of the card tells the same. The stages of one contest differ by their level.
    pub fn is_told_by(&self, record: &Record) -> bool {
        let is_level = || record.reach().zip(self.reach).is_none_or(|(one, other)| one == other);
        record.kind() == self.kind
            && db::fold(&record.title) == db::fold(&self.title)
            && (self.kind == RecordKind::Education
                || record.is_going() && record.began_on.is_none_or(|first| first <= self.day)
                || record.happened_on.year() == self.day.year())
            && is_level()
    }

    /// The record it makes of a person.
    pub fn record(&self, id: RecordId, person_id: PersonId) -> Record {
        Record {
            id,
            person_id,
            kind: self.kind.code().to_owned(),
            title: self.title.clone(),
            place: self.place.clone(),
            began_on: self.began,
            happened_on: self.day,
            hours: self.hours,
            document: self.document.clone(),
            form: self.form.clone(),
            level: self.reach.map(|reach| reach.code().to_owned()),
            platform: self.platform.clone(),
            progress: self.progress,
            version: 1,
        }
    }

    /// The record of the card as it will be: a course that goes on gets on or is closed; of a finished one what nobody told
    /// is filled in. A finished one is not opened again.
    pub fn renews(&self, record: &Record) -> Option<Record> {
        let mut will = record.clone();
        if record.is_going() {
            (will.progress, will.happened_on) = (self.progress, self.day);
            will.began_on = self.began.or(record.began_on);
            will.hours = self.hours.or(record.hours);
            will.form = self.form.clone().or(will.form);
        }
        will.platform = will.platform.filter(|text| !text.is_empty()).or_else(|| self.platform.clone());
        for (text, told) in [(&mut will.document, &self.document), (&mut will.place, &self.place)] {
            if text.is_empty() && self.kind == RecordKind::Course {
                told.clone_into(text);
            }
        }
        (will != *record).then_some(will)
    }
}

/// A service as a list tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The day it counts from.
    Since(NaiveDate),
    /// So many whole years and months today.
    Years(u32, u32),
}
