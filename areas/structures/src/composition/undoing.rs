//! Taking a list of members back: who came by it goes, what was told otherwise is as it was; what somebody changed since, and
//! what belongs to a structure closed since, is kept and listed.

use std::collections::BTreeMap;

use audit::Action;
use lists::{Import, Mark};
use web::{Cx, Result, Write};

use super::MemberLists;
use super::doing::{Told, Was, marked};
use crate::model::{Member, Structure};
use crate::store;

/// Takes it back; how many went back, and the names of those that stay.
pub(super) fn undo(cx: &mut Cx<Write>, import: &Import) -> Result<(usize, Vec<String>)> {
    let marks = lists::store::marks_of(cx.conn(), import.id)?;
    let ids: Vec<i64> = marks.iter().map(|mark| mark.object).collect();
    let members = marked(cx, &ids)?;
    let mut bodies: Vec<i64> = members.values().map(|one| one.structure_id.0).collect();
    bodies.sort_unstable();
    bodies.dedup();
    let bodies: BTreeMap<i64, Structure> =
        store::all_of(cx.conn(), &bodies)?.into_iter().map(|one| (one.id.0, one)).collect();
    let (mut undone, mut kept) = (BTreeMap::<i64, usize>::new(), Vec::new());
    for mark in marks.iter().rev().filter(|mark| mark.outcome == "done") {
        let member = members.get(&mark.object);
        let is_back = match member {
            Some(one) => back(cx, one, mark, &bodies)?,
            None => false,
        };
        lists::store::settle_mark(cx.tx(), mark.id, if is_back { "undone" } else { "kept" })?;
        match (is_back, member) {
            (true, Some(one)) => *undone.entry(one.structure_id.0).or_default() += 1,
            (false, Some(one)) => kept.push(one.name.clone()),
            (_, None) => {}
        }
    }
    for (id, count) in &undone {
        if let Some(body) = bodies.get(id) {
            let text = format!("Состав возвращён, как был до\u{a0}списка: строк {count}");
            crate::actions::told(cx, body, Action::Changed, &text)?;
        }
    }
    let count = undone.values().sum();
    lists::taken_back::<MemberLists>(cx, import, (count, kept.len()))?;
    Ok((count, kept))
}

/// The structure works, and nobody changed the membership since: it goes, or is as it was.
fn back(cx: &mut Cx<Write>, one: &Member, mark: &Mark, bodies: &BTreeMap<i64, Structure>) -> Result<bool> {
    let Ok(was) = serde_json::from_str::<Was>(&mark.was) else { return Ok(false) };
    let is_working = bodies.get(&one.structure_id.0).is_some_and(Structure::is_active);
    if !is_working || Told::of(one) != was.left {
        return Ok(false);
    }
    let Some(before) = was.before else {
        store::remove_member(cx.tx(), one.id)?;
        return Ok(true);
    };
    let [post, basis, end_reason] = before.texts;
    let (from_on, term_on, to_on) = before.days;
    let now = cx.now();
    let before = Member { post, basis, end_reason, from_on, term_on, to_on, updated_at: now, ..one.clone() };
    store::mend_member(cx.tx(), &before)?;
    Ok(true)
}
