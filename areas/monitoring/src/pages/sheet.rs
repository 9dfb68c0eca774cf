//! The sheet: the monitoring table as the regulation draws it, filled or verified in place.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use web::view::{SheetRow, SheetTotal, Step};
use web::{Cx, Mode, Page, Read, Reply, Result, Write, russian};

use super::row::Sheet;
use super::words;
use crate::access::{FillSheet, SeeSheets, SubmitSheet, VerifySheet};
use crate::actions;
use crate::changed::Changed;
use crate::model::{Campaign, PublishedObject, SheetId};
use crate::reach;
use crate::rules::{CampaignState, SheetState};
use crate::store::{campaigns, comments, results};
use crate::worksheet::Worksheet;

#[derive(Template)]
#[template(path = "sheet_page.html")]
struct SheetPage {
    csrf: String,
    id: String,
    url: String,
    heading: String,
    subtitle: String,
    state: &'static str,
    tone: &'static str,
    steps: Vec<Step>,
    criteria: Vec<CriterionRows>,
    total: SheetTotal,
    return_reason: String,
    closed: String,
    objections_url: String,
    may_submit: bool,
    may_verify: bool,
    may_resume: bool,
    results_url: String,
}

struct CriterionRows {
    no: String,
    title: String,
    points: String,
    max: String,
    rows: Vec<SheetRow>,
}

/// `GET /monitoring/sheets/{sheet}`: the whole table.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let work = Worksheet::live(cx, &may, id)?;
    let house = cx.house_handle();
    let reader = actions::fill::account(cx);
    let talk = comments::of_sheet(cx.conn(), id, reader)?;
    let changed = crate::changed::since_frozen(cx.conn(), &work)?;
    let sheet = Sheet { changed, talk, ..shown(cx, &work) };
    let before = year_before(cx, &work)?;
    let total = sheet.total(before.as_ref());
    let source = words::source(&house.packs, &work.campaign.template);
    let zone = cx.zone_at(&work.campaign.unit_path)?;
    let page = page(cx, &sheet, total, &source, zone);
    Page::titled(format!("{} – {}", work.sheet.unit_name, work.campaign.title))
        .at(&work.sheet.unit_path)
        .under("/monitoring")
        .show(&page)
}

fn page<M: Mode>(
    cx: &Cx<M>,
    sheet: &Sheet<'_>,
    total: SheetTotal,
    source: &str,
    zone: chrono_tz::Tz,
) -> SheetPage {
    let work = sheet.work;
    let state = work.sheet.state();
    let until = format!("сбор до {}", russian::date(work.sheet.due_on));
    let name = match work.sheet.subject.as_str() {
        "" => work.sheet.unit_name.clone(),
        subject => format!("{subject}, {}", work.sheet.unit_name),
    };
    let about = [name.as_str(), source, &work.template.clause, &until];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    SheetPage {
        csrf: cx.csrf().to_owned(),
        id: work.sheet.id.to_string(),
        url: work.sheet.url(),
        heading: work.campaign.title.clone(),
        subtitle: about.join(" · "),
        state: state.title(),
        tone: words::tone(state),
        steps: steps(work),
        criteria: criteria(sheet),
        total,
        return_reason: if state.is_editable() { work.sheet.return_reason.clone() } else { String::new() },
        closed: closed(work, zone),
        objections_url: match state {
            SheetState::Verified | SheetState::Objected | SheetState::Answered | SheetState::Final => {
                format!("{}/objections", work.sheet.url())
            }
            _ => String::new(),
        },
        may_submit: sheet.may_fill && work.is_editable(),
        may_verify: sheet.may_verify && state == SheetState::Submitted,
        may_resume: sheet.may_verify
            && matches!(state, SheetState::Verified | SheetState::Answered | SheetState::Final)
            && work.must_be_under_way().is_ok(),
        results_url: match work.campaign.state() {
            CampaignState::Published => format!("{}/results/{}", work.campaign.url(), work.sheet.unit_id),
            _ => String::new(),
        },
    }
}

/// Entry has closed while the sheet was still being filled: since when, and what can be done.
fn closed(work: &Worksheet, zone: chrono_tz::Tz) -> String {
    match work.must_be_open(zone) {
        Err(web::Error::Refused(refusal)) if work.sheet.state().is_editable() => refusal.to_string(),
        _ => String::new(),
    }
}

fn criteria(sheet: &Sheet<'_>) -> Vec<CriterionRows> {
    let rows = |criterion: &packs::Criterion| {
        let (points, max) = sheet.criterion(&criterion.no);
        let rows = criterion.indicators.iter().map(|indicator| sheet.row(indicator)).collect();
        CriterionRows { no: criterion.no.clone(), title: criterion.title.clone(), points, max, rows }
    };
    sheet.work.template.criteria.iter().map(rows).collect()
}

/// The way of a sheet: filled, verified, published; with days.
fn steps(work: &Worksheet) -> Vec<Step> {
    let state = work.sheet.state();
    let at = match state {
        _ if work.campaign.state() == CampaignState::Published => 3,
        SheetState::Empty | SheetState::Draft | SheetState::Returned => 0,
        SheetState::Submitted => 1,
        _ => 2,
    };
    let names = [
        ("Заполнить", until(work.sheet.due_on)),
        ("Проверка", until(work.campaign.verify_to)),
        ("Предварительный результат", "виден вам, можно возразить".to_owned()),
        ("Публикация", until(work.campaign.publish_on)),
    ];
    words::steps(names, at)
}

fn until(day: NaiveDate) -> String {
    format!("до {}", russian::date_long(day))
}

/// The sheet as this person sees its rows, with nothing read of what was said or has changed.
pub(crate) fn shown<'a, M: Mode>(cx: &Cx<M>, work: &'a Worksheet) -> Sheet<'a> {
    let (may_fill, may_verify) = rights(cx, work);
    Sheet {
        result: work.result(),
        work,
        changed: Changed::default(),
        talk: BTreeMap::new(),
        may_fill,
        may_verify,
        current: String::new(),
    }
}

/// Whether this person fills and whether this person verifies the sheet.
pub(crate) fn rights<M: Mode>(cx: &Cx<M>, work: &Worksheet) -> (bool, bool) {
    let policy = &cx.house().policy;
    let account = cx.person().map(|person| person.account.0);
    let fills = policy
        .check::<FillSheet>(cx.person())
        .is_ok_and(|may| reach::fills(may.scopes(), account, &work.sheet));
    let verifies =
        policy.check::<VerifySheet>(cx.person()).is_ok_and(|may| reach::verifies(&may, &work.campaign));
    (fills, verifies)
}

/// The object's result in the last publication before this campaign: («2024/25», the row).
pub(crate) fn year_before<M: Mode>(
    cx: &mut Cx<M>,
    work: &Worksheet,
) -> Result<Option<(String, PublishedObject)>> {
    let Some(before) = campaigns::before(cx.conn(), &work.campaign)? else {
        return Ok(None);
    };
    published(cx, &before, work)
}

fn published<M: Mode>(
    cx: &mut Cx<M>,
    campaign: &Campaign,
    work: &Worksheet,
) -> Result<Option<(String, PublishedObject)>> {
    let Some(publication) = results::latest(cx.conn(), campaign.id)? else {
        return Ok(None);
    };
    let object = results::object_named(
        cx.conn(),
        publication.id,
        work.sheet.unit_id,
        &db::fold(&work.sheet.subject),
        &db::Ranges::under([work.sheet.unit_path.as_str()]),
    )?;
    let year = russian::school_year(&campaign.period);
    Ok(object.filter(|object| object.left_out_reason.is_empty()).map(|object| (year, object)))
}

/// `POST /monitoring/sheets/{sheet}/submission`: hands the sheet over.
pub(crate) fn submit(cx: &mut Cx<Write>, may: Granted<SubmitSheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    actions::submit::submit(cx, &may, id)?;
    cx.notice("Таблица отправлена на проверку: проверяющий уже видит её.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}")))
}
