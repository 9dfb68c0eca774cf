//! A merger is taken back: it was entered by mistake, or was called off. What nobody has changed since is as it was before.

use access::Granted;
use db::{Conn, Returned};
use registry::Merger;
use web::{Cx, Error, Mode, Result, Write};

use super::ending::merged;
use super::entering::both;
use super::moving::hang;
use super::{Dated, kept_from_above, told};
use crate::model::Happened;
use crate::rules::{self, PartingRefusal, Refusal};
use crate::store::mergers::{self, Kept};
use crate::store::{events, living, versions};
use crate::{KeepUnits, Unit, UnitId};

/// The merger of a closed unit and the unit it was joined to, where it can be taken back.
pub(crate) fn merger_of<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    closed: &Unit,
) -> Result<(Kept, Unit)> {
    if closed.is_active() || events::joined_to(cx.conn(), closed.id)?.is_none() {
        return Err(Refusal::from(PartingRefusal::NotJoined(closed.short_name.clone())).into());
    }
    let kept = mergers::standing(cx.conn(), closed.id)?;
    let kept = kept.ok_or_else(|| Refusal::from(PartingRefusal::NotRemembered(closed.short_name.clone())))?;
    let into = UnitId(kept.told.into.unit);
    let into = crate::store::find(cx.conn(), may.ranges(), into)?
        .ok_or_else(|| Refusal::from(PartingRefusal::HeirElsewhere(kept.told.into.name.clone())))?;
    if let Some(later) = mergers::later(cx.conn(), into.id, kept.id)?
        && let Some(later) = living::reread(cx.conn(), later)?
    {
        return Err(Refusal::from(PartingRefusal::LaterFirst(later.short_name.clone(), later.url())).into());
    }
    may_part(cx.conn(), closed, &into, &kept)?;
    Ok((kept, into))
}

fn may_part(conn: &mut Conn, closed: &Unit, into: &Unit, kept: &Kept) -> Result<()> {
    let parent = match closed.parent_id {
        Some(parent) => living::reread(conn, parent)?,
        None => None,
    };
    let then = [kept.told.closed.path.as_str(), kept.told.into.path.as_str()];
    Ok(rules::may_part(closed, into, then, parent.as_ref())?)
}

/// Takes the merger of a closed unit back; `reason` goes into the history of both, and so does what `said` makes of what went back.
pub(crate) fn part(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    reason: &str,
    said: &dyn Fn(&Returned, &Unit) -> String,
) -> Result<Unit> {
    let closed = kept_from_above(cx, may, id, version)?;
    let (_, into) = merger_of(cx, may, &closed)?;
    let (closed, into) = both(cx, may, closed, into.id, "into")?;
    // Read again behind the locks: the other unit may just have ended.
    let (kept, _) = merger_of(cx, may, &closed)?;
    if reason.is_empty() {
        return Err(Error::field(
            "ground",
            "Укажите, почему присоединение отменяют: ошибка, отмена приказа, его номер и\u{a0}дата.",
        ));
    }
    let (now, today, by) = (cx.now(), cx.today_at(&closed.path)?, cx.person().map(|person| person.account.0));
    let returned = kept.told.trail.back(cx.tx(), now)?;
    living::set_state(cx.tx(), id, "active", now)?;
    versions::reopen(cx.tx(), id)?;
    let opened = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let dated = Dated { day: today, ground: reason.to_owned() };
    for child in come_back(cx.conn(), &kept, &into)? {
        hang(cx, &child, &opened)?;
        versions::hung_back(cx.tx(), (&child, &opened), kept.day)?;
        let moved = living::reread(cx.conn(), child.id)?.ok_or(Error::NotFound)?;
        let text = format!("Возвращение: из\u{a0}«{}» в\u{a0}«{}»", into.short_name, opened.short_name);
        told(cx, &moved, (Happened::Moved, Some(id)), &dated, &text)?;
    }
    let merger = Merger {
        closed: merged(&opened),
        into: Some(merged(&into)),
        day: kept.day,
        ground: reason.to_owned(),
        by,
        at: now,
    };
    let house = cx.house_handle();
    let ids = || house.ids.next_at(now);
    for offer in &house.registry.mergings {
        offer.undone(cx.tx(), &merger, &returned, &ids)?;
    }
    mergers::undo(cx.tx(), kept.id, by, now)?;
    let text = format!("Присоединение к\u{a0}{} отменено. {}", rules::to_unit(&into), said(&returned, &into));
    told(cx, &opened, (Happened::Parted, Some(into.id)), &dated, &text)?;
    let text = format!("Присоединение {} отменено", rules::of_unit(&opened));
    told(cx, &into, (Happened::Parted, Some(id)), &dated, &text)?;
    Ok(opened)
}

/// Units that came along, work and still stand under the one they came to: what has ended since is told there.
pub(crate) fn come_back(conn: &mut Conn, kept: &Kept, into: &Unit) -> Result<Vec<Unit>> {
    let mut found = crate::store::all_of(conn, &kept.told.along)?;
    found.retain(|unit| unit.is_active() && unit.parent_id == Some(into.id));
    Ok(found)
}
