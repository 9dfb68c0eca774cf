//! A number typed by hand that another paper of the same journal bears already (decision 13): told at the form before anything is
//! issued, and taken all the same if the person says so – papers of before the program came may bear anything.

use chrono::{Datelike, NaiveDate};
use units::Unit;
use web::{Cx, Error, FieldFault, Form, Mode, Result};

use crate::model::{Document, Numbering};
use crate::{rules, store};

/// The field of «Всё равно».
pub const ANYWAY: &str = "number_anyway";

/// «Всё равно» of a form: asked for once the number was found taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anyway {
    /// Whether the form offers it.
    pub is_asked: bool,
    /// Whether it is ticked.
    pub is_ticked: bool,
}

impl Anyway {
    /// Of a form that was sent, with what was wrong.
    pub fn of(form: &Form, faults: &[FieldFault]) -> Self {
        let is_ticked = form.has(ANYWAY);
        Self { is_asked: is_ticked || faults.iter().any(|fault| fault.field == ANYWAY), is_ticked }
    }
}

/// Refuses a number that another paper of the genus – whatever its kind – bears in the unit in this calendar year, unless the form
/// says «Всё равно».
pub fn refuse_taken<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: &str,
    (numbering, signed_on): (&Numbering, NaiveDate),
) -> Result<()> {
    let Numbering::External(number) = numbering else { return Ok(()) };
    if cx.request().form.has(ANYWAY) {
        return Ok(());
    }
    match taken(cx, unit, kind, (number, signed_on))? {
        Some(other) => Err(Error::field(ANYWAY, sentence(&other, number, signed_on))),
        None => Ok(()),
    }
}

/// The earliest paper of the genus that bears the number; one cancelled as a mistake may be issued anew under its own.
fn taken<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: &str,
    (number, signed_on): (&str, NaiveDate),
) -> Result<Option<Document>> {
    let known = units::rules_at(cx, &unit.path)?;
    let genus = known.document_kind(kind).map(|kind| kind.rule.genus.clone()).unwrap_or_default();
    let here = store::numbers::of_genus(cx.conn(), (unit.id, &genus), rules::number_year(signed_on))?;
    let bears = |other: &Document| !other.is_cancelled() && rules::is_same_number(number, &other.number);
    Ok(here.into_iter().find(bears))
}

fn sentence(other: &Document, number: &str, signed_on: NaiveDate) -> String {
    format!(
        "Номер {number} в\u{a0}{} году здесь уже есть: {}, «{}». Впишите другой – или отметьте «Всё равно».",
        signed_on.year(),
        other.title_line(),
        other.title
    )
}
