//! Orders as pages issue them – of appointment, of replacement, of an early end: whose number, the paper printed and kept
//! before the transaction begins, the form again with what was wrong.

use chrono::NaiveDate;
use documents::{DocumentId, NewFile, Numbering};
use paper::Paper;
use units::Unit;
use web::{Body, Cx, Error, FieldFault, PaperForm, Prepared, Read, Reply, Result, Write};

use crate::ORDER;
use crate::actions::issuing::Issue;

/// An order printed, or what was wrong.
struct Printed<T>(std::result::Result<T, Vec<FieldFault>>);

/// What is handed to the transaction.
pub(super) fn prepared<T: Send + 'static>(outcome: Result<T>) -> Result<Prepared> {
    match outcome {
        Ok(order) => Ok(Box::new(Printed(Ok(order)))),
        Err(Error::Invalid(faults)) => Ok(Box::new(Printed::<T>(Err(faults)))),
        Err(error) => Err(error),
    }
}

/// Prints the paper an order of this number and day would be, and keeps it.
pub(super) fn printed(
    cx: &mut Cx<Read>,
    unit: &Unit,
    (numbering, signed_on, file_name): (Numbering, NaiveDate, &str),
    compose: impl FnOnce(&mut Cx<Read>, &str, String) -> Result<Paper>,
) -> Result<Issue> {
    documents::refuse_odd(cx, unit, ORDER, (&numbering, signed_on))?;
    let number = documents::printed_number(cx, unit, ORDER, (&numbering, signed_on))?;
    let document = DocumentId(cx.house().id());
    let check_address = cx.whole_address(&documents::check_path(cx.house(), document));
    let paper = compose(cx, &number, check_address)?;
    let bytes = cx.house().paper(&paper, PaperForm::Pdf)?;
    let file = NewFile::printed(cx.house(), file_name, &bytes)?;
    Ok(Issue { document, numbering, file, printed: Some(number) })
}

/// Issues what was printed: to `to` with a word, or the form with what was wrong.
pub(super) fn issued<T: 'static>(
    cx: &mut Cx<Write>,
    issue: impl FnOnce(&mut Cx<Write>, &T) -> Result<()>,
    (notice, to): (&str, String),
    show: impl Fn(&mut Cx<Write>, Vec<FieldFault>) -> Result<Reply>,
) -> Result<Reply> {
    let order = match cx.prepared::<Printed<T>>().map(|printed| printed.0) {
        Some(Ok(order)) => order,
        Some(Err(faults)) => return Ok(show(cx, faults)?.status(422)),
        None => return Err(Error::Malformed),
    };
    match issue(cx, &order) {
        Ok(()) => {
            cx.notice(notice);
            Ok(Reply::to(to))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// A draft as a file.
pub(super) fn draft(cx: &mut Cx<Read>, paper: &Paper, (form, name): (PaperForm, &str)) -> Result<Reply> {
    let bytes = cx.house().paper(paper, form)?;
    let name = format!("{name}.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
