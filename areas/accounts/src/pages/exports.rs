//! «Выгрузки»: what a person took away today and asks for; for administrators, what waits for them.

use access::{AccountId, Granted, SignedIn};
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::Faults;
use crate::actions::exports::{self as acts, counted};
use crate::actions::own;
use crate::model::{ExportRequest, ExportRequestId};
use crate::{ManageAccounts, store};

/// So many last requests are shown.
const REQUESTS: i64 = 10;
/// The most objects one may ask for.
const MOST: i64 = 1_000_000;

#[derive(Template)]
#[template(path = "exports.html")]
struct OwnPage {
    csrf: String,
    limit: Option<(String, String)>,
    taken: Vec<(String, &'static str, i64)>,
    requests: Vec<RequestRow>,
    objects: String,
    reason: String,
    faults: Faults,
}

struct RequestRow {
    when: String,
    objects: String,
    reason: String,
    state: String,
    tone: &'static str,
}

/// `GET /account/exports`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Faults::default())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Faults) -> Result<Reply> {
    let (account, request, zone) = (own::account(cx)?.id, cx.request_handle(), cx.house().settings.zone);
    let limit = cx.export_limit()?.map(|(limit, rest)| (counted(limit), counted(rest)));
    let from = cx.export_day();
    let taken = access::store::exports::taken(cx.conn(), account, from)?;
    let requests = store::exports::of(cx.conn(), account, REQUESTS)?;
    let page = OwnPage {
        csrf: cx.csrf().to_owned(),
        limit,
        taken: taken.iter().map(|(at, route, n)| (russian::time(*at, zone), what(route), *n)).collect(),
        requests: requests.into_iter().map(|one| row(cx, one)).collect(),
        objects: request.form.text("objects").to_owned(),
        reason: request.form.text("reason").to_owned(),
        faults,
    };
    Page::titled("Выгрузки").under("/account").show(&page)
}

fn what(route: &str) -> &'static str {
    match route {
        "/monitoring/{campaign}/xlsx" => "таблицы кампании",
        "/monitoring/{campaign}/download" => "результаты мониторинга",
        _ => "файл",
    }
}

fn row<M: Mode>(cx: &Cx<M>, one: ExportRequest) -> RequestRow {
    let zone = cx.house().settings.zone;
    let (state, tone) = match (one.state.as_str(), one.ends) {
        ("allowed", Some(end)) if end > cx.now() => {
            (format!("разрешено до\u{a0}{}", russian::moment(end, zone)), "ok")
        }
        ("allowed", _) => ("срок разрешения закончился".to_owned(), "muted"),
        ("refused", _) => (format!("отказано: {}", one.answer), "bad"),
        _ => ("ждёт решения".to_owned(), "info"),
    };
    let (when, objects) = (russian::moment(one.at, zone), counted(one.objects));
    RequestRow { when, objects, reason: one.reason, state, tone }
}

/// `POST /account/exports`
pub(super) fn ask(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    match read(cx).and_then(|(objects, reason)| acts::ask(cx, &may, objects, &reason)) {
        Ok(()) => {
            cx.notice("Запрос отправлен. Решит администратор вашей территории.");
            Ok(Reply::to("/account/exports"))
        }
        Err(error) => Ok(show(cx, Faults::from_error(error, "reason")?)?.status(422)),
    }
}

fn read(cx: &Cx<Write>) -> Result<(i64, String)> {
    let mut check = cx.request().form.check();
    let sentence = "Напишите, сколько объектов нужно выгрузить: число от\u{a0}1 до\u{a0}1\u{a0}000\u{a0}000.";
    let objects: Option<i64> = check.parsed("objects", sentence);
    if objects.is_some_and(|objects| !(1..=MOST).contains(&objects)) {
        check.fault("objects", sentence);
    }
    let reason = check.optional("reason", 500).to_owned();
    if reason.chars().count() < 10 {
        check.fault("reason", "Напишите, зачем нужна выгрузка: не\u{a0}короче 10 знаков.");
    }
    check.done()?;
    Ok((objects.ok_or(Error::Malformed)?, reason))
}

#[derive(Template)]
#[template(path = "exports_waiting.html")]
struct WaitingPage {
    csrf: String,
    asked: Vec<AskedRow>,
    refused: Vec<RefusedRow>,
}

struct AskedRow {
    allow_url: String,
    refuse_url: String,
    answer: String,
    who: String,
    url: String,
    when: String,
    objects: String,
    reason: String,
}

struct RefusedRow {
    who: String,
    url: String,
    when: String,
    objects: String,
    settle_url: String,
}

/// `GET /accounts/exports`
pub(super) fn waiting(cx: &mut Cx<Read>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (zone, today) = (cx.house().settings.zone, cx.today()?);
    let me = cx.person().map(|person| person.account).ok_or(Error::NotFound)?;
    let (asked, refused) = (store::exports::asked(cx.conn())?, store::exports::refused(cx.conn())?);
    let mut ids: Vec<i64> = asked.iter().map(|one| one.account.0).collect();
    ids.extend(refused.iter().map(|one| one.account.0));
    let people = acts::others(cx.conn(), may.ranges(), me, &ids, today)?;
    let asked = asked.into_iter().filter_map(|one| {
        let who = people.get(&one.account)?;
        let (when, objects) = (russian::moment(one.at, zone), counted(one.objects));
        let url = |step: &str| format!("/accounts/exports/{}/{step}", one.id);
        let (allow_url, refuse_url) = (url("allowance"), url("refusal"));
        let (who, url) = (who.name.full(), who.url());
        Some(AskedRow {
            answer: answer_field(one.id),
            allow_url,
            refuse_url,
            who,
            url,
            when,
            objects,
            reason: one.reason,
        })
    });
    let refused = refused.into_iter().filter_map(|one| {
        let who = people.get(&one.account)?;
        let (when, objects) = (russian::moment(one.at, zone), counted(one.objects));
        let settle_url = format!("{}/exports/settlement", who.url());
        Some(RefusedRow { who: who.name.full(), url: who.url(), when, objects, settle_url })
    });
    let page = WaitingPage { csrf: cx.csrf().to_owned(), asked: asked.collect(), refused: refused.collect() };
    let seen: Vec<i64> = people.keys().map(|account| account.0).collect();
    cx.saw("account", &seen, may.scopes().first().map_or("/", |scope| scope.path.as_str()));
    Page::titled("Выгрузки сверх предела").under("/accounts").show(&page)
}

/// `POST /accounts/exports/{export_request}/allowance`
pub(super) fn allow(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    acts::decide(cx, &may, cx.request().arg("export_request")?, None)?;
    cx.notice("Выгрузка разрешена на\u{a0}24\u{a0}часа.");
    Ok(Reply::to("/accounts/exports"))
}

/// Several requests stand on one page: each has a field of its own.
fn answer_field(id: ExportRequestId) -> String {
    format!("answer_{id}")
}

/// `POST /accounts/exports/{export_request}/refusal`
pub(super) fn refuse(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (id, request): (ExportRequestId, _) = (cx.request().arg("export_request")?, cx.request_handle());
    acts::reached(cx, &may, id)?;
    let mut check = request.form.check();
    let answer =
        check.required(&answer_field(id), 500, "Напишите, почему отказано: ответ увидит тот, кто просил.");
    check.done()?;
    acts::decide(cx, &may, id, Some(answer))?;
    cx.notice("В\u{a0}выгрузке отказано.");
    Ok(Reply::to("/accounts/exports"))
}

/// `POST /accounts/{account}/exports/settlement`
pub(super) fn settle(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let account: AccountId = cx.request().arg("account")?;
    acts::settle(cx, &may, account)?;
    cx.notice("Отмечено: отказ разобран.");
    Ok(Reply::to("/accounts/exports"))
}
