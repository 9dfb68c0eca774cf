//! The life of a campaign: planned, opened with its own copy of the template, closed for collection, reopened.

use access::Granted;
use audit::Action;
use chrono::{NaiveDate, NaiveTime, Timelike};
use db::Moment;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::fill::account;
use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId, SheetId};
use crate::reach::Reach;
use crate::refused::at_campaign;
use crate::rules::{CampaignState, Refusal};
use crate::store::campaigns::NewCampaign;
use crate::store::{campaigns, sheets, timeline};

/// What is said when a campaign is planned.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// `amur-2020/mms`
    pub template: &'a str,
    /// The year it ends in.
    pub period: &'a str,
    /// First and last day of collection, last day of verification, day of publication.
    pub days: [NaiveDate; 4],
    /// The hour entry closes on the last day of collection; none: when the day ends.
    pub hour: Option<NaiveTime>,
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
    let is_in_force =
        rules.templates.iter().any(|one| format!("{}/{}", one.pack, one.rule.id) == plan.template);
    let template = if is_in_force || crate::tables::is_own(plan.template) {
        crate::tables::named(cx.conn(), &house.packs, plan.template, &owner.path)?
    } else {
        None
    };
    let Some(template) = template else {
        return Err(Error::field(
            "template",
            "Эта таблица показателей не действует на территории. Выберите другую из списка.",
        ));
    };
    super::templates::must_be_sound(cx, plan.template, &template, &owner.path)?;
    if !plan.days.is_sorted() {
        return Err(Error::field(
            "collect_to",
            "Дни идут не по порядку: начало сбора, конец сбора, конец проверки, публикация. Поправьте их.",
        ));
    }
    let id = CampaignId(cx.id());
    let at = cx.now();
    let closes_at = closing(cx, &owner.path, plan.days[1], plan.hour)?;
    let new = NewCampaign {
        id,
        owner,
        template: plan.template,
        title: &template.title,
        clause: &template.clause,
        period: plan.period,
        days: plan.days,
        closes_at,
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

/// Names one body or person of a unit for a planned campaign.
pub fn name_subject(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    id: CampaignId,
    (level, unit): (&str, units::UnitId),
    name: &str,
) -> Result<()> {
    let campaign = locked(cx, may, id)?;
    let house = cx.house_handle();
    let template = crate::tables::named(cx.conn(), &house.packs, &campaign.template, &campaign.unit_path)?
        .ok_or(Error::NotFound)?;
    super::objects::name(cx, may, &campaign, &template, (level, unit), name, None).map(|_| ())
}

/// The instant entry closes: the hour of the day in the owner's zone, or the day's end.
pub(super) fn closing<M: web::Mode>(
    cx: &mut Cx<M>,
    path: &str,
    day: NaiveDate,
    hour: Option<NaiveTime>,
) -> Result<Moment> {
    let zone = cx.zone_at(path)?;
    Ok(match hour {
        Some(hour) => db::day_start(zone, day).plus_seconds(i64::from(hour.num_seconds_from_midnight())),
        None => db::day_start(zone, day.succ_opt().unwrap_or(day)),
    })
}

/// Opens the collection: copies the template (decision 7) and gives every object of every level its sheet.
pub fn open(cx: &mut Cx<Write>, may: &Granted<RunCampaign>, id: CampaignId) -> Result<()> {
    let campaign = locked(cx, may, id)?;
    campaign
        .state()
        .step(CampaignState::Collecting, None)
        .map_err(|refusal| at_campaign(refusal, campaign.url()))?;
    let house = cx.house_handle();
    let template = crate::tables::named(cx.conn(), &house.packs, &campaign.template, &campaign.unit_path)?
        .ok_or(Error::NotFound)?;
    super::templates::must_be_sound(cx, &campaign.template, &template, &campaign.unit_path)?;
    let version = campaign.template.split_once('/').and_then(|(pack, _)| house.packs.pack(pack));
    let version = version.map(|pack| pack.manifest.version.clone()).unwrap_or_default();
    let at = cx.now();
    campaigns::open(cx.tx(), id, &template.canonical_json(), &template.hash(), &version, at)?;
    let given = super::objects::give_sheets(cx, &campaign, &template)?;
    if given == 0 {
        return Err(at_campaign(Refusal::NoObjects, campaign.url()));
    }
    told(cx, id, &campaign.unit_path, Action::Moved, "Открыт сбор")
}

/// Takes away a campaign planned by mistake: only before its collection opens, while nobody has worked in it.
pub fn remove(cx: &mut Cx<Write>, may: &Granted<RunCampaign>, id: CampaignId) -> Result<String> {
    let campaign = locked(cx, may, id)?;
    if campaign.state() != CampaignState::Planned {
        return Err(at_campaign(Refusal::NotPlanned(campaign.state()), campaign.url()));
    }
    campaigns::remove(cx.tx(), id)?;
    let text = format!("Удалён запланированный мониторинг «{}», {}", campaign.title, campaign.period);
    let what = ("monitoring", "campaign", id.0);
    cx.journal(Action::Removed, what, &campaign.unit_path, &text, json!({}))?;
    Ok(campaign.title)
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
    if to == CampaignState::Verifying && campaign.state() == CampaignState::Collecting {
        sheets::close(cx.tx(), id, at)?;
    }
    let text = format!(
        "Мониторинг: {}{}",
        to.title(),
        if reason.is_empty() { String::new() } else { format!(" – {reason}") }
    );
    told(cx, id, &campaign.unit_path, Action::Moved, &text)
}

/// Publishes without one object, for a reason; an empty reason takes it back in.
pub fn leave_out(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    sheet: SheetId,
    reason: &str,
) -> Result<CampaignId> {
    let reach = Reach::of(cx, may);
    let found = sheets::find(cx.conn(), &reach, sheet)?.ok_or(Error::NotFound)?;
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
    // The sheet's own line is enough for the timeline: it is seen where the sheet is.
    let what = ("monitoring", "campaign", campaign.id.0);
    cx.journal(Action::Changed, what, &found.unit_path, &format!("{}: {text}", found.unit_name), json!({}))?;
    Ok(campaign.id)
}

/// The campaign, inside the scope and locked for whoever moves it next.
pub(crate) fn locked(cx: &mut Cx<Write>, may: &Granted<RunCampaign>, id: CampaignId) -> Result<Campaign> {
    cx.tx().lock("campaigns", id.0)?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    Ok(campaign)
}

/// One line of the campaign's timeline and one of the journal.
pub(super) fn told(cx: &mut Cx<Write>, id: CampaignId, path: &str, action: Action, text: &str) -> Result<()> {
    let (event, at, by) = (cx.id(), cx.now(), account(cx));
    timeline::add(cx.tx(), event, id, by, text, at)?;
    cx.journal(action, ("monitoring", "campaign", id.0), path, text, json!({}))
}
