//! A unit is called otherwise, or stands elsewhere.

use access::Granted;
use web::{Cx, Error, Result, Write};

use super::entering::{both, taken};
use super::{Dated, grounded, kept_from_above, on_day, on_own_day, settle, told, unordered_under, was_there};
use crate::jobs::straighten_later;
use crate::model::Happened;
use crate::rules::{self, Refusal, name_faults};
use crate::store::{living, paths, versions};
use crate::{KeepUnits, Unit, UnitId};

/// Gives the unit another name from a day on; a slip is mended in place, without an earlier name and without a document.
pub fn rename(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    (name, short): (&str, &str),
    dated: &Dated,
    is_slip: bool,
) -> Result<Unit> {
    let unit = kept_from_above(cx, may, id, version)?;
    let faults = name_faults(name, short);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let short = if short.is_empty() { name } else { short };
    if unit.name == name && unit.short_name == short {
        return Err(Error::field("name", "Название то\u{a0}же самое: менять нечего."));
    }
    if !is_slip {
        rules::may_change(&unit)?;
        grounded(dated)?;
        on_own_day(cx, &unit, dated.day)?;
    }
    let (now, row) = (cx.now(), cx.id());
    living::rename(cx.tx(), id, (name, short), now)?;
    let renamed = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if is_slip {
        versions::correct(cx.tx(), &renamed)?;
        let text = format!("Исправлено написание: «{}» → «{name}»", unit.name);
        told(cx, &renamed, (Happened::Corrected, None), dated, &text)?;
    } else {
        versions::renew(cx.tx(), row, &renamed, dated.day)?;
        let text = format!("Переименование: «{}» → «{name}»", unit.name);
        told(cx, &renamed, (Happened::Renamed, None), dated, &text)?;
    }
    // After its versions: the earlier name is found by too.
    let house = cx.house_handle();
    house.registry.findings.iter().try_for_each(|offer| offer.unit_renamed(cx.tx(), id.0))?;
    Ok(renamed)
}

/// Moves the unit with everything under it under another one; every kept path follows.
pub fn transfer(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (id, version): (UnitId, i64),
    parent: UnitId,
    dated: &Dated,
) -> Result<Unit> {
    let unit = kept_from_above(cx, may, id, version)?;
    let (unit, parent) = both(cx, may, unit, parent, "parent")?;
    rules::may_move(&unit, &parent)?;
    unordered_under(cx, &unit)?;
    grounded(dated)?;
    on_day(cx, &unit, dated.day)?;
    was_there(cx, &parent, dated.day)?;
    let before = match unit.parent_id {
        Some(id) => living::reread(cx.conn(), id)?.map(|before| before.short_name),
        None => None,
    };
    hang(cx, &unit, &parent)?;
    let moved = living::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    settle(cx, &moved.path, dated.day)?;
    let text = format!("Передача: из\u{a0}«{}» в\u{a0}«{}»", before.unwrap_or_default(), parent.short_name);
    told(cx, &moved, (Happened::Moved, Some(parent.id)), dated, &text)?;
    Ok(moved)
}

/// Hangs a unit under another and rewrites every path that begins with the old one.
pub(super) fn hang(cx: &mut Cx<Write>, unit: &Unit, parent: &Unit) -> Result<()> {
    let (now, house) = (cx.now(), cx.house_handle());
    let refused = |error: db::Error| match taken(error) {
        Error::Invalid(_) => {
            let (one, other) = (unit.short_name.clone(), parent.short_name.clone());
            Refusal::CodesMeet(unit.code.clone(), one, other).into()
        }
        error => error,
    };
    cx.tx().attempt(|tx| living::hang(tx, unit.id, parent.id, now)).map_err(refused)?;
    let path = format!("{}{}/", parent.path, unit.id);
    paths::rewrite(cx.tx(), &house.registry.paths, &unit.path, &path)?;
    Ok(straighten_later(cx.tx(), &house, &unit.path)?)
}
