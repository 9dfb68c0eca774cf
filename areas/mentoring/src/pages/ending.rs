//! The small forms of the card: a successor taken back, the end at the term; the paper behind an order.

use access::{Granted, SignedIn};
use documents::DocumentId;
use web::{Cx, Error, Read, Reply, Result, Write};

use super::card::led;
use super::kept;
use super::steps::day;
use crate::actions::concerned;
use crate::actions::ending;
use crate::actions::finishing::{self, Finishing};
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
        .and_then(|day| finishing::finish(cx, &may, id, (day, &done)));
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
    // The application behind an order is not for a deputy it is about; the head has issued the order by it.
    if !power.orders && concerned::withheld_orders(cx, &pair)?.contains(&order) {
        return Err(Error::NotFound);
    }
    let file = store::grounds::behind(cx.conn(), pair.id, order)?.ok_or(Error::NotFound)?;
    kept::file(cx, &pair, file)
}
