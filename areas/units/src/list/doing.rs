//! Accepting a list of units: each chosen row as the same action the pages take, in one transaction.

use std::collections::HashMap;

use access::Granted;
use lists::{Done, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::UnitLists;
use super::judge::{Above, Judged};
use super::kind::UnitPlan;
use crate::actions::{self, Dated, Kept};
use crate::model::Passport;
use crate::{KeepUnits, Unit, UnitId};

/// What was there before, and from which day it is otherwise.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Was {
    /// The unit is of the import.
    pub added: bool,
    /// The day of the list.
    pub day: chrono::NaiveDate,
    /// The name before.
    pub name: String,
    /// The short one.
    pub short_name: String,
    /// The passport before.
    pub passport: Passport,
}

/// Does what the chosen rows say.
pub(super) fn apply(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    plan: &UnitPlan,
    is_chosen: &dyn Fn(u32) -> bool,
) -> Result<Done> {
    let (mut done, mut ids) = (Done::default(), HashMap::<usize, UnitId>::new());
    let ground = format!("список «{}»", plan.import.file_name.chars().take(120).collect::<String>());
    let dated = Dated { day: plan.import.started_on, ground };
    for (at, one) in plan.all.iter().enumerate() {
        if !one.verdict.is_good() || !is_chosen(one.line.number) {
            continue;
        }
        let (id, version, was) = if let Some(unit) = &one.unit {
            let version = changed(cx, may, (unit, one), &dated)?;
            done.changed += 1;
            let passport = Passport::of(unit);
            let (name, short_name) = (unit.name.clone(), unit.short_name.clone());
            (unit.id, version, Was { added: false, day: dated.day, name, short_name, passport })
        } else {
            let Some(unit) = added(cx, may, (one, &ids), &dated)? else { continue };
            ids.insert(at, unit.id);
            done.new += 1;
            (unit.id, unit.version, Was { added: true, day: dated.day, ..Was::default() })
        };
        mark(cx, plan, (id, version), &was)?;
    }
    let count = |asked: Verdict| plan.all.iter().filter(|one| one.verdict == asked).count();
    let told = json!({
        "new": done.new, "changed": done.changed, "same": count(Verdict::Same),
        "doubtful": count(Verdict::Doubtful), "wrong": count(Verdict::Wrong),
    });
    lists::accepted::<UnitLists>(cx, &plan.import, told)?;
    Ok(done)
}

fn added(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (one, ids): (&Judged, &HashMap<usize, UnitId>),
    dated: &Dated,
) -> Result<Option<Unit>> {
    let Some((above, level)) = &one.above else { return Ok(None) };
    let parent = match above {
        Above::Known(id) => *id,
        // The row of what it stands under was not chosen.
        Above::Row(row) => match ids.get(row) {
            Some(id) => *id,
            None => return Ok(None),
        },
    };
    actions::add(cx, may, (Some(parent), *level), &one.entered, dated).map(Some)
}

fn changed(
    cx: &mut Cx<Write>,
    may: &Granted<KeepUnits>,
    (unit, one): (&Unit, &Judged),
    dated: &Dated,
) -> Result<i64> {
    let (mut version, new) = (unit.version, &one.entered);
    if unit.name != new.name || unit.short_name != new.short_name {
        let names = (new.name.as_str(), new.short_name.as_str());
        version = actions::rename(cx, may, (unit.id, version), names, dated, false)?.version;
    }
    match actions::change(cx, may, (unit.id, version), &new.passport, dated)? {
        Kept::Kept(unit) => Ok(unit.version),
        Kept::Conflict(now) => Err(Error::Conflict(format!("«{}» уже изменили.", now.short_name))),
    }
}

fn mark(cx: &mut Cx<Write>, plan: &UnitPlan, (id, version): (UnitId, i64), was: &Was) -> Result<()> {
    let (row, was) = (cx.id(), serde_json::to_string(was).map_err(|e| Error::Broken(e.to_string()))?);
    Ok(lists::store::mark(cx.tx(), row, plan.import.id, (id.0, &was, version))?)
}
