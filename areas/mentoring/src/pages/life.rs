//! The forms of the life of a pair: journal, plan, reports.

use access::Granted;
use web::{Cx, Error, Reply, Result, Write};

use super::card::led;
use super::steps::day;
use crate::actions::analysing::{self, NewAnalysis};
use crate::actions::reporting;
use crate::actions::working::{self, NewTask, NewWork};
use crate::model::PairId;
use crate::{GuideMentoring, WorkInPair};

fn id(cx: &Cx<Write>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

/// `POST /mentoring/{mentorship}/works`
pub(super) fn write(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = new_work(cx).and_then(|(new, told)| analysing::write(cx, &may, id, (&new, &told)));
    led(cx, outcome, "Записано в\u{a0}журнал.")
}

/// `POST /mentoring/{mentorship}/works/{mentoring_work}`
pub(super) fn correct(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, line) = (id(cx)?, cx.request().arg("mentoring_work")?);
    let outcome =
        new_work(cx).and_then(|(new, told)| analysing::correct(cx, &may, (id, line), (&new, &told)));
    led(cx, outcome, "Запись исправлена; прежняя осталась под\u{a0}ней.")
}

/// A line, and what an analysis of a lesson tells beside it.
fn new_work(cx: &Cx<Write>) -> Result<(NewWork, NewAnalysis)> {
    let mut check = cx.request().form.check();
    let work = check.required("work", 60, "Выберите, что сделано.").to_owned();
    let topic = check.required("topic", 300, "Напишите тему: какой урок, какой вопрос.").to_owned();
    let outcome = check.optional("outcome", 2_000).to_owned();
    let mut told = |name: &str, limit| check.optional(name, limit).to_owned();
    let analysis = NewAnalysis {
        kind: told("kind", 60),
        class: told("class", 60),
        subject: told("subject", 100),
        advice: told("advice", 2_000),
    };
    let held_on = check.date("held_on");
    if held_on.is_none() && cx.request().form.text("held_on").is_empty() {
        check.fault("held_on", "Укажите день.");
    }
    check.done()?;
    Ok((NewWork { work, held_on: held_on.ok_or(Error::NotFound)?, topic, outcome }, analysis))
}

/// `POST /mentoring/{mentorship}/tasks`
pub(super) fn plan(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = new_task(cx).and_then(|new| working::plan(cx, &may, id, &new));
    led(cx, outcome, "Дело добавлено в\u{a0}план.")
}

fn new_task(cx: &Cx<Write>) -> Result<NewTask> {
    let mut check = cx.request().form.check();
    let title = check.required("title", 300, "Напишите, что будет сделано.").to_owned();
    let due_on = check.date("due_on");
    if due_on.is_none() && cx.request().form.text("due_on").is_empty() {
        check.fault("due_on", "Укажите срок.");
    }
    check.done()?;
    Ok(NewTask { title, due_on: due_on.ok_or(Error::NotFound)? })
}

/// `POST /mentoring/{mentorship}/tasks/template`
pub(super) fn template(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = working::template(cx, &may, id);
    led(cx, outcome, "Задачи наставника из\u{a0}положения внесены в\u{a0}план.")
}

/// `POST /mentoring/{mentorship}/tasks/{task}/completion`
pub(super) fn done(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let task = request.arg("task")?;
    let outcome = super::ending::within(cx, &[("proof", 300)])
        .and_then(|()| day(cx, "done_on"))
        .and_then(|day| working::done(cx, &may, (id, task), (day, request.form.text("proof"))));
    led(cx, outcome, "Отмечено как выполненное.")
}

/// `POST /mentoring/{mentorship}/reports/{mentoring_report}/hearing`
pub(super) fn hear(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let report = request.arg("mentoring_report")?;
    let returned = (request.form.text("decision") == "returned").then(|| request.form.text("word"));
    let protocol = request.form.text("protocol");
    let seen = request.form.text("seen").parse().ok();
    let outcome = super::ending::within(cx, &[("word", 1_000), ("protocol", 300)])
        .and_then(|()| day(cx, "heard_on"))
        .and_then(|day| reporting::hear(cx, &may, (id, report, seen), (day, protocol), returned));
    led(cx, outcome, "Решение совета записано.")
}
