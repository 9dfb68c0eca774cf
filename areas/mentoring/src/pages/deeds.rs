//! The forms of what an order of replacement asks for: its announcement, the handing over of the plan. Each leads back to the card.

use access::Granted;
use web::{Cx, Reply, Result, Write};

use super::card::led;
use super::ending::within;
use super::steps::day;
use crate::KeepMentoring;
use crate::actions::deeds;
use crate::model::{MentorId, PairId};
use crate::rules::OrderDeed;

/// `POST /mentoring/{mentorship}/mentors/{mentor}/announcement`
pub(super) fn announce(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    mark(cx, &may, OrderDeed::Announcement)
}

/// `POST /mentoring/{mentorship}/mentors/{mentor}/handing`
pub(super) fn hand(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    mark(cx, &may, OrderDeed::Handing)
}

fn mark(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, deed: OrderDeed) -> Result<Reply> {
    let of: (PairId, MentorId) = (cx.request().arg("mentorship")?, cx.request().arg("mentor")?);
    let request = cx.request_handle();
    let corrected = Some(request.form.text("seal")).filter(|seal| !seal.is_empty());
    let outcome = within(cx, &[("by", 200)])
        .and_then(|()| day(cx, "day"))
        .and_then(|day| deeds::mark(cx, may, of, deed, (day, request.form.text("by")), corrected));
    let said = if corrected.is_some() {
        "Отметка исправлена: прежний день остался в\u{a0}истории."
    } else {
        "Отмечено."
    };
    led(cx, outcome, said)
}
