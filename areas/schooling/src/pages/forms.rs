//! Forms of the pages: what was typed comes back with what was wrong; forms of many rows have the row in their names.

use web::{Cx, Error, FieldFault, Mode, Reply, Result, Write};

/// What was wrong and what was typed.
#[derive(Default)]
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

    /// Whether the form came back with faults.
    pub fn is_back(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Whether this value of a repeated field was sent.
    pub fn is_ticked(&self, name: &str, value: &str) -> bool {
        self.typed.iter().any(|(field, sent)| field == name && sent == value)
    }

    /// Whether something is wrong with one of these fields: their form stays open.
    pub fn is_asked(&self, names: &[&str]) -> bool {
        self.faults.iter().any(|(field, _)| names.contains(&field.as_str()))
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

/// The version a form was made of.
pub(super) fn version(cx: &Cx<Write>) -> Result<i64> {
    cx.request().form.text("version").parse().map_err(|_| Error::Malformed)
}

/// The people ticked under a name.
pub(super) fn chosen(cx: &Cx<Write>, name: &str) -> Vec<i64> {
    cx.request().form.all(name).into_iter().filter_map(|id| id.parse().ok()).collect()
}
