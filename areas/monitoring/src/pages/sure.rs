//! «Точно?»: asked before a step that everybody sees and that is taken back only with a reason.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId};
use crate::rules::SheetState;
use crate::store::{campaigns, results, sheets};

#[derive(Template)]
#[template(path = "sure.html")]
struct SurePage {
    csrf: String,
    heading: &'static str,
    text: String,
    action: String,
    label: &'static str,
    back: String,
    asks_reason: bool,
}

/// `GET …/verification`: asks before the collection is closed.
pub(crate) fn verify(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let open = count(cx, &campaign, &may, SheetState::is_editable)?;
    let waiting =
        russian::counted(open, "таблица ещё не сдана", "таблицы ещё не сданы", "таблиц ещё не сдано");
    let until = russian::date_long(campaign.collect_to);
    let text = format!(
        "Срок сбора – {until} Сейчас {waiting}. Закрытый сбор можно открыть снова только с причиной."
    );
    sure(cx, &campaign, text, &CLOSING, false)
}

/// `GET …/publication`: asks before the results are published.
pub(crate) fn publish(cx: &mut Cx<Read>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let text = "Опубликованные баллы больше не меняются: их увидят все муниципалитеты и школы. Исправление – новая редакция с причиной.";
    let is_further = results::latest(cx.conn(), campaign.id)?.is_some();
    sure(cx, &campaign, text.to_owned(), &PUBLISHING, is_further)
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
const PUBLISHING: Question = Question("Опубликовать результаты?", "publication", "Опубликовать");

fn sure(
    cx: &mut Cx<Read>,
    campaign: &Campaign,
    text: String,
    asked: &Question,
    asks_reason: bool,
) -> Result<Reply> {
    let Question(heading, noun, label) = *asked;
    let action = format!("{}/{noun}", campaign.url());
    let page = SurePage {
        csrf: cx.csrf().to_owned(),
        heading,
        text,
        action,
        label,
        back: campaign.url(),
        asks_reason,
    };
    Page::titled(heading).at(&campaign.unit_path).under("/monitoring").show(&page)
}
