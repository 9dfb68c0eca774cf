//! Keys for programs: the table on one's own page and on a card, the form of a new one, its secret shown once.

use access::{AccessTokenId, AccountId, Granted, SignedIn, TokenScope, store::tokens};
use askama::Template;
use web::{Cx, Mode, Page, Read, Reply, Result, Write, russian};

use super::Faults;
use crate::actions::tokens::{self as acts, NewToken};
use crate::model::Issued;
use crate::rules::tokens as rules;
use crate::{ManageAccounts, store};

/// So many last keys are shown.
const SHOWN: i64 = 50;

/// A key as its holder sees it.
pub(super) struct TokenRow {
    pub name: String,
    pub rights: String,
    pub last_day: String,
    /// Why it opens nothing any more; empty while it does.
    pub ended: &'static str,
    pub used: String,
    /// Where it is revoked; empty when it opens nothing any more.
    pub revoke_url: String,
}

/// The keys of an account; `base` is the address under which they are revoked.
pub(super) fn rows<M: Mode>(cx: &mut Cx<M>, account: AccountId, base: &str) -> Result<Vec<TokenRow>> {
    let (zone, found) = (cx.house().settings.zone, tokens::list(cx.conn(), Some(account), SHOWN)?);
    let today = cx.now().day(zone);
    let units = found.iter().filter_map(|token| token.unit.as_ref().map(|one| one.0));
    let titles = store::places::titles(cx.conn(), units)?;
    let row = |token: access::AccessToken| {
        let unit = token.unit.as_ref().and_then(|(unit, _)| titles.get(unit));
        let is_live = token.is_live(today);
        TokenRow {
            rights: match unit {
                Some(unit) => format!("{} · {unit}", token.scope.title()),
                None => token.scope.title().to_owned(),
            },
            last_day: russian::date(token.expires_on),
            ended: match (is_live, token.revoked_at) {
                (true, _) => "",
                (_, Some(_)) => "отозван",
                _ => "срок истёк",
            },
            used: token.last_used_at.map_or_else(|| "ещё не было".to_owned(), |at| russian::moment(at, zone)),
            revoke_url: if is_live { format!("{base}/{}/revocation", token.id) } else { String::new() },
            name: token.name,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

#[derive(Template)]
#[template(path = "token_new.html")]
struct NewPage {
    csrf: String,
    purpose: String,
    scope: String,
    scopes: Vec<(String, String)>,
    place: String,
    last_day: String,
    faults: Faults,
}

/// `GET /account/tokens/new`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Faults::default())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Faults) -> Result<Reply> {
    let request = cx.request_handle();
    let typed = |name: &str, usual: String| {
        if request.form.has(name) { request.form.text(name).to_owned() } else { usual }
    };
    let today = cx.now().day(cx.house().settings.zone);
    let page = NewPage {
        csrf: cx.csrf().to_owned(),
        purpose: typed("name", String::new()),
        scope: typed("scope", TokenScope::Read.code().to_owned()),
        scopes: TokenScope::ALL.map(|scope| (scope.code().to_owned(), scope.title().to_owned())).to_vec(),
        place: typed("place", String::new()),
        last_day: typed("expires_on", rules::last_day(today, rules::USUAL_DAYS).to_string()),
        faults,
    };
    Page::titled("Новый ключ доступа").under("/account").show(&page)
}

/// `POST /account/tokens`
pub(super) fn create(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    match read(cx).and_then(|new| acts::issue_own(cx, &may, &new)) {
        Ok(issued) => secret(cx, &issued),
        Err(error) => Ok(show(cx, Faults::from_error(error, "name")?)?.status(422)),
    }
}

fn read(cx: &Cx<Write>) -> Result<NewToken> {
    let mut check = cx.request().form.check();
    let name = check.required("name", 100, "Напишите, для чего ключ: «Выгрузка в\u{a0}отчёт».").to_owned();
    let scope = check.parsed("scope", "Выберите, что ключ может.");
    let place = check.optional("place", 200).to_owned();
    let expires_on = check.date("expires_on");
    if cx.request().form.text("expires_on").is_empty() {
        check.fault("expires_on", "Укажите последний день ключа.");
    }
    check.done()?;
    let (scope, expires_on) = scope.zip(expires_on).ok_or(web::Error::Malformed)?;
    Ok(NewToken { name, scope, place, expires_on })
}

#[derive(Template)]
#[template(path = "token_made.html")]
struct MadePage {
    purpose: String,
    secret: String,
    rights: &'static str,
    last_day: String,
    address: String,
}

/// The secret, on this page only: the program keeps its hash.
fn secret(cx: &mut Cx<Write>, issued: &Issued) -> Result<Reply> {
    let scheme = if cx.house().settings.is_secure { "https" } else { "http" };
    let page = MadePage {
        purpose: issued.token.name.clone(),
        secret: issued.secret.reveal().to_owned(),
        rights: issued.token.scope.title(),
        last_day: russian::date(issued.token.expires_on),
        address: format!("{scheme}://{}/api/v1/openapi.json", cx.request().host),
    };
    Page::titled("Ключ доступа").under("/account").show(&page)
}

/// `POST /account/tokens/{access_token}/revocation`
pub(super) fn revoke_own(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let id: AccessTokenId = cx.request().arg("access_token")?;
    acts::revoke_own(cx, &may, id)?;
    cx.notice("Ключ отозван: программа с\u{a0}ним больше ничего не\u{a0}откроет.");
    Ok(Reply::to("/account"))
}

/// `POST /accounts/{account}/tokens/{access_token}/revocation`
pub(super) fn revoke(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (account, id): (AccountId, AccessTokenId) =
        (cx.request().arg("account")?, cx.request().arg("access_token")?);
    acts::revoke(cx, &may, account, id)?;
    cx.notice("Ключ отозван: программа с\u{a0}ним больше ничего не\u{a0}откроет.");
    Ok(Reply::to(format!("/accounts/{account}")))
}
