//! What is done to the plan: its goals, its lines, what is done of them, who agreed to it, what the council said.

use access::Granted;
use web::{Cx, Error, Reply, Result, Write};

use super::forms::{day, led, under};
use super::plan::{id, show};
use crate::actions::planning::{self, NewLine, Planned};
use crate::actions::{Side, reopening, settling, working};
use crate::model::TaskId;
use crate::rules::PlanState;
use crate::{GuideMentoring, WorkInPair};

fn back(cx: &Cx<Write>) -> Result<String> {
    Ok(format!("/mentoring/{}/plan", id(cx)?))
}

fn answered<T>(cx: &mut Cx<Write>, outcome: Result<T>, notice: &str) -> Result<Reply> {
    let to = back(cx)?;
    led(cx, outcome, (notice, to), show)
}

/// What is said of lines that were entered; none of them, where all stood there already.
fn entered(outcome: &Result<usize>, said: &'static str) -> &'static str {
    if matches!(outcome, Ok(0)) { "Все эти дела в\u{a0}плане уже есть." } else { said }
}

/// `POST /mentoring/{mentorship}/plan/goals`
pub(super) fn goals(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let version = request.form.text("version").parse().unwrap_or(0);
    let mut check = request.form.check();
    let goals = check.required("goals", 2_000, "Напишите, к\u{a0}чему идёт пара.");
    let outcome = check.done().and_then(|()| planning::aim(cx, &may, id, (goals, version)));
    answered(cx, outcome, "Цели записаны.")
}

/// `POST /mentoring/{mentorship}/plan/lines`
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = new_line(cx).and_then(|new| planning::add(cx, &may, id, &new));
    answered(cx, outcome, "Дело добавлено в\u{a0}план.")
}

fn new_line(cx: &Cx<Write>) -> Result<NewLine> {
    let mut check = cx.request().form.check();
    let title = check.required("title", 300, "Напишите, что будет сделано.").to_owned();
    let mut optional = |name: &str, limit| check.optional(name, limit).to_owned();
    let (word, component) = (optional("word", 60), optional("component", 100));
    let (deficit, evidence) = (optional("deficit", 300), optional("evidence", 300));
    let due_on = check.date("due_on");
    if due_on.is_none() && cx.request().form.text("due_on").is_empty() {
        check.fault("due_on", "Укажите срок.");
    }
    check.done()?;
    Ok(NewLine { title, due_on: due_on.ok_or(Error::NotFound)?, word, component, deficit, evidence })
}

/// `POST /mentoring/{mentorship}/plan/templates`
pub(super) fn template(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let template = request.form.text("template");
    let outcome = day(cx, "template_due_on")
        .and_then(|due_on| planning::take_template(cx, &may, id, (template, due_on)));
    let notice = entered(&outcome, "Дела шаблона внесены в\u{a0}план.");
    answered(cx, outcome, notice)
}

/// `POST /mentoring/{mentorship}/plan/lines/{task}/completion`
pub(super) fn done(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let task: TaskId = request.arg("task")?;
    let prefix = format!("{task}-");
    let outcome = day(cx, &format!("{prefix}done_on")).and_then(|day| {
        let proof = request.form.text(&format!("{prefix}proof"));
        under(working::done(cx, &may, (id, task), (day, proof)), &prefix)
    });
    answered(cx, outcome, "Отмечено как выполненное.")
}

/// `POST /mentoring/{mentorship}/plan/lines/{task}/reopening`
pub(super) fn reopen(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let task: TaskId = request.arg("task")?;
    let (prefix, name) = (format!("{task}-"), format!("{task}-why"));
    let outcome = super::ending::within(cx, &[(&name, 300)])
        .and_then(|()| under(reopening::reopen(cx, &may, (id, task), request.form.text(&name)), &prefix));
    answered(cx, outcome, "Отметка снята: дело снова впереди.")
}

/// `POST /mentoring/{mentorship}/plan/lines/{task}/removal`
pub(super) fn remove(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let task: TaskId = cx.request().arg("task")?;
    let outcome = under(planning::drop_line(cx, &may, (id, task)), &format!("{task}-"));
    answered(cx, outcome, "Дело убрано из\u{a0}плана.")
}

/// `POST /mentoring/{mentorship}/plan/agreement`
pub(super) fn agree(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let side = Side::of(request.form.text("side"));
    let mut check = request.form.check();
    let day = check.date("agreed_on");
    let outcome =
        check.done().and_then(|()| settling::agree(cx, &may, id, (side, day, request.form.text("seal"))));
    let is_agreed = outcome.is_ok() && matches!(Planned::of(cx, id)?.state(), PlanState::Agreed(_));
    let notice = if is_agreed {
        "План согласован обеими сторонами."
    } else {
        "Согласие записано. План согласован, когда его подтвердят обе стороны."
    };
    answered(cx, outcome, notice)
}

/// `POST /mentoring/{mentorship}/plan/review`
pub(super) fn review(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let (note, word) = (request.form.text("protocol"), request.form.text("word_council"));
    let outcome = day(cx, "reviewed_on").and_then(|day| settling::review(cx, &may, id, (day, note, word)));
    answered(cx, outcome, "Решение совета о\u{a0}плане записано.")
}

/// `POST /mentoring/{mentorship}/plan/tasks`
pub(super) fn tasks(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = working::template(cx, &may, id);
    let notice = entered(&outcome, "Задачи наставника из\u{a0}положения внесены в\u{a0}план.");
    answered(cx, outcome, notice)
}
