//! What is ordered for a unit from a day to come: schools are joined on 1 September by a decision of June. Checked today as far
//! as it can be, carried out by the job of that day, called off before.

use std::sync::Arc;

use access::Granted;
use audit::Action;
use db::Ranges;
use serde_json::Value;
use web::{Cx, Error, House, Result, Write, russian};

use super::ending::as_seen;
use super::entering::both;
use super::{Dated, close, grounded, kept_from_above, merge, rename, told};
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
    };
    orders::add(cx.tx(), &row)?;
    let into = other.as_ref().map_or("", |other| other.short_name.as_str());
    let text = format!("Внесено заранее: с\u{a0}{} – {}", russian::date(dated.day), row.words(into));
    let now = Dated { day: today, ground: dated.ground.clone() };
    told(cx, &unit, (Happened::Ordered, row.into_id), &now, &text)?;
    Ok(unit)
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
        // What stands under it may go until that day.
        Coming::Closed => {
            rules::may_close(&unit, &[])?;
            Ok((unit, None))
        }
    }
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
    let (now, today, said) = (cx.now(), cx.today_at(&unit.path)?, words(cx, &row)?);
    orders::end(cx.tx(), order, UnitOrder::WITHDRAWN, now)?;
    let text = format!("Отменено предстоявшее {}: {said}", russian::date(row.due_on));
    let dated = Dated { day: today, ground: String::new() };
    told(cx, &unit, (Happened::Ordered, row.into_id), &dated, &text)?;
    Ok(unit)
}

/// What is to happen, in words.
fn words<M: web::Mode>(cx: &mut Cx<M>, order: &UnitOrder) -> Result<String> {
    let into = match order.into_id {
        Some(id) => living::reread(cx.conn(), id)?,
        None => None,
    };
    Ok(order.words(into.as_ref().map_or("", |into| into.short_name.as_str())))
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

/// Carries an order out on its day, in a transaction of its own; whether it did. What the rules refuse is kept with the order
/// and told to whoever keeps the unit; the next run tries again.
pub(crate) fn carry_out(house: &Arc<House>, order: &UnitOrder) -> Result<bool> {
    let refusal = match try_out(house, order) {
        Ok(done) => return Ok(done),
        Err(Error::Refused(refusal)) => refusal.to_string(),
        Err(Error::Invalid(faults)) => {
            faults.iter().map(|fault| fault.text.as_str()).collect::<Vec<_>>().join(" ")
        }
        // Somebody saved the card in this very moment: the next run looks at it as it is then.
        Err(Error::Conflict(_)) => return Ok(false),
        Err(other) => return Err(other),
    };
    if refusal != order.refusal {
        house.db.write(|tx| orders::refuse(tx, order.id, &refusal))?;
    }
    Ok(false)
}

fn try_out(house: &Arc<House>, order: &UnitOrder) -> Result<bool> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<KeepUnits>()?;
    let everywhere = Ranges::under(["/"]);
    let unit = store::find(cx.conn(), &everywhere, order.unit_id)?.ok_or(Error::NotFound)?;
    // Places further east have their day sooner.
    if cx.today_at(&unit.path)? < order.due_on {
        return Ok(false);
    }
    cx.tx().lock("unit_orders", order.id.0)?;
    let Some(order) = orders::awaiting(cx.conn(), order.unit_id, order.id)? else { return Ok(false) };
    let now = cx.now();
    orders::end(cx.tx(), order.id, UnitOrder::DONE, now)?;
    let (of, dated) = ((unit.id, unit.version), Dated { day: order.due_on, ground: order.ground.clone() });
    match order.coming() {
        Coming::Renamed(name, short) => rename(&mut cx, &may, of, (&name, &short), &dated, false),
        Coming::Merged(joining) => merge(&mut cx, &may, of, &joining, &dated),
        Coming::Closed => close(&mut cx, &may, of, &dated),
    }?;
    let text = format!("{}: исполнено внесённое заранее", unit.short_name);
    cx.journal(Action::Changed, ("units", "unit", unit.id.0), &unit.path, &text, Value::Null)?;
    cx.finish()?;
    Ok(true)
}
