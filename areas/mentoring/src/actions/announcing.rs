//! What becomes of a pair that was prepared: its order is announced (Амурская область, приложение 2, п. 8.2), or it comes to none.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, Result, Write, russian};

use super::stepping::asked;
use super::{active, preparing, stored, told};
use crate::KeepMentoring;
use crate::model::{PairId, State};
use crate::rules::{Refusal, Step, may_be_announced};

/// The order is announced and the mentee presented to the staff (п. 8.2).
pub fn announce(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, id: PairId, day: NaiveDate) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    asked(cx, &pair, Step::Announced)?;
    if pair.announced_on.is_some() {
        return Err(Refusal::Done(Step::Announced, super::seen(cx, &pair)?).into());
    }
    let today = cx.today_at(&pair.unit_path)?;
    if !may_be_announced(day, pair.order_on, today) {
        return Err(Error::field(
            "day",
            "Приказ объявляют в\u{a0}день приказа или позже, не\u{a0}позднее сегодня.",
        ));
    }
    pair.announced_on = Some(day);
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, &format!("Приказ объявлен {}", russian::date(day)))
}

/// A pair that comes to no order, with the reason.
pub fn cancel(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, id: PairId, note: &str) -> Result<()> {
    let mut pair = preparing(cx, may, id)?;
    if note.trim().is_empty() {
        return Err(Error::field("note", "Напишите, почему пара не\u{a0}состоялась."));
    }
    State::Cancelled.code().clone_into(&mut pair.state);
    pair.ended_on = Some(cx.today_at(&pair.unit_path)?);
    note.trim().clone_into(&mut pair.end_note);
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, "Подготовка пары прекращена")
}
