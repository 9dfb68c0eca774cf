//! «Напоминания»: which kinds of duties come by letter, and at which hour those of a unit are written to.

use std::collections::BTreeSet;

use access::{Granted, Scope, SignedIn};
use askama::Template;
use audit::Action;
use mail::addresses;
use serde_json::json;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use crate::access::SetReminderHour;
use crate::rules::{HOUR, HOURS, KINDS, upwards};
use crate::store;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    csrf: String,
    /// Why no letters come; empty when they do.
    why_not: &'static str,
    wants: bool,
    kinds: Vec<(&'static str, &'static str, bool)>,
    hours: Vec<HourRow>,
    choices: Vec<(String, String)>,
}

/// The hour of one unit of the person.
struct HourRow {
    unit: String,
    title: String,
    chosen: String,
    /// «как у вышестоящих: 8:00»
    inherited: String,
}

/// `GET /reminders`
pub(crate) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account).ok_or(Error::NotFound)?;
    let found = addresses::of(cx.conn(), account)?;
    let stopped = store::stopped(cx.conn(), account)?;
    let why_not = match &found {
        _ if !cx.has_post() => {
            "Письма в\u{a0}этой установке не\u{a0}отправляются. Все дела видны на\u{a0}странице «Мои дела»."
        }
        None => {
            "Адреса почты у\u{a0}вас нет, поэтому письма не\u{a0}приходят: все дела видны на\u{a0}странице «Мои дела». Адрес указывают в\u{a0}«Моих данных»."
        }
        Some(one) if one.confirmed_at.is_none() => {
            "Адрес почты не\u{a0}подтверждён: откройте ссылку из\u{a0}письма, после этого напоминания начнут приходить."
        }
        Some(_) => "",
    };
    let page = SettingsPage {
        csrf: cx.csrf().to_owned(),
        why_not,
        wants: found.is_none_or(|one| one.wants_reminders),
        kinds: KINDS.map(|(code, title)| (code, title, !stopped.contains(code))).to_vec(),
        hours: hours(cx)?,
        choices: HOURS.map(|hour| (hour.to_string(), format!("{hour}:00"))).collect(),
    };
    Page::titled("Напоминания").under("/account").show(&page)
}

/// `POST /reminders`
pub(crate) fn choose(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account).ok_or(Error::NotFound)?;
    let (request, now) = (cx.request_handle(), cx.now());
    let wanted = request.form.all("kind");
    let unwanted = KINDS.iter().map(|(code, _)| *code).filter(|code| !wanted.contains(code));
    let stopped: BTreeSet<String> = unwanted.map(str::to_owned).collect();
    store::stop_only(cx.tx(), account, &stopped, now)?;
    addresses::want_reminders(cx.tx(), account, request.form.has("wants"), now)?;
    let text = "Выбраны напоминания письмом";
    let home =
        cx.person().and_then(|one| one.main_scope()).map_or("/".to_owned(), |scope| scope.path.clone());
    let details = json!({ "wants": request.form.has("wants"), "stopped": stopped });
    cx.journal(Action::Changed, ("obligations", "account", account.0), &home, text, details)?;
    cx.notice("Сохранено.");
    Ok(Reply::to("/reminders"))
}

/// Units of the person whose hour they may set.
fn places<M: Mode>(cx: &Cx<M>) -> Vec<Scope> {
    let may = cx.house().policy.check::<SetReminderHour>(cx.person());
    let mut scopes = may.map(|may| may.scopes().to_vec()).unwrap_or_default();
    scopes.sort_by(|a, b| (&a.path, a.unit).cmp(&(&b.path, b.unit)));
    scopes.dedup_by_key(|scope| scope.unit);
    scopes
}

fn hours<M: Mode>(cx: &mut Cx<M>) -> Result<Vec<HourRow>> {
    let mut rows = Vec::new();
    for scope in places(cx) {
        let above = upwards(&scope.path);
        let known = store::hours(cx.conn(), &above)?;
        let inherited = above.iter().skip(1).find_map(|path| known.get(path).copied()).unwrap_or(HOUR);
        let way = cx.way_to(&scope.path)?;
        let title = way.places.last().map_or_else(|| "Вся установка".to_owned(), |place| place.name.clone());
        rows.push(HourRow {
            unit: scope.unit.to_string(),
            title,
            chosen: known.get(&scope.path).map(ToString::to_string).unwrap_or_default(),
            inherited: format!("как у\u{a0}вышестоящих: {inherited}:00"),
        });
    }
    Ok(rows)
}

/// `POST /reminders/hours`
pub(crate) fn set_hour(cx: &mut Cx<Write>, may: Granted<SetReminderHour>) -> Result<Reply> {
    let (request, now) = (cx.request_handle(), cx.now());
    let unit: i64 = request.form.text("unit").parse().map_err(|_| Error::NotFound)?;
    let scope = may.scopes().iter().find(|scope| scope.unit == unit).cloned().ok_or(Error::NotFound)?;
    let typed = request.form.text("hour");
    let hour = typed.parse().ok().filter(|hour| HOURS.contains(hour));
    if hour.is_none() && !typed.is_empty() {
        return Err(Error::field("hour", "Выберите час с\u{a0}5 до\u{a0}19."));
    }
    let by = cx.person().map(|person| person.account.0);
    store::set_hour(cx.tx(), (unit, &scope.path), hour, by, now)?;
    addresses::look_again(cx.tx(), &scope.path, now)?;
    let text = match hour {
        Some(hour) => format!("Час напоминаний: {hour}:00"),
        None => "Час напоминаний: как у\u{a0}вышестоящих".to_owned(),
    };
    let details = json!({ "hour": hour });
    cx.journal(Action::Changed, ("obligations", "unit", unit), &scope.path, &text, details)?;
    cx.notice("Час напоминаний сохранён.");
    Ok(Reply::to("/reminders"))
}
