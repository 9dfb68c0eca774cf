//! The page that stops reminders by the address of a letter, without signing in; only a pressed button stops them.

use access::{AccountId, Anyone, Granted};
use askama::Template;
use audit::Action;
use mail::addresses;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use crate::reminding::STOP;

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    csrf: String,
    path: String,
    is_done: bool,
}

/// Whose address it is, if it was signed here.
fn account<M: Mode>(cx: &Cx<M>) -> Result<AccountId> {
    let signed: String = cx.request().arg("signed")?;
    let opened = cx.house().signer.open(STOP, &signed).and_then(|text| text.parse().ok());
    opened.map(AccountId).ok_or(Error::NotFound)
}

fn show<M: Mode>(cx: &Cx<M>, is_done: bool) -> Result<Reply> {
    let (csrf, path) = (cx.csrf().to_owned(), cx.request().path.clone());
    Page::titled("Напоминания").plain().show(&StopPage { csrf, path, is_done })
}

/// `GET /reminders/{signed}`
pub(crate) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let account = account(cx)?;
    let found = addresses::of(cx.conn(), account)?;
    show(cx, found.is_none_or(|found| !found.wants_reminders))
}

/// `POST /reminders/{signed}`
pub(crate) fn stop(cx: &mut Cx<Write>, _may: Granted<Anyone>) -> Result<Reply> {
    let (account, now) = (account(cx)?, cx.now());
    addresses::want_reminders(cx.tx(), account, false, now)?;
    let text = "Напоминания письмом выключены по\u{a0}ссылке из\u{a0}письма";
    cx.journal(Action::Changed, ("obligations", "account", account.0), "/", text, serde_json::Value::Null)?;
    show(cx, true)
}
