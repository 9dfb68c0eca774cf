//! A dismissal entered by mistake is taken back, with the reason in the journal.

use access::Granted;
use web::{Cx, Error, Read, Reply, Result, Write, russian};

use super::asking::{self, Answer, Question};
use super::{employments, words};
use crate::actions::employing;
use crate::{Employment, KeepPeople, Person};

/// `GET /people/{person}/employments/{employment}/return`
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let one = employments::asked(cx, &may, &person)?;
    asking::show(cx, &person, &question(&person, &one), (&Answer::none(one.version), &[]))
}

/// `POST /people/{person}/employments/{employment}/return`
pub(super) fn take_back(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let one = employments::asked(cx, &may, &person)?;
    let (answer, typed) = Answer::of(&request, "Напишите, почему увольнение отменяется.");
    let seen = (one.id, answer.version());
    match typed.and_then(|()| employing::take_back(cx, &person, seen, &answer.reason)) {
        Ok(after) => Ok(employments::done(cx, &after, "Увольнение отменено: работа продолжается.")),
        Err(Error::Invalid(faults)) => {
            asking::show(cx, &person, &question(&person, &one), (&answer, &faults))
        }
        Err(other) => Err(other),
    }
}

fn question(person: &Person, one: &Employment) -> Question {
    let ended =
        one.ended_on.map_or_else(String::new, |last| format!(", последний день {}", russian::date(last)));
    Question {
        title: "Отмена увольнения",
        lead: format!(
            "{}{ended}. Если увольнение внесено по\u{a0}ошибке, работа продолжится без перерыва; отмена останется в\u{a0}истории карточки.",
            words::work(one)
        ),
        is_refused: false,
        label: "Почему отменяется",
        hint: "Например, внесено не\u{a0}тому человеку, приказ №\u{a0}7-к отменён",
        button: "Отменить увольнение",
        tone: "primary",
        target: format!("{}/employments/{}/return", person.url(), one.id),
        way_back: person.url(),
    }
}
