//! The forms of a decision's points: added, taken out of a draft, carried out, moved, removed from control.

use access::Granted;
use documents::DocumentId;
use web::{Cx, Error, Reply, Result, Write, russian};

use super::steps::led;
use crate::actions::controlling::{self, NewPoint};
use crate::actions::measuring::Done;
use crate::model::{DecisionId, MeasureId};
use crate::{CarryOutDecisions, TakeDecisions};

fn ids(cx: &Cx<Write>) -> Result<(DecisionId, MeasureId)> {
    Ok((cx.request().arg("decision")?, cx.request().arg("measure")?))
}

/// `POST /decisions/{decision}/points`
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let id = cx.request().arg("decision")?;
    let outcome = read(cx).and_then(|new| controlling::add_point(cx, &may, id, &new));
    let notice = match &outcome {
        Ok(0) => "Такой пункт уже есть.".to_owned(),
        Ok(1) => "Пункт добавлен.".to_owned(),
        Ok(many) => {
            let many = i64::try_from(*many).unwrap_or(i64::MAX);
            let many = russian::counted(many, "исполнителя", "исполнителей", "исполнителей");
            format!("Пункт добавлен для\u{a0}{many}.")
        }
        Err(_) => String::new(),
    };
    led(cx, id, outcome, &notice)
}

fn read(cx: &Cx<Write>) -> Result<NewPoint> {
    let form = &cx.request().form;
    let mut check = form.check();
    let title = check.required("title", 1_000, "Напишите, что нужно сделать.").to_owned();
    let responsible = check.required("responsible", 200, "Укажите, кто отвечает.").to_owned();
    let due_on = check.date("due_on");
    if due_on.is_none() && form.text("due_on").is_empty() {
        check.fault("due_on", "Укажите срок.");
    }
    let unit = match form.text("executor") {
        "" => None,
        _ => check.parsed("executor", "Исполнителя выбирают из\u{a0}адресатов решения."),
    };
    let recommendation = match form.text("recommendation") {
        "" => None,
        _ => check.parsed("recommendation", "Выберите рекомендацию из\u{a0}списка."),
    };
    check.done()?;
    Ok(NewPoint { title, responsible, due_on: due_on.ok_or(Error::NotFound)?, unit, recommendation })
}

/// `POST /decisions/{decision}/points/{measure}/absence`
pub(super) fn drop(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (id, point) = ids(cx)?;
    let outcome = controlling::drop_point(cx, &may, id, point);
    led(cx, id, outcome, "Пункт убран.")
}

/// `POST /decisions/{decision}/points/{measure}/completion`
pub(super) fn complete(cx: &mut Cx<Write>, may: Granted<CarryOutDecisions>) -> Result<Reply> {
    let (request, (id, point)) = (cx.request_handle(), ids(cx)?);
    let mut check = request.form.check();
    let on = check.date("done_on");
    if on.is_none() && request.form.text("done_on").is_empty() {
        check.fault("done_on", "Укажите день.");
    }
    let document = match request.form.text("document") {
        "" => None,
        _ => check.parsed::<DocumentId>("document", "Такого документа нет."),
    };
    let outcome = check.done().and_then(|()| {
        let done = Done { on: on.ok_or(Error::NotFound)?, outcome: request.form.text("outcome"), document };
        controlling::complete(cx, &may, id, point, &done)
    });
    led(cx, id, outcome, "Пункт исполнен.")
}

/// `POST /decisions/{decision}/points/{measure}/term`
pub(super) fn prolong(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, (id, point)) = (cx.request_handle(), ids(cx)?);
    let mut check = request.form.check();
    let day = check.date("due_on");
    if day.is_none() && request.form.text("due_on").is_empty() {
        check.fault("due_on", "Укажите новый срок.");
    }
    let outcome = check.done().and_then(|()| {
        let day = day.ok_or(Error::NotFound)?;
        controlling::prolong(cx, &may, id, point, (day, request.form.text("word")))
    });
    led(cx, id, outcome, "Срок продлён.")
}

/// `POST /decisions/{decision}/points/{measure}/removal`
pub(super) fn remove(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, (id, point)) = (cx.request_handle(), ids(cx)?);
    let outcome = controlling::remove(cx, &may, id, point, request.form.text("word"));
    led(cx, id, outcome, "Пункт снят с\u{a0}контроля.")
}
