//! A number typed by hand that another paper of the same journal bears already (decision 13): told at the form before anything is
//! issued, and taken all the same if the person says so – papers of before the program came may bear anything.

use chrono::{Datelike, NaiveDate};
use units::Unit;
use web::{Cx, Error, FieldFault, Form, Mode, Result};

use crate::model::{Document, Numbering};
use crate::{rules, store};

/// The field of «Всё равно».
pub const ANYWAY: &str = "number_anyway";

/// The field of the number that «Всё равно» was said of.
const TOLD: &str = "number_told";

/// «Всё равно» of a form: asked for once the number was found taken, and said of that number alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anyway {
    /// Whether the form offers it.
    pub is_asked: bool,
    /// Whether it is ticked.
    pub is_ticked: bool,
    /// The number it is about.
    pub number: String,
}

impl Anyway {
    /// Of a form that was sent, with what was wrong.
    pub fn of(form: &Form, faults: &[FieldFault]) -> Self {
        if faults.iter().any(|fault| fault.field == ANYWAY) {
            return Self { is_asked: true, is_ticked: false, number: form.text("number").to_owned() };
        }
        let is_ticked = form.has(ANYWAY);
        Self { is_asked: is_ticked, is_ticked, number: form.text(TOLD).to_owned() }
    }
}

/// Refuses a number that another paper of the genus – whatever its kind – bears in the unit in this calendar year, unless the form
/// says «Всё равно» of it.
pub fn refuse_taken<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: &str,
    (numbering, signed_on): (&Numbering, NaiveDate),
) -> Result<()> {
    let Numbering::External(number) = numbering else { return Ok(()) };
    let form = &cx.request().form;
    if form.has(ANYWAY) && rules::is_same_number(form.text(TOLD), number) {
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
