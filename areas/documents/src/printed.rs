//! A paper that is printed before it is registered, as other areas issue theirs: whose number its form asks for, and the
//! registration under the id and the number that stand on it already (decision 13).

use chrono::NaiveDate;
use units::Unit;
use web::{Check, Cx, Error, Form, Mode, Result, Write};

use crate::actions::{register_as, register_by_journal_as};
use crate::model::{Document, DocumentId, NewDocument, Numbering};

/// The code of the number that the unit's own journal gives.
pub const OWN: &str = "own";

/// Whose number a paper may bear, as a form offers it: code, words.
pub fn numberings() -> Vec<(String, String)> {
    [(OWN, "Присвоит журнал регистрации"), ("external", "Уже есть: впишите номер")]
        .map(|(code, title)| (code.to_owned(), title.to_owned()))
        .to_vec()
}

/// What was chosen in the fields `numbering` and `number`; a fault stands at `number`.
pub fn numbering(form: &Form, check: &mut Check<'_>) -> Numbering {
    if form.text("numbering") == OWN {
        return Numbering::Own;
    }
    let sentence = "Впишите номер, как он стоит в\u{a0}журнале: например, 12/1.";
    Numbering::External(check.required("number", 50, sentence).to_owned())
}

/// The number a paper signed on the day is printed with: as it was typed, or the coming one of the unit's journal of that year.
pub fn printed_number<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: &str,
    (numbering, signed_on): (&Numbering, NaiveDate),
) -> Result<String> {
    match numbering {
        Numbering::Own => crate::coming_number(cx, unit, kind, signed_on),
        Numbering::External(number) => Ok(number.clone()),
    }
}

/// What a printed paper bears.
#[derive(Debug, Clone, Copy)]
pub struct Bears<'a> {
    /// The id in its code.
    pub document: DocumentId,
    /// Whose number.
    pub numbering: &'a Numbering,
    /// The number; none: it bears none.
    pub number: Option<&'a str>,
}

/// Registers it; `again` is what the person presses once more where another document took the number meanwhile:
/// «нажмите «Издать приказ»». The number of `new` is not asked.
pub fn register_printed(
    cx: &mut Cx<Write>,
    unit: &Unit,
    bears: Bears<'_>,
    new: NewDocument,
    again: &str,
) -> Result<Document> {
    let document = match bears.numbering {
        Numbering::Own => {
            register_by_journal_as(cx, bears.document, unit, NewDocument { number: String::new(), ..new })?
        }
        Numbering::External(number) => {
            register_as(cx, bears.document, unit, NewDocument { number: number.clone(), ..new })?
        }
    };
    if bears.number.is_some_and(|printed| printed != document.number) {
        return Err(Error::Conflict(format!(
            "Пока бумага печаталась, этот номер занял другой документ. Ничего не\u{a0}потеряно: вернитесь и\u{a0}{again} ещё раз."
        )));
    }
    Ok(document)
}
