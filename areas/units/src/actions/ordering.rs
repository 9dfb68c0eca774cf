//! What is ordered for a unit from a day to come: schools are joined on 1 September by a decision of June. Checked today as far
//! as it can be, carried out by the job of that day, called off before.

use access::Granted;
use chrono::NaiveDate;
use db::Ranges;
use web::{Cx, Error, Result, Write, russian};

use super::ending::as_seen;
use super::entering::both;
use super::{Dated, grounded, kept_from_above, told};
use crate::model::{Coming, Happened, Heads, OrderId, UnitOrder};
use crate::rules::{self, Refusal, name_faults};
use crate::store::{self, living, orders};
use crate::{KeepUnits, Unit, UnitId};

/// Orders what is to happen on a day to come.
pub fn order(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    coming: &Coming,
    dated: &Dated,
) -> Result<Unit> {
    let unit = kept_from_above(cx, may, id, version)?;
    let (unit, other) = may_come(cx, may, unit, coming)?;
    grounded(dated)?;
    let today = cx.today_at(&unit.path)?;
    if let Some(fault) = rules::order_day_fault(dated.day, today) {
        return Err(Error::field("day", fault));
    }
    if let Some(first) = orders::of_unit(cx.conn(), id)?.into_iter().find(|one| one.unit_id == id) {
        return Err(Refusal::Awaits(words(cx, &first)?, first.due_on, unit.url()).into());
    }
    let joins = other.as_ref().filter(|_| matches!(coming, Coming::Merged(_) | Coming::Moved(_)));
    // A name is in nobody's way.
    if !matches!(coming, Coming::Renamed(..)) {
        possible_together(cx, &unit, joins, dated.day)?;
    }
    let (name, short_name) = match coming {
        Coming::Renamed(name, short) => (name.clone(), short.clone()),
        _ => Default::default(),
    };
    let heads = match coming {
        Coming::Merged(joining) => joining.heads,
        _ => Heads::default(),
    };
    let row = UnitOrder {
        id: OrderId(cx.id()),
        unit_id: id,
        kind: coming.code().to_owned(),
        due_on: dated.day,
        ground: dated.ground.clone(),
        name,
        short_name,
        into_id: other.as_ref().map(|other| other.id),
        state: UnitOrder::AWAITING.to_owned(),
        refusal: String::new(),
        ordered_by: cx.person().map(|person| person.account.0),
        ordered_at: cx.now(),
        ended_at: None,
        teachers: heads.teachers,
        pupils: heads.pupils,
        stopped_at: None,
    };
    orders::add(cx.tx(), &row)?;
    let words = row.words(other.as_ref());
    let text = format!("Внесено заранее: с\u{a0}{} – {words}", russian::date(dated.day));
    let now = Dated { day: today, ground: dated.ground.clone() };
    told(cx, &unit, (Happened::Ordered, row.into_id), &now, &text)?;
    Ok(unit)
}

/// What already awaits either of both leaves room for it: nothing is joined to what will be gone by then, or is closed; nothing
/// closes what another is to be joined to.
pub(super) fn possible_together(
    cx: &mut Cx<Write>,
    unit: &Unit,
    into: Option<&Unit>,
    day: NaiveDate,
) -> Result<()> {
    let mut all = orders::of_unit(cx.conn(), unit.id)?;
    if let Some(into) = into {
        all.extend(orders::of_unit(cx.conn(), into.id)?);
    }
    let excludes = |one: &&UnitOrder| rules::excludes(one, (unit.id, into.map(|into| into.id)), day);
    let Some(first) = all.iter().find(excludes) else { return Ok(()) };
    let (said, whose) = (words(cx, first)?, living::reread(cx.conn(), first.unit_id)?);
    let whose = whose.ok_or(Error::NotFound)?;
    let ways = [(whose.short_name.clone(), whose.url()), (unit.short_name.clone(), unit.url())];
    Err(Refusal::Excludes(said, first.due_on, Box::new(ways)).into())
}

/// Whether it may come as things stand today, and the other unit it is about.
fn may_come(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    unit: Unit,
    coming: &Coming,
) -> Result<(Unit, Option<Unit>)> {
    match coming {
        Coming::Renamed(name, short) => {
            let faults = name_faults(name, short);
            if !faults.is_empty() {
                return Err(Error::Invalid(faults));
            }
            rules::may_change(&unit)?;
            let short = if short.is_empty() { name } else { short };
            if unit.name == *name && unit.short_name == *short {
                return Err(Error::field("name", "Название то\u{a0}же самое: менять нечего."));
            }
            Ok((unit, None))
        }
        Coming::Merged(joining) => {
            let (unit, into) = both(cx, may, unit, joining.into, "into")?;
            rules::may_be_joined(&unit, &into)?;
            as_seen(joining, &into)?;
            Ok((unit, Some(into)))
        }
        // What is ordered for anything under it may be done until that day.
        Coming::Moved(parent) => {
            let (unit, parent) = both(cx, may, unit, *parent, "parent")?;
            rules::may_move(&unit, &parent)?;
            Ok((unit, Some(parent)))
        }
        // What stands under it may go until that day.
        Coming::Closed => {
            rules::may_close(&unit, &[])?;
            Ok((unit, None))
        }
    }
}

/// Whether the other unit of an order is the person's to keep as well: who may not make an order does not call it off.
fn keeps_both(cx: &mut Cx<Write>, scope: &Ranges, order: &UnitOrder) -> Result<bool> {
    let Some(into) = order.into_id else { return Ok(true) };
    Ok(store::find(cx.conn(), scope, into)?.is_some())
}

/// Calls an order off before its day, or after a day that refused it.
pub fn withdraw(cx: &mut Cx<Write>, may: &Granted<KeepUnits>, id: UnitId, order: OrderId) -> Result<Unit> {
    let unit = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if !super::is_from_above(may.ranges(), &unit) {
        return Err(Refusal::FromAbove(unit.short_name).into());
    }
    cx.tx().lock("unit_orders", order.0)?;
    let Some(row) = orders::awaiting(cx.conn(), id, order)? else {
        return Err(Refusal::NotAwaiting(unit.short_name.clone(), unit.url()).into());
    };
    if !keeps_both(cx, may.ranges(), &row)? {
        return Err(Refusal::OrderedFromAbove(words(cx, &row)?, unit.url()).into());
    }
    let (now, today, said) = (cx.now(), cx.today_at(&unit.path)?, words(cx, &row)?);
    orders::end(cx.tx(), order, UnitOrder::WITHDRAWN, now)?;
    let text = format!("Отменено предстоявшее {}: {said}", russian::date(row.due_on));
    let dated = Dated { day: today, ground: String::new() };
    told(cx, &unit, (Happened::Ordered, row.into_id), &dated, &text)?;
    Ok(unit)
}

/// Somebody who keeps the unit now stands behind an order of another, who may have lost the right to it.
pub fn confirm(cx: &mut Cx<Write>, may: &Granted<KeepUnits>, id: UnitId, order: OrderId) -> Result<Unit> {
    let unit = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if !super::is_from_above(may.ranges(), &unit) {
        return Err(Refusal::FromAbove(unit.short_name).into());
    }
    cx.tx().lock("unit_orders", order.0)?;
    let row = orders::awaiting(cx.conn(), id, order)?;
    let (Some(row), Some(by)) = (row, cx.person().map(|person| person.account.0)) else {
        return Err(Refusal::NotAwaiting(unit.short_name.clone(), unit.url()).into());
    };
    if !keeps_both(cx, may.ranges(), &row)? {
        return Err(Refusal::OrderedFromAbove(words(cx, &row)?, unit.url()).into());
    }
    let (today, said) = (cx.today_at(&unit.path)?, words(cx, &row)?);
    orders::stand_behind(cx.tx(), order, by)?;
    let text = format!("Подтверждено предстоящее {}: {said}", russian::date(row.due_on));
    let dated = Dated { day: today, ground: String::new() };
    told(cx, &unit, (Happened::Ordered, row.into_id), &dated, &text)?;
    Ok(unit)
}

/// Nothing is ordered for anything at or under the unit, nor about it: what goes elsewhere takes no order along.
pub(super) fn unordered_under(cx: &mut Cx<Write>, unit: &Unit) -> Result<()> {
    let all = orders::all(cx.conn())?;
    let ids: Vec<i64> =
        all.iter().flat_map(|one| [Some(one.unit_id), one.into_id]).flatten().map(|id| id.0).collect();
    let units = store::all_of(cx.conn(), &ids)?;
    let below = |id: UnitId| units.iter().find(|one| one.id == id && one.path.starts_with(&unit.path));
    let Some((first, whose)) = all.iter().find_map(|one| {
        let whose = below(one.unit_id).or_else(|| one.into_id.and_then(below));
        whose.map(|whose| (one, whose))
    }) else {
        return Ok(());
    };
    let said = words(cx, first)?;
    let said = if first.unit_id == unit.id || first.into_id == Some(unit.id) {
        said
    } else {
        format!("{said} – в\u{a0}карточке «{}»", whose.short_name)
    };
    Err(Refusal::Awaits(said, first.due_on, format!("/units/{}", first.unit_id)).into())
}

/// What is to happen, in words.
fn words<M: web::Mode>(cx: &mut Cx<M>, order: &UnitOrder) -> Result<String> {
    let into = match order.into_id {
        Some(id) => living::reread(cx.conn(), id)?,
        None => None,
    };
    Ok(order.words(into.as_ref()))
}

/// Nothing else is ordered for the unit, nor about it: whoever joins, closes or moves it calls that off first.
pub(super) fn unordered(cx: &mut Cx<Write>, unit: &Unit) -> Result<()> {
    match orders::of_unit(cx.conn(), unit.id)?.into_iter().next() {
        Some(first) => {
            let url = format!("/units/{}", first.unit_id);
            Err(Refusal::Awaits(words(cx, &first)?, first.due_on, url).into())
        }
        None => Ok(()),
    }
}
