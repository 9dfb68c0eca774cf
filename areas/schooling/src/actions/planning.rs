//! Sessions: planned by direction, moved, called off with a reason, held with everybody's attendance at once.

use std::collections::{BTreeMap, BTreeSet};

use audit::Action;
use chrono::NaiveDate;
use people::PersonId;
use structures::model::StructureId;
use web::{Cx, Error, Result, Write, russian};

use super::{School, last, rules_at, told, working};
use crate::model::{Attendance, NewSession, Session, SessionId, State};
use crate::rules::{Refusal, clock, moved_faults, outcome_faults, session_faults};
use crate::store;

/// Plans a session; the same one a second time is the first.
pub fn plan(cx: &mut Cx<Write>, id: StructureId, new: &NewSession) -> Result<SessionId> {
    let school = working(cx, id, super::Power::works)?;
    enter(cx, &school, new)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, school: &School, new: &NewSession) -> Result<SessionId> {
    let path = school.one.unit_path.as_str();
    let (rules, today) = (rules_at(cx, path)?, cx.today_at(path)?);
    let faults = session_faults(new, &rules.mentoring, (school.one.started_on, today));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let begins = clock(&new.begins).unwrap_or_default();
    let that_day = store::sessions_of(cx.conn(), &[school.one.id], (new.planned_on, new.planned_on))?;
    let is_same = |one: &&Session| {
        one.topic == new.topic
            && one.form == new.form
            && one.begins == begins
            && (&one.direction, &one.place, &one.led_by) == (&new.direction, &new.place, &new.led_by)
            && one.state() != State::Cancelled
    };
    if let Some(twice) = that_day.iter().find(is_same) {
        return Ok(twice.id);
    }
    let now = cx.now();
    let row = Session {
        id: SessionId(cx.id()),
        structure_id: school.one.id,
        direction: new.direction.clone(),
        form: new.form.clone(),
        topic: new.topic.clone(),
        planned_on: new.planned_on,
        begins,
        place: new.place.clone(),
        led_by: new.led_by.clone(),
        state: State::Planned.code().to_owned(),
        held_on: None,
        reason: String::new(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::add(cx.tx(), &row)?;
    let text = format!("Занятие запланировано на\u{a0}{}", russian::date(row.planned_on));
    told(cx, &school.one, &row, Action::Created, &text)?;
    Ok(row.id)
}

/// The session of a school while it is planned and as the person saw it.
fn planned(cx: &mut Cx<Write>, school: &School, (id, version): (SessionId, i64)) -> Result<Session> {
    let one = store::find(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    if one.state() != State::Planned {
        let last = last(cx, &one, &school.one.unit_path)?;
        return Err(Refusal::Settled(one.url(), last).into());
    }
    fresh(cx, school, &one, version)?;
    Ok(one)
}

/// Whether nobody changed the session meanwhile.
fn fresh(cx: &mut Cx<Write>, school: &School, one: &Session, version: i64) -> Result<()> {
    if one.version == version {
        return Ok(());
    }
    let last = last(cx, one, &school.one.unit_path)?;
    let text = format!(
        "Пока вы писали, занятие изменили: {last}. Ваше не\u{a0}записано: посмотрите, что теперь, и\u{a0}отправьте ещё раз, если нужно."
    );
    Err(Error::Conflict(text))
}

/// Moves a session to another day, with a reason.
pub fn move_to(
    cx: &mut Cx<Write>,
    school: StructureId,
    session: (SessionId, i64),
    (day, begins, reason): (NaiveDate, &str, &str),
) -> Result<()> {
    let school = working(cx, school, super::Power::works)?;
    let mut one = store::find(cx.conn(), school.one.id, session.0)?.ok_or(Error::NotFound)?;
    let kept = clock(begins);
    let is_there = one.planned_on == day && kept.as_ref() == Some(&one.begins);
    let is_done = is_there && one.reason == reason && !reason.is_empty();
    if one.state() == State::Planned && is_done {
        return Ok(());
    }
    one = planned(cx, &school, session)?;
    let today = cx.today_at(&school.one.unit_path)?;
    let faults =
        moved_faults((one.planned_on, day), (&one.begins, begins), reason, (school.one.started_on, today));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let was = one.planned_on;
    (one.planned_on, one.begins, one.reason) = (day, kept.unwrap_or_default(), reason.to_owned());
    stored(cx, &mut one)?;
    let text =
        format!("Занятие перенесено с\u{a0}{} на\u{a0}{}: {reason}", russian::date(was), russian::date(day));
    told(cx, &school.one, &one, Action::Changed, &text)
}

/// Calls a session off, with a reason.
pub fn cancel(
    cx: &mut Cx<Write>,
    school: StructureId,
    session: (SessionId, i64),
    reason: &str,
) -> Result<()> {
    let school = working(cx, school, super::Power::works)?;
    enter_cancelled(cx, &school, session, reason)
}

/// The same for a command: whoever may was asked already.
pub fn enter_cancelled(
    cx: &mut Cx<Write>,
    school: &School,
    session: (SessionId, i64),
    reason: &str,
) -> Result<()> {
    let known = store::find(cx.conn(), school.one.id, session.0)?.ok_or(Error::NotFound)?;
    if known.state() == State::Cancelled && known.reason == reason {
        return Ok(());
    }
    let mut one = planned(cx, school, session)?;
    if reason.is_empty() {
        return Err(Error::field("reason", "Напишите, почему занятие отменяется."));
    }
    State::Cancelled.code().clone_into(&mut one.state);
    reason.clone_into(&mut one.reason);
    stored(cx, &mut one)?;
    told(cx, &school.one, &one, Action::Moved, &format!("Занятие отменено: {reason}"))
}

/// The session was held: who of that day's participants was there. The same again changes nothing; a correction is one.
pub fn hold(
    cx: &mut Cx<Write>,
    school: StructureId,
    session: (SessionId, i64),
    (held_on, present): (NaiveDate, &BTreeSet<i64>),
) -> Result<()> {
    let school = working(cx, school, super::Power::works)?;
    enter_outcome(cx, &school, session, (held_on, present))
}

/// The same for a command: whoever may was asked already.
pub fn enter_outcome(
    cx: &mut Cx<Write>,
    school: &School,
    (id, version): (SessionId, i64),
    (held_on, present): (NaiveDate, &BTreeSet<i64>),
) -> Result<()> {
    let mut one = store::find(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    let known: BTreeMap<i64, bool> = store::attendances_of(cx.conn(), &[id])?
        .into_iter()
        .map(|one| (one.person_id.0, one.was_there))
        .collect();
    let there: BTreeSet<i64> = known.iter().filter(|(_, was)| **was).map(|(person, _)| *person).collect();
    if one.state() == State::Held && one.held_on == Some(held_on) && there == *present {
        return Ok(());
    }
    if one.state() == State::Cancelled {
        let last = last(cx, &one, &school.one.unit_path)?;
        return Err(Refusal::Settled(one.url(), last).into());
    }
    fresh(cx, school, &one, version)?;
    let today = cx.today_at(&school.one.unit_path)?;
    let faults = outcome_faults(held_on, (school.one.started_on, today));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let all = of_that_day(school, held_on, &there, present)?;
    let was = one.state();
    State::Held.code().clone_into(&mut one.state);
    one.held_on = Some(held_on);
    let row = |person: &i64| Attendance {
        id: cx.id(),
        session_id: id,
        person_id: PersonId(*person),
        was_there: present.contains(person),
    };
    let rows: Vec<Attendance> = all.iter().map(row).collect();
    store::put_attendances(cx.tx(), id, &rows)?;
    stored(cx, &mut one)?;
    let what = if was == State::Held {
        "Посещение исправлено"
    } else {
        "Занятие проведено"
    };
    let text = format!("{what} {}: были {} из\u{a0}{}", russian::date(held_on), present.len(), rows.len());
    told(cx, &school.one, &one, Action::Moved, &text)
}

/// Whoever was of the school that day, and whoever was marked before: nobody's visit is lost, and no stranger was there.
fn of_that_day(
    school: &School,
    held_on: NaiveDate,
    there: &BTreeSet<i64>,
    present: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>> {
    let mut all: BTreeSet<i64> = school.participants(held_on).filter_map(|one| one.person_id).collect();
    all.extend(there.iter().copied());
    let Some(stranger) = present.iter().find(|person| !all.contains(person)) else { return Ok(all) };
    let name = school.members.iter().find(|one| one.person_id == Some(*stranger));
    let name = name.map_or("Этот человек", |one| one.name.as_str());
    let text =
        format!("{name}: {} в\u{a0}этой {} не\u{a0}состоит.", russian::date(held_on), school.called().to);
    Err(Error::field("people", text))
}

fn stored(cx: &mut Cx<Write>, one: &mut Session) -> Result<()> {
    one.updated_at = cx.now();
    Ok(store::change(cx.tx(), one)?)
}
