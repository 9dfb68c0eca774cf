//! Whom a young teacher may turn to for social and psychological support (Амурская область, приложение 1, раздел 3.4, таблица,
//! строка 5): kept by who works with the body, shown to everybody who works under its place.

use audit::Action;
use serde_json::Value;
use structures::model::StructureId;
use web::{Cx, Error, Result, Write, russian};

use super::{Power, School, rules_at, who, working};
use crate::model::{Contact, ContactId, NewContact};
use crate::rules::contact_faults;
use crate::store;

/// Adds a contact; the same one a second time is the first.
pub fn add(cx: &mut Cx<Write>, id: StructureId, new: &NewContact) -> Result<ContactId> {
    let school = working(cx, id, Power::works)?;
    enter(cx, &school, new)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, school: &School, new: &NewContact) -> Result<ContactId> {
    checked(cx, school, new)?;
    let known = store::contacts::of_body(cx.conn(), school.one.id)?;
    if let Some(twice) = known.iter().find(|one| one.told() == *new) {
        return Ok(twice.id);
    }
    let (now, by) = (cx.now(), cx.person().map(|person| person.account.0));
    let row = Contact {
        id: ContactId(cx.id()),
        structure_id: school.one.id,
        direction: new.direction.clone(),
        who: new.who.clone(),
        about: new.about.clone(),
        phone: new.phone.clone(),
        email: new.email.clone(),
        hours: new.hours.clone(),
        ended_at: None,
        created_by: by,
        created_at: now,
        updated_by: by,
        updated_at: now,
        version: 1,
    };
    store::contacts::add(cx.tx(), &row)?;
    told(cx, school, row.id, (Action::Created, "добавлен контакт поддержки"))?;
    Ok(row.id)
}

/// Puts what is typed in the place of what stood there, if nobody changed it since `version`.
pub fn change(
    cx: &mut Cx<Write>,
    id: StructureId,
    contact: (ContactId, i64),
    new: &NewContact,
) -> Result<()> {
    let school = working(cx, id, Power::works)?;
    let one = store::contacts::find(cx.conn(), school.one.id, contact.0)?.ok_or(Error::NotFound)?;
    if one.ended_at.is_some() {
        let (zone, who) = (cx.zone_at(&school.one.unit_path)?, who(cx, one.updated_by)?);
        let when = russian::moment(one.updated_at, zone);
        return Err(Error::Conflict(format!(
            "Этот контакт уже убрали: {who}, {when}. Если он нужен, добавьте его заново: набранное стоит в\u{a0}форме нового контакта."
        )));
    }
    if one.told() == *new {
        return Ok(());
    }
    fresh(cx, &school, &one, contact.1)?;
    checked(cx, &school, new)?;
    let by = (cx.person().map(|person| person.account.0), cx.now());
    store::contacts::change(cx.tx(), one.id, new, by)?;
    told(cx, &school, one.id, (Action::Changed, "изменён контакт поддержки"))
}

/// Shows a contact no more; a second time changes nothing.
pub fn end(cx: &mut Cx<Write>, id: StructureId, (contact, version): (ContactId, i64)) -> Result<()> {
    let school = working(cx, id, Power::works)?;
    let one = store::contacts::find(cx.conn(), school.one.id, contact)?.ok_or(Error::NotFound)?;
    if one.ended_at.is_some() {
        return Ok(());
    }
    fresh(cx, &school, &one, version)?;
    let by = (cx.person().map(|person| person.account.0), cx.now());
    store::contacts::end(cx.tx(), contact, by)?;
    told(cx, &school, contact, (Action::Changed, "убран контакт поддержки"))
}

/// Whether a contact of a body is shown no more.
pub(crate) fn is_ended(cx: &mut Cx<Write>, body: StructureId, id: ContactId) -> Result<bool> {
    let one = store::contacts::find(cx.conn(), body, id)?;
    Ok(one.is_some_and(|one| one.ended_at.is_some()))
}

fn checked(cx: &mut Cx<Write>, school: &School, new: &NewContact) -> Result<()> {
    let rules = rules_at(cx, &school.one.unit_path)?;
    let faults = contact_faults(new, &rules.mentoring);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Whether nobody changed the contact meanwhile.
fn fresh(cx: &mut Cx<Write>, school: &School, one: &Contact, version: i64) -> Result<()> {
    if one.version == version {
        return Ok(());
    }
    let (zone, who) = (cx.zone_at(&school.one.unit_path)?, who(cx, one.updated_by)?);
    let when = russian::moment(one.updated_at, zone);
    Err(Error::Conflict(format!(
        "Этот контакт уже изменили: {who}, {when}. Ваше не\u{a0}записано: теперь там {}, {}.",
        one.who,
        [&one.phone, &one.email]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    )))
}

fn told(cx: &mut Cx<Write>, school: &School, id: ContactId, (action, text): (Action, &str)) -> Result<()> {
    let line = format!("{}: {text}", school.called().whole);
    cx.journal(action, ("schooling", "young_contact", id.0), &school.one.unit_path, &line, Value::Null)
}
