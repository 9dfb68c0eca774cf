//! The steps of a document's life, and the number its issuer's journal gives (decision 13).

use audit::Action;
use chrono::{Datelike, NaiveDate};
use packs::document_number;
use web::{Cx, Error, Result, Write};

use super::{hand, reread, rules_at, told, unchanged};
use crate::rules::{self, NotNow};
use crate::status::{self, Status, Step};
use crate::store::{self, numbers};
use crate::{Document, Numbering};

/// What is typed with a step; most steps need nothing.
#[derive(Debug, Clone, Default)]
pub struct With {
    /// The day: of signing, or the last one in force.
    pub day: Option<NaiveDate>,
    /// Why it lapses.
    pub reason: String,
    /// How it is numbered at registration.
    pub numbering: Option<Numbering>,
    /// Whether what is registered enters into force at once.
    pub at_once: bool,
    /// Whether it is signed although not all of the sheet of visas have agreed.
    pub anyway: bool,
}

/// Takes a step, if nobody changed the document since `version`. The caller has checked who may.
pub fn take(
    cx: &mut Cx<Write>,
    document: &Document,
    version: i64,
    step: Step,
    with: &With,
) -> Result<Document> {
    let before = unchanged(cx, document.id, version)?;
    let to = status::next(before.state(), step).ok_or_else(|| NotNow::step(&before, step))?;
    match step {
        Step::Sign => sign(cx, &before, with)?,
        Step::Register => enter(cx, &before, with.numbering.as_ref())?,
        Step::Lapse => lapse(cx, &before, with)?,
        Step::Cancel => return Err(Error::NotFound),
        Step::Agree | Step::Return | Step::Enforce | Step::Archive => {}
    }
    let is_forced = step == Step::Register && with.at_once;
    let to = if is_forced { Status::InForce } else { to };
    let hand = hand(cx);
    store::moves::set_status(cx.tx(), before.id, to, hand)?;
    let after = reread(cx, before.id)?;
    told(cx, Action::Moved, &after, step.told())?;
    if step == Step::Lapse {
        super::following::follow(cx, &after, "утратил силу")?;
    }
    if is_forced {
        told(cx, Action::Moved, &after, Step::Enforce.told())?;
    }
    Ok(after)
}

fn sign(cx: &mut Cx<Write>, document: &Document, with: &With) -> Result<()> {
    let today = cx.today_at(&document.unit_path)?;
    let day = with.day.unwrap_or(today);
    if let Some(fault) = rules::signed_on(day, today) {
        return Err(Error::field("day", fault));
    }
    if document.valid_to.is_some_and(|last| last < day) {
        return Err(Error::field("day", "Срок действия кончается раньше этого дня: исправьте реквизиты."));
    }
    super::visas::refuse_early(cx, document, day, with.anyway)?;
    Ok(store::moves::set_signed(cx.tx(), document.id, day)?)
}

fn lapse(cx: &mut Cx<Write>, document: &Document, with: &With) -> Result<()> {
    let today = cx.today_at(&document.unit_path)?;
    let last = with.day.unwrap_or(today);
    if let Some(fault) = rules::last_day(document, last, today) {
        return Err(Error::field("day", fault));
    }
    if let Some(fault) = rules::lapse_reason(&with.reason) {
        return Err(Error::field("reason", fault));
    }
    Ok(store::moves::set_lapsed(cx.tx(), document.id, last, &with.reason)?)
}

/// Enters a signed document into the journal: by its own number, or by the one it bears already.
fn enter(cx: &mut Cx<Write>, document: &Document, numbering: Option<&Numbering>) -> Result<()> {
    if document.file_id.is_none() && document.link.is_none() {
        return Err(NotNow::Bare { url: document.url() }.into());
    }
    match numbering {
        Some(Numbering::Own) => number(cx, document),
        Some(Numbering::External(typed)) => {
            if let Some(fault) = rules::external_number(typed) {
                return Err(Error::field("number", fault));
            }
            let today = cx.today_at(&document.unit_path)?;
            Ok(store::moves::set_registered(cx.tx(), document.id, typed, today)?)
        }
        None => Err(Error::field("numbering", "Выберите, чей номер: из журнала Методсети или с документа.")),
    }
}

/// Takes the next number of the issuer's journal of the year the document is signed in, so that no two of a year bear one: one
/// row is locked, so two never take one and none is left out.
pub(super) fn number(cx: &mut Cx<Write>, document: &Document) -> Result<()> {
    let (rules, today) = (rules_at(cx, &document.unit_path)?, cx.today_at(&document.unit_path)?);
    let fresh = cx.id();
    let journal = numbers::Journal::of(document, document.signed_on);
    let format = rules.number_formats.get(&document.genus).map(String::as_str);
    let written = |n| document_number(format, n, document.signed_on.year());
    let text = numbers::take(cx.tx(), fresh, &journal, document.id, written)?;
    Ok(store::moves::set_registered(cx.tx(), document.id, &text, today)?)
}
