//! Hiring, changing an employment, dismissing.

use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::{employment_of, locked, none, rules_at, said, settled, told};
use crate::rules::{ages, faults};
use crate::store::{self, employments};
use crate::{Employment, EmploymentId, NewEmployment, NewPerson, Person, PersonId};

/// Takes a known person on in the unit as well: a second job, or after a dismissal elsewhere.
pub fn hire(cx: &mut Cx<Write>, person: &Person, unit: &Unit, new: &NewEmployment) -> Result<Person> {
    let person = locked(cx, person.id)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let others = in_unit(cx, &person, unit.id, None)?;
    let mut wrong = faults::employment(new, &others, &rules, today);
    wrong.extend(super::closed(unit));
    wrong.extend(ages::started(new.started_on, person.birth_date));
    none(wrong)?;
    put(cx, person.id, unit, new, &rules)?;
    let after = settled(cx, &person)?;
    let what = format!("Принят(а) на работу с {}", said(new.started_on));
    told(cx, Action::Changed, &after, &what, &json!({ "unit": unit.id, "post": new.post }))?;
    Ok(after)
}

/// Takes on somebody known by what the form of a new person says: what the card holds stays, what it lacked is filled and told.
/// With another main place that goes on, the new one is a second one.
pub fn hire_known(
    cx: &mut Cx<Write>,
    person: &Person,
    unit: &Unit,
    typed: &NewPerson,
    work: &NewEmployment,
) -> Result<(Person, Vec<&'static str>)> {
    let was = crate::import::judge::of_person(person);
    let (will, filled) = completed(&was, typed);
    let person =
        if filled.is_empty() { person.clone() } else { super::change(cx, person, person.version, &will)? };
    let today = cx.today_at(&unit.path)?;
    let all = employments::of(cx.conn(), person.id)?;
    let has_main = all.iter().any(|one| one.is_main && one.ended_on.is_none_or(|last| today <= last));
    let work = NewEmployment { is_main: work.is_main && !has_main, ..work.clone() };
    Ok((hire(cx, &person, unit, &work)?, filled))
}

/// What the card says with its empty fields filled, and the names of those.
fn completed(was: &NewPerson, typed: &NewPerson) -> (NewPerson, Vec<&'static str>) {
    let mut will = was.clone();
    let mut filled = Vec::new();
    for (name, into, from) in [
        ("прежняя фамилия", &mut will.former_name, &typed.former_name),
        ("почта", &mut will.email, &typed.email),
        ("телефон", &mut will.phone, &typed.phone),
    ] {
        if into.is_empty() && !from.is_empty() {
            into.clone_from(from);
            filled.push(name);
        }
    }
    for (name, into, from) in [
        ("дата рождения", &mut will.birth_date, typed.birth_date),
        ("начало педагогического стажа", &mut will.pedagogical_since, typed.pedagogical_since),
        ("начало общего стажа", &mut will.general_since, typed.general_since),
    ] {
        if into.is_none() && from.is_some() {
            *into = from;
            filled.push(name);
        }
    }
    (will, filled)
}

/// Gives an employment other data, if nobody changed it since `version`.
pub fn change(
    cx: &mut Cx<Write>,
    person: &Person,
    (id, version): (EmploymentId, i64),
    new: &NewEmployment,
) -> Result<Person> {
    let person = locked(cx, person.id)?;
    let before = fresh(cx, &person, id, version)?;
    let (rules, today) = (rules_at(cx, &before.unit_path)?, cx.today_at(&before.unit_path)?);
    let others = in_unit(cx, &person, before.unit_id, Some(id))?;
    let mut wrong = faults::employment(new, &others, &rules, today);
    wrong.extend(ages::started(new.started_on, person.birth_date));
    let is_turned = before.ended_on.is_some_and(|last| last < new.started_on);
    wrong.extend(is_turned.then(|| web::FieldFault {
        field: "started_on".to_owned(),
        text: "Приём позже увольнения: проверьте дату.".to_owned(),
    }));
    let is_put_off = before.started_on <= today && today < new.started_on;
    wrong.extend(is_put_off.then(|| web::FieldFault {
        field: "started_on".to_owned(),
        text: "Человек уже работает: день приёма не\u{a0}может быть впереди. Если он ещё не\u{a0}принят, уберите ошибочное место работы и\u{a0}внесите приём заново.".to_owned(),
    }));
    none(wrong)?;
    let at = cx.now();
    employments::change(cx.tx(), id, &titled(new, &rules), at)?;
    teach(cx, id, person.id, &new.subjects)?;
    let after = settled(cx, &person)?;
    let what = if before.started_on == new.started_on {
        "Изменено место работы".to_owned()
    } else {
        format!("Изменено место работы: принят(а) {}, было {}", said(new.started_on), said(before.started_on))
    };
    told(cx, Action::Changed, &after, &what, &json!({ "unit": before.unit_id, "post": new.post }))?;
    Ok(after)
}

/// Ends an employment with its last day.
pub fn dismiss(
    cx: &mut Cx<Write>,
    person: &Person,
    (id, version): (EmploymentId, i64),
    last: NaiveDate,
    reason: &str,
) -> Result<Person> {
    let person = locked(cx, person.id)?;
    let before = fresh(cx, &person, id, version)?;
    let today = cx.today_at(&before.unit_path)?;
    if let Some(fault) = faults::end(&before, last, today) {
        return Err(Error::field("ended_on", fault));
    }
    let at = cx.now();
    employments::end(cx.tx(), id, Some(last), reason, at)?;
    let after = settled(cx, &person)?;
    let what = format!("Уволен(а) {}", said(last));
    told(cx, Action::Moved, &after, &what, &json!({ "unit": before.unit_id, "post": before.post }))?;
    Ok(after)
}

/// Takes back a dismissal entered by mistake: the work goes on as if it had not ended, unless something later stands against it.
pub fn take_back(
    cx: &mut Cx<Write>,
    person: &Person,
    (id, version): (EmploymentId, i64),
    reason: &str,
) -> Result<Person> {
    let person = locked(cx, person.id)?;
    let before = fresh(cx, &person, id, version)?;
    let all = employments::of(cx.conn(), person.id)?;
    let unit = units::store::all_of(cx.conn(), &[before.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    if let Some(fault) = faults::take_back(&before, &all, &unit) {
        return Err(Error::field("reason", fault));
    }
    let at = cx.now();
    employments::end(cx.tx(), id, None, "", at)?;
    let after = settled(cx, &person)?;
    let what = format!("Отменено увольнение {}", before.ended_on.map(said).unwrap_or_default());
    let details = json!({ "unit": before.unit_id, "post": before.post, "reason": reason });
    told(cx, Action::Moved, &after, &what, &details)?;
    Ok(after)
}

/// Takes away a place of work entered by mistake: nobody worked there, so nothing ends.
pub fn strike(
    cx: &mut Cx<Write>,
    person: &Person,
    (id, version): (EmploymentId, i64),
    reason: &str,
) -> Result<Person> {
    let person = locked(cx, person.id)?;
    let before = fresh(cx, &person, id, version)?;
    let all = employments::of(cx.conn(), person.id)?;
    if let Some(fault) = faults::strike(&before, &all) {
        return Err(Error::field("reason", fault));
    }
    employments::unhire(cx.tx(), id)?;
    let after = settled(cx, &person)?;
    let details = json!({
        "unit": before.unit_id,
        "post": before.post,
        "days": (before.started_on, before.ended_on),
        "reason": reason,
    });
    let what =
        format!("Убрано ошибочное место работы ({}, с\u{a0}{})", before.post_title, said(before.started_on));
    told(cx, Action::Moved, &after, &what, &details)?;
    Ok(after)
}

/// Adds the employment with its subjects.
pub(super) fn put(
    cx: &mut Cx<Write>,
    person: PersonId,
    unit: &Unit,
    new: &NewEmployment,
    rules: &Effective,
) -> Result<EmploymentId> {
    let (id, at) = (EmploymentId(cx.id()), cx.now());
    employments::add(cx.tx(), id, person, unit, &titled(new, rules), at)?;
    teach(cx, id, person, &new.subjects)?;
    Ok(id)
}

/// Gives a known employment what a list says of it.
pub(super) fn put_again(
    cx: &mut Cx<Write>,
    person: PersonId,
    id: EmploymentId,
    new: &NewEmployment,
    rules: &Effective,
) -> Result<()> {
    put_back(cx, person, id, &titled(new, rules))
}

/// Gives an employment these data, whatever was there.
pub(super) fn put_back(
    cx: &mut Cx<Write>,
    person: PersonId,
    id: EmploymentId,
    new: &NewEmployment,
) -> Result<()> {
    let at = cx.now();
    employments::change(cx.tx(), id, new, at)?;
    teach(cx, id, person, &new.subjects)
}

fn teach(cx: &mut Cx<Write>, id: EmploymentId, person: PersonId, subjects: &[String]) -> Result<()> {
    let rows: Vec<(i64, String)> = subjects.iter().map(|subject| (cx.id(), subject.clone())).collect();
    Ok(employments::teach(cx.tx(), id, person, &rows)?)
}

/// A post without words of its own is called as the pack calls it.
fn titled(new: &NewEmployment, rules: &Effective) -> NewEmployment {
    let mut new = new.clone();
    if new.post_title.is_empty() {
        new.post_title = rules.post(&new.post).map(|post| post.rule.title.clone()).unwrap_or_default();
    }
    new
}

fn in_unit(
    cx: &mut Cx<Write>,
    person: &Person,
    unit: units::UnitId,
    but: Option<EmploymentId>,
) -> Result<Vec<Employment>> {
    let all = employments::of(cx.conn(), person.id)?;
    Ok(all.into_iter().filter(|one| one.unit_id == unit && Some(one.id) != but).collect())
}

fn fresh(cx: &mut Cx<Write>, person: &Person, id: EmploymentId, version: i64) -> Result<Employment> {
    let employment = employment_of(cx, person.id, id)?;
    if employment.version == version {
        return Ok(employment);
    }
    Err(Error::Conflict(format!(
        "Место работы «{}» уже изменили, пока форма была открыта. Ваши изменения не сохранены: откройте карточку заново и \
         внесите их ещё раз.",
        employment.post_title
    )))
}

/// Whether the unit still sees the person: after a dismissal the card may be out of reach.
pub(crate) fn is_seen(cx: &mut Cx<Write>, scope: &db::Ranges, person: &Person) -> Result<bool> {
    Ok(store::find(cx.conn(), scope, person.id)?.is_some())
}
