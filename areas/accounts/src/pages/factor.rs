//! «Второй фактор»: set up by a QR code or by hand, recovery codes on paper, switched off by password and code.

use std::fmt::Write as _;

use access::store::factors;
use access::{AccountId, Granted, SignedIn};
use askama::Template;
use fast_qr::{ECL, QRBuilder};
use web::{Carried, Cx, FieldFault, Mode, Page, Read, Reply, Result, Write, reopen, russian};

use super::Faults;
use super::sign_in::Typed;
use crate::ManageAccounts;
use crate::actions::{factor, own};

#[derive(Template)]
#[template(path = "factor.html")]
struct FactorPage {
    csrf: String,
    /// Since when it is on; empty while it is off.
    since: String,
    codes_left: i64,
    /// The secret being set up, in groups; empty when none is.
    secret: String,
    link: String,
    drawn: Drawn,
    is_demanded: bool,
    /// The form that waits for the set-up, signed; empty when none does.
    sealed: String,
    had_files: bool,
    faults: Faults,
}

/// A QR code: so many dots wide with its margin, and the outline of the dark ones.
#[derive(Debug, Default)]
struct Drawn {
    width: usize,
    path: String,
}

/// The margin the standard asks for, dots.
const MARGIN: usize = 4;

fn draw(text: &str) -> Drawn {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return Drawn::default();
    };
    let mut path = String::new();
    for (x, y) in (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y))) {
        if code[y][x].value() {
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    Drawn { width: code.size + 2 * MARGIN, path }
}

/// `GET /account/factor`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Carried::default(), Vec::new())
}

/// Shown where a form was sent before the factor that is demanded was set up: it waits, signed, and is offered afterwards.
pub(crate) fn asked(cx: &mut Cx<Read>, carried: Carried) -> Result<Reply> {
    show(cx, carried, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, carried: Carried, faults: Vec<FieldFault>) -> Result<Reply> {
    let waiting = cx.request().form.text("carried").to_owned();
    let sealed = carried.sealed(cx);
    let (account, zone) = (own::account(cx)?, cx.house().settings.zone);
    let found = {
        let house = cx.house_handle();
        factors::find(cx.conn(), &house.settings.keys, account.id)?
    };
    let begun = found.as_ref().filter(|one| one.confirmed_at.is_none()).and_then(|one| one.secret.as_ref());
    let link = begun.map(|secret| secret.link(&account.login)).unwrap_or_default();
    let since = found.as_ref().and_then(|one| one.confirmed_at);
    let page = FactorPage {
        csrf: cx.csrf().to_owned(),
        since: since.map(|at| russian::moment(at, zone)).unwrap_or_default(),
        codes_left: factors::codes_left(cx.conn(), account.id)?,
        secret: begun.map(access::FactorSecret::groups).unwrap_or_default(),
        drawn: if link.is_empty() { Drawn::default() } else { draw(&link) },
        link,
        is_demanded: cx.person().is_some_and(|person| cx.house().settings.second_factor.is_for(person)),
        sealed: if sealed.is_empty() { waiting } else { sealed },
        had_files: carried.had_files,
        faults: Faults::of(faults),
    };
    Page::titled("Второй фактор").under("/account").show(&page)
}

/// `POST /account/factor`
pub(super) fn begin(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    factor::begin(cx, &may)?;
    if cx.request().form.text("carried").is_empty() {
        return Ok(Reply::to("/account/factor"));
    }
    show(cx, Carried::default(), Vec::new())
}

/// `POST /account/factor/confirmation`: a wrong code is counted, so it answers with the page.
pub(super) fn confirm(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    match factor::confirm(cx, &may)? {
        Ok(codes) => on_paper(cx, codes),
        Err(faults) => Ok(show(cx, Carried::default(), faults)?.status(422).kept()),
    }
}

/// `POST /account/factor/codes`
pub(super) fn renew(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let codes = factor::renew_codes(cx, &may)?;
    on_paper(cx, codes)
}

#[derive(Template)]
#[template(path = "factor_codes.html")]
struct CodesPage {
    login: String,
    codes: Vec<String>,
    made: String,
    /// What was typed before the factor was demanded; nothing when nothing waits.
    waiting: Option<Typed>,
}

/// The recovery codes, on this page only: the program keeps their hashes.
fn on_paper(cx: &mut Cx<Write>, codes: Vec<String>) -> Result<Reply> {
    let made = russian::moment(cx.now(), cx.house().settings.zone);
    let (request, account) = (cx.request_handle(), own::account(cx)?);
    let carried = reopen(cx, request.form.text("carried"), account.id.0);
    let waiting = carried.map(|carried| Typed::of(cx, carried, "/account".to_owned()));
    let page = CodesPage { login: account.login, codes, made, waiting };
    Page::titled("Резервные коды").under("/account").show(&page)
}

/// `POST /account/factor/removal`
pub(super) fn switch_off(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let faults = factor::switch_off(cx, &may)?;
    if !faults.is_empty() {
        return Ok(show(cx, Carried::default(), faults)?.status(422).kept());
    }
    cx.notice("Второй фактор выключен. На\u{a0}других устройствах нужно войти заново.");
    Ok(Reply::to("/account/factor"))
}

/// `POST /accounts/{account}/factor/removal`
pub(super) fn reset(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let id: AccountId = cx.request().arg("account")?;
    factor::reset_factor(cx, &may, id)?;
    cx.notice("Второй фактор сброшен, сеансы завершены. Теперь для\u{a0}входа хватит пароля.");
    Ok(Reply::to(format!("/accounts/{id}")))
}
