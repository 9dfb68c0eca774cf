//! A new account: who, which role, where; then the link, shown once.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::Faults;
use super::role_form::{self, RoleFields};
use crate::actions::{address, invitation, letters};
use crate::model::{Invited, Name, NewAccount};
use crate::rules::is_login;
use crate::{ManageAccounts, store};

#[derive(Template)]
#[template(path = "new.html")]
struct NewPage {
    csrf: String,
    account_login: String,
    mail_address: String,
    has_post: bool,
    person: Name,
    typed: RoleFields,
    faults: Faults,
}

/// `GET /accounts/new`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<ManageAccounts>) -> Result<Reply> {
    show(cx, &may, Faults::default())
}

fn show<M: Mode>(cx: &mut Cx<M>, may: &Granted<ManageAccounts>, faults: Faults) -> Result<Reply> {
    let request = cx.request_handle();
    let text = |name: &str| request.form.text(name).to_owned();
    let page = NewPage {
        csrf: cx.csrf().to_owned(),
        account_login: text("login"),
        mail_address: text("address"),
        has_post: cx.has_post(),
        person: Name { last: text("last_name"), first: text("first_name"), middle: text("middle_name") },
        typed: RoleFields::of(&request, may),
        faults,
    };
    Page::titled("Пригласить человека").under("/accounts").show(&page)
}

/// `POST /accounts`
pub(super) fn create(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let request = cx.request_handle();
    let invited = read(cx, &may).and_then(|new| {
        let invited = invitation::invite(cx, &may, &new)?;
        address::note(cx, &may, &invited, request.form.text("address"))?;
        Ok(invited)
    });
    match invited {
        Ok(invited) => link(cx, &invited),
        Err(error) => Ok(show(cx, &may, Faults::from_error(error, "role")?)?.status(422)),
    }
}

fn read<M: Mode>(cx: &mut Cx<M>, may: &Granted<ManageAccounts>) -> Result<NewAccount> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let login = check.required("login", 60, "Придумайте логин.");
    if !login.is_empty() && !is_login(login) {
        check.fault("login", invitation::NO_LOGIN);
    }
    let name = Name {
        last: check.required("last_name", 100, "Укажите фамилию.").to_owned(),
        first: check.required("first_name", 100, "Укажите имя.").to_owned(),
        middle: check.optional("middle_name", 100).to_owned(),
    };
    let holding = role_form::read(cx, may, &mut check)?;
    check.done()?;
    let holding = holding.ok_or(Error::NotFound)?;
    Ok(NewAccount { login: login.to_owned(), name, holding })
}

#[derive(Template)]
#[template(path = "link.html")]
struct LinkPage {
    address: String,
    person: String,
    account_login: String,
    until: String,
    sent_to: String,
    card_url: String,
}

/// The link, on this page only: the program keeps its hash.
pub(super) fn link(cx: &mut Cx<Write>, invited: &Invited) -> Result<Reply> {
    let account = store::own(cx.conn(), invited.account)?.ok_or(Error::NotFound)?;
    let sent_to = letters::send_invitation(cx, &account, invited)?.unwrap_or_default();
    let settings = &cx.house().settings;
    let page = LinkPage {
        address: cx.whole_address(&invited.link()),
        sent_to,
        until: russian::moment(invited.until, settings.zone),
        person: account.name.full(),
        card_url: account.url(),
        account_login: account.login,
    };
    Page::titled("Ссылка-приглашение").under("/accounts").show(&page)
}
