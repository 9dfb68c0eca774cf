//! Requests for support (Амурская область, приложение 1, раздел 3.4: социальная и психологическая поддержка): asked by a
//! participant, answered by who keeps or leads the school.

use audit::Action;
use chrono::NaiveDate;
use people::PersonId;
use serde_json::Value;
use structures::bodies;
use structures::model::StructureId;
use web::{Cx, Error, Result, Write, russian};

use super::{PARTICIPANT, School, everywhere, rules_at, who, working};
use crate::model::{RequestId, SupportRequest};
use crate::rules::{added, has_answer};
use crate::store;

/// Asks the school for support; the same words a second time that day are the first.
pub fn ask(cx: &mut Cx<Write>, id: StructureId, (direction, body): (&str, &str)) -> Result<()> {
    let person = super::card(cx)?.ok_or(Error::NotFound)?;
    enter(cx, id, person, (direction, body))
}

/// The same for a command: whoever asks was found already.
pub fn enter(
    cx: &mut Cx<Write>,
    id: StructureId,
    person: PersonId,
    (direction, body): (&str, &str),
) -> Result<()> {
    let one =
        bodies::find(cx.conn(), &everywhere(), id)?.filter(|one| crate::is_own(&one.kind) && one.is_active());
    let one = one.ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    let members = bodies::members(cx.conn(), &[id.0])?;
    let is_own = |member: &structures::model::Member| {
        member.person_id == Some(person.0) && member.role == PARTICIPANT && member.is_there(today)
    };
    if !members.iter().any(is_own) {
        return Err(Error::NotFound);
    }
    let rules = rules_at(cx, &one.unit_path)?;
    if rules.mentoring.word(direction).is_none_or(|word| word.list != "direction") {
        return Err(Error::field("direction", "Выберите, какая поддержка нужна."));
    }
    let known = store::requests_of_person(cx.conn(), person)?;
    let is_same =
        |known: &&SupportRequest| known.structure_id == id && known.body == body && known.asked_on == today;
    if known.iter().any(|known| is_same(&known)) {
        return Ok(());
    }
    let now = cx.now();
    let row = SupportRequest {
        id: RequestId(cx.id()),
        structure_id: id,
        person_id: person,
        direction: direction.to_owned(),
        body: body.to_owned(),
        asked_on: today,
        answered_on: None,
        answered_by: None,
        answer: String::new(),
        created_at: now,
        updated_at: now,
    };
    store::add_request(cx.tx(), &row)?;
    let subject = ("schooling", "school_request", row.id.0);
    cx.journal(
        Action::Created,
        subject,
        &one.unit_path,
        &format!("{}: участник обратился за\u{a0}поддержкой", crate::called(&one.kind).whole),
        Value::Null,
    )
}

/// Answers a request; the same answer a second time changes nothing. Whoever comes second is told of the first answer and may
/// add to it: `seen` is that answer as the form shown after it names it ([`SupportRequest::mark`]), empty before.
pub fn answer(
    cx: &mut Cx<Write>,
    school: StructureId,
    id: RequestId,
    (text, seen): (&str, &str),
) -> Result<()> {
    let school = working(cx, school, super::Power::works)?;
    enter_answer(cx, &school, id, (text, seen))
}

/// The same for a command: whoever may was asked already.
pub fn enter_answer(
    cx: &mut Cx<Write>,
    school: &School,
    id: RequestId,
    (text, seen): (&str, &str),
) -> Result<()> {
    let one = store::find_request(cx.conn(), school.one.id, id)?.ok_or(Error::NotFound)?;
    if let Some(day) = one.answered_on {
        return add_answer(cx, school, (&one, day), (text, seen));
    }
    let path = school.one.unit_path.as_str();
    if text.is_empty() {
        return Err(Error::field("answer", "Напишите ответ: что сделано или будет сделано."));
    }
    let (today, now) = (cx.today_at(path)?, cx.now());
    let by = cx.person().map(|person| person.account.0);
    store::answer(cx.tx(), id, (today, by), (text, now))?;
    let line = format!("{}: дан ответ на\u{a0}обращение участника", school.called().whole);
    cx.journal(Action::Changed, ("schooling", "school_request", id.0), path, &line, Value::Null)
}

/// The second answer: added to the first by whoever has read it, refused with the first answer told otherwise.
fn add_answer(
    cx: &mut Cx<Write>,
    school: &School,
    (one, day): (&SupportRequest, NaiveDate),
    (text, seen): (&str, &str),
) -> Result<()> {
    if has_answer(&one.answer, text) {
        return Ok(());
    }
    let path = school.one.unit_path.as_str();
    if text.is_empty() {
        return Err(Error::field("answer", "Напишите, что добавить к\u{a0}ответу."));
    }
    if seen != one.mark() {
        let who = who(cx, one.answered_by)?;
        let said = format!(
            "На это обращение уже ответил(а) {who} {}: «{}». Ваш текст не\u{a0}потерян: его можно отправить как дополнение.",
            russian::date(day),
            one.answer
        );
        return Err(Error::field("answer", said));
    }
    let by = cx.person().map(|person| person.account.0);
    let (name, now) = (who(cx, by)?, cx.now());
    let whole = added(&one.answer, (&name, cx.today_at(path)?), text);
    store::answer(cx.tx(), one.id, (day, one.answered_by), (&whole, now))?;
    let line = format!("{}: дополнен ответ на\u{a0}обращение участника", school.called().whole);
    cx.journal(Action::Changed, ("schooling", "school_request", one.id.0), path, &line, Value::Null)
}

/// The requests to a school that wait for an answer.
pub fn waiting(cx: &mut Cx<Write>, id: StructureId) -> Result<Vec<RequestId>> {
    Ok(store::waiting(cx.conn(), &[id])?.into_iter().map(|one| one.id).collect())
}
