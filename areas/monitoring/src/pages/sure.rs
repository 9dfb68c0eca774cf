//! «Точно?»: asked before a step that everybody sees and that is taken back only with a reason.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::words;
use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId, Sheet};
use crate::rules::SheetState;
use crate::store::{campaigns, results, sheets};

#[derive(Template)]
#[template(path = "sure.html")]
pub(super) struct SurePage {
    pub csrf: String,
    pub heading: &'static str,
    pub text: String,
    pub action: String,
    pub label: &'static str,
    pub back: String,
}

/// `GET …/verification`: asks before the collection is closed.
pub(crate) fn verify(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let open = count(cx, &campaign, &may, SheetState::is_editable)?;
    let waiting =
        russian::counted(open, "таблица ещё не сдана", "таблицы ещё не сданы", "таблиц ещё не сдано");
    let zone = cx.zone_at(&campaign.unit_path)?;
    let until = super::campaign::closes(&campaign, zone);
    let text = format!(
        "Срок сбора – до {} Сейчас {waiting}: ответы в них закроются. Опоздавшим срок можно будет продлить.",
        super::campaign::sentence_end(&until)
    );
    sure(cx, &campaign, text, &CLOSING)
}

/// `GET …/publication`: asks before the results are published; unfinished sheets are named, each to be left out by hand.
pub(crate) fn publish(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let page = publication(cx, &may, &campaign)?;
    shown(&campaign, &page)
}

fn shown(campaign: &Campaign, page: &PublicationPage) -> Result<Reply> {
    Page::titled("Опубликовать результаты?").at(&campaign.unit_path).under("/monitoring").show(page)
}

/// The form again after a refusal, as it was filled.
pub(super) fn refused(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    campaign: &Campaign,
    fault: String,
) -> Result<Reply> {
    let mut page = publication(cx, may, campaign)?;
    let form = &cx.request().form;
    let chosen = form.all("without");
    for one in &mut page.unfinished {
        one.is_left_out = chosen.contains(&one.id.as_str());
        form.text(&format!("because-{}", one.id)).clone_into(&mut one.because);
    }
    form.text("because").clone_into(&mut page.because);
    form.text("reason").clone_into(&mut page.reason);
    page.fault = fault;
    Ok(shown(campaign, &page)?.status(422))
}

fn publication<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<RunCampaign>,
    campaign: &Campaign,
) -> Result<PublicationPage> {
    let found = sheets::of_campaign(cx.conn(), campaign.id, may.ranges())?;
    let (today, now) = (cx.today_at(&campaign.unit_path)?, cx.now());
    let unfinished = found.iter().filter(|sheet| !sheet.state().is_publishable());
    let unfinished = unfinished.map(|sheet| Unfinished {
        id: sheet.id.to_string(),
        name: sheet.name().to_owned(),
        url: sheet.url(),
        state: sheet.state().title(),
        tone: words::tone(sheet.state()),
        is_left_out: !sheet.left_out_reason.is_empty(),
        because: sheet.left_out_reason.clone(),
        until: if sheet.state().is_editable() && !sheet.is_closed(now) {
            russian::date(sheet.due_on)
        } else {
            String::new()
        },
    });
    let may_object = |sheet: &&Sheet| {
        sheet.state() == SheetState::Verified && sheet.object_to.is_some_and(|until| today <= until)
    };
    let is_left_out = |sheet: &&Sheet| sheet.state().is_publishable() && !sheet.left_out_reason.is_empty();
    Ok(PublicationPage {
        csrf: cx.csrf().to_owned(),
        url: campaign.url(),
        heading: format!("{}, {}", campaign.title, russian::school_year(&campaign.period)),
        early: if today < campaign.publish_on {
            russian::date_long(campaign.publish_on)
        } else {
            String::new()
        },
        unfinished: unfinished.collect(),
        left_out: found.iter().filter(is_left_out).map(left_out).collect(),
        in_term: found.iter().filter(may_object).map(|sheet| sheet.name().to_owned()).collect(),
        ready: found.iter().filter(|sheet| sheet.state().is_publishable()).count(),
        asks_reason: results::latest(cx.conn(), campaign.id)?.is_some(),
        because: String::new(),
        reason: String::new(),
        fault: String::new(),
    })
}

#[derive(Template)]
#[template(path = "publication.html")]
struct PublicationPage {
    csrf: String,
    url: String,
    heading: String,
    /// The day planned, when it has not come yet.
    early: String,
    unfinished: Vec<Unfinished>,
    /// Verified, but left out before: (id, name, reason).
    left_out: Vec<(String, String, String)>,
    in_term: Vec<String>,
    ready: usize,
    asks_reason: bool,
    because: String,
    reason: String,
    fault: String,
}

/// A sheet that is not verified.
struct Unfinished {
    id: String,
    name: String,
    url: String,
    state: &'static str,
    tone: &'static str,
    is_left_out: bool,
    because: String,
    /// The day it may still be mended by; empty when entry has closed or it waits for the verifier.
    until: String,
}

fn left_out(sheet: &Sheet) -> (String, String, String) {
    (sheet.id.to_string(), sheet.name().to_owned(), sheet.left_out_reason.clone())
}

fn own(cx: &mut Cx<Read>, may: &Granted<RunCampaign>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    Ok(campaign)
}

fn count(
    cx: &mut Cx<Read>,
    campaign: &Campaign,
    may: &Granted<RunCampaign>,
    is: fn(SheetState) -> bool,
) -> Result<i64> {
    let found = sheets::of_campaign(cx.conn(), campaign.id, may.ranges())?;
    Ok(i64::try_from(found.iter().filter(|sheet| is(sheet.state())).count()).unwrap_or(0))
}

/// What is asked about: the question, the noun of the address, the verb on the button.
struct Question(&'static str, &'static str, &'static str);

const CLOSING: Question = Question("Закрыть сбор?", "verification", "Закрыть сбор");

fn sure(cx: &mut Cx<Read>, campaign: &Campaign, text: String, asked: &Question) -> Result<Reply> {
    let Question(heading, noun, label) = *asked;
    let action = format!("{}/{noun}", campaign.url());
    let page = SurePage { csrf: cx.csrf().to_owned(), heading, text, action, label, back: campaign.url() };
    Page::titled(heading).at(&campaign.unit_path).under("/monitoring").show(&page)
}
