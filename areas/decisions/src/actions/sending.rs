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
use crate::store::{self, Of};

/// The usual last day to answer recommendations of a place.
pub(crate) fn usual_reply<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<NaiveDate> {
    let (house, today) = (cx.house_handle(), cx.today_at(path)?);
    let effective = units::effective(cx.conn(), &house.packs, path, today)?;
    Ok(rules::reply_by(today, &effective.calendar))
}

/// What a sending did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Recommendations sent.
    pub sent: usize,
    /// Drafts that stay drafts, because their units are closed.
    pub closed: usize,
}

/// Sends the drafts of a monitoring, or of one unit in it; a closed unit is sent nothing.
pub fn send(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: CampaignId,
    unit: Option<i64>,
    reply_by: NaiveDate,
) -> Result<Sent> {
    let campaign = published(cx, may, id)?;
    let sent = sent(cx, Of::Monitoring(id), unit, (&campaign.unit_path, reply_by))?;
    let details = json!({ "sent": sent.sent, "reply_by": reply_by, "unit": unit.map(|id| id.to_string()) });
    let what = ("decisions", "campaign", id.0);
    cx.journal(Action::Moved, what, &campaign.unit_path, "Направлены адресные рекомендации", details)?;
    Ok(sent)
}

/// Sends the person's drafts that answer findings, or those to one unit; a closed unit is sent nothing.
pub fn send_findings(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    unit: Option<i64>,
    reply_by: NaiveDate,
) -> Result<Sent> {
    let own: Vec<String> = may.scopes().iter().map(|scope| scope.path.clone()).collect();
    let place = may.scopes().first().ok_or(Error::NotFound)?.clone();
    cx.tx().lock("units", place.unit)?;
    let sent = sent(cx, Of::Findings(&own), unit, (&place.path, reply_by))?;
    let details = json!({ "sent": sent.sent, "reply_by": reply_by, "unit": unit.map(|id| id.to_string()) });
    let what = ("decisions", "unit", place.unit);
    cx.journal(
        Action::Moved,
        what,
        &place.path,
        "Направлены адресные рекомендации по\u{a0}выводам",
        details,
    )?;
    Ok(sent)
}

fn sent(
    cx: &mut Cx<Write>,
    of: Of<'_>,
    unit: Option<i64>,
    (path, reply_by): (&str, NaiveDate),
) -> Result<Sent> {
    if reply_by < cx.today_at(path)? {
        return Err(Error::field(
            "reply_by",
            "Этот день прошёл. Дайте на\u{a0}ответ хотя бы несколько дней.",
        ));
    }
    let drafts = store::drafts(cx.conn(), of, unit)?;
    let units: Vec<i64> = drafts.iter().map(|(_, unit)| *unit).collect();
    let closed = units::store::closed_among(cx.conn(), &units)?;
    let (left, drafts): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|(_, unit)| closed.contains(unit));
    let drafts: Vec<_> = drafts.into_iter().map(|(id, _)| id).collect();
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    let sent = store::send(cx.tx(), &drafts, reply_by, now)?;
    if sent == 0 {
        return Err(if left.is_empty() { Refusal::NothingToSend } else { Refusal::OnlyToClosed }.into());
    }
    let text = format!("Направлена, ответ до\u{a0}{}", web::russian::date(reply_by));
    let ids = store::sent_at(cx.conn(), of, now)?;
    let lines: Vec<(i64, i64)> = ids.into_iter().map(|one| (cx.id(), one.0)).collect();
    store::note_all(cx.tx(), &lines, (account, now), &text)?;
    Ok(Sent { sent, closed: left.len() })
}
