//! The forms of a decision as a whole: drafted, changed, taken, closed, cancelled.

use access::Granted;
use documents::DocumentId;
use units::{Unit, UnitId};
use web::{Cx, Error, Reply, Result, Write};

use super::typed::{self, Typed};
use super::{card, form};
use crate::TakeDecisions;
use crate::actions::deciding;
use crate::model::DecisionId;

/// `POST /decisions`
pub(super) fn draft(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit: UnitId = request.form.text("unit").parse().map_err(|_| Error::NotFound)?;
    let outcome = below(cx, unit)
        .and_then(|below| typed::read(cx, &below))
        .and_then(|new| deciding::draft(cx, &may, unit, &new));
    match outcome {
        Ok(id) => {
            cx.notice("Проект решения сохранён. Добавьте пункты: что сделать, кому, к\u{a0}какому сроку.");
            Ok(Reply::to(format!("/decisions/{id}")))
        }
        Err(Error::Invalid(faults)) => form::show_new(cx, &may, Typed::posted(&request), &faults),
        Err(error) => Err(error),
    }
}

/// `POST /decisions/{decision}/requisites`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, one) = (cx.request_handle(), super::asked(cx)?);
    // Whoever was shown the decision is not shown what its unit could choose from.
    if !super::is_own::<TakeDecisions, Write>(cx, &one.unit_path) {
        return Err(Error::NotFound);
    }
    let version = request.form.text("version").parse().unwrap_or(0);
    let outcome = below(cx, one.unit_id)
        .and_then(|below| typed::read(cx, &below))
        .and_then(|new| deciding::change(cx, &may, one.id, version, &new));
    match outcome {
        Ok(id) => {
            cx.notice("Реквизиты сохранены.");
            Ok(Reply::to(format!("/decisions/{id}")))
        }
        Err(Error::Invalid(faults)) => form::show_change(cx, &one, Typed::posted(&request), &faults),
        Err(error) => Err(error),
    }
}

/// Whom «everybody» means for a unit.
fn below(cx: &mut Cx<Write>, unit: UnitId) -> Result<Vec<UnitId>> {
    let unit: Unit = units::store::all_of(cx.conn(), &[unit.0])?.pop().ok_or(Error::NotFound)?;
    Ok(form::below(cx, &unit)?.into_iter().map(|one| one.id).collect())
}

/// Back to the card with a word, or the card with what was wrong.
pub(super) fn led<T>(cx: &mut Cx<Write>, id: DecisionId, outcome: Result<T>, notice: &str) -> Result<Reply> {
    match outcome {
        Ok(_) => {
            cx.notice(notice);
            Ok(Reply::to(format!("/decisions/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(card::show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `POST /decisions/{decision}/force`
pub(super) fn take(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), cx.request().arg("decision")?);
    let document = match request.form.text("document") {
        "" => Ok(None),
        typed => typed
            .parse::<i64>()
            .map(|id| Some(DocumentId(id)))
            .map_err(|_| Error::field("document", "Выберите документ из\u{a0}списка.")),
    };
    let outcome = document.and_then(|document| deciding::take(cx, &may, id, document));
    led(cx, id, outcome, "Решение принято. Исполнители увидят свои пункты на\u{a0}странице «Мои дела».")
}

/// `POST /decisions/{decision}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), cx.request().arg("decision")?);
    let outcome = deciding::close(cx, &may, id, request.form.text("word"));
    led(cx, id, outcome, "Решение снято с\u{a0}контроля.")
}

/// `POST /decisions/{decision}/cancellation`
pub(super) fn cancel(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), cx.request().arg("decision")?);
    let outcome = deciding::cancel(cx, &may, id, request.form.text("word"));
    led(cx, id, outcome, "Решение отменено.")
}
