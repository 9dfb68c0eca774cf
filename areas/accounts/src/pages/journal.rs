//! The journal on the screen: who did what inside the reader's scope, newest first.

use access::{Granted, Permission};
use askama::Template;
use audit::Action;
use audit::store::{Filter, Line};
use chrono::{Days, NaiveDate};
use db::{Moment, Ranges, day_start};
use web::view::AuditRow;
use web::{Cx, Page, Read, Reply, Request, Result, russian};

use super::{Names, names, who};
use crate::model::Account;
use crate::{ManageAccounts, ReadJournal, store};

const PAGE: usize = 100;
/// So many accounts are offered when the beginning of a surname fits several.
const OFFERED: i64 = 10;

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage {
    rows: Vec<AuditRow>,
    typed: Typed,
    who_fault: String,
    offered: Vec<(String, String)>,
    actions: Vec<(String, String)>,
    areas: Vec<(String, String)>,
    shown: String,
    older_url: String,
}

/// The filter as typed.
struct Typed {
    who: String,
    action: String,
    area: String,
    from: String,
    until: String,
}

/// Whom the filter means.
enum Whom {
    Anybody,
    One(i64),
    Several(Vec<Account>),
    Nobody,
}

/// `GET /journal`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<ReadJournal>) -> Result<Reply> {
    let request = cx.request_handle();
    let whom = whom(cx, may.ranges(), request.asked("who").trim())?;
    let mut lines = match whom {
        Whom::Anybody => found(cx, &may, None)?,
        Whom::One(account) => found(cx, &may, Some(account))?,
        Whom::Several(_) | Whom::Nobody => Vec::new(),
    };
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let older_url = lines.last().filter(|_| more).map(|last| older(&request, last)).unwrap_or_default();
    let count = i64::try_from(lines.len()).unwrap_or(0);
    let page = JournalPage {
        rows: rows(cx, &lines)?,
        typed: typed(&request),
        who_fault: fault(&whom).to_owned(),
        offered: offered(whom),
        actions: Action::ALL.into_iter().map(|a| (a.code().to_owned(), a.title().to_owned())).collect(),
        areas: areas(),
        shown: russian::counted(count, "запись", "записи", "записей"),
        older_url,
    };
    Page::titled("Журнал").show(&page)
}

/// The account meant by a login, or by the beginning of a surname, among those inside the scope.
fn whom(cx: &mut Cx<Read>, scope: &Ranges, typed: &str) -> Result<Whom> {
    if typed.is_empty() {
        return Ok(Whom::Anybody);
    }
    if let Some(known) = store::by_login(cx.conn(), typed)?
        && store::find(cx.conn(), scope, known.id)?.is_some()
    {
        return Ok(Whom::One(known.id.0));
    }
    let today = cx.today()?;
    let filter = store::Filter { name: typed.to_owned(), ..store::Filter::default() };
    let mut named = store::list(cx.conn(), scope, &filter, today, OFFERED)?;
    Ok(match (named.pop(), named.is_empty()) {
        (None, _) => Whom::Nobody,
        (Some(one), true) => Whom::One(one.id.0),
        (Some(last), false) => Whom::Several(named.into_iter().chain([last]).collect()),
    })
}

fn fault(whom: &Whom) -> &'static str {
    match whom {
        Whom::Nobody => "Такого логина или фамилии в\u{a0}вашей территории нет.",
        Whom::Several(_) => "Подходит несколько человек. Выберите одного.",
        Whom::Anybody | Whom::One(_) => "",
    }
}

fn offered(whom: Whom) -> Vec<(String, String)> {
    let Whom::Several(accounts) = whom else {
        return Vec::new();
    };
    let way = |account: Account| {
        let label = format!("{} ({})", account.name.full(), account.login);
        (label, web::address("/journal", &[("who", &account.login)]))
    };
    accounts.into_iter().map(way).collect()
}

/// Lines inside the scope, one more than a page.
fn found(cx: &mut Cx<Read>, may: &Granted<ReadJournal>, account: Option<i64>) -> Result<Vec<Line>> {
    let (request, zone) = (cx.request_handle(), cx.house().settings.zone);
    let day = |name: &str| request.asked(name).parse::<NaiveDate>().ok();
    let filter = Filter {
        account,
        action: request.asked("action").parse().ok(),
        area: Some(request.asked("area").to_owned()).filter(|area| !area.is_empty()),
        object: None,
        from: day("from").map(|day| day_start(zone, day)),
        until: day("until")
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(|day| day_start(zone, day)),
        before: request.asked("before").parse().ok(),
    };
    Ok(audit::store::search(cx.conn(), may.ranges(), &filter, 101)?)
}

fn typed(request: &Request) -> Typed {
    let text = |name: &str| request.asked(name).to_owned();
    Typed {
        who: text("who"),
        action: text("action"),
        area: text("area"),
        from: text("from"),
        until: text("until"),
    }
}

fn older(request: &Request, last: &Line) -> String {
    let before = last.id.to_string();
    let kept = ["who", "action", "area", "from", "until"].map(|name| (name, request.asked(name)));
    let query: Vec<_> = kept.into_iter().chain([("before", before.as_str())]).collect();
    web::address("/journal", &query)
}

/// Areas as the journal names them.
fn areas() -> Vec<(String, String)> {
    [
        ("accounts", "доступ"),
        ("units", "территории и\u{a0}организации"),
        ("documents", "документы"),
        ("monitoring", "мониторинг"),
        ("web", "просмотр данных"),
    ]
    .map(|(code, words)| (code.to_owned(), words.to_owned()))
    .to_vec()
}

/// Where somebody came in from.
fn sender(line: &Line) -> String {
    let details: serde_json::Value = serde_json::from_str(&line.details).unwrap_or_default();
    details["from"].as_str().map(|from| format!("адрес {from}")).unwrap_or_default()
}

fn rows(cx: &mut Cx<Read>, lines: &[Line]) -> Result<Vec<AuditRow>> {
    let unit =
        |line: &Line| line.unit_path.trim_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
    let titles = store::places::titles(cx.conn(), lines.iter().filter_map(unit))?;
    let (zone, names): (_, Names) = (cx.house().settings.zone, names(cx, lines)?);
    let opens_accounts =
        cx.person().is_some_and(|person| cx.house().policy.may(ManageAccounts::NAME, person));
    let row = |line: &Line| {
        let place = titles.get(&unit(line).unwrap_or(0)).map_or("", String::as_str);
        let seal = if line.block.is_some() {
            "запечатано"
        } else {
            "ещё не\u{a0}запечатано"
        };
        AuditRow {
            when: russian::moment(Moment(line.at), zone),
            who: who(line, &names),
            action: line
                .action
                .parse::<Action>()
                .map_or_else(|_| line.action.clone(), |a| a.title().to_owned()),
            object: line.text.clone(),
            url: object_url(line, opens_accounts),
            address: [place, &sender(line), seal]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
        }
    };
    Ok(lines.iter().map(row).collect())
}

/// The page of the object, where its kind has one that the reader may open.
fn object_url(line: &Line, opens_accounts: bool) -> String {
    match line.kind.as_str() {
        "account" if opens_accounts => format!("/accounts/{}", line.object_id),
        "unit" => format!("/units/{}", line.object_id),
        _ => String::new(),
    }
}
