//! What was entered by mistake is taken away, with the reason in the journal: a place of work, a category, a whole card.

use access::Granted;
use web::{Cx, Error, Mode, Read, Reply, Result, Write, russian};

use super::asking::{self, Answer, Question};
use super::{employments, words};
use crate::actions::{employing, striking, telling};
use crate::store::records;
use crate::{Category, CategoryId, Employment, KeepPeople, Person};

/// `GET /people/{person}/employments/{employment}/removal`
pub(super) fn ask_work(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = employments::asked(cx, &may, &person)?;
    asking::show(cx, &person, &of_work(&person, &one), (&Answer::none(one.version), &[]))
}

/// `POST /people/{person}/employments/{employment}/removal`
pub(super) fn strike_work(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let one = employments::asked(cx, &may, &person)?;
    let (answer, typed) = Answer::of(&request, "Напишите, в\u{a0}чём ошибка.");
    let seen = (one.id, answer.version());
    let after = match typed.and_then(|()| employing::strike(cx, &person, seen, &answer.reason)) {
        Ok(after) => after,
        Err(Error::Invalid(faults)) => {
            return asking::show(cx, &person, &of_work(&person, &one), (&answer, &faults));
        }
        Err(other) => return Err(other),
    };
    if employing::is_seen(cx, may.ranges(), &after)? {
        return Ok(employments::done(cx, &after, "Ошибочное место работы убрано."));
    }
    cx.notice("Ошибочное место работы убрано. Карточку ведёт организация, где человек работает.");
    Ok(Reply::to("/people"))
}

fn of_work(person: &Person, one: &Employment) -> Question {
    let last = one.ended_on.map_or_else(String::new, |last| format!(" по\u{a0}{}", russian::date(last)));
    Question {
        title: "Ошибочное место работы",
        lead: format!(
            "{}, с\u{a0}{}{last}. Место работы исчезнет из\u{a0}карточки, будто его не\u{a0}было: стаж, отметки и\u{a0}списки пересчитаются. Если человек здесь работал и\u{a0}ушёл, внесите увольнение.",
            russian::capital(&words::work(one)),
            russian::date(one.started_on)
        ),
        is_refused: false,
        label: "В\u{a0}чём ошибка",
        hint: "Например, принят не\u{a0}он, а\u{a0}однофамилец",
        button: "Убрать место работы",
        tone: "danger",
        target: format!("{}/employments/{}/removal", person.url(), one.id),
        way_back: person.url(),
    }
}

/// `GET /people/{person}/categories/{category}/removal`
pub(super) fn ask_category(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let asked = of_category(cx, &person)?;
    asking::show(cx, &person, &asked, (&Answer::none(person.version), &[]))
}

/// `POST /people/{person}/categories/{category}/removal`
pub(super) fn strike_category(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let asked = of_category(cx, &person)?;
    let (answer, typed) = Answer::of(&request, "Напишите, в\u{a0}чём ошибка.");
    let id: CategoryId = request.arg("category")?;
    match typed.and_then(|()| telling::revoke(cx, &person, id, &answer.reason)) {
        Ok(()) => {
            cx.notice("Ошибочная запись о\u{a0}категории убрана.");
            Ok(Reply::to(person.url()))
        }
        Err(Error::Invalid(faults)) => asking::show(cx, &person, &asked, (&answer, &faults)),
        Err(other) => Err(other),
    }
}

fn of_category<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Question> {
    let id: CategoryId = cx.request().arg("category")?;
    let held = records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
    let one: Category = held.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    let rules = words::rules_at(cx, &person.unit_path)?;
    let document = if one.document.is_empty() { String::new() } else { format!(", {}", one.document) };
    Ok(Question {
        title: "Ошибочная категория",
        lead: format!(
            "{} с\u{a0}{}{document}. Запись исчезнет из\u{a0}карточки, будто её не\u{a0}было; в\u{a0}журнале останется, кто и\u{a0}почему её убрал. Если срок категории вышел, убирать её не\u{a0}нужно.",
            russian::capital(words::title(&one, &rules)),
            russian::date(one.granted_on)
        ),
        is_refused: false,
        label: "В\u{a0}чём ошибка",
        hint: "Например, приказ о\u{a0}другом педагоге",
        button: "Убрать категорию",
        tone: "danger",
        target: format!("{}/categories/{}/removal", person.url(), one.id),
        way_back: person.url(),
    })
}

/// `GET /people/{person}/removal`
pub(super) fn ask_card(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let asked = of_card(cx, &may, &person)?;
    asking::show(cx, &person, &asked, (&Answer::none(person.version), &[]))
}

/// `POST /people/{person}/removal`
pub(super) fn strike_card(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let (answer, typed) = Answer::of(&request, "Напишите, в\u{a0}чём ошибка.");
    let seen = (&person, answer.version());
    match typed.and_then(|()| striking::strike(cx, &may, seen, &answer.reason)) {
        Ok(()) => {
            cx.notice("Ошибочная карточка убрана.");
            Ok(Reply::to("/people"))
        }
        Err(Error::Invalid(faults)) => {
            let asked = of_card(cx, &may, &person)?;
            asking::show(cx, &person, &asked, (&answer, &faults))
        }
        Err(other) => Err(other),
    }
}

/// What stands against it is told before anything is typed.
fn of_card<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>, person: &Person) -> Result<Question> {
    let refusal = striking::refusal(cx, may, person)?;
    let is_refused = refusal.is_some();
    let lead = refusal.unwrap_or_else(|| {
        "Карточка исчезнет с\u{a0}местами работы и\u{a0}отметками; вернуть её нельзя, в\u{a0}журнале останется, кто и\u{a0}почему её убрал. Если человек уволился, внесите увольнение; если заведён дважды, объедините карточки."
            .to_owned()
    });
    Ok(Question {
        title: "Ошибочная карточка",
        lead,
        is_refused,
        label: "В\u{a0}чём ошибка",
        hint: "Например, такого человека в\u{a0}школе нет",
        button: "Убрать карточку",
        tone: "danger",
        target: format!("{}/removal", person.url()),
        way_back: person.url(),
    })
}
