//! The forms of the card: each does one thing and leads back to the card; what was wrong stands beside its field.

use access::Granted;
use documents::DocumentId;
use web::{Cx, Error, Reply, Result, Write};

use super::card;
use crate::actions::{answering, checking, drafting, entering, measuring};
use crate::model::{MeasureId, NewMeasure, RecommendationId};
use crate::{AnswerRecommendations, IssueRecommendations, SeeRecommendations, store};

fn id(cx: &Cx<Write>) -> Result<RecommendationId> {
    cx.request().arg("recommendation")
}

/// Back to the card with a word, or the card with what was wrong.
fn led<T>(cx: &mut Cx<Write>, id: RecommendationId, outcome: Result<T>, notice: &str) -> Result<Reply> {
    match outcome {
        Ok(_) => {
            cx.notice(notice);
            Ok(Reply::to(format!("/recommendations/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let may = cx.house().policy.check::<SeeRecommendations>(cx.person())?;
            Ok(card::show(cx, &may, id, faults)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /recommendations/{recommendation}/text`
pub(super) fn reword(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), id(cx)?);
    let version = request.form.text("version").parse().unwrap_or(0);
    let words = (request.form.text("addressee"), request.form.text("text"));
    let outcome = drafting::reword(cx, &may, id, version, words);
    led(cx, id, outcome, "Текст сохранён.")
}

/// `POST /recommendations/{recommendation}/receipt`
pub(super) fn acknowledge(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = answering::acknowledge(cx, &may, id);
    led(cx, id, outcome, "Получение отмечено. Добавьте меры и\u{a0}отправьте ответ.")
}

/// `POST /recommendations/{recommendation}/measures`
pub(super) fn plan(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = measure(cx).and_then(|new| measuring::plan(cx, &may, id, &new));
    led(cx, id, outcome, "Мера добавлена.")
}

fn measure(cx: &Cx<Write>) -> Result<NewMeasure> {
    let mut check = cx.request().form.check();
    let title = check.required("title", 300, "Напишите, что будет сделано.").to_owned();
    let responsible = check.required("responsible", 200, "Укажите, кто отвечает.").to_owned();
    let due_on = check.date("due_on");
    if due_on.is_none() && cx.request().form.text("due_on").is_empty() {
        check.fault("due_on", "Укажите срок.");
    }
    check.done()?;
    Ok(NewMeasure { title, responsible, due_on: due_on.ok_or(Error::NotFound)? })
}

/// `POST /recommendations/{recommendation}/answer`
pub(super) fn answer(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = answering::answer(cx, &may, id);
    led(cx, id, outcome, "Ответ отправлен. Отмечайте выполнение мер – отправитель его увидит.")
}

/// `POST /recommendations/{recommendation}/refusal`
pub(super) fn refuse(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), id(cx)?);
    let outcome = answering::refuse(cx, &may, id, request.form.text("word"));
    led(cx, id, outcome, "Рекомендация отклонена, причина отправлена.")
}

/// `POST /recommendations/{recommendation}/return`
pub(super) fn send_back(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), id(cx)?);
    let outcome = checking::send_back(cx, &may, id, request.form.text("word"));
    led(cx, id, outcome, "Рекомендация возвращена: адресат увидит, чего не\u{a0}хватает.")
}

/// `POST /recommendations/{recommendation}/fulfilment`
pub(super) fn fulfil(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), id(cx)?);
    let outcome = checking::fulfil(cx, &may, id, request.form.text("word"));
    led(cx, id, outcome, "Рекомендация снята с\u{a0}контроля.")
}

/// `POST /recommendations/{recommendation}/withdrawal`
pub(super) fn withdraw(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), id(cx)?);
    let outcome = checking::withdraw(cx, &may, id, request.form.text("word"));
    led(cx, id, outcome, "Рекомендация отозвана.")
}

/// `POST /recommendations/{recommendation}/draft`
pub(super) fn redraft(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = checking::redraft(cx, &may, id);
    led(cx, id, outcome, "Рекомендация снова черновик. Поправьте текст и\u{a0}направьте.")
}

/// `POST /recommendations/{recommendation}/paper`
pub(super) fn enter(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), id(cx)?);
    let outcome = on_paper(&request).and_then(|(paper, said)| entering::enter(cx, &may, id, &paper, &said));
    led(cx, id, outcome, "Ответ внесён с\u{a0}бумаги.")
}

fn on_paper(request: &web::Request) -> Result<(entering::Paper<'_>, entering::Said<'_>)> {
    let mut check = request.form.check();
    let number = check.required("paper_no", 50, "Укажите номер бумаги.");
    let dated = check.date("paper_on");
    if dated.is_none() && request.form.text("paper_on").is_empty() {
        check.fault("paper_on", "Укажите дату бумаги.");
    }
    let word = check.optional("word", 2_000);
    let mut measures = Vec::new();
    for ending in ["", "_2", "_3"] {
        let field = |name: &str| format!("{name}{ending}");
        if request.form.text(&field("title")).is_empty() {
            continue;
        }
        let title = check.required(&field("title"), 300, "").to_owned();
        let responsible = check.required(&field("responsible"), 200, "Укажите, кто отвечает.").to_owned();
        let due_on = check.date(&field("due_on"));
        if due_on.is_none() && request.form.text(&field("due_on")).is_empty() {
            check.fault(&field("due_on"), "Укажите срок.");
        }
        measures.extend(due_on.map(|due_on| NewMeasure { title, responsible, due_on }));
    }
    if measures.is_empty() && word.is_empty() {
        check.fault("title", "Внесите меры из\u{a0}бумаги или причину отказа.");
    }
    check.done()?;
    let said =
        if measures.is_empty() { entering::Said::Refusal(word) } else { entering::Said::Measures(measures) };
    Ok((entering::Paper { number, dated: dated.ok_or(Error::NotFound)? }, said))
}

/// The recommendation a measure answers, for the way back.
fn answered(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
) -> Result<(MeasureId, RecommendationId)> {
    let id: MeasureId = cx.request().arg("measure")?;
    let found = store::find_measure(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Ok((id, found.recommendation_id.ok_or(Error::NotFound)?))
}

/// `POST /measures/{measure}/completion`
pub(super) fn complete(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let (request, (id, one)) = (cx.request_handle(), answered(cx, &may)?);
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
        let on = on.ok_or(Error::NotFound)?;
        let done = measuring::Done { on, outcome: request.form.text("outcome"), document };
        measuring::complete(cx, &may, id, &done)
    });
    led(cx, one, outcome, "Мера выполнена.")
}

/// `POST /measures/{measure}/cancellation`
pub(super) fn cancel(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let (request, (id, one)) = (cx.request_handle(), answered(cx, &may)?);
    let outcome = measuring::cancel(cx, &may, id, request.form.text("word"));
    led(cx, one, outcome, "Мера отменена.")
}
