//! What is done to the tree: each change is dated, rests on a document, and is one transaction with everything that follows it.

mod arranging;
mod describing;
mod dividing;
mod due;
mod ending;
mod entering;
mod heads;
mod moving;
mod ordering;
mod parting;
mod rejoining;
mod ruling;
mod unclosing;

pub use arranging::arrange;
pub use describing::describe;
pub use dividing::{Split, split};
pub(crate) use dividing::{choosable, division, foretold, is_narrowed, may_divide};
pub(crate) use due::{carry_out, stops};
pub use ending::{close, ending, merge, reopen};
pub(crate) use entering::named_by;
pub use entering::{Kept, Named, add, change, named};
pub(crate) use heads::PASSPORT;
pub use moving::{rename, transfer};
pub use ordering::{confirm, order, withdraw};
use ordering::{possible_together, unordered, unordered_under};
pub(crate) use parting::{come_back, merger_of, part};
pub(crate) use rejoining::{division_of, is_divided, rejoin};
pub use ruling::{bind, take_back, unbind};
pub(crate) use unclosing::{closing_of, unclose};

use access::{Granted, Permission};
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write, russian};

use crate::model::Happened;
use crate::rules::{self, Days, Refusal};
use crate::store::{self, events, living, versions};
use crate::{KeepUnits, Unit, UnitId};

/// The day something happened and the document it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The first day it is so.
    pub day: NaiveDate,
    /// Kind, number and day of the document; may be empty where none is needed.
    pub ground: String,
}

/// Whether the unit stands under one the person keeps: its name, place and end are theirs to tell.
pub(crate) fn is_from_above(scope: &Ranges, unit: &Unit) -> bool {
    scope.holds(unit.parent_path())
}

/// The unit, locked together with the regions at hand, when the person keeps it from above and saw it as it is.
fn kept_from_above(cx: &mut Cx<Write>, may: &Granted<KeepUnits>, id: UnitId, version: i64) -> Result<Unit> {
    let unit = locked(cx, may, id)?;
    if !is_from_above(may.ranges(), &unit) {
        return Err(Refusal::FromAbove(unit.short_name).into());
    }
    if unit.version != version {
        return Err(Error::Conflict(meanwhile(cx, &unit)?));
    }
    Ok(unit)
}

/// The unit, locked, if it lies inside the scope. Whoever changes the tree holds its region first, so that no path is made
/// from one that is just being rewritten.
fn locked<P: Permission>(cx: &mut Cx<Write>, may: &Granted<P>, id: UnitId) -> Result<Unit> {
    let seen = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    lock_regions(cx, &[&seen])?;
    cx.tx().lock("units", id.0)?;
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

fn lock_regions(cx: &mut Cx<Write>, units: &[&Unit]) -> Result<()> {
    let mut tops: Vec<i64> =
        units.iter().filter_map(|unit| Ranges::under([unit.path.as_str()]).top()).collect();
    tops.sort_unstable();
    tops.dedup();
    for top in tops {
        cx.tx().lock("units", top)?;
    }
    Ok(())
}

/// «Пока вы правили …»: who was first, and what it is called now.
fn meanwhile<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<String> {
    let (who, when) = last_hand(cx, unit)?;
    Ok(format!(
        "Карточку {} уже изменили: {who}, {when}. {} \
         Ваше не\u{a0}сохранено: вернитесь назад – введённое осталось в\u{a0}форме, – сравните с\u{a0}карточкой и\u{a0}повторите, если нужно.",
        rules::quoted(&unit.short_name),
        if unit.is_active() {
            "Что изменилось, сказано в\u{a0}её истории."
        } else {
            "Сейчас она закрыта; почему – в\u{a0}её истории."
        }
    ))
}

/// Who changed the unit last, and when.
pub(crate) fn last_hand<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<(String, String)> {
    let zone = cx.zone_at(&unit.path)?;
    let Some(last) = events::of_unit(cx.conn(), unit.id)?.into_iter().max_by_key(|event| event.at) else {
        return Ok(("программа".to_owned(), "сейчас".to_owned()));
    };
    let ids: Vec<i64> = last.account_id.into_iter().collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let who =
        last.account_id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| "программа".to_owned());
    Ok((who, russian::moment(last.at, zone)))
}

/// Whether it may have happened to the unit alone on that day.
fn on_own_day(cx: &mut Cx<Write>, unit: &Unit, day: NaiveDate) -> Result<()> {
    let today = cx.today_at(&unit.path)?;
    let last = versions::last_day_of(cx.conn(), unit.id)?;
    Ok(rules::may_happen(day, &Days { today, last, url: unit.url() })?)
}

/// Whether it may have happened to everything at and under the unit on that day.
fn on_day(cx: &mut Cx<Write>, unit: &Unit, day: NaiveDate) -> Result<()> {
    let today = cx.today_at(&unit.path)?;
    let last = versions::last_day(cx.conn(), &unit.path)?;
    Ok(rules::may_happen(day, &Days { today, last, url: unit.url() })?)
}

/// Whether the other unit of an event was there on that day.
fn was_there(cx: &mut Cx<Write>, other: &Unit, day: NaiveDate) -> Result<()> {
    match versions::first_day(cx.conn(), other.id)? {
        Some(first) if day < first => Err(Refusal::NotThereYet(other.short_name.clone(), first).into()),
        _ => Ok(()),
    }
}

/// A document must be named.
fn grounded(dated: &Dated) -> Result<()> {
    let length = dated.ground.chars().count();
    match length {
        0 => Err(Error::field(
            "ground",
            "Укажите документ, на\u{a0}котором основано изменение: вид, номер и\u{a0}дату.",
        )),
        1..=300 => Ok(()),
        _ => Err(Error::field("ground", "Не\u{a0}длиннее 300 знаков: вид документа, номер и\u{a0}дата.")),
    }
}

/// Everything at and under a path is as it is now from that day on.
fn settle(cx: &mut Cx<Write>, path: &str, day: NaiveDate) -> Result<()> {
    for unit in living::all_under(cx.conn(), path)?.iter().filter(|unit| unit.is_active()) {
        let id = cx.id();
        versions::renew(cx.tx(), id, unit, day)?;
    }
    Ok(())
}

/// Notes in the history of the unit and in the journal what happened.
fn told(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (happened, other): (Happened, Option<UnitId>),
    dated: &Dated,
    text: &str,
) -> Result<()> {
    let (id, at, account) = (cx.id(), cx.now(), cx.person().map(|person| person.account.0));
    let (day, ground) = (dated.day, dated.ground.as_str());
    let event = events::NewEvent { unit: unit.id, happened, day, text, ground, other, account, at };
    events::add(cx.tx(), id, &event)?;
    let action = match happened {
        Happened::Created => Action::Created,
        Happened::Changed
        | Happened::Renamed
        | Happened::Corrected
        | Happened::Joined
        | Happened::Ordered => Action::Changed,
        _ => Action::Moved,
    };
    let line = format!("{}: {text}", unit.short_name);
    cx.journal(action, ("units", "unit", unit.id.0), &unit.path, &line, Value::Null)
}
