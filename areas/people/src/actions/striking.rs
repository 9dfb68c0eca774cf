//! A card entered by mistake is taken away: nobody stands behind it, and nothing hangs on it.

use access::Granted;
use audit::Action;
use serde_json::{Value, json};
use web::{Cx, Error, Mode, Result, Write};

use crate::store::merges::{self, OWN};
use crate::store::{self, employments, striking};
use crate::{KeepPeople, Person};

/// Why the card cannot be taken away; none: it can. Whoever keeps one of the places of work alone takes none of the others away.
pub fn refusal<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepPeople>,
    person: &Person,
) -> Result<Option<String>> {
    if person.account_id.is_some() {
        return Ok(Some("С\u{a0}карточкой связана учётная запись: сначала отвяжите её.".to_owned()));
    }
    if !merges::into(cx.conn(), person.id)?.is_empty() {
        let text = "С\u{a0}этой карточкой объединена другая: сначала разделите их обратно.";
        return Ok(Some(text.to_owned()));
    }
    let works = employments::of(cx.conn(), person.id)?;
    if works.iter().any(|one| may.within(&one.unit_path).is_err()) {
        let text = "Человек работает и\u{a0}в\u{a0}организации, карточки которой ведут без вас. Уберите своё место работы, если ошибочно оно.";
        return Ok(Some(text.to_owned()));
    }
    let house = cx.house_handle();
    let told = striking::hanging(cx.conn(), OWN.iter().chain(&house.registry.of_people), person.id)?;
    Ok((!told.is_empty()).then(|| {
        format!(
            "На\u{a0}карточке держится: {}. Сначала уберите это; если человек заведён дважды, объедините карточки.",
            told.join(", ")
        )
    }))
}

/// Takes the card away with its places of work, if nobody changed it since `version`.
pub fn strike(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    (person, version): (&Person, i64),
    reason: &str,
) -> Result<()> {
    let person = super::unchanged(cx, person.id, version)?;
    if let Some(why) = refusal(cx, may, &person)? {
        return Err(Error::field("reason", why));
    }
    let id = person.id;
    let removed = cx.tx().attempt(|tx| -> db::Result<()> {
        striking::unhire(tx, id)?;
        store::remove_card(tx, id)
    });
    if removed.is_err() {
        let text = "На\u{a0}карточке держится то, что внесено в\u{a0}других разделах: убрать её нельзя.";
        return Err(Error::field("reason", text));
    }
    lists::store::forget(cx.tx(), id.0)?;
    taken_away(cx, &person, "Убрана ошибочная карточка", json!({ "reason": reason }))
}

/// A card that is no more is found no more, and the journal tells what became of it.
pub(super) fn taken_away(cx: &mut Cx<Write>, person: &Person, text: &str, details: Value) -> Result<()> {
    crate::finding::put(cx.tx(), person.id)?;
    cx.journal(Action::Moved, ("people", "person", person.id.0), &person.unit_path, text, details)
}
