//! The fields of an employment, as part of the form of a new person and as a form of their own.

use std::fmt;

use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Error, FieldFault, Request};

use super::words;
use crate::rules::recognise;
use crate::{Employment, NewEmployment};

/// The fields as they were typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub post: String,
    pub post_title: String,
    pub subjects: String,
    pub rate: String,
    pub teaching_hours: String,
    pub second: bool,
    pub started_on: String,
    pub ground: String,
    pub version: String,
}

impl Typed {
    /// A full rate, a main place.
    pub fn blank() -> Self {
        Self { rate: "1".to_owned(), ..Self::default() }
    }

    pub fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let day = request.form.check().date("started_on");
        Self {
            post: text("post"),
            post_title: text("post_title"),
            subjects: text("subjects"),
            rate: text("rate"),
            teaching_hours: text("teaching_hours"),
            second: request.form.has("second"),
            started_on: day.map_or_else(|| text("started_on"), |day| day.to_string()),
            ground: text("ground"),
            version: text("version"),
        }
    }

    pub fn of(one: &Employment, subjects: &[String], rules: &Effective) -> Self {
        let titles: Vec<&str> =
            subjects.iter().filter_map(|id| Some(rules.subject(id)?.rule.title.as_str())).collect();
        Self {
            post: one.post.clone(),
            post_title: one.post_title.clone(),
            subjects: titles.join(", "),
            rate: words::rate(one.rate),
            teaching_hours: one.teaching_hours.map(words::rate).unwrap_or_default(),
            second: !one.is_main,
            started_on: one.started_on.to_string(),
            ground: one.ground.clone(),
            version: one.version.to_string(),
        }
    }
}

/// The fields as values with the slips of typing.
pub(super) fn read(
    request: &Request,
    rules: &Effective,
    today: NaiveDate,
) -> (NewEmployment, Vec<FieldFault>) {
    let text = |name| request.form.text(name).to_owned();
    let mut check = request.form.check();
    let started = check.date("started_on");
    if request.form.text("started_on").is_empty() {
        check.fault("started_on", "Укажите первый день работы.");
    }
    let rate = recognise::rate(request.form.text("rate"));
    if rate.is_none() {
        check.fault("rate", "Ставка – число от 0,05 до 2: например, 1 или 0,5.");
    }
    let typed = request.form.text("teaching_hours");
    let teaching_hours = recognise::hours(typed);
    if teaching_hours.is_none() && !typed.is_empty() {
        check.fault("teaching_hours", "Учебная нагрузка – часы в неделю: например, 18 или 4,5.");
    }
    let (known, unknown) = recognise::subjects(request.form.text("subjects"), rules);
    if let Some(odd) = unknown.first() {
        check.fault("subjects", format!("Предмета «{odd}» нет в списке: напишите его, как в подсказке."));
    }
    let new = NewEmployment {
        post: text("post"),
        post_title: text("post_title"),
        subjects: known.iter().map(|one| one.id.clone()).collect(),
        rate: rate.unwrap_or(100),
        teaching_hours,
        is_main: !request.form.has("second"),
        started_on: started.unwrap_or(today),
        is_start_told: true,
        ground: text("ground"),
    };
    match check.done() {
        Err(Error::Invalid(faults)) => (new, faults),
        _ => (new, Vec::new()),
    }
}

/// The fields as they are shown.
#[derive(Template)]
#[template(path = "work_fields.html")]
pub(super) struct WorkForm {
    filled: Typed,
    posts: Vec<(&'static str, Vec<(String, String)>)>,
    subjects: Vec<String>,
    faults: Vec<(String, String)>,
}

impl WorkForm {
    pub fn of(filled: Typed, faults: &[FieldFault], rules: &Effective) -> Self {
        Self {
            filled,
            posts: words::posts(rules),
            subjects: rules.subjects.iter().map(|one| one.rule.title.clone()).collect(),
            faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        }
    }

    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

impl fmt::Debug for WorkForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkForm").field("filled", &self.filled).finish_non_exhaustive()
    }
}
