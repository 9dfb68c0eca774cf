//! Forms of the pages round a pair: what was typed comes back with what was wrong, each form under names of its own.

use web::{Cx, Error, FieldFault, Mode, Reply, Result, Write};

use super::Choices;

/// What was wrong and what was typed.
pub(super) struct Forms {
    pub csrf: String,
    pub faults: Vec<(String, String)>,
    typed: Vec<(String, String)>,
}

impl Forms {
    /// Of this request: what was typed comes back only with what was wrong.
    pub fn of<M: Mode>(cx: &Cx<M>, faults: Vec<FieldFault>) -> Self {
        let typed = if faults.is_empty() { Vec::new() } else { cx.request().form.fields().to_vec() };
        let faults = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
        Self { csrf: cx.csrf().to_owned(), faults, typed }
    }

    /// What was wrong with a field.
    pub fn fault(&self, name: &str) -> &str {
        self.faults.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }

    /// What was typed, or what stands there.
    pub fn typed(&self, name: &str, kept: &str) -> String {
        let found = self.typed.iter().find(|(field, _)| field == name);
        found.map_or_else(|| kept.to_owned(), |(_, value)| value.clone())
    }

    /// Whether this value of a repeated field was sent.
    pub fn is_ticked(&self, name: &str, value: &str) -> bool {
        self.typed.iter().any(|(field, sent)| field == name && sent == value)
    }

    /// Whether something is wrong with the form of this prefix: it stays open.
    pub fn is_asked(&self, prefix: &str) -> bool {
        self.faults.iter().any(|(field, _)| field.starts_with(prefix))
    }
}

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
    pub hint: &'static str,
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
        self.fields.push(Ask { kind, name, label, hint, value, error, is_required, options: Vec::new() });
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

/// Faults under the prefix of their form.
pub(super) fn under<T>(outcome: Result<T>, prefix: &str) -> Result<T> {
    outcome.map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(
            faults
                .into_iter()
                .map(|fault| FieldFault { field: format!("{prefix}{}", fault.field), text: fault.text })
                .collect(),
        ),
        other => other,
    })
}

/// Back to the page with a word, or the page with what was wrong.
pub(super) fn led<T>(
    cx: &mut Cx<Write>,
    outcome: Result<T>,
    (notice, to): (&str, String),
    show: impl FnOnce(&mut Cx<Write>, Vec<FieldFault>) -> Result<Reply>,
) -> Result<Reply> {
    match outcome {
        Ok(_) => {
            cx.notice(notice);
            Ok(Reply::to(to))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// A day of a form under its name; one that is missing is a fault.
pub(super) fn day(cx: &Cx<Write>, name: &str) -> Result<chrono::NaiveDate> {
    super::steps::day(cx, name)
}
