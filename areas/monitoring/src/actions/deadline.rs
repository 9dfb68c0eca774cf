//! Deadlines of sheets: the owner extends them, the late are reminded.

use access::Granted;
use audit::Action;
use chrono::{NaiveDate, NaiveTime};
use web::{Cx, Result, Write, russian};

use super::campaign::{closing, locked, told};
use super::fill::account;
use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId, Sheet, SheetId};
use crate::refused::at_campaign;
use crate::rules::{CampaignState, Refusal};
use crate::store::reminders::{self, NewReminder};
use crate::store::sheets;

/// Lets the chosen objects, or all that are not handed over, enter answers until a later day and hour.
pub fn extend(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    chosen: &[SheetId],
    (day, hour): (NaiveDate, Option<NaiveTime>),
    reason: &str,
) -> Result<usize> {
    let campaign = locked(cx, may, id)?;
    let late = unfinished(cx, may, &campaign, chosen)?;
    let zone = cx.zone_at(&campaign.unit_path)?;
    let closes_at = closing(cx, &campaign.unit_path, day, hour)?;
    let at = cx.now();
    // Nobody's day comes nearer: only those who close earlier are moved.
    let late: Vec<Sheet> = late.into_iter().filter(|sheet| sheet.closes_at < closes_at).collect();
    if closes_at <= at || late.is_empty() {
        return Err(at_campaign(Refusal::ExtensionPast(russian::date(day)), campaign.url()));
    }
    let ids: Vec<SheetId> = late.iter().map(|sheet| sheet.id).collect();
    sheets::extend(cx.tx(), &ids, day, closes_at, at)?;
    let until = russian::moment(closes_at.plus_seconds(-1), zone);
    let because = if reason.trim().is_empty() { String::new() } else { format!(": {}", reason.trim()) };
    noted(cx, &late, &format!("срок продлён до {until}{because}"))?;
    let objects = russian::counted(i64::try_from(late.len()).unwrap_or(0), "объекту", "объектам", "объектам");
    told(
        cx,
        id,
        &campaign.unit_path,
        Action::Changed,
        &format!("Срок продлён {objects} до {until}{because}"),
    )?;
    Ok(late.len())
}

/// Reminds the chosen objects, or all that are not handed over; one reminder a sheet and day.
pub fn remind(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    chosen: &[SheetId],
    text: &str,
) -> Result<usize> {
    let campaign = locked(cx, may, id)?;
    let late = unfinished(cx, may, &campaign, chosen)?;
    let day = cx.today_at(&campaign.unit_path)?;
    let ids: Vec<i64> = late.iter().map(|sheet| sheet.id.0).collect();
    let reminded = reminders::reminded(cx.conn(), &ids, day)?;
    let due: Vec<Sheet> = late.into_iter().filter(|sheet| !reminded.contains(&sheet.id)).collect();
    let text = if text.trim().is_empty() { "таблица ещё не сдана" } else { text.trim() };
    let (at, by) = (cx.now(), account(cx));
    for sheet in &due {
        let reminder = cx.id();
        reminders::add(cx.tx(), &NewReminder { id: reminder, sheet: sheet.id, day, text, at, by })?;
    }
    noted(cx, &due, &format!("напоминание: {text}"))?;
    if !due.is_empty() {
        let objects =
            russian::counted(i64::try_from(due.len()).unwrap_or(0), "объекту", "объектам", "объектам");
        told(cx, id, &campaign.unit_path, Action::Changed, &format!("Напоминание {objects}: {text}"))?;
    }
    Ok(due.len())
}

/// The chosen sheets that are not handed over; all of them when none is chosen.
fn unfinished(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    campaign: &Campaign,
    chosen: &[SheetId],
) -> Result<Vec<Sheet>> {
    if !matches!(campaign.state(), CampaignState::Collecting | CampaignState::Verifying) {
        return Err(at_campaign(Refusal::CampaignEnded(campaign.state()), campaign.url()));
    }
    let all = sheets::of_campaign(cx.conn(), campaign.id, may.ranges())?;
    let is_meant = |sheet: &Sheet| chosen.is_empty() || chosen.contains(&sheet.id);
    let late: Vec<Sheet> =
        all.into_iter().filter(|sheet| sheet.state().is_editable() && is_meant(sheet)).collect();
    if late.is_empty() { Err(at_campaign(Refusal::NobodyLate, campaign.url())) } else { Ok(late) }
}

fn noted(cx: &mut Cx<Write>, all: &[Sheet], text: &str) -> Result<()> {
    let (at, by) = (cx.now(), account(cx));
    for sheet in all {
        let id = cx.id();
        sheets::note(cx.tx(), id, sheet.id, by, "", text, at)?;
    }
    Ok(())
}
