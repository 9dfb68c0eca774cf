//! A unit ends: joined to another or closed. The areas say what becomes of their things there.

use access::Granted;
use db::Trail;
use registry::{Merged, Merger};
use web::{Cx, Error, Mode, Result, Write};

use super::entering::both;
use super::heads::count_anew;
use super::moving::hang;
use super::{
    Dated, grounded, kept_from_above, on_day, on_own_day, possible_together, settle, told, unordered,
    unordered_under, was_there,
};
use crate::model::{Happened, Heads, Joining};
use crate::rules::{self, Refusal, quoted, to_unit};
use crate::store::{closings, events, living, mergers, versions};
use crate::{KeepUnits, Unit, UnitId};

/// Joins the unit to another: what stands under it, its people and what is still owed go there, the past stays.
pub fn merge(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    joining: &Joining,
    dated: &Dated,
) -> Result<Unit> {
    let closed = kept_from_above(cx, may, id, version)?;
    let (closed, into) = both(cx, may, closed, joining.into, "into")?;
    rules::may_be_joined(&closed, &into)?;
    as_seen(joining, &into)?;
    unordered_under(cx, &closed)?;
    possible_together(cx, &closed, Some(&into), dated.day)?;
    grounded(dated)?;
    on_day(cx, &closed, dated.day)?;
    was_there(cx, &into, dated.day)?;
    let along = living::children(cx.conn(), id, true)?;
    for child in &along {
        hang(cx, child, &into)?;
        let moved = living::reread(cx.conn(), child.id)?.ok_or(Error::NotFound)?;
        settle(cx, &moved.path, dated.day)?;
        let text = format!("Передача: из\u{a0}«{}» в\u{a0}«{}»", closed.short_name, into.short_name);
        told(cx, &moved, (Happened::Moved, Some(into.id)), dated, &text)?;
    }
    let text = format!("Присоединение к\u{a0}{}", to_unit(&into));
    let mut trail = end(cx, &closed, Some(&into), (Happened::Merged, &text), dated)?;
    let counted = count_anew(cx, &into, joining.heads, dated.day, &mut trail)?;
    let (row, merger) = (cx.id(), ending(cx, &closed, Some(&into), dated));
    let along = along.into_iter().map(|child| child.id.0).collect();
    mergers::add(cx.tx(), row, (&merger, &merged(&into)), (along, trail))?;
    let text = format!("Присоединили {}{counted}", quoted(&closed.name));
    told(cx, &into, (Happened::Joined, Some(id)), dated, &text)?;
    Ok(into)
}

/// Sums are made of passports somebody saw, and are numbers a passport may hold.
pub(super) fn as_seen(joining: &Joining, into: &Unit) -> Result<()> {
    let faults = rules::heads_faults(joining.heads, ("teachers", "pupils"));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if joining.heads == Heads::default() || joining.seen.is_none_or(|seen| seen == into.version) {
        return Ok(());
    }
    let now = Heads::of(into).words();
    let now = if now.is_empty() { "числа не\u{a0}указаны".to_owned() } else { now };
    let text = format!(
        "Паспорт «{}» изменили, пока форма была открыта: сейчас {now}. Проверьте сумму и\u{a0}нажмите ещё раз.",
        into.short_name
    );
    Err(Error::field("teachers", text))
}

/// Closes the unit without another that goes on.
pub fn close(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    dated: &Dated,
) -> Result<Unit> {
    let unit = kept_from_above(cx, may, id, version)?;
    rules::may_close(&unit, &living::children(cx.conn(), id, true)?)?;
    unordered(cx, &unit)?;
    grounded(dated)?;
    on_own_day(cx, &unit, dated.day)?;
    // What stood under it until a day stood under something: it is not closed before.
    if let Some(last) = versions::last_under(cx.conn(), &unit)?.filter(|last| dated.day <= *last) {
        let next = last.succ_opt().unwrap_or(last);
        return Err(Refusal::BeforeLast(next, unit.url()).into());
    }
    let trail = end(cx, &unit, None, (Happened::Closed, "Закрыта"), dated)?;
    let (row, merger) = (cx.id(), ending(cx, &unit, None, dated));
    closings::add(cx.tx(), row, &merger, trail)?;
    Ok(unit)
}

fn end(
    cx: &mut Cx<Write>,
    unit: &Unit,
    into: Option<&Unit>,
    (happened, text): (Happened, &str),
    dated: &Dated,
) -> Result<Trail> {
    let (house, now) = (cx.house_handle(), cx.now());
    let merger = ending(cx, unit, into, dated);
    let (id, mut trail) = (|| house.ids.next_at(now), Trail::default());
    for offer in &house.registry.mergings {
        offer.merge(cx.tx(), &merger, &mut trail, &id)?;
    }
    living::set_state(cx.tx(), unit.id, "closed", now)?;
    versions::end(cx.tx(), unit.id, dated.day)?;
    told(cx, unit, (happened, into.map(|into| into.id)), dated, text)?;
    Ok(trail)
}

/// A unit as the areas are told of it.
pub(super) fn merged(unit: &Unit) -> Merged {
    Merged { unit: unit.id.0, path: unit.path.clone(), name: unit.short_name.clone() }
}

/// The end of a unit as the areas are asked about it.
pub fn ending<M: Mode>(cx: &Cx<M>, unit: &Unit, into: Option<&Unit>, dated: &Dated) -> Merger {
    Merger {
        closed: merged(unit),
        into: into.map(merged),
        day: dated.day,
        ground: dated.ground.clone(),
        by: cx.person().map(|person| person.account.0),
        at: cx.now(),
    }
}

/// Puts a closed unit to work again from a day on: it was founded anew.
pub fn reopen(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    dated: &Dated,
) -> Result<Unit> {
    let unit = kept_from_above(cx, may, id, version)?;
    let is_joined = events::joined_to(cx.conn(), id)?.is_some();
    let parent = match unit.parent_id {
        Some(parent) => living::reread(cx.conn(), parent)?,
        None => None,
    };
    rules::may_reopen(&unit, is_joined, parent.as_ref())?;
    grounded(dated)?;
    // A unit whose division was taken back ended by that.
    let last = events::ended(cx.conn(), id)?.map(|event| event.happened_on);
    let today = cx.today_at(&unit.path)?;
    rules::may_happen(dated.day, &rules::Days { today, last, url: unit.url() })?;
    let (row, now) = (cx.id(), cx.now());
    living::set_state(cx.tx(), id, "active", now)?;
    let opened = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    versions::begin(cx.tx(), row, &opened, dated.day)?;
    let by = cx.person().map(|person| person.account.0);
    closings::undo(cx.tx(), id, by, now)?;
    told(cx, &opened, (Happened::Reopened, None), dated, "Открыта снова")?;
    Ok(opened)
}
