//! The reports on one monitoring: the whole, every object, what was begun and what was approved.

use access::Granted;
use askama::Template;
use monitoring::model::{Campaign, PublishedObject};
use monitoring::store::results;
use units::UnitId;
use web::{Cx, Error, Page, Read, Reply, Result, Write, russian};

use super::archives;
use crate::access::{self as reach, SeeReports, WriteReports, own_paths};
use crate::actions::{self, writing};
use crate::model::Report;
use crate::rules::is_standing;
use crate::store;

#[derive(Template)]
#[template(path = "campaign.html")]
struct CampaignPage {
    csrf: String,
    url: String,
    heading: String,
    about: String,
    results_url: String,
    archives_url: String,
    warning: String,
    whole: Option<Row>,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    unit: String,
    reports: Vec<(String, String, &'static str, String)>,
    /// Whether one can be begun.
    may_begin: bool,
}

/// `GET /reports/campaigns/{campaign}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeReports>) -> Result<Reply> {
    let campaign = actions::campaign(cx, &may, cx.request().arg("campaign")?)?;
    let publication = results::latest(cx.conn(), campaign.id)?.ok_or(Error::NotFound)?;
    let sight = reach::sight(cx, &may);
    let reports = store::reports::of_campaign(cx.conn(), &sight, campaign.id)?;
    let everybody = db::Ranges::under([campaign.unit_path.as_str()]);
    let objects = results::objects(cx.conn(), publication.id, &everybody)?;
    let own = own_paths(cx);
    let stands = is_standing(campaign.state());
    let is_owner = own.contains(&campaign.unit_path);
    let owner = units::store::all_of(cx.conn(), &[campaign.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let whole = Row {
        name: owner.name,
        unit: String::new(),
        reports: told(&reports, |one| one.is_whole),
        may_begin: is_owner
            && stands
            && !reports.iter().any(|one| one.is_whole && own.contains(&one.issuer_path)),
    };
    let page = CampaignPage {
        csrf: cx.csrf().to_owned(),
        url: format!("/reports/campaigns/{}", campaign.id),
        heading: campaign.title.clone(),
        about: format!("{}, редакция {}", russian::school_year(&campaign.period), publication.revision),
        results_url: format!("{}/results", campaign.url()),
        archives_url: if archives::may_ask(cx, &campaign.unit_path) {
            format!("/reports/campaigns/{}/archives", campaign.id)
        } else {
            String::new()
        },
        warning: if stands { String::new() } else { REOPENED.to_owned() },
        whole: Some(whole).filter(|row| row.may_begin || !row.reports.is_empty()),
        rows: rows(&campaign, &reports, &objects, &own, may.ranges()),
    };
    Page::titled(format!("Отчёты – {}", campaign.title)).at(&campaign.unit_path).under("/reports").show(&page)
}

const REOPENED: &str = "Мониторинг открыт заново: новые отчёты начинают, когда выйдет новая редакция результатов. Черновики сохранены.";

/// Objects whose reports the person sees or may begin.
fn rows(
    campaign: &Campaign,
    reports: &[Report],
    objects: &[PublishedObject],
    own: &[String],
    scope: &db::Ranges,
) -> Vec<Row> {
    let stands = is_standing(campaign.state());
    let is_told = |one: &&PublishedObject| {
        one.left_out_reason.is_empty() && one.subject_key.is_empty() && one.level != "person"
    };
    let row = |one: &PublishedObject| {
        let is_about = |report: &Report| !report.is_whole && report.unit_id == one.unit_id;
        let begun = reports.iter().any(|report| is_about(report) && own.contains(&report.issuer_path));
        let may_write = own.contains(&campaign.unit_path) || own.contains(&one.unit_path);
        Row {
            name: one.title().to_owned(),
            unit: one.unit_id.to_string(),
            reports: told(reports, is_about),
            may_begin: may_write && stands && !begun,
        }
    };
    let mut told: Vec<&PublishedObject> = objects.iter().filter(is_told).collect();
    told.retain(|one| scope.holds(&one.unit_path));
    told.sort_by_cached_key(|one| db::natural(one.title()));
    told.into_iter().map(row).filter(|row| row.may_begin || !row.reports.is_empty()).collect()
}

/// Title, address, tone and state of each report.
fn told(reports: &[Report], is: impl Fn(&Report) -> bool) -> Vec<(String, String, &'static str, String)> {
    let line = |one: &Report| {
        let title = match (one.edition, one.is_whole) {
            (1, true) => "Аналитический отчёт".to_owned(),
            (1, false) => "Аналитическая справка".to_owned(),
            (edition, _) => format!("Редакция {edition}"),
        };
        let (tone, state) =
            if one.is_draft() { ("info", "черновик") } else { ("ok", "утверждён") };
        (title, one.url(), tone, state.to_owned())
    };
    reports.iter().filter(|one| is(one)).map(line).collect()
}

/// `POST /reports/campaigns/{campaign}`: begins a report, or leads to the one that is there.
pub(super) fn begin(cx: &mut Cx<Write>, may: Granted<WriteReports>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), cx.request().arg("campaign")?);
    let about = match request.form.text("unit") {
        "" => None,
        unit => Some(unit.parse::<UnitId>().map_err(|_| Error::NotFound)?),
    };
    let report = writing::begin(cx, &may, id, about)?;
    cx.notice("Черновик составлен. Прочитайте, поправьте слова и\u{a0}утвердите.");
    Ok(Reply::to(report.url()))
}
