//! Edition and validity of an act of the legal base are told by whoever keeps the documents of a place: they hold there and below.

use audit::Action;
use chrono::NaiveDate;
use packs::LegalAct;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use crate::model::ActMark;
use crate::rules::act_marks::{faults, told};
use crate::store::act_marks;

/// What is told of an act.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// «ред. от 25.12.2023»; may be empty.
    pub edition: String,
    /// Its last day in force.
    pub valid_to: Option<NaiveDate>,
    /// What acts in its place; may be empty.
    pub instead: String,
    /// The day it was looked at.
    pub checked_on: NaiveDate,
    /// The mark that stood in the form; none: there was none.
    pub seen: Option<i64>,
}

/// Tells it; word by word the same tells nothing more, and what somebody else told meanwhile is not written over unread.
pub(crate) fn tell(cx: &mut Cx<Write>, unit: &Unit, act: &LegalAct, new: Told) -> Result<()> {
    let today = cx.today_at(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let seen = new.seen;
    let row = ActMark {
        id: cx.id(),
        unit_id: unit.id,
        act: act.id.clone(),
        edition: new.edition,
        valid_to: new.valid_to,
        instead: new.instead,
        checked_on: new.checked_on,
        account_id: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    let before = act_marks::of(cx.conn(), &[unit.id.0], Some(&act.id))?.into_iter().next();
    let said = |one: &ActMark| (one.edition.clone(), one.valid_to, one.instead.clone(), one.checked_on);
    // A second click finds the first one's mark.
    if before.is_some_and(|known| said(&known) == said(&row)) {
        return Ok(());
    }
    let stands = act_marks::standing(cx.conn(), &unit.path)?.remove(&act.id);
    if stands.as_ref().map(|mark| mark.id) != seen {
        return Err(Error::Conflict(format!(
            "Сведения об\u{a0}этом акте изменили, пока форма была открыта, и\u{a0}ваши не\u{a0}сохранены. Сейчас записано: {}. Сверьте и\u{a0}сохраните ещё раз.",
            told(act, stands.as_ref())
        )));
    }
    let wrong = faults(act, (row.checked_on, row.valid_to), (stands.map(|mark| mark.checked_on), today));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    act_marks::add(cx.tx(), &row)?;
    let details =
        json!({ "act": row.act, "edition": row.edition, "valid_to": row.valid_to, "instead": row.instead });
    let text = format!("Проверен акт нормативной базы: {}", act.line());
    cx.journal(Action::Changed, ("documents", "unit", unit.id.0), &unit.path, &text, details)
}
