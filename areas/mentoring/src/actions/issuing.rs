//! An order of mentoring as a document – of appointment, of replacement, of an early end: printed before, registered here, by
//! the journal of the unit or by the number it bears already.

use chrono::NaiveDate;
use documents::{Document, DocumentId, NewDocument, NewFile, Numbering};
use units::Unit;
use web::{Cx, Error, Result, Write};

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

/// Registers it under its title and day.
pub(crate) fn kept(
    cx: &mut Cx<Write>,
    unit: &Unit,
    issue: &Issue,
    (title, signed_on): (&str, NaiveDate),
) -> Result<Document> {
    let new = NewDocument {
        kind: ORDER.to_owned(),
        title: title.to_owned(),
        number: String::new(),
        signed_on,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: Some(issue.file.clone()),
        link: None,
    };
    let document = match &issue.numbering {
        Numbering::Own => documents::actions::register_by_journal_as(cx, issue.document, unit, new)?,
        Numbering::External(number) => {
            let new = NewDocument { number: number.clone(), ..new };
            documents::actions::register_as(cx, issue.document, unit, new)?
        }
    };
    if issue.printed.as_ref().is_some_and(|printed| *printed != document.number) {
        return Err(Error::Conflict(
            "Пока печатался приказ, этот номер занял другой документ. Ничего не\u{a0}потеряно: вернитесь и\u{a0}нажмите «Издать приказ» ещё раз."
                .to_owned(),
        ));
    }
    Ok(document)
}
