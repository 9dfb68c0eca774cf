//! An order of mentoring as a document – of appointment, of replacement, of an early end: printed before, registered here, by
//! the journal of the unit or by the number it bears already.

use chrono::NaiveDate;
use documents::{Bears, Document, DocumentId, NewDocument, NewFile, Numbering, register_printed};
use units::Unit;
use web::{Cx, Result, Write};

use crate::ORDER;

/// An order that was printed.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The id its document will have.
    pub document: DocumentId,
    /// Whose number it bears.
    pub numbering: Numbering,
    /// The paper printed.
    pub file: NewFile,
    /// The number on it; none: it bears none.
    pub printed: Option<String>,
}

/// Registers an order by which somebody mentors, under its title and day.
pub(crate) fn kept(
    cx: &mut Cx<Write>,
    unit: &Unit,
    issue: &Issue,
    told: (&str, NaiveDate),
) -> Result<Document> {
    kept_as(cx, unit, issue, (ORDER, told))
}

/// The same of a kind.
pub(crate) fn kept_as(
    cx: &mut Cx<Write>,
    unit: &Unit,
    issue: &Issue,
    (kind, (title, signed_on)): (&str, (&str, NaiveDate)),
) -> Result<Document> {
    let new = NewDocument {
        kind: kind.to_owned(),
        title: title.to_owned(),
        number: String::new(),
        signed_on,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: Some(issue.file.clone()),
        link: None,
    };
    let bears =
        Bears { document: issue.document, numbering: &issue.numbering, number: issue.printed.as_deref() };
    register_printed(cx, unit, bears, new, "нажмите «Издать приказ»")
}
