//! The list of campaigns that concern a person, and the planning of a new one.

use access::{Granted, Level};
use std::collections::BTreeMap;

use askama::Template;
use chrono::{Datelike, NaiveDate};
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::words;
use crate::access::{EditTemplates, RunCampaign, SeeResults};
use crate::actions::campaign::{self, Plan};
use crate::model::Campaign;
use crate::rules::CampaignState;
use crate::store::campaigns;

#[derive(Template)]
#[template(path = "campaigns.html")]
struct ListPage {
    years: Vec<Year>,
    may_plan: bool,
    may_draft: bool,
}

/// The campaigns of one school year.
struct Year {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    heading: String,
    url: String,
    owner: String,
    days: String,
    publish: String,
    state: &'static str,
    tone: &'static str,
    progress: String,
}

/// `GET /monitoring`: campaigns inside the scope and of the units above it; schools see the published ones.
pub(crate) fn list(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let mut found = campaigns::concerning(cx.conn(), may.scopes())?;
    let ids: Vec<_> = found.iter().map(|campaign| campaign.id).collect();
    let progress = campaigns::progress(cx.conn(), &ids, may.ranges())?;
    let sees_work = sees_work(may.scopes());
    let has_own = |campaign: &Campaign| {
        may.within(&campaign.unit_path).is_ok() || progress.iter().any(|(id, _, _)| *id == campaign.id)
    };
    found.retain(|campaign| sees_work || is_public(campaign) || has_own(campaign));
    let owners: Vec<i64> = found.iter().map(|campaign| campaign.unit_id.0).collect();
    let owners: BTreeMap<i64, String> = units::store::all_of(cx.conn(), &owners)?
        .into_iter()
        .map(|unit| (unit.id.0, unit.short_name))
        .collect();
    let mut years: Vec<Year> = Vec::new();
    for campaign in &found {
        let year = russian::school_year(&campaign.period);
        if years.last().is_none_or(|last| last.title != year) {
            years.push(Year { title: year, rows: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.rows.push(row(campaign, &owners, &progress));
        }
    }
    let may_plan = cx.house().policy.check::<RunCampaign>(cx.person()).is_ok();
    let may_draft = cx.house().policy.check::<EditTemplates>(cx.person()).is_ok();
    Page::titled("Мониторинг").show(&ListPage { years, may_plan, may_draft })
}

/// Whether somebody sees campaigns before they are published: all but schools, who see those they have a part in.
pub(crate) fn sees_work(scopes: &[access::Scope]) -> bool {
    scopes.iter().any(|scope| scope.level != Level::Organisation)
}

/// Whether everybody concerned may see its results.
pub(crate) fn is_public(campaign: &Campaign) -> bool {
    matches!(campaign.state(), CampaignState::Published | CampaignState::Archived)
}

fn row(
    campaign: &Campaign,
    owners: &BTreeMap<i64, String>,
    progress: &[(crate::model::CampaignId, String, i64)],
) -> Row {
    let count = |states: &[&str]| -> i64 {
        let of = progress.iter().filter(|(id, state, _)| {
            *id == campaign.id && (states.is_empty() || states.contains(&state.as_str()))
        });
        of.map(|(_, _, count)| count).sum()
    };
    let (all, done) = (count(&[]), count(&["submitted", "verified", "objected", "answered", "final"]));
    let state = campaign.state();
    Row {
        heading: campaign.title.clone(),
        url: campaign.url(),
        owner: owners.get(&campaign.unit_id.0).cloned().unwrap_or_default(),
        publish: russian::date(campaign.publish_on),
        days: format!("{} – {}", russian::date(campaign.collect_from), russian::date(campaign.collect_to)),
        state: state.title(),
        tone: words::campaign_tone(state),
        progress: if all == 0 { String::new() } else { format!("сдано {done} из {all}") },
    }
}

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    csrf: String,
    owners: Vec<(String, String)>,
    templates: Vec<(String, String)>,
    owner: String,
    chosen: String,
    period: String,
    days: [String; 4],
    hour: String,
    errors: Vec<(String, String)>,
}

impl PlanPage {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /monitoring/new`: the form with the regulation's own days – collection in June (annex 6, section 8).
pub(crate) fn form(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let today = cx.today()?;
    let year = russian::period_of(today).parse().unwrap_or(today.year());
    let days = [(6, 1), (6, 30), (7, 31), (8, 20)].map(|(month, day)| {
        NaiveDate::from_ymd_opt(year, month, day).map(|day| day.to_string()).unwrap_or_default()
    });
    let mut page = empty(cx, &may)?;
    page.period = year.to_string();
    page.days = days;
    page.chosen = cx.request().asked("template").to_owned();
    Page::titled("Новый мониторинг").under("/monitoring").show(&page)
}

fn empty<M: Mode>(cx: &mut Cx<M>, may: &Granted<RunCampaign>) -> Result<PlanPage> {
    let ids: Vec<i64> = may.scopes().iter().map(|scope| scope.unit).collect();
    let owners = units::store::all_of(cx.conn(), &ids)?;
    let house = cx.house_handle();
    let titled = |name: String| {
        let title = house.packs.template(&name).map(|template| template.title.clone()).unwrap_or_default();
        (name, title)
    };
    let mut known: Vec<(String, String)> = templates(cx, may)?.into_iter().map(titled).collect();
    known.extend(own_templates(cx, may)?);
    Ok(PlanPage {
        csrf: cx.csrf().to_owned(),
        owners: owners.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect(),
        templates: known,
        owner: String::new(),
        chosen: String::new(),
        period: String::new(),
        days: Default::default(),
        hour: String::new(),
        errors: Vec::new(),
    })
}

/// Templates of the packs in force for the person's units.
fn templates<M: Mode>(cx: &mut Cx<M>, may: &Granted<RunCampaign>) -> Result<Vec<String>> {
    let house = cx.house_handle();
    let mut names = Vec::new();
    for scope in may.scopes() {
        let today = cx.today_at(&scope.path)?;
        let rules = units::effective(cx.conn(), &house.packs, &scope.path, today)?;
        names
            .extend(rules.templates.iter().map(|template| format!("{}/{}", template.pack, template.rule.id)));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// Tables of their own of the person's units and of the units above, which the campaigns below may take.
fn own_templates<M: Mode>(cx: &mut Cx<M>, may: &Granted<RunCampaign>) -> Result<Vec<(String, String)>> {
    let above = |scope: &access::Scope| -> Vec<i64> {
        scope.path.split('/').filter_map(|id| id.parse().ok()).collect()
    };
    let owners: Vec<i64> = may.scopes().iter().flat_map(above).collect();
    let owned = crate::store::templates::owned(cx.conn(), &owners)?;
    let line = |one: crate::store::templates::OwnTemplate| {
        (crate::tables::name_of(one.id), format!("{} (своя таблица)", one.title))
    };
    Ok(owned.into_iter().map(line).collect())
}

/// `POST /monitoring`: plans the campaign; a fault shows the form with everything typed.
pub(crate) fn plan(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    match planned(cx, &may) {
        Ok(id) => {
            cx.notice("Мониторинг запланирован. Откройте сбор, когда придёт срок.");
            Ok(Reply::to(format!("/monitoring/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let mut page = empty(cx, &may)?;
            let request = cx.request_handle();
            let typed = |name: &str| request.form.text(name).to_owned();
            page.owner = typed("owner");
            page.chosen = typed("template");
            page.period = typed("period");
            page.hour = typed("hour");
            page.days = ["collect_from", "collect_to", "verify_to", "publish_on"].map(typed);
            page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            Ok(Page::titled("Новый мониторинг").under("/monitoring").show(&page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

fn planned(cx: &mut Cx<Write>, may: &Granted<RunCampaign>) -> Result<crate::model::CampaignId> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let owner: Option<UnitId> = check.parsed("owner", "Выберите, чей это мониторинг.");
    let template = check.required("template", 100, "Выберите таблицу показателей.");
    let period = check.required("period", 4, "Укажите год, которым заканчивается учебный год: 2026.");
    if period.parse::<u16>().is_ok_and(|year| !(2015..=2100).contains(&year))
        || period.parse::<u16>().is_err()
    {
        check.fault("period", "Укажите год четырьмя цифрами: 2026.");
    }
    let days = ["collect_from", "collect_to", "verify_to", "publish_on"].map(|field| {
        let day = check.date(field);
        if day.is_none() && request.form.text(field).is_empty() {
            check.fault(field, "Укажите день.");
        }
        day.unwrap_or_default()
    });
    let hour = super::steps::hour(request.form.text("hour")).unwrap_or_else(|text| {
        check.fault("hour", text);
        None
    });
    check.done()?;
    let owner = owner_of(cx, may, owner)?;
    campaign::plan(cx, may, &owner, &Plan { template, period, days, hour })
}

fn owner_of(cx: &mut Cx<Write>, may: &Granted<RunCampaign>, id: Option<UnitId>) -> Result<Unit> {
    units::store::find(cx.conn(), may.ranges(), id.ok_or(Error::NotFound)?)?.ok_or(Error::NotFound)
}
