//! A question before something is taken back or away: what will be, and why, which stays in the journal.

use askama::Template;
use web::{Cx, FieldFault, Mode, Page, Reply, Request, Result};

use crate::Person;

/// The question.
pub(super) struct Question {
    /// «Отмена увольнения»
    pub title: &'static str,
    /// What will be, or what stands against it.
    pub lead: String,
    /// Nothing can be done: no form is shown.
    pub is_refused: bool,
    /// The field of the reason.
    pub label: &'static str,
    /// Reasons there are.
    pub hint: &'static str,
    /// The button.
    pub button: &'static str,
    /// Its tone.
    pub tone: &'static str,
    /// Where the answer goes.
    pub target: String,
    /// Where nothing is done.
    pub way_back: String,
}

/// What was answered: the version of the page, the reason.
pub(super) struct Answer {
    version: String,
    /// Why.
    pub reason: String,
}

impl Answer {
    /// Nothing yet.
    pub fn none(version: i64) -> Self {
        Self { version: version.to_string(), reason: String::new() }
    }

    /// Of the form, with what is wrong with it.
    pub fn of(request: &Request, missing: &str) -> (Self, Result<()>) {
        let mut check = request.form.check();
        let reason = check.required("reason", 300, missing).to_owned();
        (Self { version: request.form.text("version").to_owned(), reason }, check.done())
    }

    /// The version the page was of.
    pub fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }
}

#[derive(Template)]
#[template(path = "asking.html")]
struct AskingPage<'a> {
    asked: &'a Question,
    whose: String,
    token: String,
    version: &'a str,
    reason: &'a str,
    faults: Vec<(String, String)>,
}

impl AskingPage<'_> {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// The page with the question.
pub(super) fn show<M: Mode>(
    cx: &Cx<M>,
    person: &Person,
    asked: &Question,
    (answer, faults): (&Answer, &[FieldFault]),
) -> Result<Reply> {
    let page = AskingPage {
        asked,
        whose: person.name().full(),
        token: cx.csrf().to_owned(),
        version: &answer.version,
        reason: &answer.reason,
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(asked.title).at(&person.unit_path).under("/people").show(&page)?.status(status))
}
