//! «Замещение»: whom I stand in for, who stands in for me, and the form that hands a role over; the same page for an account
//! in the hands of whoever keeps accounts.

use std::collections::HashMap;

use access::{AccountId, DelegationId, GrantId, Granted, SignedIn};
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::Faults;
use crate::actions::delegations::{self as actions, Hand};
use crate::actions::own;
use crate::model::{Account, Delegation, Holding, NewDelegation, Reason};
use crate::rules::delegations::DUTIES;
use crate::{ManageAccounts, store};

#[derive(Template)]
#[template(path = "delegations.html")]
struct DelegationsPage {
    csrf: String,
    title: String,
    /// Where the form goes.
    to: String,
    /// What the person does for others.
    taken: Vec<Row>,
    /// What others do for the person.
    given: Vec<Row>,
    is_own: bool,
    heads: (&'static str, &'static str),
    roles: Vec<(String, String)>,
    colleagues: Vec<(String, String)>,
    reasons: Vec<(String, String)>,
    duties: Vec<(&'static str, &'static str, bool)>,
    typed: HashMap<&'static str, String>,
    faults: Faults,
}

impl DelegationsPage {
    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }
}

struct Row {
    role: String,
    who: String,
    days: String,
    why: String,
    what: String,
    is_now: bool,
    end_url: String,
}

/// `GET /account/delegations`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let account = own::account(cx)?;
    show(cx, Hand::Own, &account, Faults::default())
}

/// `POST /account/delegations`
pub(super) fn hand_over(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let account = own::account(cx)?;
    handed(cx, Hand::Own, &account)
}

/// `POST /account/delegations/{delegation}/end`
pub(super) fn end(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let id: DelegationId = cx.request().arg("delegation")?;
    actions::end(cx, Hand::Own, id)?;
    cx.notice("Замещение прекращено.");
    Ok(Reply::to("/account/delegations"))
}

/// `GET /accounts/{account}/delegations`
pub(super) fn page_of(cx: &mut Cx<Read>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let account = account(cx, &may)?;
    cx.saw("account", &[account.id.0], "/");
    show(cx, Hand::Keeper(&may), &account, Faults::default())
}

/// `POST /accounts/{account}/delegations`
pub(super) fn hand_over_of(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let account = account(cx, &may)?;
    handed(cx, Hand::Keeper(&may), &account)
}

/// `POST /accounts/{account}/delegations/{delegation}/end`
pub(super) fn end_of(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let (account, id) = (account(cx, &may)?, cx.request().arg("delegation")?);
    actions::end(cx, Hand::Keeper(&may), id)?;
    cx.notice("Замещение прекращено.");
    Ok(Reply::to(format!("{}/delegations", account.url())))
}

fn account<M: Mode>(cx: &mut Cx<M>, may: &Granted<ManageAccounts>) -> Result<Account> {
    let id: AccountId = cx.request().arg("account")?;
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

fn address(hand: Hand<'_>, account: &Account) -> String {
    match hand {
        Hand::Own => "/account/delegations".to_owned(),
        Hand::Keeper(_) => format!("{}/delegations", account.url()),
    }
}

fn handed(cx: &mut Cx<Write>, hand: Hand<'_>, account: &Account) -> Result<Reply> {
    match read(cx, hand, account).and_then(|new| actions::hand_over(cx, hand, account.id, &new)) {
        Ok(_) => {
            cx.notice("Роль передана на\u{a0}время. Замещающий увидит ваши дела у\u{a0}себя и\u{a0}подписывает их «за\u{a0}вас».");
            Ok(Reply::to(address(hand, account)))
        }
        Err(error) => Ok(show(cx, hand, account, Faults::from_error(error, "grant")?)?.status(422)),
    }
}

fn read<M: Mode>(cx: &mut Cx<M>, hand: Hand<'_>, account: &Account) -> Result<NewDelegation> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let grant = check.parsed::<GrantId>("grant", "Выберите роль, которую передаёте.");
    let (from, to) = (check.date("from"), check.date("to"));
    let from = from.unwrap_or_else(|| actions::today(cx));
    if to.is_none() && request.form.text("to").is_empty() {
        check.fault("to", "Укажите последний день: замещение заканчивается само.");
    }
    let reason = check.parsed::<Reason>("reason", "Выберите причину.");
    let ground = check.optional("ground", 200).to_owned();
    let held = actions::handed(cx, hand, account.id)?;
    let held = held.iter().find(|one| Some(one.id) == grant);
    let deputy = whom(cx, held)?;
    if let Err(Error::Invalid(faults)) = &deputy {
        for one in faults {
            check.fault(&one.field, one.text.clone());
        }
    }
    check.done()?;
    let chosen = request.form.all("duty");
    let is_whole = chosen.is_empty();
    let duties = DUTIES.iter().map(|(code, _)| *code).filter(|code| !is_whole && chosen.contains(code));
    Ok(NewDelegation {
        grant: grant.ok_or(Error::NotFound)?,
        deputy: deputy?,
        from,
        to: to.ok_or(Error::NotFound)?,
        reason: reason.ok_or(Error::NotFound)?,
        ground,
        duties: duties.map(str::to_owned).collect(),
    })
}

/// The deputy chosen from the list, or found by what was typed.
fn whom<M: Mode>(cx: &mut Cx<M>, held: Option<&Holding>) -> Result<Result<AccountId>> {
    let request = cx.request_handle();
    let (typed, chosen) = (request.form.text("deputy_name"), request.form.text("deputy"));
    if typed.is_empty() {
        let chosen = chosen.parse::<AccountId>();
        return Ok(chosen.map_err(|_| Error::field("deputy", "Выберите, кто замещает.")));
    }
    let Some(held) = held else {
        return Ok(Err(Error::field("grant", "Выберите роль, которую передаёте.")));
    };
    match actions::deputy(cx, held, typed) {
        Err(Error::Invalid(mut faults)) => {
            for one in &mut faults {
                "deputy_name".clone_into(&mut one.field);
            }
            Ok(Err(Error::Invalid(faults)))
        }
        Err(error) => Err(error),
        found => Ok(found),
    }
}

fn show<M: Mode>(cx: &mut Cx<M>, hand: Hand<'_>, account: &Account, faults: Faults) -> Result<Reply> {
    let (request, is_own) = (cx.request_handle(), matches!(hand, Hand::Own));
    let held = actions::handed(cx, hand, account.id)?;
    let colleagues = actions::colleagues(cx, account.id, &held)?;
    let titles = store::places::titles(cx.conn(), held.iter().map(|one| one.unit))?;
    let role = |one: &Holding| {
        let place = titles.get(&one.unit).cloned().unwrap_or_default();
        (one.id.to_string(), format!("{}, {place}", one.role.title()))
    };
    let chosen = request.form.all("duty");
    let fields = ["grant", "deputy", "deputy_name", "from", "to", "reason", "ground"];
    let known = actions::known(cx, account.id)?;
    let (given, taken): (Vec<_>, Vec<_>) = known.into_iter().partition(|one| one.absent == account.id);
    let page = DelegationsPage {
        csrf: cx.csrf().to_owned(),
        title: if is_own { "Замещение".to_owned() } else { account.name.full() },
        to: address(hand, account),
        taken: rows(cx, hand, account, taken)?,
        given: rows(cx, hand, account, given)?,
        heads: if is_own {
            ("Вы замещаете", "Вас замещают")
        } else {
            ("Замещает", "Кто замещает")
        },
        is_own,
        roles: held.iter().map(role).collect(),
        colleagues: colleagues.iter().map(|one| (one.id.to_string(), one.name.full())).collect(),
        reasons: Reason::ALL.map(|one| (one.code().to_owned(), one.title().to_owned())).to_vec(),
        duties: DUTIES.map(|(code, title)| (code, title, chosen.contains(&code))).to_vec(),
        typed: fields.map(|name| (name, request.form.text(name).to_owned())).into_iter().collect(),
        faults,
    };
    Page::titled("Замещение").under(if is_own { "/account" } else { "/accounts" }).show(&page)
}

fn rows<M: Mode>(cx: &mut Cx<M>, hand: Hand<'_>, of: &Account, all: Vec<Delegation>) -> Result<Vec<Row>> {
    let absent: Vec<i64> = all.iter().map(|one| one.absent.0).collect();
    let ids: Vec<i64> = all.iter().flat_map(|one| [one.absent.0, one.deputy.0]).collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let held = store::roles::held_by(cx.conn(), &absent)?;
    let titles = store::places::titles(cx.conn(), held.iter().map(|one| one.unit))?;
    let (today, base) = (actions::today(cx), address(hand, of));
    let row = |one: Delegation| {
        let other = if one.absent == of.id { one.deputy } else { one.absent };
        let grant = held.iter().find(|held| held.id == one.grant);
        let place = grant.and_then(|held| titles.get(&held.unit)).cloned().unwrap_or_default();
        Row {
            role: grant.map_or_else(String::new, |held| format!("{}, {place}", held.role.title())),
            who: names.get(&other.0).cloned().unwrap_or_default(),
            days: format!("с\u{a0}{} по\u{a0}{}", russian::date(one.from), russian::date(one.to)),
            why: why(&one),
            what: what(&one),
            is_now: one.from <= today,
            end_url: format!("{base}/{}/end", one.id),
        }
    };
    Ok(all.into_iter().map(row).collect())
}

/// «отпуск · от 01.06.2026 № 41-к»
fn why(one: &Delegation) -> String {
    if one.ground.is_empty() {
        return one.reason.title().to_owned();
    }
    format!("{} · {}", one.reason.title(), one.ground)
}

/// «вся роль», or what of it.
fn what(one: &Delegation) -> String {
    if one.duties.is_empty() {
        return "вся роль".to_owned();
    }
    let chosen = DUTIES.iter().filter(|(code, _)| one.duties.iter().any(|duty| duty == code));
    chosen.map(|(_, title)| *title).collect::<Vec<_>>().join("; ")
}
