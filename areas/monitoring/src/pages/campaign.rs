//! A campaign: where it stands, the sheets of its objects, and the steps of whoever runs it.

use access::Granted;
use askama::Template;
use documents::DocumentId;
use packs::Template as Table;
use web::view::Step;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::{campaigns::is_public, words};
use crate::access::{RunCampaign, SeeResults, SeeSheets};
use crate::actions::settings::{self, Setting};
use crate::actions::{campaign as acts, publish as acts_publish};
use crate::model::{Campaign, CampaignId, Sheet, SheetId};
use crate::rules::{Bands, CampaignState, SheetState};
use crate::store::{campaigns, results, sheets};

#[derive(Template)]
#[template(path = "campaign.html")]
struct CampaignPage {
    csrf: String,
    url: String,
    heading: String,
    subtitle: String,
    state: &'static str,
    tone: &'static str,
    code: &'static str,
    steps: Vec<Step>,
    rows: Vec<Row>,
    counts: Vec<(String, String, String)>,
    may_run: bool,
    is_public: bool,
    revisions: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    act: String,
    next_note: &'static str,
}

struct Row {
    id: String,
    name: String,
    url: String,
    state: &'static str,
    tone: &'static str,
    submitted: String,
    late: bool,
    left_out: String,
}

/// `GET /monitoring/{campaign}`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let campaign = concerned(cx, &may)?;
    let (sees_sheets, may_run) = rights(cx, &campaign);
    if !sees_sheets && !is_public(&campaign) {
        return Err(Error::NotFound);
    }
    let zone = cx.zone_at(&campaign.unit_path)?;
    let today = cx.today_at(&campaign.unit_path)?;
    let found =
        if sees_sheets { sheets::of_campaign(cx.conn(), campaign.id, may.ranges())? } else { Vec::new() };
    let rows: Vec<Row> = found.iter().map(|sheet| row(sheet, today, zone)).collect();
    let page = page(cx, &campaign, rows, &found, may_run)?;
    Page::titled(format!("{} – {}", campaign.title, russian::school_year(&campaign.period)))
        .at(&campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// The campaign of the address, if it concerns the person: inside their scope or of a unit above.
pub(crate) fn concerned<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeResults>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if campaigns::concerns(&campaign.unit_path, may.scopes()) { Ok(campaign) } else { Err(Error::NotFound) }
}

/// Whether the person sees sheets, and whether they run this campaign.
fn rights<M: Mode>(cx: &Cx<M>, campaign: &Campaign) -> (bool, bool) {
    let policy = &cx.house().policy;
    let runs = policy.check::<RunCampaign>(cx.person());
    (
        policy.check::<SeeSheets>(cx.person()).is_ok(),
        runs.is_ok_and(|may| may.within(&campaign.unit_path).is_ok()),
    )
}

fn page(
    cx: &mut Cx<Read>,
    campaign: &Campaign,
    rows: Vec<Row>,
    found: &[Sheet],
    may_run: bool,
) -> Result<CampaignPage> {
    let house = cx.house_handle();
    let zone = cx.zone_at(&campaign.unit_path)?;
    let state = campaign.state();
    let revisions = results::revisions(cx.conn(), campaign.id)?.into_iter().map(|publication| {
        let reason = if publication.reason.is_empty() {
            String::new()
        } else {
            format!(" – {}", publication.reason)
        };
        let text = format!(
            "Редакция {} от {}{reason}",
            publication.revision,
            russian::moment(publication.published_at, zone)
        );
        (text, format!("{}/results?revision={}", campaign.url(), publication.revision))
    });
    let revisions = revisions.collect();
    let acts = if may_run { acts_of(cx, campaign)? } else { Vec::new() };
    let source = words::source(&house.packs, &campaign.template);
    Ok(CampaignPage {
        csrf: cx.csrf().to_owned(),
        url: campaign.url(),
        heading: campaign.title.clone(),
        subtitle: subtitle(cx, campaign, &source)?,
        state: state.title(),
        tone: words::campaign_tone(state),
        code: state.code(),
        steps: steps(campaign),
        counts: counts(found),
        rows,
        may_run,
        is_public: is_public(campaign),
        revisions,
        acts,
        act: campaign.ranks_act_id.map(|id| id.to_string()).unwrap_or_default(),
        next_note: next_note(state),
    })
}

fn subtitle<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, source: &str) -> Result<String> {
    let house = cx.house_handle();
    let template: Option<Table> = match campaign.template_json.as_str() {
        "" => house.packs.template(&campaign.template).map(|template| template.as_ref().clone()),
        _ => Some(campaign.template()?),
    };
    let count = template.as_ref().map_or(0, |template| template.indicators().count());
    let most = template.and_then(|template| template.max).map(|max| words::points(max.0)).unwrap_or_default();
    let counted =
        russian::counted(i64::try_from(count).unwrap_or(0), "показатель", "показателя", "показателей");
    let parts =
        [russian::school_year(&campaign.period), source.to_owned(), counted, format!("максимум {most}")];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}

fn row(sheet: &Sheet, today: chrono::NaiveDate, zone: chrono_tz::Tz) -> Row {
    let state = sheet.state();
    Row {
        id: sheet.id.to_string(),
        name: sheet.unit_name.clone(),
        url: sheet.url(),
        state: state.title(),
        tone: words::tone(state),
        submitted: sheet.submitted_at.map(|at| russian::moment(at, zone)).unwrap_or_default(),
        late: state.is_editable() && today > sheet.due_on,
        left_out: sheet.left_out_reason.clone(),
    }
}

/// How many sheets stand in each state: (state, count, tone), in the order of the way.
fn counts(found: &[Sheet]) -> Vec<(String, String, String)> {
    let count = |state: SheetState| {
        let count = found.iter().filter(|sheet| sheet.state() == state).count();
        (count > 0).then(|| (state.title().to_owned(), count.to_string(), words::tone(state).to_owned()))
    };
    SheetState::ALL.into_iter().filter_map(count).collect()
}

fn steps(campaign: &Campaign) -> Vec<Step> {
    let at = CampaignState::ALL.iter().position(|state| *state == campaign.state()).unwrap_or(0);
    let day = russian::date_long;
    let names = [
        ("Запланирован", format!("сбор с {}", day(campaign.collect_from))),
        ("Сбор", format!("до {}", day(campaign.collect_to))),
        ("Проверка института", format!("до {}", day(campaign.verify_to))),
        ("Публикация", format!("{} и позже", day(campaign.publish_on))),
    ];
    words::steps(names, at)
}

fn next_note(state: CampaignState) -> &'static str {
    match state {
        CampaignState::Planned => {
            "Когда сбор откроется, каждый муниципалитет получит свою таблицу, а таблица показателей больше не изменится."
        }
        CampaignState::Collecting => "Муниципалитеты заполняют таблицы. Сданные можно проверять уже сейчас.",
        CampaignState::Verifying => {
            "Когда все таблицы проверены, результаты публикуются. Муниципалитет можно оставить без результата, указав причину."
        }
        CampaignState::Published | CampaignState::Archived => {
            "Результаты опубликованы и больше не меняются. Исправление – новая редакция с причиной."
        }
    }
}

/// Orders and regulations that may turn places on.
fn acts_of(cx: &mut Cx<Read>, campaign: &Campaign) -> Result<Vec<(String, String)>> {
    let found = documents::store::of_unit(cx.conn(), &campaign.unit_path, &[], 50)?;
    let own = found
        .into_iter()
        .filter(|document| document.unit_path == campaign.unit_path && !document.is_cancelled());
    Ok(own
        .map(|document| (document.id.to_string(), format!("{} – {}", document.title_line(), document.title)))
        .collect())
}

/// `POST …/collection`: opens the collection.
pub(crate) fn open(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    acts::open(cx, &may, id)?;
    cx.notice("Сбор открыт: таблицы разосланы.");
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST …/verification`: closes the collection.
pub(crate) fn verify(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    acts::enter(cx, &may, id, CampaignState::Verifying, "")?;
    cx.notice("Сбор закрыт, идёт проверка.");
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST …/publication`: publishes the next revision.
pub(crate) fn publish(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let reason = words::reason(&cx.request().form)?;
    acts_publish::publish(cx, &may, id, &reason)?;
    cx.notice("Результаты опубликованы. Их видят муниципалитеты и школы.");
    Ok(Reply::to(format!("/monitoring/{id}/results")))
}

/// `POST …/reopening`: back to verification, with a reason; the next publication is a new revision.
pub(crate) fn reopen(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let reason = words::reason(&cx.request().form)?;
    acts::enter(cx, &may, id, CampaignState::Verifying, &reason)?;
    cx.notice("Мониторинг возвращён в проверку. Опубликованная редакция остаётся.");
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST …/places`: the act that turns places on; without an act they are off.
pub(crate) fn places(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let act = cx.request().form.text("act").parse::<DocumentId>().ok();
    settings::set(cx, &may, id, Setting::Places, act, &Bands::default())?;
    cx.notice(if act.is_some() {
        "Места включены: основание – выбранный акт."
    } else {
        "Места выключены."
    });
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST /monitoring/sheets/{sheet}/exclusion`: published without this object, for a reason.
pub(crate) fn leave_out(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let sheet: SheetId = cx.request().arg("sheet")?;
    let reason = words::reason(&cx.request().form)?;
    let id = acts::leave_out(cx, &may, sheet, &reason)?;
    Ok(Reply::to(format!("/monitoring/{id}")))
}
