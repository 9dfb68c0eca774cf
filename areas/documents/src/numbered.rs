//! What is odd about the number a paper would bear (decision 13): typed by hand, another paper of the same journal bears it already;
//! given by the journal, it follows one of a later day. Told at the form before anything is issued, and taken all the same if the
//! person says so – papers of before the program came may bear anything, and an order may be entered after its day.

use chrono::{Datelike, NaiveDate};
use units::Unit;
use web::{Cx, Error, FieldFault, Form, Mode, Result};

use crate::model::{Document, Numbering};
use crate::printed::OWN;
use crate::store::numbers::Journal;
use crate::{rules, store};

/// The field of «Всё равно».
pub const ANYWAY: &str = "number_anyway";

/// The field of the number, or of the day, that «Всё равно» was said of.
const TOLD: &str = "number_told";

/// «Всё равно» of a form: asked for once the number was found odd, and said of that number or that day alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anyway {
    /// Whether the form offers it.
    pub is_asked: bool,
    /// Whether it is ticked.
    pub is_ticked: bool,
    /// The number it is about; where the journal gives one, the day.
    pub number: String,
    /// The words at the tick.
    pub title: &'static str,
}

impl Anyway {
    /// Of a form that was sent, with what was wrong.
    pub fn of(form: &Form, faults: &[FieldFault]) -> Self {
        let title = if form.text("numbering") == OWN {
            "Всё равно: номера пойдут не\u{a0}по дням"
        } else {
            "Всё равно: номер повторяется"
        };
        if faults.iter().any(|fault| fault.field == ANYWAY) {
            return Self { is_asked: true, is_ticked: false, number: about(form).to_owned(), title };
        }
        let is_ticked = form.has(ANYWAY);
        Self { is_asked: is_ticked, is_ticked, number: form.text(TOLD).to_owned(), title }
    }
}

/// What «Всё равно» of a form would be said of: the number typed, or the day for which the journal gives one.
fn about(form: &Form) -> &str {
    let days = ["signed_on", "day"].map(|field| form.text(field));
    match form.text("numbering") {
        OWN => days.into_iter().find(|day| !day.is_empty()).unwrap_or_default(),
        _ => form.text("number"),
    }
}

/// Refuses a number that another paper of the genus – whatever its kind – bears in the unit in this calendar year, and one of the
/// journal that follows a number of a later day, unless the form says «Всё равно» of it.
pub fn refuse_odd<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: &str,
    (numbering, signed_on): (&Numbering, NaiveDate),
) -> Result<()> {
    let form = &cx.request().form;
    let Numbering::External(number) = numbering else {
        if form.has(ANYWAY) && form.text(TOLD) == about(form) {
            return Ok(());
        }
        return in_order(cx, unit, kind, signed_on);
    };
    if form.has(ANYWAY) && rules::is_same_number(form.text(TOLD), number) {
        return Ok(());
    }
    match taken(cx, unit, kind, (number, signed_on))? {
        Some(other) => Err(Error::field(ANYWAY, sentence(&other, number, signed_on))),
        None => Ok(()),
    }
}

/// Refuses a day before the last one the journal gave a number to.
fn in_order<M: Mode>(cx: &mut Cx<M>, unit: &Unit, kind: &str, signed_on: NaiveDate) -> Result<()> {
    let journal = Journal::named(unit.id, &genus_of(cx, unit, kind)?, signed_on);
    let Some(last) = store::numbers::last(cx.conn(), &journal)?.filter(|last| signed_on < last.signed_on)
    else {
        return Ok(());
    };
    let coming = crate::coming_number(cx, unit, kind, signed_on)?;
    let (day, told) = (web::russian::date(signed_on), last.title_line());
    Err(Error::field(
        ANYWAY,
        format!(
            "По\u{a0}журналу уже зарегистрирован документ более позднего дня: {told}, «{}». Документ от\u{a0}{day} получит следующий номер, {coming}. Проверьте день – или отметьте «Всё равно».",
            last.title
        ),
    ))
}

/// The genus of a kind of papers in a unit.
fn genus_of<M: Mode>(cx: &mut Cx<M>, unit: &Unit, kind: &str) -> Result<String> {
    let known = units::rules_at(cx, &unit.path)?;
    Ok(known.document_kind(kind).map(|kind| kind.rule.genus.clone()).unwrap_or_default())
}

/// The earliest paper of the genus that bears the number; one cancelled as a mistake may be issued anew under its own.
fn taken<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    kind: &str,
    (number, signed_on): (&str, NaiveDate),
) -> Result<Option<Document>> {
    let genus = genus_of(cx, unit, kind)?;
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
