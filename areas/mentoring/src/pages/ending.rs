//! The forms of replacement and end.

use access::Granted;
use web::{Cx, Error, Reply, Result, Write};

use super::card::led;
use super::steps::day;
use crate::actions::ending::{self, Ending, Finishing};
use crate::model::PairId;
use crate::{KeepMentoring, OrderMentoring};

fn id(cx: &Cx<Write>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

/// `POST /mentoring/{mentorship}/successor`
pub(super) fn succeed(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let (typed, agreement) = (request.form.text("person"), request.form.text("agreement"));
    let known = if typed.is_empty() {
        Err(Error::field("person", "Назовите преемника: фамилия, имя, отчество."))
    } else {
        super::choice::found(cx, &may, id, (typed, agreement))
    };
    let outcome = known
        .and_then(|person| ending::succeed(cx, &may, id, (person, agreement, request.form.text("reason"))));
    led(
        cx,
        outcome,
        "Преемник выбран. Отметьте его согласие и\u{a0}соглашение, затем издайте приказ о\u{a0}замене.",
    )
}

fn read(cx: &Cx<Write>) -> Result<Ending> {
    let mut check = cx.request().form.check();
    let notice_on = check.date("notice_on");
    let note = check.optional("note", 500).to_owned();
    check.done()?;
    let ground = cx.request().form.text("ground").to_owned();
    Ok(Ending { ground, note, day: day(cx, "day")?, notice_on })
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/withdrawal`
pub(super) fn withdraw(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let (id, waiting, request) = (id(cx)?, cx.request().arg("mentor")?, cx.request_handle());
    let outcome = ending::withdraw(cx, &may, (id, waiting), request.form.text("note"));
    led(cx, outcome, "Преемник отозван: выберите другого.")
}

/// `POST /mentoring/{mentorship}/completion`
pub(super) fn finish(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let text = |name: &str| request.form.text(name).to_owned();
    let done = Finishing {
        adaptation: text("adaptation"),
        stays: text("stays"),
        incentive: text("incentive"),
        incentive_note: text("incentive_note"),
        result: text("result"),
        waiver: text("waiver"),
    };
    let outcome = day(cx, "day").and_then(|day| ending::finish(cx, &may, id, (day, &done)));
    led(
        cx,
        outcome,
        "Наставничество завершено: итог и\u{a0}рекомендация руководителю – в\u{a0}карточке пары.",
    )
}

/// `POST /mentoring/{mentorship}/end`
pub(super) fn break_off(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = read(cx).and_then(|ending| ending::break_off(cx, &may, id, &ending));
    led(cx, outcome, "Наставничество прекращено; история пары осталась.")
}
