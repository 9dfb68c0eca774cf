//! The card of an account: roles, sessions, history, and what an administrator may do with it.

use access::{AccountId, GrantId, Granted};
use askama::Template;
use audit::store::Filter;
use web::view::HistoryEntry;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::role_form::{self, RoleFields};
use super::tokens::{self, TokenRow};
use super::{Faults, history, is_ending, term};
use crate::actions::{invitation, roles, standing, tying};
use crate::model::{Account, Holding, State};
use crate::{ManageAccounts, rules, store};

/// So many last lines of the history are shown.
const HISTORY: i64 = 30;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    csrf: String,
    account: Account,
    facts: Vec<(String, String, String)>,
    held: Vec<RoleRow>,
    past: Vec<RoleRow>,
    tokens: Vec<TokenRow>,
    lines: Vec<HistoryEntry>,
    typed: RoleFields,
    faults: Faults,
    /// Why the whole account may not be changed from here; empty when it may.
    why_not: String,
    reset_label: &'static str,
    has_factor: bool,
    has_identity: bool,
    tied: Tied,
}

/// Whose card the account is, or whose it may become.
struct Tied {
    /// Where the card lies – empty for whoever opens no cards – and whose it is; none: no card yet.
    card: Option<(String, String)>,
    /// Who has no account there, by id.
    offered: Vec<(String, String)>,
    /// The one of the same name.
    usual: String,
}

impl Tied {
    fn of<M: Mode>(
        cx: &mut Cx<M>,
        may: &Granted<ManageAccounts>,
        account: &Account,
        held: &[Holding],
    ) -> Result<Self> {
        if let Some((id, name)) = tying::card_of(cx, account.id)? {
            let url = if cx.opens("/people/{person}") { format!("/people/{id}") } else { String::new() };
            return Ok(Self { card: Some((url, name)), offered: Vec::new(), usual: String::new() });
        }
        let all = tying::candidates(cx, may, held)?;
        let name = |one: &registry::Staff| format!("{} {} {}", one.last, one.first, one.middle);
        let own = db::fold(&account.name.full());
        let same = all.iter().find(|one| db::fold(name(one).trim()) == own);
        let usual = same.map(|one| one.person.to_string()).unwrap_or_default();
        let offered = all
            .iter()
            .map(|one| (one.person.to_string(), format!("{}, {}", name(one).trim(), one.post)))
            .collect();
        Ok(Self { card: None, offered, usual })
    }
}

struct RoleRow {
    role: &'static str,
    place: String,
    days: String,
    is_ending: bool,
    basis: String,
    end_url: String,
}

/// `GET /accounts/{account}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<ManageAccounts>) -> Result<Reply> {
    show(cx, &may, Faults::default())
}

fn show<M: Mode>(cx: &mut Cx<M>, may: &Granted<ManageAccounts>, faults: Faults) -> Result<Reply> {
    let id: AccountId = cx.request().arg("account")?;
    let account = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let (held, today) = (store::roles::held_by(cx.conn(), &[id.0])?, cx.today()?);
    note_reading(cx, id, &held);
    let actor = cx.person().map(|person| person.account);
    let allowed = rules::roles::may_change(may.ranges(), &held, today)
        .and_then(|()| rules::roles::may_shut_out(actor, id));
    let tied = Tied::of(cx, may, &account, &held)?;
    let (past, held): (Vec<_>, Vec<_>) = held.into_iter().partition(|one| one.is_over(today));
    let filter = Filter { object: Some(id.0), ..Filter::default() };
    let lines = audit::store::search(cx.conn(), may.ranges(), &filter, HISTORY)?;
    let page = CardPage {
        csrf: cx.csrf().to_owned(),
        facts: facts(cx, &account)?,
        held: rows(cx, may, held)?,
        past: rows(cx, may, past)?,
        tokens: tokens::rows(cx, id, &format!("/accounts/{id}/tokens"))?,
        lines: history(cx, &lines)?,
        typed: RoleFields::of(&cx.request_handle(), may),
        faults,
        why_not: allowed.err().map(|refusal| refusal.to_string()).unwrap_or_default(),
        reset_label: if account.state == State::Active {
            "Сбросить пароль"
        } else {
            "Пригласить заново"
        },
        tied,
        has_identity: store::identities::is_linked(cx.conn(), id)?,
        has_factor: access::store::factors::is_on(cx.conn(), id)?,
        account,
    };
    Page::titled(page.account.name.short()).under("/accounts").show(&page)
}

/// The card shows personal data: of others it is noted whose.
fn note_reading<M: Mode>(cx: &mut Cx<M>, id: AccountId, held: &[Holding]) {
    if cx.person().is_some_and(|person| person.account != id) {
        let home = held.first().map_or("/", |first| first.path.as_str());
        cx.saw("account", &[id.0], home);
    }
}

fn facts<M: Mode>(cx: &mut Cx<M>, account: &Account) -> Result<Vec<(String, String, String)>> {
    let (now, zone) = (cx.now(), cx.house().settings.zone);
    let sessions = store::sessions::open_of(cx.conn(), account.id, now)?;
    let seen = sessions.first().map_or_else(|| "нет".to_owned(), |last| russian::moment(last.seen, zone));
    let address = match mail::addresses::of(cx.conn(), account.id)? {
        None => "нет".to_owned(),
        Some(found) if found.confirmed_at.is_some() => format!("{}, подтверждён", found.address),
        Some(found) => format!("{}, не\u{a0}подтверждён", found.address),
    };
    let fact = |name: &str, text: String| (name.to_owned(), text, String::new());
    Ok(vec![
        fact("Логин", account.login.clone()),
        fact("Адрес почты", address),
        fact("Открыто сеансов", sessions.len().to_string()),
        fact("Последнее действие", seen),
    ])
}

fn rows<M: Mode>(cx: &mut Cx<M>, may: &Granted<ManageAccounts>, held: Vec<Holding>) -> Result<Vec<RoleRow>> {
    let titles = store::places::titles(cx.conn(), held.iter().map(|one| one.unit))?;
    let today = cx.today()?;
    let end_url = |one: &Holding| match may.within(&one.path) {
        Ok(()) => format!("/accounts/{}/roles/{}/end", one.account, one.id),
        Err(_) => String::new(),
    };
    let row = |one: Holding| RoleRow {
        role: one.role.title(),
        place: titles.get(&one.unit).cloned().unwrap_or_default(),
        days: term(&one),
        is_ending: is_ending(&one, today),
        end_url: end_url(&one),
        basis: one.basis,
    };
    Ok(held.into_iter().map(row).collect())
}

/// `POST /accounts/{account}/roles`
pub(super) fn grant(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    match read_and_grant(cx, &may) {
        Ok(()) => done(cx, "Роль выдана."),
        Err(error) => Ok(show(cx, &may, Faults::from_error(error, "role")?)?.status(422)),
    }
}

fn read_and_grant(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>) -> Result<()> {
    let (request, account) = (cx.request_handle(), cx.request().arg("account")?);
    let mut check = request.form.check();
    let holding = role_form::read(cx, may, &mut check)?;
    check.done()?;
    roles::grant(cx, may, account, &holding.ok_or(Error::NotFound)?)
}

/// `POST /accounts/{account}/roles/{role}/end`
pub(super) fn end_role(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (account, role): (AccountId, GrantId) = (cx.request().arg("account")?, cx.request().arg("role")?);
    roles::end(cx, &may, account, role)?;
    done(cx, "Роль снята.")
}

/// `POST /accounts/{account}/card`
pub(super) fn tie(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (account, request) = (cx.request().arg("account")?, cx.request_handle());
    match tying::tie(cx, &may, account, request.form.text("person")) {
        Ok(()) => done(cx, "Учётная запись связана с\u{a0}карточкой."),
        Err(error) => Ok(show(cx, &may, Faults::from_error(error, "person")?)?.status(422)),
    }
}

/// `POST /accounts/{account}/card/removal`
pub(super) fn untie(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    tying::untie(cx, &may, cx.request().arg("account")?)?;
    done(cx, "Связь с\u{a0}карточкой снята.")
}

/// `POST /accounts/{account}/block`
pub(super) fn block(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    standing::block(cx, &may, cx.request().arg("account")?)?;
    done(cx, "Учётная запись заблокирована.")
}

/// `POST /accounts/{account}/unblock`
pub(super) fn unblock(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    standing::unblock(cx, &may, cx.request().arg("account")?)?;
    done(cx, "Учётная запись разблокирована.")
}

/// `POST /accounts/{account}/invitation`
pub(super) fn reset(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let invited = invitation::reset(cx, &may, cx.request().arg("account")?)?;
    super::new::link(cx, &invited)
}

fn done(cx: &mut Cx<Write>, notice: &str) -> Result<Reply> {
    let account: AccountId = cx.request().arg("account")?;
    cx.notice(notice);
    Ok(Reply::to(format!("/accounts/{account}")))
}
