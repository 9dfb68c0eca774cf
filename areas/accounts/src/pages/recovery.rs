//! «Забыли пароль?»: one answer whatever was typed, and the page behind the link of the letter.

use access::{Anyone, Granted};
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use super::Faults;
use crate::actions::recovery;

#[derive(Template)]
#[template(path = "recovery_ask.html")]
struct AskPage {
    csrf: String,
    typed: String,
    has_post: bool,
    too_often: bool,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "recovery_sent.html")]
struct SentPage;

#[derive(Template)]
#[template(path = "recovery.html")]
struct PasswordPage {
    csrf: String,
    path: String,
    account_login: String,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "invitation_closed.html")]
pub(super) struct ClosedPage {
    why: String,
}

impl ClosedPage {
    pub(super) fn of(why: &str) -> Self {
        Self { why: why.to_owned() }
    }

    /// 410: what was there is gone.
    pub(super) fn show(&self, title: &str) -> Result<Reply> {
        Ok(Page::titled(title).plain().show(self)?.status(410))
    }
}

/// `GET /recovery`
pub(super) fn ask(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    show_ask(cx, Faults::default(), false)
}

fn show_ask<M: Mode>(cx: &mut Cx<M>, faults: Faults, too_often: bool) -> Result<Reply> {
    let page = AskPage {
        csrf: cx.csrf().to_owned(),
        typed: cx.request().form.text("who").to_owned(),
        has_post: cx.has_post(),
        too_often,
        faults,
    };
    Page::titled("Забыли пароль?").plain().show(&page)
}

/// `POST /recovery`
pub(super) fn send(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    match recovery::ask(cx, &may) {
        Ok(true) => Page::titled("Забыли пароль?").plain().show(&SentPage),
        Ok(false) => Ok(show_ask(cx, Faults::default(), true)?.status(429)),
        Err(error) => Ok(show_ask(cx, Faults::from_error(error, "who")?, false)?.status(422)),
    }
}

/// `GET /recovery/{token}`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    show(cx, Faults::default())
}

/// `POST /recovery/{token}`
pub(super) fn accept(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    let token: String = cx.request().arg("token")?;
    match recovery::set_password(cx, &may, &token) {
        Ok(()) => {
            web::sign_out(cx)?;
            cx.notice("Пароль задан. Войдите с\u{a0}ним.");
            Ok(Reply::to("/sign-in"))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, Faults::of(faults))?.status(422)),
        Err(Error::Refused(_)) => show(cx, Faults::default()),
        Err(error) => Err(error),
    }
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Faults) -> Result<Reply> {
    let token: String = cx.request().arg("token")?;
    match recovery::opened(cx, &token) {
        Ok((_, account)) => Page::titled("Новый пароль").plain().show(&PasswordPage {
            csrf: cx.csrf().to_owned(),
            path: cx.request().path.clone(),
            account_login: account.login,
            faults,
        }),
        Err(Error::Refused(why)) => ClosedPage::of(&why.to_string()).show("Новый пароль"),
        Err(error) => Err(error),
    }
}
