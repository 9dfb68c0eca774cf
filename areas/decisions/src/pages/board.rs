//! The board of the one who recommends: every object of a monitoring with what was sent, answered, refused, done.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use db::Moment;
use units::UnitId;
use web::view::Figure;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::occasion::{Occasion, board_url, letter_url, school_year};
use super::{issuing, sight, words};
use crate::actions::{drafting, sending};
use crate::model::{Measure, Recommendation};
use crate::rules::Status;
use crate::vanished::vanished;
use crate::{IssueRecommendations, SeeRecommendations, access as reach, store};

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    csrf: String,
    about: String,
    url: String,
    is_findings: bool,
    years: Vec<(String, String)>,
    year: String,
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
    /// How many deficits a later revision took away, in words.
    gone: String,
    measures: String,
    late: String,
}

/// `GET /recommendations/campaigns/{campaign}`, `GET /recommendations/findings`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    show(cx, &may, Vec::new())
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<SeeRecommendations>,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let occasion = Occasion::asked(cx, may)?;
    let issuing = issuing(cx);
    let today = cx.today_at(&occasion.path)?;
    let year = asked_year(cx, today);
    let days = drafted_within(cx, year);
    let all = store::of_occasion(cx.conn(), &sight(may, &issuing), occasion.id(), days)?;
    let chosen = cx.request().asked("status").to_owned();
    let is_findings = occasion.campaign.is_none();
    let is_sendable = |one: &Recommendation| !is_findings || issuing.own.contains(&one.owner_path);
    let drafts = count(&all, |one| one.status() == Status::Draft && is_sendable(one));
    let reply_by = match cx.request().form.text("reply_by") {
        "" => sending::usual_reply(cx, &occasion.path)?.to_string(),
        typed => typed.to_owned(),
    };
    let board =
        if is_findings { format!("{}?year={year}&", occasion.url()) } else { format!("{}?", occasion.url()) };
    let page = BoardPage {
        csrf: cx.csrf().to_owned(),
        about: occasion.about(),
        url: occasion.url(),
        is_findings,
        years: if is_findings { years(today) } else { Vec::new() },
        figures: figures(&board, &all, today),
        statuses: statuses(),
        rows: rows(cx, &occasion, &all, &chosen, today)?,
        reset_url: if chosen.is_empty() && cx.request().asked("year").is_empty() {
            String::new()
        } else {
            occasion.url()
        },
        year: year.to_string(),
        chosen,
        draft_kind: if all.is_empty() { "primary" } else { "secondary" },
        drafts,
        reply_by,
        fault: faults.into_iter().next().map(|one| one.text).unwrap_or_default(),
        may_issue: reach::has::<IssueRecommendations, M>(cx, &occasion.path),
        is_empty: all.is_empty(),
    };
    Page::titled(format!("Адресные рекомендации – {}", occasion.title()))
        .at(&occasion.path)
        .under("/recommendations")
        .show(&page)
}

/// The filter of what owes an answer.
const WAITING: &str = "waiting";
/// The filter of what a later revision took the ground from.
const GONE: &str = "gone";

fn statuses() -> Vec<(String, String)> {
    let own = Status::ALL.map(|one| (one.code().to_owned(), one.title().to_owned()));
    let waiting = (WAITING.to_owned(), "ждут ответа".to_owned());
    let gone = (GONE.to_owned(), "недостаток снят редакцией".to_owned());
    own.into_iter().chain([waiting, gone]).collect()
}

fn count(all: &[Recommendation], is: impl Fn(&Recommendation) -> bool) -> i64 {
    i64::try_from(all.iter().filter(|one| is(one)).count()).unwrap_or(i64::MAX)
}

/// When what is shown was drafted: a duty asks for a state and for no year, and what it means may be older.
fn drafted_within<M: Mode>(cx: &Cx<M>, year: i32) -> (Moment, Moment) {
    let (asked, status) = (cx.request().asked("year"), cx.request().asked("status"));
    if asked.is_empty() && !status.is_empty() { (Moment(0), Moment(i64::MAX)) } else { school_year(year) }
}

/// The school year asked for, or the one that is going on.
pub(super) fn asked_year<M: Mode>(cx: &Cx<M>, today: NaiveDate) -> i32 {
    let going_on = ends_in(today);
    let asked = cx.request().asked("year").parse().unwrap_or(going_on);
    if (going_on - YEARS..=going_on).contains(&asked) { asked } else { going_on }
}

fn ends_in(today: NaiveDate) -> i32 {
    today.year() + i32::from(today.month() >= 9)
}

/// So many school years back are offered.
const YEARS: i32 = 5;

fn years(today: NaiveDate) -> Vec<(String, String)> {
    let all = (0..=YEARS).map(|back| (ends_in(today) - back).to_string());
    all.map(|year| (year.clone(), russian::school_year(&year))).collect()
}

/// `url` is the board, ready for a filter.
fn figures(url: &str, all: &[Recommendation], today: NaiveDate) -> Vec<Figure> {
    let figure = |label: &str, statuses: &[Status], note: String| Figure {
        label: label.to_owned(),
        value: count(all, |one| statuses.contains(&one.status())).to_string(),
        note,
        url: match statuses {
            [one] => format!("{url}status={}", one.code()),
            _ => format!("{url}status={WAITING}"),
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
    occasion: &Occasion,
    all: &[Recommendation],
    chosen: &str,
    today: NaiveDate,
) -> Result<Vec<Row>> {
    let gone = vanished(cx, occasion.id(), all)?;
    let mut measures = store::measures_of_each(cx.conn(), all)?;
    let mut units: BTreeMap<(String, i64), Vec<&Recommendation>> = BTreeMap::new();
    for one in all {
        units.entry((one.unit_name.clone(), one.unit_id.0)).or_default().push(one);
    }
    let is_chosen = |one: &Recommendation| match chosen {
        WAITING => one.status().awaits_answer(),
        GONE => gone.contains_key(&one.id),
        code => one.status == code,
    };
    let is_shown = |own: &[&Recommendation]| chosen.is_empty() || own.iter().any(|one| is_chosen(one));
    let mut row = |((name, unit), own): ((String, i64), Vec<&Recommendation>)| {
        let of = |statuses: &[Status]| own.iter().filter(|one| statuses.contains(&one.status())).count();
        let live = |one: &&&Recommendation| !matches!(one.status(), Status::Withdrawn | Status::Refused);
        let taken: Vec<Measure> =
            own.iter().filter(live).flat_map(|one| measures.remove(&one.id.0).unwrap_or_default()).collect();
        let done = taken.iter().filter(|one| one.is_done()).count();
        let planned = taken.iter().filter(|one| one.is_planned()).count();
        let taken_away = own.iter().filter_map(|one| gone.get(&one.id)).max();
        let gone_from = own.iter().filter(|one| gone.contains_key(&one.id)).count();
        Row {
            name,
            url: letter_url(occasion.id(), UnitId(unit)),
            counts: [
                dash(of(&[Status::Draft])),
                dash(of(&[Status::Sent, Status::Acknowledged])),
                dash(of(&[Status::Answered])),
                dash(of(&[Status::Refused])),
                dash(of(&[Status::Fulfilled])),
            ],
            overdue: said("просрочено: ", own.iter().filter(|one| one.is_overdue(today)).count()),
            gone: taken_away
                .map(|revision| format!("{}: {gone_from}", words::gone(*revision)))
                .unwrap_or_default(),
            measures: if done + planned == 0 {
                "–".to_owned()
            } else {
                format!("{done} из\u{a0}{}", done + planned)
            },
            late: said("просрочено: ", taken.iter().filter(|one| one.is_overdue(today)).count()),
        }
    };
    Ok(units.into_iter().filter(|(_, own)| is_shown(own)).map(&mut row).collect())
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

/// `POST …/dispatch`: everything that is drafted.
pub(super) fn dispatch(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    dispatched(cx, &may, None, " Адресаты увидят их на\u{a0}странице «Мои дела».", show)
}

/// Shows a page again with what was wrong in its form.
type Anew = fn(&mut Cx<Write>, &Granted<SeeRecommendations>, Vec<FieldFault>) -> Result<Reply>;

/// Sends the drafts of the address's occasion, all or one unit's, and leads back; a day that will not do stands beside its field.
pub(super) fn dispatched(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    unit: Option<UnitId>,
    further: &str,
    show: Anew,
) -> Result<Reply> {
    let request = cx.request_handle();
    match sent(cx, may, &request, unit.map(|id| id.0)) {
        Ok(sent) => {
            let left = match sent.closed {
                0 => String::new(),
                left => format!(" Осталось черновиков закрытым организациям: {left}."),
            };
            cx.notice(&format!("Направлено рекомендаций: {}.{left}{further}", sent.sent));
            let campaign = request.arg("campaign").ok();
            Ok(Reply::to(unit.map_or_else(|| board_url(campaign), |unit| letter_url(campaign, unit))))
        }
        Err(Error::Invalid(faults)) => {
            let may = cx.house().policy.check::<SeeRecommendations>(cx.person())?;
            Ok(show(cx, &may, faults)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// Reads the day and sends.
fn sent(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    request: &web::Request,
    unit: Option<i64>,
) -> Result<sending::Sent> {
    let mut check = request.form.check();
    let day = check.date("reply_by");
    if day.is_none() && request.form.text("reply_by").is_empty() {
        check.fault("reply_by", "Укажите, к\u{a0}какому дню ждёте ответ.");
    }
    check.done()?;
    let day = day.ok_or(Error::NotFound)?;
    match Occasion::asked(cx, may)?.id() {
        Some(id) => sending::send(cx, may, id, unit, day),
        None => sending::send_findings(cx, may, unit, day),
    }
}
