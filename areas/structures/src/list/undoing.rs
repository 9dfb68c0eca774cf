//! Taking a list of structures back: what nobody changed since is as it was, the rest is kept and listed.

use audit::Action;
use db::fold;
use documents::DocumentId;
use lists::{Import, Mark};
use serde_json::Value;
use web::{Cx, Result, Write};

use super::StructureLists;
use super::doing::Was;
use crate::model::{Structure, StructureId};
use crate::store;

/// Takes it back; how many went back, and the names of those that stay.
pub(super) fn undo(cx: &mut Cx<Write>, import: &Import) -> Result<(usize, Vec<String>)> {
    let (mut undone, mut kept) = (0, Vec::new());
    // What stands under something goes first.
    for mark in lists::store::marks_of(cx.conn(), import.id)?.iter().rev() {
        if mark.outcome != "done" {
            continue;
        }
        let one = store::all_of(cx.conn(), &[mark.object])?.pop();
        let is_back = match &one {
            Some(one) => back(cx, one, mark)?,
            None => false,
        };
        lists::store::settle_mark(cx.tx(), mark.id, if is_back { "undone" } else { "kept" })?;
        match (is_back, one) {
            (true, _) => undone += 1,
            (false, Some(one)) => kept.push(one.name),
            (false, None) => {}
        }
    }
    lists::taken_back::<StructureLists>(cx, import, (undone, kept.len()))?;
    Ok((undone, kept))
}

fn back(cx: &mut Cx<Write>, one: &Structure, mark: &Mark) -> Result<bool> {
    let Ok(was) = serde_json::from_str::<Was>(&mark.was) else { return Ok(false) };
    if one.version != mark.version || !one.is_open() {
        return Ok(false);
    }
    if was.added {
        return removed(cx, one, &was);
    }
    let [name, directions, task, resource_url] = was.texts;
    let section = match was.section {
        Some(section) => Some(section).filter(|url| !url.is_empty()),
        None => one.section_url.clone(),
    };
    let rules = crate::actions::rules_at(cx, &one.unit_path)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let document_id = was.document.map(DocumentId);
    let state = kind.map_or(one.state.as_str(), |kind| crate::rules::standing(kind, document_id)).to_owned();
    let before = Structure {
        state,
        section_url: section,
        name_key: fold(&name),
        name,
        directions,
        task,
        resource_url,
        parent_id: was.parent.map(StructureId),
        document_id,
        is_temporary: was.days.1.is_some(),
        started_on: was.days.0,
        ends_on: was.days.1,
        updated_at: cx.now(),
        ..one.clone()
    };
    store::change(cx.tx(), &before)?;
    if let Some(service) = &was.service {
        let house = cx.house_handle();
        store::direct(cx.tx(), one.id, service, &|| house.id())?;
    }
    crate::actions::told(cx, &before, Action::Changed, "Возвращено, как было до\u{a0}списка")?;
    Ok(true)
}

/// A structure of the list goes with those who came in with it, unless somebody else joined or something hangs on it.
fn removed(cx: &mut Cx<Write>, one: &Structure, was: &Was) -> Result<bool> {
    let members = store::members_of(cx.conn(), &[one.id.0])?;
    let is_own = |member: &crate::model::Member| was.members.contains(&member.id.0) && member.to_on.is_none();
    if !members.iter().all(is_own) {
        return Ok(false);
    }
    let gone = cx.tx().attempt(|tx| store::remove(tx, one.id));
    if gone.is_err() {
        return Ok(false);
    }
    let text = format!("{}: убрана, была внесена списком", one.name);
    let what = ("structures", "structure", one.id.0);
    cx.journal(Action::Moved, what, &one.unit_path, &text, Value::Null)?;
    Ok(true)
}
