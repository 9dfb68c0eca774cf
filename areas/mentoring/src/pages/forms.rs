//! Forms of the pages round a pair, drawn field by field.

pub(super) use web::forms::{Forms, led, under};
use web::{Cx, Result, Write};

use super::Choices;

/// A form of the page.
pub(super) struct Form {
    pub action: String,
    /// What opens it.
    pub summary: String,
    pub hint: String,
    pub button: &'static str,
    pub is_open: bool,
    pub fields: Vec<Ask>,
}

/// A field of a form.
pub(super) struct Ask {
    pub kind: &'static str,
    pub name: String,
    pub label: &'static str,
    pub hint: String,
    pub value: String,
    pub error: String,
    pub is_required: bool,
    pub options: Choices,
}

impl Form {
    /// An empty one under the prefix.
    pub fn of(action: String, summary: &str, button: &'static str) -> Self {
        let summary = summary.to_owned();
        Self { action, summary, hint: String::new(), button, is_open: false, fields: Vec::new() }
    }

    /// With a word of explanation.
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With a field: kind, name, label, hint; `kept` stands in it when nothing was typed.
    pub fn asks(
        mut self,
        forms: &Forms,
        (kind, name, label, hint): (&'static str, String, &'static str, &'static str),
        (kept, is_required): (&str, bool),
    ) -> Self {
        let (value, error) = (forms.typed(&name, kept), forms.fault(&name).to_owned());
        self.is_open |= !error.is_empty();
        self.fields.push(Ask {
            kind,
            name,
            label,
            hint: hint.to_owned(),
            value,
            error,
            is_required,
            options: Vec::new(),
        });
        self
    }

    /// With a word of explanation of the last field that the rules tell.
    pub fn told(mut self, hint: String) -> Self {
        if let Some(last) = self.fields.last_mut() {
            last.hint = hint;
        }
        self
    }

    /// With choices for the last field.
    pub fn among(mut self, options: Choices) -> Self {
        if let Some(last) = self.fields.last_mut() {
            last.options = options;
        }
        self
    }
}

/// A day of a form under its name; one that is missing is a fault.
pub(super) fn day(cx: &Cx<Write>, name: &str) -> Result<chrono::NaiveDate> {
    super::steps::day(cx, name)
}
