//! A campaign: where it stands, how far each object has come, who is late, what has happened.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Granted;
use askama::Template;
use packs::Template as Table;
use web::view::{HistoryEntry, Step};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, russian};

use super::{campaigns::is_public, words};
use crate::access::{RunCampaign, SeeResults, SeeSheets, VerifySheet};
use crate::model::{Campaign, CampaignId, Sheet, SheetId};
use crate::rules::{CampaignState, SheetState};
use crate::store::{answers, campaigns, results, sheets, timeline};
use crate::worksheet::Worksheet;

/// The most sheets shown on the page; more are found by level and state.
const SHOWN: usize = 400;
/// Lines of the timeline on the page.
const LINES: i64 = 8;

#[derive(Template)]
#[template(path = "campaign.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is drawn")]
struct CampaignPage {
    csrf: String,
    url: String,
    heading: String,
    subtitle: String,
    state: &'static str,
    tone: &'static str,
    code: &'static str,
    steps: Vec<Step>,
    groups: Vec<Group>,
    counts: Vec<Count>,
    late: i64,
    shown: String,
    may_run: bool,
    may_verify: bool,
    is_under_way: bool,
    is_public: bool,
    has_subjects: bool,
    extend_to: String,
    revisions: Vec<(String, String)>,
    history: Vec<HistoryEntry>,
    /// «Вся лента», where the person may open it.
    whole_history: &'static str,
    next_note: String,
}

/// Sheets of one level of the table.
struct Group {
    title: String,
    rows: Vec<Row>,
}

struct Count {
    text: String,
    url: String,
    tone: &'static str,
}

struct Row {
    id: String,
    name: String,
    url: String,
    state: &'static str,
    tone: &'static str,
    filled: String,
    percent: String,
    when: String,
    is_open: bool,
    late: bool,
    left_out: String,
}

/// `GET /monitoring/{campaign}`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let campaign = concerned(cx, &may)?;
    let rights = rights(cx, &campaign);
    let found = if rights.sees_sheets {
        sheets::of_campaign(cx.conn(), campaign.id, may.ranges())?
    } else {
        Vec::new()
    };
    if found.is_empty() && !rights.runs && !is_public(&campaign) && !rights.sees_work {
        return Err(Error::NotFound);
    }
    crate::worksheet::saw(cx, &found);
    let page = page(cx, &campaign, &found, &rights, &may)?;
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

/// What the person may do with a campaign.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own")]
pub(crate) struct Rights {
    sees_sheets: bool,
    runs: bool,
    verifies: bool,
    /// A municipality sees the region's campaign before it has a sheet in it; a school does not.
    sees_work: bool,
}

fn rights<M: Mode>(cx: &Cx<M>, campaign: &Campaign) -> Rights {
    let policy = &cx.house().policy;
    let path = &campaign.unit_path;
    let sees = policy.check::<SeeSheets>(cx.person());
    Rights {
        sees_work: sees.as_ref().is_ok_and(|may| super::campaigns::sees_work(may.scopes())),
        sees_sheets: sees.is_ok(),
        runs: policy.check::<RunCampaign>(cx.person()).is_ok_and(|may| may.within(path).is_ok()),
        verifies: policy.check::<VerifySheet>(cx.person()).is_ok_and(|may| may.within(path).is_ok()),
    }
}

fn page(
    cx: &mut Cx<Read>,
    campaign: &Campaign,
    found: &[Sheet],
    rights: &Rights,
    may: &Granted<SeeResults>,
) -> Result<CampaignPage> {
    let house = cx.house_handle();
    let zone = cx.zone_at(&campaign.unit_path)?;
    let template = table(cx, campaign)?;
    let state = campaign.state();
    let chosen = Chosen::of(cx);
    let picked: Vec<&Sheet> = found.iter().filter(|sheet| chosen.takes(sheet, cx.now())).collect();
    let source = words::source(&house.packs, &campaign.template);
    let now = cx.now();
    Ok(CampaignPage {
        csrf: cx.csrf().to_owned(),
        url: campaign.url(),
        heading: campaign.title.clone(),
        subtitle: subtitle(campaign, template.as_deref(), &source),
        state: state.title(),
        tone: words::campaign_tone(state),
        code: state.code(),
        steps: steps(campaign, zone),
        counts: counts(campaign, found),
        late: i64::try_from(found.iter().filter(|sheet| is_late(sheet, now)).count()).unwrap_or(0),
        shown: shown(picked.len(), found.len(), &chosen),
        groups: groups(cx, campaign, template.as_ref(), &picked, zone)?,
        may_run: rights.runs,
        may_verify: rights.verifies,
        is_under_way: matches!(state, CampaignState::Collecting | CampaignState::Verifying),
        is_public: is_public(campaign),
        has_subjects: template.as_deref().is_some_and(super::subjects::has_named_levels),
        extend_to: campaign.collect_to.max(now.day(zone)).succ_opt().unwrap_or_default().to_string(),
        revisions: revisions(cx, campaign, zone)?,
        whole_history: if rights.sees_work || rights.runs { "Вся лента" } else { "" },
        history: if rights.sees_sheets { history(cx, campaign, may, LINES)? } else { Vec::new() },
        next_note: next_note(campaign, zone),
    })
}

/// The table of a campaign: its copy, or the pack's before it opens.
pub(crate) fn table<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign) -> Result<Option<Arc<Table>>> {
    if campaign.has_copy() {
        return crate::copies::of(cx.conn(), campaign).map(Some);
    }
    let house = cx.house_handle();
    let named = crate::tables::named(cx.conn(), &house.packs, &campaign.template, &campaign.unit_path)?;
    Ok(named)
}

/// Which sheets the address asks for: `?state=returned&level=organisation`, `?state=late`.
struct Chosen {
    state: String,
    level: String,
}

impl Chosen {
    fn of<M: Mode>(cx: &Cx<M>) -> Self {
        Self { state: cx.request().asked("state").to_owned(), level: cx.request().asked("level").to_owned() }
    }

    fn takes(&self, sheet: &Sheet, now: db::Moment) -> bool {
        let is_state = match self.state.as_str() {
            "" => true,
            "late" => is_late(sheet, now),
            code => sheet.state == code,
        };
        is_state && (self.level.is_empty() || sheet.level == self.level)
    }
}

fn is_late(sheet: &Sheet, now: db::Moment) -> bool {
    sheet.state().is_editable() && sheet.is_closed(now)
}

fn shown(picked: usize, all: usize, chosen: &Chosen) -> String {
    let is_chosen = !chosen.state.is_empty() || !chosen.level.is_empty();
    match picked {
        n if n > SHOWN => format!("Показаны первые {SHOWN} из {n}: отберите по состоянию."),
        n if is_chosen => format!("Отобрано {n} из {all}."),
        _ => String::new(),
    }
}

/// Rows by level of the table, each with how much of the sheet is filled; read set-wise.
fn groups(
    cx: &mut Cx<Read>,
    campaign: &Campaign,
    template: Option<&Arc<Table>>,
    picked: &[&Sheet],
    zone: chrono_tz::Tz,
) -> Result<Vec<Group>> {
    let Some(template) = template else {
        return Ok(Vec::new());
    };
    let ids: Vec<SheetId> = picked.iter().take(SHOWN).map(|sheet| sheet.id).collect();
    let mut filled: BTreeMap<SheetId, i64> = answers::filled(cx.conn(), &ids)?.into_iter().collect();
    // What the program answers by itself is filled too; in open sheets it stands in no row yet.
    let open = picked.iter().take(SHOWN).filter(|sheet| sheet.state().is_editable());
    let open: Vec<Sheet> = open.map(|sheet| (*sheet).clone()).collect();
    for work in Worksheet::all_live(cx, campaign, template, open)? {
        let asked = work.template.indicators().filter(|(_, one)| words::input(one) != "none");
        let done = asked.filter(|(_, one)| !work.is_open(&one.no)).count();
        filled.insert(work.sheet.id, i64::try_from(done).unwrap_or(0));
    }
    let now = cx.now();
    let group = |level: &packs::ObjectLevel| {
        let asked = template.criteria.iter().filter(|one| template.level_of(one) == level.id);
        let asked = asked.flat_map(|one| &one.indicators).filter(|one| words::input(one) != "none").count();
        let own = picked.iter().take(SHOWN).filter(|sheet| sheet.level == level.id);
        let rows = own.map(|sheet| {
            let done = usize::try_from(filled.get(&sheet.id).copied().unwrap_or(0)).unwrap_or(0);
            row(sheet, (done.min(asked), asked), now, zone)
        });
        Group { title: level.title.clone(), rows: rows.collect() }
    };
    Ok(template.levels.iter().map(group).filter(|group| !group.rows.is_empty()).collect())
}

fn row(sheet: &Sheet, (done, asked): (usize, usize), now: db::Moment, zone: chrono_tz::Tz) -> Row {
    let state = sheet.state();
    let name = match sheet.subject.as_str() {
        "" => sheet.unit_name.clone(),
        subject => format!("{subject}, {}", sheet.unit_name),
    };
    let (is_open, late) = (state.is_editable(), is_late(sheet, now));
    let when = match sheet.submitted_at {
        Some(at) if !is_open => format!("сдана {}", russian::moment(at, zone)),
        _ if late => format!("не сдана к {}", russian::moment(sheet.closes_at, zone)),
        _ => format!("до {}", russian::date(sheet.due_on)),
    };
    Row {
        id: sheet.id.to_string(),
        name,
        url: sheet.url(),
        state: state.title(),
        tone: words::tone(state),
        filled: format!("{done}\u{a0}из\u{a0}{asked}"),
        percent: (done * 100 / asked.max(1)).to_string(),
        when,
        is_open,
        late,
        left_out: sheet.left_out_reason.clone(),
    }
}

/// How many sheets stand in each state, each opening its list; in the order of the way.
fn counts(campaign: &Campaign, found: &[Sheet]) -> Vec<Count> {
    let count = |state: SheetState| {
        let count = found.iter().filter(|sheet| sheet.state() == state).count();
        (count > 0).then(|| Count {
            text: format!("{}: {count}", state.title()),
            url: format!("{}?state={}", campaign.url(), state.code()),
            tone: words::tone(state),
        })
    };
    SheetState::ALL.into_iter().filter_map(count).collect()
}

fn subtitle(campaign: &Campaign, template: Option<&Table>, source: &str) -> String {
    let count = template.map_or(0, |template| template.indicators().count());
    let most = template.and_then(|template| template.max).map(|max| words::points(max.0));
    let counted =
        russian::counted(i64::try_from(count).unwrap_or(0), "показатель", "показателя", "показателей");
    let most =
        most.filter(|most| !most.is_empty()).map(|most| format!("максимум {most}")).unwrap_or_default();
    let parts = [russian::school_year(&campaign.period), source.to_owned(), counted, most];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// «30 июня 2026 г., 19:00», or the day alone when entry closes with it.
pub(crate) fn closes(campaign: &Campaign, zone: chrono_tz::Tz) -> String {
    let day_ends = db::day_start(zone, campaign.collect_to.succ_opt().unwrap_or(campaign.collect_to));
    if campaign.closes_at.0 == 0 || campaign.closes_at == day_ends {
        return russian::date_long(campaign.collect_to);
    }
    format!("{}, {}", russian::date_long(campaign.collect_to), russian::time(campaign.closes_at, zone))
}

/// «30 июня 2026 г.» ends a sentence by itself, an hour does not.
pub(crate) fn sentence_end(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

fn steps(campaign: &Campaign, zone: chrono_tz::Tz) -> Vec<Step> {
    let at = CampaignState::ALL.iter().position(|state| *state == campaign.state()).unwrap_or(0);
    let day = russian::date_long;
    let names = [
        ("Запланирован", format!("сбор с {}", day(campaign.collect_from))),
        ("Сбор", format!("до {}", closes(campaign, zone))),
        ("Проверка", format!("до {}", day(campaign.verify_to))),
        ("Публикация", format!("{} и позже", day(campaign.publish_on))),
    ];
    words::steps(names, at)
}

fn next_note(campaign: &Campaign, zone: chrono_tz::Tz) -> String {
    match campaign.state() {
        CampaignState::Planned => {
            "Когда сбор откроется, каждый объект получит свою таблицу, а таблица показателей больше не изменится.".to_owned()
        }
        CampaignState::Collecting => format!(
            "Сбор открыт до {} Сданные таблицы можно проверять уже сейчас, опоздавшим срок можно продлить.",
            sentence_end(&closes(campaign, zone))
        ),
        CampaignState::Verifying => {
            "Когда таблицы проверены и на возражения дан ответ, результаты публикуются. Без результата можно оставить только явно, с причиной.".to_owned()
        }
        CampaignState::Published | CampaignState::Archived => {
            "Результаты опубликованы и больше не меняются. Исправление – новая редакция с причиной.".to_owned()
        }
    }
}

fn revisions(cx: &mut Cx<Read>, campaign: &Campaign, zone: chrono_tz::Tz) -> Result<Vec<(String, String)>> {
    let all = results::revisions(cx.conn(), campaign.id)?;
    let line = |publication: crate::model::Publication| {
        let reason = match publication.reason.as_str() {
            "" => String::new(),
            reason => format!(" – {reason}"),
        };
        let at = russian::moment(publication.published_at, zone);
        let url = format!("{}/results?revision={}", campaign.url(), publication.revision);
        (format!("Редакция {} от {at}{reason}", publication.revision), url)
    };
    Ok(all.into_iter().map(line).collect())
}

/// The newest lines of the timeline.
fn history(
    cx: &mut Cx<Read>,
    campaign: &Campaign,
    may: &Granted<SeeResults>,
    limit: i64,
) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(&campaign.unit_path)?;
    let events = timeline::newest(cx.conn(), campaign.id, may.ranges(), limit)?;
    let ids: Vec<i64> = events.iter().filter_map(|event| event.account).collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let entry = |event: timeline::Event| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: event.account.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        text: if event.object.is_empty() { event.text } else { format!("{}: {}", event.object, event.text) },
    };
    Ok(events.into_iter().map(entry).collect())
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    heading: String,
    url: String,
    history: Vec<HistoryEntry>,
}

/// `GET /monitoring/{campaign}/timeline`: what has happened, newest first.
pub(crate) fn timeline(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let campaign = concerned(cx, &may)?;
    let rights = rights(cx, &campaign);
    if !rights.sees_sheets || !rights.sees_work && !rights.runs {
        return Err(Error::NotFound);
    }
    let page = TimelinePage {
        heading: format!("{}, {}", campaign.title, russian::school_year(&campaign.period)),
        url: campaign.url(),
        history: history(cx, &campaign, &may, 300)?,
    };
    Page::titled("Лента событий").at(&campaign.unit_path).under("/monitoring").show(&page)
}
