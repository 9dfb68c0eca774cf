//! The page behind a link that confirms an address, and the switch of reminders.

use access::{Anyone, Granted, SignedIn};
use askama::Template;
use web::{Cx, Error, Page, Read, Reply, Result, Write};

use super::recovery::ClosedPage;
use crate::actions::address;
use crate::model::Purpose;

#[derive(Template)]
#[template(path = "confirmation.html")]
struct ConfirmationPage {
    csrf: String,
    path: String,
    mail_address: String,
    account_login: String,
}

/// `GET /confirmations/{token}`: a program that only looks at links confirms nothing.
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let token: String = cx.request().arg("token")?;
    let page = Page::titled("Адрес почты").plain();
    match address::opened(cx, Purpose::Confirm, &token) {
        Ok((link, account)) => page.show(&ConfirmationPage {
            csrf: cx.csrf().to_owned(),
            path: cx.request().path.clone(),
            mail_address: link.address,
            account_login: account.login,
        }),
        Err(Error::Refused(why)) => ClosedPage::of(&why.to_string()).show("Адрес почты"),
        Err(error) => Err(error),
    }
}

/// `POST /confirmations/{token}`
pub(super) fn confirm(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    let token: String = cx.request().arg("token")?;
    match address::confirm(cx, &may, &token) {
        Ok(()) => {
            cx.notice("Адрес подтверждён. Письма будут приходить на\u{a0}него.");
            Ok(Reply::to(if cx.person().is_some() { "/account" } else { "/sign-in" }))
        }
        Err(Error::Refused(why)) => ClosedPage::of(&why.to_string()).show("Адрес почты"),
        Err(error) => Err(error),
    }
}

/// `POST /account/reminders`
pub(super) fn want_reminders(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let wants = cx.request().form.has("wants");
    address::want_reminders(cx, &may, wants)?;
    cx.notice(if wants {
        "Напоминания включены."
    } else {
        "Напоминания выключены."
    });
    Ok(Reply::to("/account"))
}
