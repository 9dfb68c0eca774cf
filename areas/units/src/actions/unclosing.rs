//! A closing is taken back: it was entered by mistake. What nobody has changed since is as it was before.

use access::Granted;
use db::Returned;
use registry::Merger;
use web::{Cx, Error, Mode, Result, Write};

use super::ending::merged;
use super::{Dated, kept_from_above, told};
use crate::model::Happened;
use crate::rules::{self, PartingRefusal, Refusal};
use crate::store::closings::{self, Kept};
use crate::store::{events, living, versions};
use crate::{KeepUnits, Unit, UnitId};

/// The closing of a closed unit, where it can be taken back.
pub(crate) fn closing_of<M: Mode>(cx: &mut Cx<M>, closed: &Unit) -> Result<Kept> {
    let is_joined = events::joined_to(cx.conn(), closed.id)?.is_some();
    let parent = match closed.parent_id {
        Some(parent) => living::reread(cx.conn(), parent)?,
        None => None,
    };
    rules::may_reopen(closed, is_joined, parent.as_ref())?;
    let kept = closings::standing(cx.conn(), closed.id)?;
    let kept = kept.ok_or_else(|| Refusal::from(PartingRefusal::NotKept(closed.short_name.clone())))?;
    if kept.told.closed.path != closed.path {
        return Err(Refusal::from(PartingRefusal::MovedSince(closed.short_name.clone(), closed.url())).into());
    }
    Ok(kept)
}

/// Takes the closing of a unit back; `reason` goes into its history, and so does what `said` makes of what went back.
pub(crate) fn unclose(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    reason: &str,
    said: &dyn Fn(&Returned) -> String,
) -> Result<Unit> {
    let closed = kept_from_above(cx, may, id, version)?;
    let kept = closing_of(cx, &closed)?;
    if reason.is_empty() {
        return Err(Error::field(
            "ground",
            "Укажите, почему закрытие отменяют: ошибка, отмена приказа, его номер и\u{a0}дата.",
        ));
    }
    let (now, today, by) = (cx.now(), cx.today_at(&closed.path)?, cx.person().map(|person| person.account.0));
    let returned = kept.told.trail.back(cx.tx(), now)?;
    living::set_state(cx.tx(), id, "active", now)?;
    versions::reopen(cx.tx(), id)?;
    let opened = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let (closed, ground) = (merged(&opened), reason.to_owned());
    let merger = Merger { closed, into: None, day: kept.day, ground, by, at: now };
    let house = cx.house_handle();
    let ids = || house.ids.next_at(now);
    for offer in &house.registry.mergings {
        offer.undone(cx.tx(), &merger, &returned, &ids)?;
    }
    closings::undo(cx.tx(), id, by, now)?;
    let dated = Dated { day: today, ground: reason.to_owned() };
    let text = format!("Закрытие отменено. {}", said(&returned));
    told(cx, &opened, (Happened::Reopened, None), &dated, text.trim_end())?;
    Ok(opened)
}
