//! After a withdrawal: what of the person would be erased, and its erasure – one action, told by the act; what another consent
//! in force holds stays (152-ФЗ, ст. 21; Амурская область, приложение 3, приложение 2 к нему: остаются ФИО и дата рождения).

use audit::Action;
use chrono::NaiveDate;
use packs::ErasureGroup;
use people::Person;
use registry::Erasing;
use serde_json::json;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::told;
use crate::model::{Consent, ConsentId};
use crate::{rules, store};

/// A group of data as the preview shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub group: ErasureGroup,
    /// What there is of it, a phrase each.
    pub lines: Vec<String>,
    /// The consent that holds it all the same; empty: nothing holds it.
    pub held_by: String,
}

/// Everything of the person that rests on the consent, group by group; what is not there is left out.
pub fn preview<M: Mode>(cx: &mut Cx<M>, person: &Person, consent: &Consent) -> Result<Vec<Group>> {
    let (house, rules) = (cx.house_handle(), units::rules_at(cx, &consent.unit_path)?);
    let today = cx.today_at(&consent.unit_path)?;
    let Some(kind) = rules.consent_kind(&consent.kind) else { return Ok(Vec::new()) };
    let others = store::of_person(cx.conn(), person.id)?;
    let in_force: Vec<&Consent> = others.iter().filter(|one| one.is_in_force(today)).collect();
    let mut found = Vec::new();
    for group in ErasureGroup::ALL.into_iter().filter(|group| kind.erases.contains(group)) {
        let mut lines = Vec::new();
        for offer in &house.registry.erasures {
            lines.extend(offer.told(cx.conn(), person.id.0, group.code())?);
        }
        let holds = |one: &&&Consent| {
            rules.consent_kind(&one.kind).is_some_and(|other| other.erases.contains(&group))
        };
        let held_by = in_force.iter().find(holds).and_then(|one| rules.consent_kind(&one.kind));
        if !lines.is_empty() {
            let held_by = held_by.map(|kind| kind.title.clone()).unwrap_or_default();
            found.push(Group { group, lines, held_by });
        }
    }
    Ok(found)
}

/// The act of an erasure.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// The day it was done.
    pub on: NaiveDate,
    /// Number and day of the act.
    pub note: &'a str,
    /// The groups the responsible person chose.
    pub groups: &'a [ErasureGroup],
}

/// Erases the chosen groups of the preview and notes that what the withdrawal started is done.
///
/// # Errors
/// Nobody withdrew it, it was done before with another act, a day is wrong, there is no word of the act.
pub fn erase(cx: &mut Cx<Write>, person: &Person, id: ConsentId, act: &Act<'_>) -> Result<()> {
    cx.tx().lock("people", person.id.0)?;
    let known = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    if known.withdrawn_on.is_none() {
        return Err(Error::Conflict("Согласие не\u{a0}отозвано: удалять по\u{a0}нему нечего.".to_owned()));
    }
    if let Some(day) = known.erased_on {
        return if (day, known.erasure_note.as_str()) == (act.on, act.note) {
            Ok(())
        } else {
            Err(Error::Conflict(format!(
                "Удаление уже отмечено {}: {}. Второй акт не\u{a0}записан: если первый ошибочен, исправьте его в\u{a0}бумагах.",
                russian::date(day),
                known.erasure_note
            )))
        };
    }
    let mut faults = rules::erasure_faults((act.on, act.note), &known, cx.today_at(&known.unit_path)?);
    let open: Vec<ErasureGroup> = preview(cx, person, &known)?
        .into_iter()
        .filter(|one| one.held_by.is_empty())
        .map(|one| one.group)
        .collect();
    if !open.is_empty() && !open.iter().any(|group| act.groups.contains(group)) {
        let text = "Отметьте, что стереть: после акта вернуться к\u{a0}этому нельзя.".to_owned();
        faults.push(FieldFault { field: "erase".to_owned(), text });
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let what = erased(cx, person, &known, act.groups)?;
    store::erase(cx.tx(), id, (act.on, act.note), &what)?;
    let text = "Отмечено: данные после отзыва согласия удалены";
    told(cx, Action::Removed, &known, text, json!({ "on": act.on, "erased": what }))
}

/// Erases and says what, without the data themselves.
fn erased(cx: &mut Cx<Write>, person: &Person, consent: &Consent, chosen: &[ErasureGroup]) -> Result<String> {
    let house = cx.house_handle();
    let erasing = Erasing { person: person.id.0, by: cx.person().map(|one| one.account.0), at: cx.now() };
    let mut said = Vec::new();
    for one in preview(cx, person, consent)? {
        if !one.held_by.is_empty() || !chosen.contains(&one.group) {
            continue;
        }
        for offer in &house.registry.erasures {
            offer.erase(cx.tx(), &erasing, one.group.code())?;
        }
        said.push(format!("{}: {}", one.group.title(), one.lines.join(", ")));
    }
    Ok(said.join("; "))
}
