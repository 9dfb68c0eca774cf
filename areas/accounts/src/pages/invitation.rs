//! The page behind an invitation: a password twice, and the account is open.

use access::{Anyone, Granted};
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use super::recovery::ClosedPage;
use super::sign_in::Wanted;
use super::{Faults, code};
use crate::actions::invitation;

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    csrf: String,
    path: String,
    account_login: String,
    greeting: String,
    faults: Faults,
}

/// `GET /invitations/{token}`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    show(cx, Faults::default())
}

/// `POST /invitations/{token}`: the password is set once.
pub(super) fn accept(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    let token: String = cx.request().arg("token")?;
    match invitation::accept(cx, &may, &token) {
        Ok(true) => {
            let wanted = Wanted::of(cx);
            code::ask(cx, String::new(), wanted)
        }
        Ok(false) => {
            cx.notice("Пароль задан, вы вошли.");
            Ok(Reply::to("/"))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, Faults::of(faults))?.status(422)),
        Err(Error::Refused(_)) => show(cx, Faults::default()),
        Err(error) => Err(error),
    }
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Faults) -> Result<Reply> {
    let token: String = cx.request().arg("token")?;
    let page = Page::titled("Приглашение").plain();
    match invitation::invited(cx, &token) {
        Ok((_, account)) => page.show(&InvitationPage {
            csrf: cx.csrf().to_owned(),
            path: cx.request().path.clone(),
            greeting: account.name.full(),
            account_login: account.login,
            faults,
        }),
        Err(Error::Refused(why)) => ClosedPage::of(&why.to_string()).show("Приглашение"),
        Err(error) => Err(error),
    }
}
