//! Objects inside organisations: methodical unions and teachers a campaign measures, named by its organiser.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use packs::Template as Table;
use units::UnitId;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use crate::access::RunCampaign;
use crate::actions::objects::{self, level_of};
use crate::model::{Campaign, CampaignId};
use crate::rules::CampaignState;
use crate::store::{campaigns, subjects};

#[derive(Template)]
#[template(path = "subjects.html")]
struct SubjectsPage {
    csrf: String,
    url: String,
    heading: String,
    levels: Vec<(String, String)>,
    units: Vec<(String, String)>,
    rows: Vec<Row>,
    may_change: bool,
    is_planned: bool,
    fillers: Vec<(String, String)>,
    filler: String,
    level: String,
    unit: String,
    names: String,
    errors: Vec<(String, String)>,
}

impl SubjectsPage {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

struct Row {
    id: String,
    name: String,
    unit: String,
    level: String,
    who: String,
}

/// Levels of a table that are no units: unions, persons.
fn named_levels(template: &Table) -> Vec<(String, String)> {
    let named = template.levels.iter().filter(|level| level_of(&level.id).is_none());
    named.map(|level| (level.id.clone(), level.title.clone())).collect()
}

/// Whether a table measures anything inside units.
pub(crate) fn has_named_levels(template: &Table) -> bool {
    template.levels.iter().any(|level| level_of(&level.id).is_none())
}

/// `GET /monitoring/{campaign}/subjects`.
pub(crate) fn list(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let page = page(cx, &campaign)?;
    shown(cx, &campaign, &page)
}

fn shown<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, page: &SubjectsPage) -> Result<Reply> {
    if !page.rows.is_empty() {
        cx.saw("campaign_subjects", &[campaign.id.0], &campaign.unit_path);
    }
    Page::titled("Объекты внутри организаций").at(&campaign.unit_path).under("/monitoring").show(page)
}

fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<RunCampaign>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    Ok(campaign)
}

fn page<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<SubjectsPage> {
    let template = super::campaign::table(cx, campaign)?.ok_or(Error::NotFound)?;
    let levels = named_levels(&template);
    let units = units::store::under(cx.conn(), &campaign.unit_path, access::Level::Organisation)?;
    // One organisation measures its own: whoever fills can be chosen from its people.
    let only = (units.len() == 1).then(|| units[0].id.to_string());
    let people = match units.as_slice() {
        [one] => access::store::holders_at(cx.conn(), &one.path)?,
        _ => Vec::new(),
    };
    let fillers = people.into_iter().map(|(account, name)| (account.to_string(), name)).collect();
    let all = subjects::of_campaign(cx.conn(), campaign.id)?;
    let accounts: Vec<i64> = all.iter().filter_map(|one| one.account_id).collect();
    let people = access::store::short_names(cx.conn(), &accounts)?;
    let names: BTreeMap<i64, &str> = units.iter().map(|unit| (unit.id.0, unit.short_name.as_str())).collect();
    let row = |one: subjects::Subject| Row {
        id: one.id.to_string(),
        unit: names.get(&one.unit_id.0).copied().unwrap_or_default().to_owned(),
        level: levels
            .iter()
            .find(|(id, _)| *id == one.level)
            .map(|(_, title)| title.clone())
            .unwrap_or_default(),
        who: one.account_id.and_then(|id| people.get(&id).cloned()).unwrap_or_default(),
        name: one.name,
    };
    Ok(SubjectsPage {
        csrf: cx.csrf().to_owned(),
        url: campaign.url(),
        heading: format!("{}, {}", campaign.title, russian::school_year(&campaign.period)),
        rows: all.into_iter().map(row).collect(),
        units: units.iter().map(|unit| (unit.id.to_string(), unit.short_name.clone())).collect(),
        levels,
        may_change: matches!(campaign.state(), CampaignState::Planned | CampaignState::Collecting),
        is_planned: campaign.state() == CampaignState::Planned,
        fillers,
        filler: String::new(),
        level: String::new(),
        unit: only.unwrap_or_default(),
        names: String::new(),
        errors: Vec::new(),
    })
}

/// `POST /monitoring/{campaign}/subjects`: names objects, a line each; a fault keeps what was typed.
pub(crate) fn add(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let level = check.required("level", 50, "Выберите, кого называете.");
    let unit: Option<UnitId> = check.parsed("unit", "Выберите организацию.");
    let names = check.required("names", 20_000, "Напишите названия или имена, каждое с новой строки.");
    let outcome = check.done().and_then(|()| {
        let template = super::campaign::table(cx, &campaign)?.ok_or(Error::NotFound)?;
        let filler = request.form.text("filler").parse().ok();
        objects::name(cx, &may, &campaign, &template, (level, unit.unwrap_or(UnitId(0))), names, filler)
    });
    match outcome {
        Ok(added) => {
            let what = russian::counted(i64::try_from(added).unwrap_or(0), "объект", "объекта", "объектов");
            cx.notice(&format!("Добавлено: {what}."));
            Ok(Reply::to(format!("{}/subjects", campaign.url())))
        }
        Err(Error::Invalid(faults)) => {
            let mut page = page(cx, &campaign)?;
            let typed = |name: &str| request.form.text(name).to_owned();
            (page.level, page.unit, page.names) = (typed("level"), typed("unit"), typed("names"));
            page.filler = typed("filler");
            page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            Ok(shown(cx, &campaign, &page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /monitoring/{campaign}/subjects/{subject}/removal`: while the campaign is planned.
pub(crate) fn remove(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let subject: i64 = cx.request().arg("subject")?;
    objects::unname(cx, &may, campaign.id, subject)?;
    cx.notice("Объект убран.");
    Ok(Reply::to(format!("{}/subjects", campaign.url())))
}
