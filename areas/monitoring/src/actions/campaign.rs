//! The life of a campaign: planned, opened with its own copy of the template, closed for collection, reopened.

use access::{Granted, Level};
use audit::Action;
use chrono::NaiveDate;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::fill::account;
use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId, SheetId};
use crate::refused::at_campaign;
use crate::rules::{CampaignState, Refusal};
use crate::store::campaigns::NewCampaign;
use crate::store::{campaigns, sheets};

/// What is said when a campaign is planned.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// `amur-2020/mms`
    pub template: &'a str,
    /// The year it ends in.
    pub period: &'a str,
    /// First and last day of collection, last day of verification, day of publication.
    pub days: [NaiveDate; 4],
}

/// Plans a campaign of a unit.
pub fn plan(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    owner: &Unit,
    plan: &Plan<'_>,
) -> Result<CampaignId> {
    may.within(&owner.path)?;
    let house = cx.house_handle();
    let today = cx.today_at(&owner.path)?;
    let rules = units::effective(cx.conn(), &house.packs, &owner.path, today)?;
    if !rules.templates.iter().any(|one| format!("{}/{}", one.pack, one.rule.id) == plan.template) {
        return Err(Error::field(
            "template",
            "Эта таблица показателей не действует на территории. Выберите другую из списка.",
        ));
    }
    let template = house.packs.template(plan.template).ok_or(Error::NotFound)?;
    if !plan.days.is_sorted() {
        return Err(Error::field(
            "collect_to",
            "Дни идут не по порядку: начало сбора, конец сбора, конец проверки, публикация. Поправьте их.",
        ));
    }
    let id = CampaignId(cx.id());
    let at = cx.now();
    let new = NewCampaign {
        id,
        owner,
        template: plan.template,
        title: &template.title,
        clause: &template.clause,
        period: plan.period,
        days: plan.days,
        at,
    };
    cx.tx().attempt(|tx| campaigns::add(tx, &new)).map_err(|error| {
        if error.is_unique_on("campaigns", &["unit_id", "template", "period"]) {
            Error::field("period", "Мониторинг по этой таблице за этот год уже есть. Откройте его из списка.")
        } else {
            error.into()
        }
    })?;
    told(cx, id, &owner.path, Action::Created, "Мониторинг запланирован")?;
    Ok(id)
}

/// Opens the collection: copies the template (decision 7) and gives every object its sheet.
pub fn open(cx: &mut Cx<Write>, may: &Granted<RunCampaign>, id: CampaignId) -> Result<()> {
    let campaign = locked(cx, may, id)?;
    campaign
        .state()
        .step(CampaignState::Collecting, None)
        .map_err(|refusal| at_campaign(refusal, campaign.url()))?;
    let house = cx.house_handle();
    let template = house.packs.template(&campaign.template).ok_or(Error::NotFound)?;
    let version = campaign.template.split_once('/').and_then(|(pack, _)| house.packs.pack(pack));
    let version = version.map(|pack| pack.manifest.version.clone()).unwrap_or_default();
    let at = cx.now();
    campaigns::open(cx.tx(), id, &template.canonical_json(), &template.hash(), &version, at)?;
    for level in template.levels.iter().filter(|level| !level.optional) {
        let Some(level) = level_of(&level.id) else {
            continue;
        };
        for unit in units::store::under(cx.conn(), &campaign.unit_path, level)? {
            let sheet = SheetId(cx.id());
            sheets::add(cx.tx(), sheet, id, &unit, campaign.collect_to, at)?;
        }
    }
    told(cx, id, &campaign.unit_path, Action::Moved, "Открыт сбор")
}

/// Moves on to verification, or a step back with a reason.
pub fn enter(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    to: CampaignState,
    reason: &str,
) -> Result<()> {
    let campaign = locked(cx, may, id)?;
    if campaign.state() == to {
        return Ok(());
    }
    let given = Some(reason).filter(|reason| !reason.trim().is_empty());
    campaign.state().step(to, given).map_err(|refusal| at_campaign(refusal, campaign.url()))?;
    let at = cx.now();
    campaigns::enter(cx.tx(), id, to, at)?;
    let text = format!(
        "Мониторинг: {}{}",
        to.title(),
        if reason.is_empty() { String::new() } else { format!(" – {reason}") }
    );
    told(cx, id, &campaign.unit_path, Action::Moved, &text)
}

/// Turns places on by an act of the authority, or off (none of the regulations ranks by itself).
pub fn rank_by(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    act: Option<documents::DocumentId>,
) -> Result<()> {
    let campaign = locked(cx, may, id)?;
    if matches!(campaign.state(), CampaignState::Published | CampaignState::Archived) {
        return Err(at_campaign(Refusal::PlacesFixed, campaign.url()));
    }
    if let Some(act) = act {
        let found = documents::store::find(cx.conn(), may.ranges(), act)?.ok_or(Error::NotFound)?;
        if found.is_cancelled() || found.unit_path != campaign.unit_path {
            return Err(at_campaign(Refusal::NoSuchAct, campaign.url()));
        }
    }
    let at = cx.now();
    campaigns::set_ranks_act(cx.tx(), id, act, at)?;
    let text = if act.is_some() {
        "Места включены актом"
    } else {
        "Места выключены"
    };
    told(cx, id, &campaign.unit_path, Action::Changed, text)
}

/// Publishes without one object, for a reason; an empty reason takes it back in.
pub fn leave_out(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    sheet: SheetId,
    reason: &str,
) -> Result<CampaignId> {
    let found = sheets::find(cx.conn(), may.ranges(), sheet)?.ok_or(Error::NotFound)?;
    let campaign = locked(cx, may, found.campaign_id)?;
    if campaign.state() == CampaignState::Published {
        return Err(Refusal::CampaignStep(CampaignState::Published, CampaignState::Verifying).into());
    }
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    sheets::leave_out(cx.tx(), sheet, reason.trim(), at)?;
    let text = if reason.trim().is_empty() {
        "возвращена в результаты".to_owned()
    } else {
        format!("не войдёт в результаты: {}", reason.trim())
    };
    sheets::note(cx.tx(), id, sheet, by, "", &text, at)?;
    told(cx, campaign.id, &found.unit_path, Action::Changed, &format!("{}: {text}", found.unit_name))?;
    Ok(campaign.id)
}

/// The campaign, inside the scope and locked for whoever moves it next.
pub(super) fn locked(cx: &mut Cx<Write>, may: &Granted<RunCampaign>, id: CampaignId) -> Result<Campaign> {
    cx.tx().lock("campaigns", id.0)?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    Ok(campaign)
}

pub(super) fn told(cx: &mut Cx<Write>, id: CampaignId, path: &str, action: Action, text: &str) -> Result<()> {
    cx.journal(action, ("monitoring", "campaign", id.0), path, text, json!({}))
}

/// Levels of packs and levels of the tree have their own words; people are not units.
fn level_of(pack_level: &str) -> Option<Level> {
    match pack_level {
        "region" => Some(Level::Region),
        "municipality" => Some(Level::Municipality),
        "okrug" => Some(Level::District),
        "organisation" => Some(Level::Organisation),
        _ => None,
    }
}
