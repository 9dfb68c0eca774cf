//! Several forms of one page: what was typed comes back with what was wrong, each form under names of its own.

use crate::{Cx, Error, FieldFault, Mode, Reply, Result, Write};

/// What was wrong and what was typed.
#[derive(Debug, Default)]
pub struct Forms {
    /// The token every form sends.
    pub csrf: String,
    /// Field and sentence.
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

    /// Whether something is wrong with the form of this prefix: it stays open.
    pub fn is_under(&self, prefix: &str) -> bool {
        self.faults.iter().any(|(field, _)| field.starts_with(prefix))
    }
}

/// Faults under the prefix of their form.
pub fn under<T>(outcome: Result<T>, prefix: &str) -> Result<T> {
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
pub fn led<T>(
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

/// The same where somebody may have been first: the page is made of what is there now, what was typed comes back, and the sentence
/// about it stands at a field of the form that was sent.
pub fn led_anew<T>(
    cx: &mut Cx<Write>,
    outcome: Result<T>,
    field: &str,
    (notice, to): (&str, String),
    show: impl FnOnce(&mut Cx<Write>, Vec<FieldFault>) -> Result<Reply>,
) -> Result<Reply> {
    match outcome {
        Err(Error::Conflict(text)) => {
            Ok(show(cx, vec![FieldFault { field: field.to_owned(), text }])?.status(409))
        }
        other => led(cx, other, (notice, to), show),
    }
}
