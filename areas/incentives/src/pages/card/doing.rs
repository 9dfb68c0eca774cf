//! What is done on the card of a representation: the word, the withdrawal, the act made elsewhere.

use access::Granted;
use web::{Cx, Error, FieldFault, Reply, Result, Write};

use super::{asked, show};
use crate::access::{DecideIncentives, RepresentForAward};
use crate::actions::deciding::{self, Said, Word};
use crate::actions::representing;
use crate::model::RepresentationId;

/// A text of a decision is at most so long.
const LONGEST: usize = 500;

fn led(cx: &mut Cx<Write>, outcome: Result<()>, notice: &str) -> Result<Reply> {
    match outcome {
        Ok(()) => {
            cx.notice(notice);
            let id: RepresentationId = cx.request().arg("representation")?;
            Ok(Reply::to(format!("/incentives/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        // Somebody was first: the card as it is now, and what was typed.
        Err(Error::Conflict(text)) => {
            let field = match cx.request().form.text("form") {
                "result" => "act",
                "withdrawal" => "reason",
                _ => "note",
            };
            Ok(show(cx, vec![FieldFault { field: field.to_owned(), text }])?.status(409))
        }
        Err(error) => Err(error),
    }
}

/// The representation of the address and the version the form was opened with; one that is not there is asked nothing more.
fn known(cx: &mut Cx<Write>) -> Result<(RepresentationId, i64)> {
    let one = asked(cx)?;
    let version = cx.request().form.text("version").parse().map_err(|_| Error::Malformed)?;
    Ok((one.id, version))
}

fn day(cx: &Cx<Write>) -> Result<chrono::NaiveDate> {
    let mut check = cx.request().form.check();
    let day = check.date("day");
    if day.is_none() && cx.request().form.text("day").is_empty() {
        check.fault("day", "Укажите день.");
    }
    check.done()?;
    day.ok_or(Error::NotFound)
}

/// What is told of the word, the withdrawal or the act, and the field it was typed in.
fn text(cx: &Cx<Write>, field: &str) -> Result<String> {
    let mut check = cx.request().form.check();
    let text = check.optional(field, LONGEST).to_owned();
    check.done().map(|()| text)
}

/// `POST /incentives/{representation}/word`
pub(in super::super) fn decide(cx: &mut Cx<Write>, may: Granted<DecideIncentives>) -> Result<Reply> {
    let (known, request) = (known(cx)?, cx.request_handle());
    let word = Word::of(request.form.text("word"))
        .ok_or_else(|| Error::field("word", "Выберите: поддержать, вернуть или отказать."));
    let outcome = word.and_then(|word| {
        let note = text(cx, "note")?;
        let said = Said { word, day: day(cx)?, note: &note };
        deciding::decide(cx, &may, known, &said)
    });
    led(cx, outcome, "Решение записано.")
}

/// `POST /incentives/{representation}/withdrawal`
pub(in super::super) fn withdraw(cx: &mut Cx<Write>, may: Granted<RepresentForAward>) -> Result<Reply> {
    let id = cx.request().arg("representation")?;
    // A missing version is nobody's.
    let version = cx.request().form.text("version").parse().unwrap_or(0);
    let outcome =
        text(cx, "reason").and_then(|reason| representing::withdraw(cx, &may, (id, version), &reason));
    led(cx, outcome, "Представление отозвано; в\u{a0}истории оно осталось.")
}

/// `POST /incentives/{representation}/result`
pub(in super::super) fn enter(cx: &mut Cx<Write>, may: Granted<DecideIncentives>) -> Result<Reply> {
    let known = known(cx)?;
    let outcome = text(cx, "act").and_then(|act| {
        let day = day(cx)?;
        deciding::enter(cx, &may, known, (day, &act))
    });
    led(cx, outcome, "Награда внесена в\u{a0}карточку и\u{a0}портфолио.")
}
