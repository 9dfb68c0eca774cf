//! The page that stops reminders by the address of a letter, without signing in: a pressed button, or the one click of a mail
//! program (RFC 8058). Looking stops nothing.

use access::{AccountId, Anyone, Granted};
use askama::Template;
use audit::Action;
use mail::addresses;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use crate::reminding::STOP;
use crate::{rules, store};

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    csrf: String,
    path: String,
    /// What the letter spoke of; empty: of several kinds.
    kind: &'static str,
    is_done: bool,
}

/// Whose address it is and of which kind the letter spoke, if it was signed here.
fn meant<M: Mode>(cx: &Cx<M>) -> Result<(AccountId, String)> {
    let signed: String = cx.request().arg("signed")?;
    let text = cx.house().signer.open(STOP, &signed).ok_or(Error::NotFound)?;
    let (account, kind) = text.split_once(' ').unwrap_or((text.as_str(), ""));
    let account = account.parse().map_err(|_| Error::NotFound)?;
    Ok((AccountId(account), kind.to_owned()))
}

fn show<M: Mode>(cx: &Cx<M>, kind: &str, is_done: bool) -> Result<Reply> {
    let (csrf, path) = (cx.csrf().to_owned(), cx.request().path.clone());
    Page::titled("Напоминания").plain().show(&StopPage { csrf, path, kind: rules::kind_title(kind), is_done })
}

/// `GET /reminders/{signed}`
pub(crate) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let (account, kind) = meant(cx)?;
    let found = addresses::of(cx.conn(), account)?;
    let is_off = found.is_none_or(|found| !found.wants_reminders);
    let is_stopped = is_off || store::stopped(cx.conn(), account)?.contains(&kind);
    show(cx, &kind, is_stopped)
}

/// `POST /reminders/{signed}`: the kind the letter spoke of, or all of them.
pub(crate) fn stop(cx: &mut Cx<Write>, _may: Granted<Anyone>) -> Result<Reply> {
    let ((account, kind), now) = (meant(cx)?, cx.now());
    let is_all = kind.is_empty() || cx.request().form.has("all");
    if is_all {
        addresses::want_reminders(cx.tx(), account, false, now)?;
    } else {
        store::stop(cx.tx(), account, &kind, now)?;
    }
    let what = if is_all { String::new() } else { format!(" ({})", rules::kind_title(&kind)) };
    let text = format!("Напоминания письмом выключены по\u{a0}ссылке из\u{a0}письма{what}");
    cx.journal(Action::Changed, ("obligations", "account", account.0), "/", &text, serde_json::Value::Null)?;
    show(cx, if is_all { "" } else { &kind }, true)
}
