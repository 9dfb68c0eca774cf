//! What a small form of the card sent: it stays in its fields, and what is wrong stands at the field of that form.

use web::{Cx, FieldFault, Mode};

/// What was posted from one of the forms of a page.
#[derive(Debug, Default)]
pub(in crate::pages) struct Sent {
    form: String,
    fields: Vec<(String, String)>,
    faults: Vec<(String, String)>,
}

impl Sent {
    /// Of the request, with what was wrong.
    pub fn of<M: Mode>(cx: &Cx<M>, faults: Vec<FieldFault>) -> Self {
        let form = &cx.request().form;
        Self {
            form: form.text("form").to_owned(),
            fields: form.fields().to_vec(),
            faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        }
    }

    /// Everything wrong, each by the id of its field.
    pub fn errors(&self) -> Vec<(String, String)> {
        let id = |field: &str| {
            if self.form.is_empty() { field.to_owned() } else { format!("{field}-{}", self.form) }
        };
        self.faults.iter().map(|(field, text)| (id(field), text.clone())).collect()
    }

    /// What is wrong with a field of a form.
    pub fn wrong(&self, form: &str, field: &str) -> &str {
        let own = self.faults.iter().filter(|_| self.form == form);
        own.into_iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// What was typed into it; `or` where nothing was posted from this form.
    pub fn said<'a>(&'a self, form: &str, field: &str, or: &'a str) -> &'a str {
        if self.form != form || self.faults.is_empty() {
            return or;
        }
        self.fields.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.trim())
    }

    /// Whether what was wrong came from this form: it stays open.
    pub fn is_asked(&self, form: &str) -> bool {
        !self.faults.is_empty() && self.form == form
    }
}
