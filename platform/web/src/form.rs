//! Posted forms: fields, files, and gathering every fault before saying no.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use files::{MediaType, NotAccepted, Spooled};

use crate::{Error, FieldFault, Result};

/// A file that came with a form.
#[derive(Debug)]
pub struct Upload {
    /// The field's name.
    pub field: String,
    /// The received bytes; in the vault already when `media` is known.
    pub spooled: Spooled,
    /// What it is, or why it cannot be kept.
    pub media: std::result::Result<MediaType, NotAccepted>,
}

impl Upload {
    /// What came where a form takes a scan or a picture alone, or why it is not taken: a signed paper is no text somebody may go on
    /// writing.
    pub fn scan(&self) -> std::result::Result<MediaType, String> {
        let media = self.media.as_ref().map_err(NotAccepted::said_of_scan)?;
        media.scan(&self.spooled.name).map_err(|no| no.to_string())
    }
}

/// The field in which a form names its fields that nobody types.
pub(crate) const UNSEEN: &str = "_unseen";

/// Fields and files of a posted form.
#[derive(Debug, Default)]
pub struct Form {
    pub(crate) fields: Vec<(String, String)>,
    /// Names of fields nobody types, as the form declares them.
    unseen: Vec<String>,
    pub(crate) uploads: Vec<Upload>,
    /// Files came from somebody who may not send them and were not kept.
    pub(crate) passed_over: bool,
}

impl Form {
    /// A form made of fields: tests and commands.
    pub fn of(fields: &[(&str, &str)]) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.take((*name).to_owned(), (*value).to_owned());
        }
        form
    }

    /// The field's text without blanks at its ends; empty when absent.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The field exactly as typed: passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether the field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// All values of a repeated field.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim()).collect()
    }

    /// All fields, in order.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// What the form says of its own fields: names nobody types.
    pub(crate) fn unseen(&self) -> impl Iterator<Item = &str> {
        self.unseen.iter().map(String::as_str)
    }

    /// Takes a field as it was sent.
    pub(crate) fn take(&mut self, name: String, value: String) {
        if name == UNSEEN {
            self.unseen.push(value);
        } else {
            self.fields.push((name, value));
        }
    }

    /// The files of a field.
    pub fn uploads<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Upload> {
        self.uploads.iter().filter(move |upload| upload.field == field)
    }

    /// Begins to check the form.
    pub fn check(&self) -> Check<'_> {
        Check { form: self, faults: Vec::new() }
    }
}

/// Reads fields and gathers faults; [`Check::done`] says no once, with all of them.
pub struct Check<'a> {
    form: &'a Form,
    faults: Vec<FieldFault>,
}

impl<'a> Check<'a> {
    /// Notes a fault.
    pub fn fault(&mut self, field: &str, text: impl Into<String>) {
        self.faults.push(FieldFault { field: field.to_owned(), text: text.into() });
    }

    /// A text that must be there, at most `limit` characters. `sentence` says what is missing.
    pub fn required(&mut self, field: &str, limit: usize, sentence: &str) -> &'a str {
        let text = self.optional(field, limit);
        if text.is_empty() {
            self.fault(field, sentence);
        }
        text
    }

    /// A text that may be empty, at most `limit` characters.
    pub fn optional(&mut self, field: &str, limit: usize) -> &'a str {
        let text = self.form.text(field);
        let length = text.chars().count();
        if length > limit {
            self.fault(
                field,
                format!("Слишком длинно: {length} знаков, а помещается {limit}. Сократите текст."),
            );
        }
        text
    }

    /// A day, if one is given: `2026-06-30` or `30.06.2026`.
    pub fn date(&mut self, field: &str) -> Option<NaiveDate> {
        let text = self.form.text(field);
        if text.is_empty() {
            return None;
        }
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"));
        let day = day.ok().filter(|day| (1900..=2200).contains(&day.year()));
        if day.is_none() {
            self.fault(field, format!("«{text}» – не дата. Напишите день, месяц и год: 30.06.2026."));
        }
        day
    }

    /// A value of a closed list or an id; `sentence` is said when it is none.
    pub fn parsed<T: FromStr>(&mut self, field: &str, sentence: &str) -> Option<T> {
        let parsed = self.form.text(field).parse().ok();
        if parsed.is_none() {
            self.fault(field, sentence);
        }
        parsed
    }

    /// Says no when anything was wrong.
    pub fn done(self) -> Result<()> {
        if self.faults.is_empty() { Ok(()) } else { Err(Error::Invalid(self.faults)) }
    }
}
