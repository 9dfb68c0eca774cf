//! Taking a list of units back: what nobody changed since is as it was, the rest is kept and listed.

use audit::Action;
use chrono::NaiveDate;
use lists::{Import, Mark};
use serde_json::Value;
use web::{Cx, Result, Write};

use super::UnitLists;
use super::doing::Was;
use crate::store::{living, versions};
use crate::{Unit, UnitId};

/// Takes it back; how many went back, and the names of those that stay.
pub(super) fn undo(cx: &mut Cx<Write>, import: &Import) -> Result<(usize, Vec<String>)> {
    let (mut undone, mut kept) = (0, Vec::new());
    // What stands under something goes first.
    for mark in lists::store::marks_of(cx.conn(), import.id)?.iter().rev() {
        if mark.outcome != "done" {
            continue;
        }
        let unit = living::reread(cx.conn(), UnitId(mark.object))?;
        let is_back = match &unit {
            Some(unit) => back(cx, unit, mark)?,
            None => false,
        };
        lists::store::settle_mark(cx.tx(), mark.id, if is_back { "undone" } else { "kept" })?;
        match (is_back, unit) {
            (true, _) => undone += 1,
            (false, Some(unit)) => kept.push(unit.short_name),
            (false, None) => {}
        }
    }
    lists::taken_back::<UnitLists>(cx, import, (undone, kept.len()))?;
    Ok((undone, kept))
}

fn back(cx: &mut Cx<Write>, unit: &Unit, mark: &Mark) -> Result<bool> {
    let Ok(was) = serde_json::from_str::<Was>(&mark.was) else { return Ok(false) };
    if unit.version != mark.version {
        return Ok(false);
    }
    if !was.added {
        return restored(cx, unit, &was);
    }
    // What hangs on a unit refuses to let it go: then it stays.
    let gone = cx.tx().attempt(|tx| living::remove(tx, unit.id));
    if gone.is_err() {
        return Ok(false);
    }
    let text = format!("{}: убрана, была внесена списком", unit.short_name);
    cx.journal(Action::Moved, ("units", "unit", unit.id.0), unit.parent_path(), &text, Value::Null)?;
    Ok(true)
}

fn restored(cx: &mut Cx<Write>, unit: &Unit, was: &Was) -> Result<bool> {
    let (now, row): (_, i64) = (cx.now(), cx.id());
    let put = cx.tx().attempt(|tx| {
        living::rename(tx, unit.id, (&was.name, &was.short_name), now)?;
        living::put_passport(tx, unit.id, &was.passport, now)
    });
    if put.is_err() {
        return Ok(false);
    }
    let Some(unit) = living::reread(cx.conn(), unit.id)? else { return Ok(false) };
    let day: NaiveDate = was.day;
    versions::renew(cx.tx(), row, &unit, day)?;
    let text = format!("{}: возвращено, как было до\u{a0}списка", unit.short_name);
    cx.journal(Action::Changed, ("units", "unit", unit.id.0), &unit.path, &text, Value::Null)?;
    Ok(true)
}
