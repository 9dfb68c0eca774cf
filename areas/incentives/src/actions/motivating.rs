//! Measures of a system of motivation: of which kind, for what, to whom, from when on; one that ends stays as the past
//! (Терский район, раздел 2, этап II, меры 1 и 9; Амурская область, приложение 7).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::rules_at;
use crate::model::{Measure, MeasureId, NewMeasure};
use crate::{KeepMeasures, store};

/// Adds a measure of the unit; the second click finds the first one's work.
pub fn add(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMeasures>,
    unit: &Unit,
    new: &NewMeasure,
) -> Result<MeasureId> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let rules = rules_at(cx, &unit.path)?;
    let mut wrong = faults(new, &rules);
    if let Some(id) = new.document {
        let kinds = kinds_of(&rules, &unit.level);
        let here = db::Ranges::under([unit.path.as_str()]);
        let held = documents::store::find(cx.conn(), &here, id)?;
        if !held.is_some_and(|held| held.unit_id == unit.id && kinds.contains(&held.kind)) {
            wrong.push(fault("document", "Выберите документ из\u{a0}списка."));
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let known = store::measures_of(cx.conn(), unit.id)?;
    let is_same = |one: &&Measure| {
        one.to_on.is_none()
            && one.title == new.title
            && one.kind == new.kind
            && one.criterion == new.criterion
    };
    if let Some(twin) = known.iter().find(is_same) {
        return Ok(twin.id);
    }
    let (id, now) = (MeasureId(cx.id()), cx.now());
    let one = Measure {
        id,
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        document_id: new.document,
        kind: new.kind.clone(),
        title: new.title.clone(),
        criterion: new.criterion.clone(),
        recipients: new.recipients.clone(),
        from_on: new.from_on,
        to_on: None,
        end_reason: String::new(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::add_measure(cx.tx(), &one)?;
    let text = format!("Мера системы мотивации: {}", one.title);
    cx.journal(Action::Created, ("incentives", "measure", id.0), &unit.path, &text, Value::Null)?;
    Ok(id)
}

/// The kinds of documents that are a system of motivation of a level.
pub(crate) fn kinds_of(rules: &Effective, level: &str) -> Vec<String> {
    rules.incentives.systems_of(level).map(|system| system.id.clone()).collect()
}

fn faults(new: &NewMeasure, rules: &Effective) -> Vec<FieldFault> {
    let said = [
        (rules.incentives.measure(&new.kind).is_none(), "kind", "Выберите вид меры из\u{a0}списка."),
        (new.title.is_empty(), "title", "Напишите, в\u{a0}чём мера: «благодарность в\u{a0}приказе»."),
        (new.criterion.is_empty(), "criterion", "Напишите, за\u{a0}что: по какому критерию."),
        (new.recipients.is_empty(), "recipients", "Напишите, кому: кто может её получить."),
    ];
    said.into_iter().filter(|(is, _, _)| *is).map(|(_, field, text)| fault(field, text)).collect()
}

fn fault(field: &str, text: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.to_owned() }
}

/// Ends a measure; what was given by it stays.
pub fn end(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMeasures>,
    id: MeasureId,
    (day, reason): (NaiveDate, &str),
) -> Result<Measure> {
    store::find_measure(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("motivation_measures", id.0)?;
    let mut one = store::find_measure(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if one.to_on.is_some() {
        return Ok(one);
    }
    let mut wrong = Vec::new();
    let from = one.from_on;
    if day < from {
        wrong.push(fault("day", &format!("Мера начала действовать {}.", russian::date(from))));
    }
    if reason.trim().is_empty() {
        wrong.push(fault("reason", "Напишите, почему мера больше не\u{a0}действует."));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    one.to_on = Some(day);
    reason.trim().clone_into(&mut one.end_reason);
    one.updated_at = cx.now();
    store::change_measure(cx.tx(), &one)?;
    let text = format!("Мера системы мотивации больше не\u{a0}действует: {}", one.title);
    cx.journal(Action::Changed, ("incentives", "measure", id.0), &one.unit_path, &text, Value::Null)?;
    Ok(one)
}
