//! Accepting a plan from a spreadsheet in one transaction, and taking it back: what came by it goes, what was told otherwise is
//! as it was; what somebody changed since is kept and listed.

use std::collections::{BTreeMap, BTreeSet};

use audit::Action;
use lists::{Done, Import, Verdict};
use people::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::UnitId;
use web::{Cx, Error, Result, Write};

use super::PlanLists;
use super::kind::PlanOfLines;
use crate::actions::{self, journal, said};
use crate::model::{Line, Sort, Told};
use crate::store;

/// What an import did to a line: how it was; none: it is of the import.
#[derive(Debug, Serialize, Deserialize)]
struct Was {
    before: Option<(i64, Option<i64>, String)>,
}

/// Does what the chosen rows say.
pub(super) fn apply(cx: &mut Cx<Write>, plan: &PlanOfLines, is_chosen: &dyn Fn(u32) -> bool) -> Result<Done> {
    let mut fresh: BTreeMap<UnitId, Vec<(PersonId, Told)>> = BTreeMap::new();
    let mut done = Done::default();
    for one in plan.all.iter().filter(|one| one.verdict.is_good() && is_chosen(one.row.number)) {
        let (Some(unit), Some(person), Some(told)) = (one.row.unit, one.person, &one.told) else { continue };
        let Some(line) = &one.known else {
            fresh.entry(unit).or_default().push((PersonId(person), told.clone()));
            continue;
        };
        changed(cx, plan, line, told)?;
        done.changed += 1;
    }
    for (id, all) in fresh {
        let Some(unit) = plan.ground.units.iter().find(|unit| unit.id == id) else { continue };
        cx.tx().lock("units", id.0)?;
        for line in actions::put(cx, unit, &all)? {
            mark(cx, plan, (&line, line.version), &Was { before: None })?;
            done.new += 1;
        }
    }
    let count = |asked: Verdict| plan.all.iter().filter(|one| one.verdict == asked).count();
    let told = json!({
        "new": done.new, "changed": done.changed, "same": count(Verdict::Same),
        "doubtful": count(Verdict::Doubtful), "wrong": count(Verdict::Wrong),
    });
    lists::accepted::<PlanLists>(cx, &plan.import, told)?;
    Ok(done)
}

fn changed(cx: &mut Cx<Write>, plan: &PlanOfLines, line: &Line, told: &Told) -> Result<()> {
    let at = cx.now();
    store::change(cx.tx(), line.id, told, at)?;
    let cards = plan.ground.people.get(&line.unit_id).map(Vec::as_slice).unwrap_or_default();
    let card = cards.iter().find(|card| card.id == line.person_id).ok_or(Error::NotFound)?;
    let text = format!("Изменена строка плана курсов: {}", said(card, line));
    journal(cx, line, Action::Changed, &text)?;
    let before = Some((line.quarter, line.hours, line.provider.clone()));
    mark(cx, plan, (line, line.version + 1), &Was { before })
}

fn mark(cx: &mut Cx<Write>, plan: &PlanOfLines, (line, version): (&Line, i64), was: &Was) -> Result<()> {
    let (row, was) = (cx.id(), serde_json::to_string(was).map_err(|e| Error::Broken(e.to_string()))?);
    Ok(lists::store::mark(cx.tx(), row, plan.import.id, (line.id.0, &was, version))?)
}

/// Takes it back; how many went back, and whose lines stay.
pub(super) fn undo(cx: &mut Cx<Write>, import: &Import) -> Result<(usize, Vec<String>)> {
    let marks = lists::store::marks_of(cx.conn(), import.id)?;
    let ids: Vec<i64> = marks.iter().map(|mark| mark.object).collect();
    let lines: BTreeMap<i64, Line> =
        store::all_of(cx.conn(), &ids)?.into_iter().map(|line| (line.id.0, line)).collect();
    let people: BTreeSet<i64> = lines.values().map(|line| line.person_id.0).collect();
    let cards = people::store::all_of(cx.conn(), &people.into_iter().collect::<Vec<_>>())?;
    let (mut undone, mut kept) = (0, Vec::new());
    for mark in marks.iter().rev().filter(|mark| mark.outcome == "done") {
        let line = lines.get(&mark.object).filter(|line| line.version == mark.version);
        let was = serde_json::from_str::<Was>(&mark.was).ok();
        let card =
            lines.get(&mark.object).and_then(|line| cards.iter().find(|card| card.id == line.person_id));
        let is_back = match (line, was, card) {
            (Some(line), Some(was), Some(card)) => {
                back(cx, line, was, &said(card, line))?;
                true
            }
            _ => false,
        };
        lists::store::settle_mark(cx.tx(), mark.id, if is_back { "undone" } else { "kept" })?;
        match (is_back, card) {
            (true, _) => undone += 1,
            (false, Some(card)) => kept.push(card.name().full()),
            (false, None) => {}
        }
    }
    lists::taken_back::<PlanLists>(cx, import, (undone, kept.len()))?;
    Ok((undone, kept))
}

fn back(cx: &mut Cx<Write>, line: &Line, was: Was, said: &str) -> Result<()> {
    let Some((quarter, hours, provider)) = was.before else {
        store::remove(cx.tx(), line.id)?;
        return journal(
            cx,
            line,
            Action::Changed,
            &format!("Убран из\u{a0}плана, внесённый списком: {said}"),
        );
    };
    let sort = Sort::of(&line.kind).unwrap_or(Sort::Course);
    let told = Told { quarter, sort, hours, provider, ..Told::of(line) };
    let at = cx.now();
    store::change(cx.tx(), line.id, &told, at)?;
    journal(cx, line, Action::Changed, &format!("Строка плана возвращена, как была до\u{a0}списка: {said}"))
}
