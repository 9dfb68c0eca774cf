//! Taking an import back: what nobody changed since goes back as it was, the rest is kept and listed.

use audit::Action;
use lists::{Import, Mark};
use serde_json::json;
use web::{Cx, Result, Write};

use super::StaffLists;
use super::applying::{Before, Was, employment, others};
use crate::actions::{employing, hand, striking};
use crate::model::State;
use crate::store::{self, employments, records};
use crate::{CategoryId, Person, PersonId, Record, RecordId};

/// Takes it back; how many went back, and the names of those that were changed by hand and stay.
pub(super) fn undo(cx: &mut Cx<Write>, import: &Import) -> Result<(usize, Vec<String>)> {
    let marks = lists::store::marks_of(cx.conn(), import.id)?;
    let ids: Vec<i64> = marks.iter().map(|mark| mark.object).collect();
    let people = store::all_of(cx.conn(), &ids)?;
    let people: std::collections::HashMap<i64, Person> =
        people.into_iter().map(|one| (one.id.0, one)).collect();
    let (mut undone, mut kept) = (0, Vec::new());
    for mark in marks.iter().filter(|mark| mark.outcome == "done") {
        let person = people.get(&mark.object);
        let is_back = match person {
            Some(person) => back(cx, person, mark)?,
            None => false,
        };
        lists::store::settle_mark(cx.tx(), mark.id, if is_back { "undone" } else { "kept" })?;
        match (is_back, person) {
            (true, _) => undone += 1,
            (false, Some(person)) => kept.push(stayed(person)),
            (false, None) => {}
        }
    }
    lists::taken_back::<StaffLists>(cx, import, (undone, kept.len()))?;
    Ok((undone, kept))
}

/// A card that was not taken back, and what to do first where it was merged with another.
pub(super) fn stayed(person: &Person) -> String {
    let name = person.name().full();
    if person.state == State::Merged.code() {
        format!("{name} (карточки объединены: сначала разделите\u{a0}их)")
    } else {
        name
    }
}

fn back(cx: &mut Cx<Write>, person: &Person, mark: &Mark) -> Result<bool> {
    let Ok(was) = serde_json::from_str::<Was>(&mark.was) else { return Ok(false) };
    if person.version != mark.version || (was.added && others(cx, person.id, &was)?) {
        return Ok(false);
    }
    let Some(renewed) = renewed(cx, person, &was)? else { return Ok(false) };
    let id = person.id;
    let gone = was.added;
    // What hangs on a card in another area refuses to let it go: then it stays.
    let removed = cx.tx().attempt(|tx| -> db::Result<()> {
        was.hired.iter().try_for_each(|one| employments::unhire(tx, employment(*one)))?;
        for one in &was.categories {
            records::revoke(tx, id, CategoryId(*one))?;
        }
        for one in &was.records {
            records::remove(tx, id, RecordId(*one))?;
        }
        if gone { store::remove_card(tx, id) } else { Ok(()) }
    });
    if removed.is_err() {
        return Ok(false);
    }
    if gone {
        striking::taken_away(cx, person, "Убрана карточка, заведённая из списка", json!({}))?;
        return Ok(true);
    }
    restore(cx, person, &was, &renewed)?;
    Ok(true)
}

/// The courses the import got on or closed, as they were before; none: somebody changed or took one away since.
fn renewed(cx: &mut Cx<Write>, person: &Person, was: &Was) -> Result<Option<Vec<Record>>> {
    if was.renewed.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let told = records::of(cx.conn(), person.id)?;
    let again = |before: &Before| {
        let now = told.iter().find(|one| one.id.0 == before.id && one.version == before.version + 1)?;
        Some(before.again(now.clone()))
    };
    Ok(was.renewed.iter().map(again).collect())
}

fn restore(cx: &mut Cx<Write>, person: &Person, was: &Was, renewed: &[Record]) -> Result<()> {
    let (id, hand): (PersonId, _) = (person.id, hand(cx));
    if let Some(card) = &was.card {
        store::change(cx.tx(), id, card, hand)?;
    }
    let at = cx.now();
    for record in renewed {
        records::change(cx.tx(), record, at)?;
    }
    for (work, before) in &was.works {
        employing::put_back(cx, id, employment(*work), before)?;
    }
    let today = cx.today_at(&person.unit_path)?;
    store::settle(cx.tx(), id, today, hand)?;
    let text = format!("Возвращено, как было до списка: {}", person.name().short());
    cx.journal(Action::Changed, ("people", "person", id.0), &person.unit_path, &text, json!({}))
}
