//! Sending drafts: all of a monitoring, or those of one unit.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use monitoring::model::CampaignId;
use serde_json::json;
use web::{Cx, Error, Mode, Result, Write};

use super::published;
use crate::IssueRecommendations;
use crate::rules::{self, Refusal};
use crate::store;

/// The usual last day to answer recommendations of a place.
pub(crate) fn usual_reply<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<NaiveDate> {
    let (house, today) = (cx.house_handle(), cx.today_at(path)?);
    let effective = units::effective(cx.conn(), &house.packs, path, today)?;
    Ok(rules::reply_by(today, &effective.calendar))
}

/// Sends the drafts of a monitoring, or of one unit in it; how many went.
pub fn send(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: CampaignId,
    unit: Option<i64>,
    reply_by: NaiveDate,
) -> Result<usize> {
    let campaign = published(cx, may, id)?;
    if reply_by < cx.today_at(&campaign.unit_path)? {
        return Err(Error::field(
            "reply_by",
            "Этот день прошёл. Дайте на\u{a0}ответ хотя бы несколько дней.",
        ));
    }
    let drafts = store::drafts(cx.conn(), id, unit)?;
    let now = cx.now();
    let sent = store::send(cx.tx(), &drafts, reply_by, now)?;
    if sent == 0 {
        return Err(Refusal::NothingToSend.into());
    }
    let account = cx.person().map(|person| person.account.0);
    let text = format!("Направлена, ответ до\u{a0}{}", web::russian::date(reply_by));
    for one in store::sent_at(cx.conn(), id, now)? {
        let event = cx.id();
        store::note(cx.tx(), event, one, (account, now), &text)?;
    }
    let details = json!({ "sent": sent, "reply_by": reply_by, "unit": unit.map(|id| id.to_string()) });
    let what = ("decisions", "campaign", id.0);
    cx.journal(Action::Moved, what, &campaign.unit_path, "Направлены адресные рекомендации", details)?;
    Ok(sent)
}
