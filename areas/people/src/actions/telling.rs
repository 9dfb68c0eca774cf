//! Categories and records: what is told of a person besides the work.

use audit::Action;
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::{locked, none, rules_at, told};
use crate::rules::{ages, faults};
use crate::store::records;
use crate::{CategoryId, NewCategory, Person, Record, RecordId};

/// Enters a result of attestation; its last day follows from the pack.
pub fn grant(cx: &mut Cx<Write>, person: &Person, new: &NewCategory) -> Result<CategoryId> {
    let person = locked(cx, person.id)?;
    let (rules, today) = (rules_at(cx, &person.unit_path)?, cx.today_at(&person.unit_path)?);
    let mut wrong = faults::category(new, &rules, today);
    let known = records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
    let twin = known
        .iter()
        .any(|one| one.category == new.category && one.granted_on == new.granted_on && one.post == new.post);
    wrong.extend(ages::granted(new.granted_on, person.birth_date));
    wrong.extend(twin.then(|| web::FieldFault {
        field: "granted_on".to_owned(),
        text: "Такая запись с этой датой уже есть.".to_owned(),
    }));
    none(wrong)?;
    let last = rules.category(&new.category).and_then(|one| one.rule.last_day(new.granted_on));
    let (id, at) = (CategoryId(cx.id()), cx.now());
    records::grant(cx.tx(), (id, person.id), new, last, at)?;
    let title = rules.category(&new.category).map_or(new.category.as_str(), |one| one.rule.title.as_str());
    let what = format!("Внесено: {title} с\u{a0}{}", super::said(new.granted_on));
    told(cx, Action::Changed, &person, &what, &json!({ "category": new.category, "on": new.granted_on }))?;
    Ok(id)
}

/// Takes away a result entered by mistake, for a reason that stays in the journal.
pub fn revoke(cx: &mut Cx<Write>, person: &Person, id: CategoryId, reason: &str) -> Result<()> {
    let person = locked(cx, person.id)?;
    let known = records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
    let gone = known.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    if !records::revoke(cx.tx(), person.id, id)? {
        return Err(Error::NotFound);
    }
    let rules = rules_at(cx, &person.unit_path)?;
    let title = rules.category(&gone.category).map_or(gone.category.as_str(), |one| one.rule.title.as_str());
    let what = format!("Убрано ошибочное: {title} с\u{a0}{}", super::said(gone.granted_on));
    told(cx, Action::Changed, &person, &what, &json!({ "category": id, "reason": reason }))
}

/// Tells something of the person: a new record, or another wording of a known one.
pub fn tell(cx: &mut Cx<Write>, person: &Person, new: &Record, version: Option<i64>) -> Result<()> {
    let person = locked(cx, person.id)?;
    let today = cx.today_at(&person.unit_path)?;
    let mut wrong = faults::record(new, today);
    wrong.extend(ages::record(new, person.birth_date));
    none(wrong)?;
    let at = cx.now();
    // A second click finds the first one's work: a record word by word the same tells nothing more.
    if version.is_none() && records::twin(cx.conn(), new)?.is_some() {
        return Ok(());
    }
    match version {
        None => records::add(cx.tx(), new, at)?,
        Some(seen) => {
            let known = records::find(cx.conn(), person.id, new.id)?.ok_or(Error::NotFound)?;
            if known.version != seen {
                return Err(Error::Conflict(
                    "Эту запись уже изменили, пока форма была открыта. Ваши изменения не сохранены: откройте её заново."
                        .to_owned(),
                ));
            }
            records::change(cx.tx(), new, at)?;
        }
    }
    let what = format!("{}: внесена запись", new.kind().title());
    told(cx, Action::Changed, &person, &what, &json!({ "record": new.id, "kind": new.kind }))
}

/// Takes away a record.
pub fn untell(cx: &mut Cx<Write>, person: &Person, id: RecordId) -> Result<()> {
    let person = locked(cx, person.id)?;
    let gone = records::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    if !records::remove(cx.tx(), person.id, id)? {
        return Err(Error::NotFound);
    }
    // What it told stays out of the journal: only its kind is named.
    let what = format!("{}: убрана запись", gone.kind().title());
    told(cx, Action::Changed, &person, &what, &json!({ "record": id }))
}
