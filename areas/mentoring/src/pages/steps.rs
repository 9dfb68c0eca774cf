//! The forms of the steps: each leads back to the card.

use access::Granted;
use chrono::NaiveDate;
use web::{Cx, Error, Reply, Result, Write};

use super::accord;
use super::card::led;
use crate::actions::announcing;
use crate::actions::correcting::proof;
use crate::actions::signing;
use crate::actions::stepping::{self, Done, ELECTRONIC};
use crate::model::PairId;
use crate::{KeepMentoring, WorkInPair};

fn id(cx: &Cx<Write>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

/// A day of the form that must be there.
pub(super) fn day(cx: &Cx<Write>, field: &str) -> Result<NaiveDate> {
    let mut check = cx.request().form.check();
    let day = check.date(field);
    if day.is_none() && cx.request().form.text(field).is_empty() {
        check.fault(field, "Укажите день.");
    }
    check.done()?;
    day.ok_or(Error::NotFound)
}

/// What the form of a step says was done.
pub(super) fn read(cx: &Cx<Write>) -> Result<Done> {
    let request = cx.request_handle();
    let step: String = request.arg("step")?;
    let text = |name: &str| request.form.text(name).to_owned();
    let mentor =
        || request.form.text("mentor").parse().map_err(|_| Error::field("mentor", "Выберите наставника."));
    super::ending::within(cx, &[("note", 300)])?;
    match step.as_str() {
        "council" => Ok(Done::Council(request.form.text("document").parse().ok(), text("note"))),
        "deputy" => Ok(Done::Deputy),
        "mentee" => Ok(Done::Mentee(text("way"))),
        "mentor" => mentor().map(|mentor| Done::Mentor(mentor, text("way"))),
        "agreement" => mentor().map(|mentor| Done::Terms(mentor, text("way"), text("note"))),
        _ => Err(Error::NotFound),
    }
}

/// A mentor's written consent is seen in the signed sheet, or in the file that bears an electronic signature: a pick in a list proves
/// nothing (ТК РФ, ст. 22.1–22.3, 351.8).
pub(super) fn signed_by_file(done: &Done, has_file: bool) -> Result<()> {
    let Done::Mentor(_, way) = done else { return Ok(()) };
    if has_file {
        return Ok(());
    }
    let what = if way == ELECTRONIC {
        "Приложите согласие, подписанное электронной подписью наставника"
    } else {
        "Приложите скан или фотографию согласия, которое наставник подписал"
    };
    Err(Error::field(
        accord::FILE,
        format!("{what}: без файла отметка ничего не\u{a0}доказывает (ТК РФ, ст. 351.8)."),
    ))
}

/// `POST /mentoring/{mentorship}/consent`: the mentee's own.
pub(super) fn agree(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = stepping::consent_of_mentee(cx, &may, id);
    led(cx, outcome, "Ваше согласие записано.")
}

/// `POST /mentoring/{mentorship}/steps/{step}`
pub(super) fn step(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = read(cx).and_then(|done| {
        let (day, file) = (day(cx, "day")?, accord::sent(cx)?);
        signed_by_file(&done, file.is_some())?;
        stepping::step(cx, &may, id, day, &done)?;
        let (Some(file), Some(part), Some(paper)) = (file, done.part(), proof(done.step())) else {
            return Ok(());
        };
        signing::attach(cx, &may, (id, part), paper, &file)
    });
    led(cx, outcome, "Шаг отмечен.")
}

/// `POST /mentoring/{mentorship}/announcement`
pub(super) fn announce(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = day(cx, "day").and_then(|day| announcing::announce(cx, &may, id, day));
    led(cx, outcome, "Приказ объявлен. Составьте план и\u{a0}ведите журнал.")
}

/// `POST /mentoring/{mentorship}/cancellation`
pub(super) fn cancel(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let outcome = announcing::cancel(cx, &may, id, request.form.text("note"));
    led(cx, outcome, "Подготовка прекращена; в\u{a0}истории она осталась.")
}
