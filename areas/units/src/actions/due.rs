//! What was ordered ahead is carried out on its day, while whoever ordered it still keeps the unit; otherwise it stops, and whoever
//! keeps the unit now decides.

use std::sync::Arc;

use access::{AccountId, Granted};
use audit::Action;
use db::Ranges;
use serde_json::Value;
use web::{Cx, Error, House, Mode, Result, Write};

use super::{Dated, close, is_from_above, merge, rename, told, transfer};
use crate::model::{Coming, Happened, Heads, Joining, UnitOrder};
use crate::rules::Refusal;
use crate::store::{self, orders};
use crate::{KeepUnits, Unit};

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
        house.db.write(|tx| orders::refuse(tx, order.id, &refusal, None))?;
    }
    Ok(false)
}

fn try_out(house: &Arc<House>, order: &UnitOrder) -> Result<bool> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let everywhere = Ranges::under(["/"]);
    let unit = store::find(cx.conn(), &everywhere, order.unit_id)?.ok_or(Error::NotFound)?;
    // Places further east have their day sooner.
    if cx.today_at(&unit.path)? < order.due_on {
        return Ok(false);
    }
    cx.tx().lock("unit_orders", order.id.0)?;
    let Some(order) = orders::awaiting(cx.conn(), order.unit_id, order.id)? else { return Ok(false) };
    let may = keeper(&mut cx, &unit, &order)?;
    let now = cx.now();
    orders::end(cx.tx(), order.id, UnitOrder::DONE, now)?;
    let (of, dated) = ((unit.id, unit.version), Dated { day: order.due_on, ground: order.ground.clone() });
    match order.coming() {
        Coming::Renamed(name, short) => rename(&mut cx, &may, of, (&name, &short), &dated, false),
        Coming::Merged(joining) => {
            let joining = summed(&mut cx, (&unit, &order), joining)?;
            merge(&mut cx, &may, of, &joining, &dated)
        }
        Coming::Moved(parent) => transfer(&mut cx, &may, of, parent, &dated),
        Coming::Closed => close(&mut cx, &may, of, &dated),
    }?;
    let text = format!("{}: исполнено внесённое заранее", unit.short_name);
    cx.journal(Action::Changed, ("units", "unit", unit.id.0), &unit.path, &text, Value::Null)?;
    cx.finish()?;
    Ok(true)
}

/// Sums are of the passports as they were when the merger was ordered: where one says something else since, that of the unit that
/// goes on stays as it is, and its history says so.
fn summed(cx: &mut Cx<Write>, (unit, order): (&Unit, &UnitOrder), joining: Joining) -> Result<Joining> {
    if joining.heads == Heads::default() {
        return Ok(joining);
    }
    let into = store::all_of(cx.conn(), &[joining.into.0])?.pop().ok_or(Error::NotFound)?;
    let zone = cx.zone_at(&unit.path)?;
    for one in [unit, &into] {
        let then = store::versions::of_unit(cx.conn(), one.id, order.ordered_at.day(zone))?;
        let then = then.map(|then| Heads { teachers: then.teachers, pupils: then.pupils });
        if then != Some(Heads::of(one)) {
            let dated = Dated { day: order.due_on, ground: order.ground.clone() };
            let text = "Числа паспорта не\u{a0}тронуты: их изменили после того, как присоединение внесли. Проверьте их";
            told(cx, &into, (Happened::Changed, Some(unit.id)), &dated, text)?;
            return Ok(Joining::to(into.id));
        }
    }
    Ok(joining)
}

/// The right of whoever ordered it, as it is today: a command has that of the operator.
fn keeper<M: Mode>(cx: &mut Cx<M>, unit: &Unit, order: &UnitOrder) -> Result<Granted<KeepUnits>> {
    let Some(by) = order.ordered_by else { return cx.operator::<KeepUnits>() };
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let person = access::store::people(cx.conn(), &[AccountId(by)], today)?.remove(&AccountId(by));
    let other = match order.into_id {
        Some(into) => store::all_of(cx.conn(), &[into.0])?.pop(),
        None => None,
    };
    let keeps = |may: &Granted<KeepUnits>| {
        is_from_above(may.ranges(), unit) && other.as_ref().is_none_or(|into| may.within(&into.path).is_ok())
    };
    if let Some(may) = house.policy.check::<KeepUnits>(person.as_ref()).ok().filter(keeps) {
        return Ok(may);
    }
    let name = access::store::short_names(cx.conn(), &[by])?.remove(&by).unwrap_or_default();
    Err(Refusal::NoKeeper(name).into())
}

/// Whether it stops because whoever ordered it has lost the right to it, told ahead of its day too; who has it again, has it go on.
pub(crate) fn stops(house: &Arc<House>, order: &UnitOrder) -> Result<bool> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let unit = store::find(cx.conn(), &Ranges::under(["/"]), order.unit_id)?.ok_or(Error::NotFound)?;
    let refusal = match keeper(&mut cx, &unit, order) {
        Ok(_) => None,
        Err(Error::Refused(refusal)) => Some(refusal.to_string()),
        Err(other) => return Err(other),
    };
    let now = cx.now();
    match (&refusal, order.stopped_at) {
        (Some(why), None) => orders::refuse(cx.tx(), order.id, why, Some(now))?,
        (None, Some(_)) => orders::refuse(cx.tx(), order.id, "", None)?,
        _ => return Ok(refusal.is_some()),
    }
    cx.finish()?;
    Ok(refusal.is_some())
}
