//! The board of the one who recommends: every object of a monitoring with what was sent, answered, refused, done.

use std::collections::{BTreeMap, HashMap};

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use monitoring::model::Campaign;
use web::view::Figure;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{issuing, sight};
use crate::actions::{drafting, sending};
use crate::model::Recommendation;
use crate::rules::Status;
use crate::{IssueRecommendations, SeeRecommendations, access as reach, store};

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    csrf: String,
    monitoring_title: String,
    about: String,
    url: String,
    figures: Vec<Figure>,
    statuses: Vec<(String, String)>,
    chosen: String,
    rows: Vec<Row>,
    drafts: i64,
    draft_kind: &'static str,
    reset_url: String,
    reply_by: String,
    fault: String,
    may_issue: bool,
    is_empty: bool,
}

struct Row {
    name: String,
    url: String,
    /// Drafts, answers owed, in work, refused, fulfilled: the count or a dash.
    counts: [String; 5],
    overdue: String,
    measures: String,
    late: String,
}

/// `GET /recommendations/campaigns/{campaign}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    show(cx, &may, Vec::new())
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<SeeRecommendations>,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let campaign = super::campaign(cx, may)?;
    let issuing = issuing(cx);
    let today = cx.today_at(&campaign.unit_path)?;
    let all = store::of_campaign(cx.conn(), &sight(may, &issuing), campaign.id)?;
    let chosen = cx.request().asked("status").to_owned();
    let drafts = count(&all, |one| one.status() == Status::Draft);
    let reply_by = match cx.request().form.text("reply_by") {
        "" => sending::usual_reply(cx, &campaign.unit_path)?.to_string(),
        typed => typed.to_owned(),
    };
    let page = BoardPage {
        csrf: cx.csrf().to_owned(),
        monitoring_title: campaign.title.clone(),
        about: russian::school_year(&campaign.period),
        url: format!("/recommendations/campaigns/{}", campaign.id),
        figures: figures(&campaign, &all, today),
        statuses: statuses(),
        rows: rows(cx, &campaign, &all, &chosen, today)?,
        reset_url: if chosen.is_empty() {
            String::new()
        } else {
            format!("/recommendations/campaigns/{}", campaign.id)
        },
        chosen,
        draft_kind: if all.is_empty() { "primary" } else { "secondary" },
        drafts,
        reply_by,
        fault: faults.into_iter().next().map(|one| one.text).unwrap_or_default(),
        may_issue: reach::has::<IssueRecommendations, M>(cx, &campaign.unit_path),
        is_empty: all.is_empty(),
    };
    Page::titled(format!("Адресные рекомендации – {}", campaign.title))
        .at(&campaign.unit_path)
        .under("/recommendations")
        .show(&page)
}

/// The filter of what owes an answer.
const WAITING: &str = "waiting";

fn statuses() -> Vec<(String, String)> {
    let own = Status::ALL.map(|one| (one.code().to_owned(), one.title().to_owned()));
    let waiting = (WAITING.to_owned(), "ждут ответа".to_owned());
    own.into_iter().chain([waiting]).collect()
}

fn count(all: &[Recommendation], is: impl Fn(&Recommendation) -> bool) -> i64 {
    i64::try_from(all.iter().filter(|one| is(one)).count()).unwrap_or(i64::MAX)
}

fn figures(campaign: &Campaign, all: &[Recommendation], today: NaiveDate) -> Vec<Figure> {
    let url = format!("/recommendations/campaigns/{}", campaign.id);
    let figure = |label: &str, statuses: &[Status], note: String| Figure {
        label: label.to_owned(),
        value: count(all, |one| statuses.contains(&one.status())).to_string(),
        note,
        url: match statuses {
            [one] => format!("{url}?status={}", one.code()),
            _ => format!("{url}?status={WAITING}"),
        },
    };
    let late = count(all, |one| one.is_overdue(today));
    let late = if late > 0 { format!("просрочено: {late}") } else { String::new() };
    vec![
        figure("Черновики", &[Status::Draft], String::new()),
        figure("Ждут ответа", &[Status::Sent, Status::Acknowledged], late),
        figure("Выполняются", &[Status::Answered], String::new()),
        figure("Отклонены", &[Status::Refused], String::new()),
        figure("Исполнены", &[Status::Fulfilled], String::new()),
    ]
}

fn rows<M: Mode>(
    cx: &mut Cx<M>,
    campaign: &Campaign,
    all: &[Recommendation],
    chosen: &str,
    today: NaiveDate,
) -> Result<Vec<Row>> {
    let mut measures: HashMap<i64, [i64; 3]> = HashMap::new();
    for (unit, status, due, count) in store::measure_counts(cx.conn(), campaign.id)? {
        let [done, planned, late] = measures.entry(unit).or_default();
        match status.as_str() {
            "done" => *done += count,
            "planned" if due < today => *late += count,
            "planned" => *planned += count,
            _ => {}
        }
    }
    let mut units: BTreeMap<(String, i64), Vec<&Recommendation>> = BTreeMap::new();
    for one in all {
        units.entry((one.unit_name.clone(), one.unit_id.0)).or_default().push(one);
    }
    let is_chosen = |one: &&&Recommendation| match chosen {
        WAITING => one.status().awaits_answer(),
        code => one.status == code,
    };
    let is_shown = |own: &[&Recommendation]| chosen.is_empty() || own.iter().any(|one| is_chosen(&one));
    let shown = units.into_iter().filter(|(_, own)| is_shown(own));
    let row = |((name, unit), own): ((String, i64), Vec<&Recommendation>)| {
        let of =
            |statuses: &[Status]| dash(own.iter().filter(|one| statuses.contains(&one.status())).count());
        let [done, planned, late] = measures.get(&unit).copied().unwrap_or_default();
        Row {
            name,
            url: format!("/recommendations/campaigns/{}/units/{unit}", campaign.id),
            counts: [
                of(&[Status::Draft]),
                of(&[Status::Sent, Status::Acknowledged]),
                of(&[Status::Answered]),
                of(&[Status::Refused]),
                of(&[Status::Fulfilled]),
            ],
            overdue: said("просрочено: ", own.iter().filter(|one| one.is_overdue(today)).count()),
            measures: if done + planned + late == 0 {
                "–".to_owned()
            } else {
                format!("{done} из\u{a0}{}", done + planned + late)
            },
            late: said("просрочено: ", usize::try_from(late).unwrap_or(0)),
        }
    };
    Ok(shown.map(row).collect())
}

fn dash(count: usize) -> String {
    if count == 0 { "–".to_owned() } else { count.to_string() }
}

fn said(words: &str, count: usize) -> String {
    if count == 0 { String::new() } else { format!("{words}{count}") }
}

/// `POST /recommendations/campaigns/{campaign}/drafts`
pub(super) fn draft(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let id = cx.request().arg("campaign")?;
    let drafted = drafting::draft(cx, &may, id)?;
    let said = |count: usize, one: &str, few: &str, many: &str| {
        russian::counted(i64::try_from(count).unwrap_or(i64::MAX), one, few, many)
    };
    let made = said(drafted.made, "черновик", "черновика", "черновиков");
    let objects = said(drafted.objects, "объекта", "объектов", "объектов");
    let removed = match drafted.removed {
        0 => String::new(),
        gone => format!(" Убрано лишних: {gone}."),
    };
    cx.notice(&format!(
        "Подготовлено: {made} для\u{a0}{objects}. Прочитайте, поправьте и\u{a0}направьте.{removed}"
    ));
    Ok(Reply::to(format!("/recommendations/campaigns/{id}")))
}

/// `POST /recommendations/campaigns/{campaign}/dispatch`
pub(super) fn dispatch(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), cx.request().arg::<i64>("campaign")?);
    match sent(cx, &may, &request, None) {
        Ok(sent) => {
            cx.notice(&format!(
                "Направлено рекомендаций: {sent}. Адресаты увидят их на\u{a0}странице «Мои дела»."
            ));
            Ok(Reply::to(format!("/recommendations/campaigns/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let may = cx.house().policy.check::<SeeRecommendations>(cx.person())?;
            Ok(show(cx, &may, faults)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// Reads the day and sends.
pub(super) fn sent(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    request: &web::Request,
    unit: Option<i64>,
) -> Result<usize> {
    let mut check = request.form.check();
    let day = check.date("reply_by");
    if day.is_none() && request.form.text("reply_by").is_empty() {
        check.fault("reply_by", "Укажите, к\u{a0}какому дню ждёте ответ.");
    }
    check.done()?;
    let id = request.arg("campaign")?;
    sending::send(cx, may, id, unit, day.ok_or(Error::NotFound)?)
}
