//! The small forms of the card: a successor chosen or taken back, the end at the term; the paper behind an order.

use access::{Granted, SignedIn};
use documents::DocumentId;
use web::{Body, Cx, Error, Read, Reply, Result, Write};

use super::card::led;
use super::steps::day;
use crate::actions::ending::{self, Finishing};
use crate::model::PairId;
use crate::{KeepMentoring, OrderMentoring, store};

fn id(cx: &Cx<Write>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

/// Texts of a form, each at most so long.
pub(super) fn within(cx: &Cx<Write>, fields: &[(&str, usize)]) -> Result<()> {
    let mut check = cx.request().form.check();
    for (name, limit) in fields {
        check.optional(name, *limit);
    }
    check.done()
}

/// `POST /mentoring/{mentorship}/successor`
pub(super) fn succeed(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let (typed, agreement) = (request.form.text("person"), request.form.text("agreement"));
    let bounded = within(cx, &[("agreement", 300), ("reason", 1_000)]);
    let known = if let Err(error) = bounded {
        Err(error)
    } else if typed.is_empty() {
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

/// `POST /mentoring/{mentorship}/mentors/{mentor}/withdrawal`
pub(super) fn withdraw(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let (id, waiting, request) = (id(cx)?, cx.request().arg("mentor")?, cx.request_handle());
    let outcome = within(cx, &[("note", 500)])
        .and_then(|()| ending::withdraw(cx, &may, (id, waiting), request.form.text("note")));
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
    let texts = [("incentive_note", 500), ("result", 2_000), ("waiver", 1_000)];
    let outcome = within(cx, &texts)
        .and_then(|()| day(cx, "day"))
        .and_then(|day| ending::finish(cx, &may, id, (day, &done)));
    led(
        cx,
        outcome,
        "Наставничество завершено: итог и\u{a0}рекомендация руководителю – в\u{a0}карточке пары.",
    )
}

/// `GET /mentoring/{mentorship}/grounds/{document}`: the paper behind an order, for whoever keeps the pair.
pub(super) fn ground(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let order: DocumentId = cx.request().arg("document")?;
    let (pair, power) = super::asked(cx)?;
    if !power.reads_grounds() {
        return Err(Error::NotFound);
    }
    let file = store::grounds::behind(cx.conn(), pair.id, order)?.ok_or(Error::NotFound)?;
    cx.saw("mentorship", &[pair.id.0], &pair.unit_path);
    let row = files::store::find(cx.conn(), file)?.ok_or(Error::NotFound)?;
    let bytes = cx.house().vault.get(&row.sha256).map_err(|fault| {
        tracing::error!(file = file.0, sha256 = row.sha256, "the paper behind an order cannot be read");
        Error::Unavailable(fault.to_string())
    })?;
    Ok(Reply::of(Body::File { bytes, media_type: row.media_type, name: row.name }))
}
