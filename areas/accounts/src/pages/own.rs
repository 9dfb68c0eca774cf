//! «Мои данные и сеансы»: what the system knows of the one who looks, and who else looked.

use access::{Granted, SignedIn};
use askama::Template;
use audit::Action;
use audit::store::Filter;
use db::Ranges;
use web::view::HistoryEntry;
use web::{Cx, Mode, Page, Read, Reply, Result, Write, russian};

use super::tokens::{self, TokenRow};
use super::{Faults, history, is_ending, term};
use crate::actions::{address, listing, own};
use crate::model::{Account, Holding};
use crate::rules::agent;
use crate::store;

/// So many last readings are shown.
const READINGS: i64 = 5;

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    csrf: String,
    facts: Vec<(String, String, String)>,
    roles: Vec<(String, String, String, bool)>,
    tokens: Vec<TokenRow>,
    sessions: Vec<SessionRow>,
    readings: Vec<HistoryEntry>,
    mail: MailBox,
    has_factor: bool,
    provider: Option<ProviderCard>,
    faults: Faults,
}

/// The card of the address; not shown where no letters are sent and none was ever given.
struct MailBox {
    is_shown: bool,
    current: String,
    is_confirmed: bool,
    waiting: String,
    wants_reminders: bool,
    typed: String,
}

/// The card of the identity provider, where there is one.
struct ProviderCard {
    title: String,
    /// The identity linked: its name, since when.
    linked: Option<(String, String)>,
}

struct SessionRow {
    words: String,
    /// «с адреса 203.0.113.9»; empty where nobody knows.
    address: String,
    since: String,
    seen: String,
    end_url: String,
    is_this: bool,
}

/// `GET /account`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Faults::default())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Faults) -> Result<Reply> {
    let account = own::account(cx)?;
    let sessions = sessions(cx, &account)?;
    let filter = Filter { action: Some(Action::Read), object: Some(account.id.0), ..Filter::default() };
    let lines = audit::store::search(cx.conn(), &Ranges::under(["/"]), &filter, READINGS)?;
    let mail = mail_box(cx, &account)?;
    let page = OwnPage {
        csrf: cx.csrf().to_owned(),
        facts: vec![
            ("Фамилия, имя, отчество".to_owned(), account.name.full(), String::new()),
            ("Логин".to_owned(), account.login.clone(), String::new()),
        ],
        has_factor: access::store::factors::is_on(cx.conn(), account.id)?,
        provider: provider_card(cx, &account)?,
        tokens: tokens::rows(cx, account.id, "/account/tokens")?,
        roles: roles(cx, account)?,
        sessions,
        readings: history(cx, &lines)?,
        mail,
        faults,
    };
    Page::titled("Мои данные и\u{a0}сеансы").show(&page)
}

fn roles<M: Mode>(cx: &mut Cx<M>, account: Account) -> Result<Vec<(String, String, String, bool)>> {
    let today = cx.today()?;
    let listed = listing::with_roles(cx, vec![account], today)?;
    let roles = listed.into_iter().flat_map(|one| one.roles);
    let row = |(held, place): (Holding, String)| {
        (held.role.title().to_owned(), place, term(&held), is_ending(&held, today))
    };
    Ok(roles.map(row).collect())
}

fn mail_box<M: Mode>(cx: &mut Cx<M>, account: &Account) -> Result<MailBox> {
    let (current, waiting) = address::of_account(cx, account.id)?;
    let typed = cx.request().form.text("address");
    Ok(MailBox {
        is_shown: cx.has_post(),
        is_confirmed: current.as_ref().is_some_and(|found| found.confirmed_at.is_some()),
        wants_reminders: current.as_ref().is_some_and(|found| found.wants_reminders),
        current: current.map(|found| found.address).unwrap_or_default(),
        waiting: waiting.unwrap_or_default(),
        typed: typed.to_owned(),
    })
}

fn provider_card<M: Mode>(cx: &mut Cx<M>, account: &Account) -> Result<Option<ProviderCard>> {
    let Some(provider) = cx.provider() else { return Ok(None) };
    let linked = store::identities::of(cx.conn(), account.id, provider.issuer())?;
    let zone = cx.house().settings.zone;
    let told = |linked: crate::model::LinkedIdentity| {
        let used = linked
            .used_at
            .map(|at| format!(", последний вход {}", russian::moment(at, zone)))
            .unwrap_or_default();
        (linked.name, format!("привязан {}{used}", russian::moment(linked.linked_at, zone)))
    };
    Ok(Some(ProviderCard { title: provider.title().to_owned(), linked: linked.map(told) }))
}

fn sessions<M: Mode>(cx: &mut Cx<M>, account: &Account) -> Result<Vec<SessionRow>> {
    let (now, zone) = (cx.now(), cx.house().settings.zone);
    let this = cx.person().map(|person| person.session);
    let open = store::sessions::open_of(cx.conn(), account.id, now)?;
    let row = |session: crate::model::OpenSession| SessionRow {
        words: agent::words(&session.agent),
        address: session.address,
        since: russian::moment(session.since, zone),
        seen: russian::moment(session.seen, zone),
        end_url: format!("/account/sessions/{}/end", session.id),
        is_this: Some(session.id) == this,
    };
    Ok(open.into_iter().map(row).collect())
}

/// `POST /account/password`: a wrong current password is counted, so it answers with the page.
pub(super) fn change_password(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let faults = own::change_password(cx, &may)?;
    if !faults.is_empty() {
        return Ok(show(cx, Faults::of(faults))?.status(422).kept());
    }
    let account = own::account(cx)?.id;
    let is_linked = store::identities::is_linked(cx.conn(), account)?;
    cx.notice(if is_linked {
        "Пароль изменён. На других устройствах нужно войти заново. Вход через поставщика остался привязан: если привязали не\u{a0}вы, отвяжите его."
    } else {
        "Пароль изменён. На других устройствах нужно войти заново."
    });
    Ok(Reply::to("/account"))
}

/// `POST /account/address`: a wrong password is counted, as above.
pub(super) fn change_address(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let faults = address::change(cx, &may)?;
    if !faults.is_empty() {
        return Ok(show(cx, Faults::of(faults))?.status(422).kept());
    }
    let is_removed = cx.request().form.text("address").is_empty();
    cx.notice(if is_removed {
        "Адрес убран."
    } else {
        "Письмо отправлено. Откройте ссылку из\u{a0}него."
    });
    Ok(Reply::to("/account"))
}

/// `POST /account/sessions/{session}/end`
pub(super) fn end_one(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let session = cx.request().arg("session")?;
    own::end_session(cx, &may, session)?;
    cx.notice("Сеанс завершён.");
    Ok(Reply::to("/account"))
}

/// `POST /account/sessions/others`
pub(super) fn end_others(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    own::end_other_sessions(cx, &may)?;
    cx.notice("Остальные сеансы завершены.");
    Ok(Reply::to("/account"))
}

/// `POST /account/sessions/end`
pub(super) fn end_all(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    own::end_all_sessions(cx, &may)?;
    cx.notice("Вы вышли на всех устройствах.");
    Ok(Reply::to("/sign-in"))
}
