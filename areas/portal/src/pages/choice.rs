//! Where the authority decides what everybody sees.

use access::Granted;
use askama::Template;
use monitoring::model::{Campaign, CampaignId};
use monitoring::store::{campaigns, results};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use crate::actions::{self, Choice};
use crate::model::Opening;
use crate::{OpenResults, store};

#[derive(Template)]
#[template(path = "openings.html")]
struct ListPage {
    rows: Vec<Row>,
}

struct Row {
    title: String,
    url: String,
    year: String,
    is_open: bool,
    public: String,
}

/// `GET /openings`: the published monitorings of the person's own places.
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<OpenResults>) -> Result<Reply> {
    let mut own = campaigns::concerning(cx.conn(), may.scopes())?;
    own.retain(|campaign| may.ranges().holds(&campaign.unit_path));
    let ids: Vec<CampaignId> = own.iter().map(|campaign| campaign.id).collect();
    let published = results::latest_of(cx.conn(), &ids)?;
    own.retain(|campaign| published.iter().any(|one| one.campaign_id == campaign.id));
    let openings = store::all_of(cx.conn(), &ids)?;
    let row = |campaign: &Campaign| Row {
        title: campaign.title.clone(),
        url: address(campaign.id),
        year: russian::school_year(&campaign.period),
        is_open: openings.iter().any(|one| one.campaign_id == campaign.id && one.is_open),
        public: crate::model::url_of(campaign.id),
    };
    Page::titled("Открытые результаты").under("/open").show(&ListPage { rows: own.iter().map(row).collect() })
}

fn address(campaign: CampaignId) -> String {
    format!("/openings/{campaign}")
}

#[derive(Template)]
#[template(path = "opening.html")]
struct ChoicePage {
    csrf: String,
    heading: String,
    subtitle: String,
    url: String,
    public: String,
    results: String,
    is_open: bool,
    stand: &'static str,
    tone: &'static str,
    button: &'static str,
    may_have_places: bool,
    about: String,
    has_places: bool,
    version: String,
    errors: Vec<(String, String)>,
    fault: String,
}

/// `GET /openings/{campaign}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<OpenResults>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = actions::own(cx, &may, id)?;
    let page = made(cx, &campaign)?;
    framed(&campaign, &page)
}

fn framed(campaign: &Campaign, page: &ChoicePage) -> Result<Reply> {
    Page::titled("Открытые результаты").at(&campaign.unit_path).under("/open").show(page)
}

fn made<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<ChoicePage> {
    let publication = results::latest(cx.conn(), campaign.id)?.ok_or(Error::NotFound)?;
    let known = store::of(cx.conn(), campaign.id)?;
    let about = match &known {
        Some(opening) => opening.about.clone(),
        None => suggested(cx, campaign)?,
    };
    let is_open = known.as_ref().is_some_and(|opening| opening.is_open);
    let (stand, tone, button) = if is_open {
        ("видят все", "ok", "Сохранить")
    } else {
        ("не показан", "muted", "Показать всем")
    };
    Ok(ChoicePage {
        csrf: cx.csrf().to_owned(),
        heading: campaign.title.clone(),
        subtitle: russian::school_year(&campaign.period),
        url: address(campaign.id),
        public: crate::model::url_of(campaign.id),
        results: format!("{}/results", campaign.url()),
        is_open,
        stand,
        tone,
        button,
        may_have_places: !publication.places_by.is_empty(),
        has_places: known.as_ref().is_some_and(|opening| opening.has_places),
        version: known.as_ref().map_or(0, |opening: &Opening| opening.version).to_string(),
        about,
        errors: Vec::new(),
        fault: String::new(),
    })
}

/// The first words about the method: what can be said of every monitoring.
fn suggested<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<String> {
    let table = monitoring::table_of(cx.conn(), campaign)?;
    let clause = if table.clause.is_empty() { String::new() } else { format!(" ({})", table.clause) };
    Ok(format!(
        "Мониторинг проведён по\u{a0}таблице «{}»{clause}. Сведения собраны с\u{a0}{} по\u{a0}{}, каждый балл подтверждён документом и\u{a0}проверен. Процент – доля набранных баллов от\u{a0}наибольшего возможного числа.",
        table.title,
        russian::date(campaign.collect_from),
        russian::date(campaign.collect_to),
    ))
}

/// `POST /openings/{campaign}`
pub(super) fn open(cx: &mut Cx<Write>, may: Granted<OpenResults>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let request = cx.request_handle();
    let form = &request.form;
    let version = form.text("version").parse().unwrap_or(0);
    let choice = Choice { about: form.text("about"), has_places: form.text("has_places") == "1", version };
    match actions::open(cx, &may, id, &choice) {
        Ok(()) => {
            cx.notice("Результаты видны всем без учётной записи.");
            Ok(Reply::to(address(id)))
        }
        Err(Error::Invalid(faults)) => {
            let campaign = actions::own(cx, &may, id)?;
            let mut page = made(cx, &campaign)?;
            choice.about.clone_into(&mut page.about);
            page.has_places = choice.has_places;
            page.fault = faults.first().map(|fault| fault.text.clone()).unwrap_or_default();
            page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            Ok(framed(&campaign, &page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /openings/{campaign}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<OpenResults>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let version = cx.request().form.text("version").parse().unwrap_or(0);
    match actions::close(cx, &may, id, version) {
        Ok(()) => cx.notice("Результаты сняты с\u{a0}открытой страницы."),
        Err(Error::Invalid(_)) => {
            cx.notice("Показ изменили, пока страница была открыта: сверьте и\u{a0}повторите.");
        }
        Err(error) => return Err(error),
    }
    Ok(Reply::to(address(id)))
}
