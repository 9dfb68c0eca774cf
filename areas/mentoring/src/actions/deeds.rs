//! What an order of replacement asks to be done after it is marked: its announcement (п. 8.2), the handing over of the plan and the
//! journal to the successor. A mark made wrongly is corrected; what stood there stays in the history.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::pairing::lower;
use super::{active, seen, steps_of, stored, told};
use crate::model::{MentorId, OrderMark, Pair, PairId, Replacing};
use crate::rules::{OrderDeed, Refusal};
use crate::{KeepMentoring, store};

/// The order that made this part the mentor of now, if one did.
pub(crate) fn order_of_part<M: Mode>(
    cx: &mut Cx<M>,
    pair: PairId,
    part: MentorId,
) -> Result<Option<Replacing>> {
    let orders = store::orders_of(cx.conn(), pair)?;
    Ok(orders.into_iter().find(|order| order.next_id == part))
}

/// What a form sends back to say which mark it corrects.
pub(crate) fn seal(mark: &OrderMark) -> Option<String> {
    Some(format!("{}|{}", mark.done_on?, mark.done_by))
}

/// Marks what was done after the order of a part; with the seal of a mark, corrects it.
pub fn mark(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, part): (PairId, MentorId),
    deed: OrderDeed,
    (day, by): (NaiveDate, &str),
    corrected: Option<&str>,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let mentor = store::find_mentor(cx.conn(), id, part)?.ok_or(Error::NotFound)?;
    let order = order_of_part(cx, id, part)?.ok_or(Error::NotFound)?;
    // An order without force, or a successor replaced since: nothing is marked any more.
    if mentor.from_on.is_none() || mentor.to_on.is_some() {
        return Err(Refusal::Changed(seen(cx, &pair)?).into());
    }
    let is_asked = OrderDeed::asked(&steps_of(cx, &pair)?).contains(&deed);
    if !is_asked {
        return Err(Refusal::NotAsked(crate::rules::Step::Announced, pair.url()).into());
    }
    let marks = store::ordered::of_pair(cx.conn(), id)?;
    let before = marks.into_iter().find(|one| one.order_id == order.id && one.mark == deed.code());
    let by = by.trim();
    let row = OrderMark {
        order_id: order.id,
        mark: deed.code().to_owned(),
        mentorship_id: id,
        done_on: Some(day),
        done_by: by.to_owned(),
        written_by: cx.person().map(|person| person.account.0),
        written_at: cx.now(),
    };
    if before.as_ref().is_some_and(|before| seal(before) == seal(&row)) {
        return Ok(());
    }
    free(cx, &pair, before.as_ref(), corrected)?;
    if let Some(text) = deed.fault(day, (order.signed_on, cx.today_at(&pair.unit_path)?)) {
        return Err(Error::field("day", text));
    }
    if by.is_empty() {
        return Err(Error::field("by", "Напишите, кто это сделал: фамилия и\u{a0}инициалы, должность."));
    }
    store::ordered::keep(cx.tx(), &row)?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, &sentence(deed, before.as_ref(), &row))
}

/// What the history says, which names nobody: who did it stands beside the mark.
fn sentence(deed: OrderDeed, before: Option<&OrderMark>, now: &OrderMark) -> String {
    let day = now.done_on.map(russian::date).unwrap_or_default();
    let Some((before, was)) = before.and_then(|before| Some((before, before.done_on?))) else {
        return format!("{} {day}", deed.done());
    };
    let by =
        if before.done_by == now.done_by { "" } else { "; кто это сделал – изменено" };
    format!("Исправлено: {}. Было: {}. Стало: {day}{by}", lower(deed.done()), russian::date(was))
}

/// A mark nobody asked to correct, or another one than was seen, is refused.
fn free(cx: &mut Cx<Write>, pair: &Pair, before: Option<&OrderMark>, corrected: Option<&str>) -> Result<()> {
    let Some(now) = before.and_then(seal) else { return Ok(()) };
    match corrected {
        Some(sent) if sent == now => Ok(()),
        Some(_) => {
            let told = before.and_then(|one| one.done_on).map(russian::date).unwrap_or_default();
            let text = format!(
                "Пока вы исправляли, отметку изменили: теперь – {told}. Проверьте и\u{a0}отправьте ещё раз."
            );
            Err(Error::field("day", text))
        }
        None => Err(Refusal::Changed(seen(cx, pair)?).into()),
    }
}
