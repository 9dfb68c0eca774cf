//! Handing a role over for the days of an absence, and taking it back.

use access::{AccountId, DelegationId, GrantId, Granted, Role};
use audit::Action;
use chrono::NaiveDate;
use serde_json::json;
use web::{Cx, Error, Mode, Result, Write};

use super::letters;
use crate::ManageAccounts;
use crate::model::{Account, Delegation, Holding, NewDelegation};
use crate::rules::delegations::{Deputy, NotHandedOver, is_handed_over, is_near, may_hand_over};
use crate::store::{self, delegations};

/// So many people of the place are offered.
const OFFERED: i64 = 100;

/// By what right somebody hands over: their own role, or as whoever keeps accounts – for who fell ill.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Hand<'a> {
    Own,
    Keeper(&'a Granted<ManageAccounts>),
}

impl Hand<'_> {
    /// Whether this hand reaches a role of the account.
    fn reaches(self, person: Option<AccountId>, held: &Holding) -> bool {
        match self {
            Self::Own => person == Some(held.account),
            Self::Keeper(may) => may.within(&held.path).is_ok(),
        }
    }
}

/// The day roles are judged by.
pub(crate) fn today<M: Mode>(cx: &Cx<M>) -> NaiveDate {
    cx.now().day(cx.house().settings.zone)
}

/// Hands a role over.
pub(crate) fn hand_over(
    cx: &mut Cx<Write>,
    hand: Hand<'_>,
    absent: AccountId,
    new: &NewDelegation,
) -> Result<DelegationId> {
    lock_both(cx, absent, new.deputy)?;
    let (today, person) = (today(cx), cx.person().map(|person| person.account));
    let held = store::roles::held_by(cx.conn(), &[absent.0])?;
    let held = held.into_iter().find(|one| one.id == new.grant && hand.reaches(person, one));
    let held = held.ok_or(Error::NotFound)?;
    let account = store::own(cx.conn(), new.deputy)?.ok_or(Error::NotFound)?;
    let others = store::roles::held_by(cx.conn(), &[new.deputy.0])?;
    let known = delegations::ahead(cx.conn(), &[absent.0, new.deputy.0], today)?;
    let (away, known): (Vec<_>, Vec<_>) = known.into_iter().partition(|one| one.absent == new.deputy);
    let deputy = Deputy { account: &account, held: &others, away: &away };
    may_hand_over(new, &held, &known, deputy, today)
        .map_err(|no| Error::field(no.field(), no.to_string()))?;
    let (id, now) = (DelegationId(cx.id()), cx.now());
    delegations::add(cx.tx(), id, absent, new, (person.map(|one| one.0), now))?;
    told(cx, &held, new)?;
    letters::tell_deputy(cx, &account, &held, new)?;
    Ok(id)
}

/// Hands a role over in the name of whoever keeps accounts: the demo.
pub fn lend(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    absent: AccountId,
    new: &NewDelegation,
) -> Result<DelegationId> {
    hand_over(cx, Hand::Keeper(may), absent, new)
}

/// The first holding of a role by an account.
pub fn role_of<M: Mode>(cx: &mut Cx<M>, account: AccountId, role: Role) -> Result<Option<GrantId>> {
    let held = store::roles::held_by(cx.conn(), &[account.0])?;
    Ok(held.into_iter().find(|one| one.role == role).map(|one| one.id))
}

/// Both people's rows in one order: two who hand over to each other at once do not wait for each other.
fn lock_both(cx: &mut Cx<Write>, one: AccountId, other: AccountId) -> Result<()> {
    let mut both = vec![one.0, other.0];
    both.sort_unstable();
    both.dedup();
    for id in both {
        cx.tx().lock("accounts", id)?;
    }
    Ok(())
}

fn told(cx: &mut Cx<Write>, held: &Holding, new: &NewDelegation) -> Result<()> {
    let days = json!({ "role": held.role.code(), "unit": held.unit, "from": new.from, "to": new.to,
        "absent": held.account, "deputy": new.deputy, "duties": new.duties });
    let text = format!("Передана на\u{a0}время роль «{}»: {}", held.role.title(), new.reason.title());
    cx.journal(Action::Changed, ("accounts", "account", held.account.0), &held.path, &text, days.clone())?;
    let text = format!("Принято замещение: роль «{}»", held.role.title());
    cx.journal(Action::Changed, ("accounts", "account", new.deputy.0), &held.path, &text, days)
}

/// Takes a role back; the deputy may give it back too.
pub(crate) fn end(cx: &mut Cx<Write>, hand: Hand<'_>, id: DelegationId) -> Result<()> {
    let found = delegations::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    lock_both(cx, found.absent, found.deputy)?;
    let (found, day) = (delegations::find(cx.conn(), id)?.ok_or(Error::NotFound)?, today(cx));
    let person = cx.person().map(|person| person.account);
    let held = store::roles::held_by(cx.conn(), &[found.absent.0])?;
    let held = held.into_iter().find(|one| one.id == found.grant).ok_or(Error::NotFound)?;
    let is_deputy = matches!(hand, Hand::Own) && person == Some(found.deputy);
    if !is_deputy && !hand.reaches(person, &held) {
        return Err(Error::NotFound);
    }
    if !found.is_ahead(day) {
        return Err(NotHandedOver::Over.into());
    }
    let now = cx.now();
    delegations::end(cx.tx(), id, person.map(|one| one.0), now)?;
    let text = format!("Замещение прекращено: роль «{}»", held.role.title());
    let details = json!({ "absent": found.absent, "deputy": found.deputy });
    cx.journal(Action::Changed, ("accounts", "account", found.absent.0), &held.path, &text, details.clone())?;
    cx.journal(Action::Changed, ("accounts", "account", found.deputy.0), &held.path, &text, details)
}

/// What is handed over to and by an account, not over yet.
pub(crate) fn known<M: Mode>(cx: &mut Cx<M>, account: AccountId) -> Result<Vec<Delegation>> {
    let today = today(cx);
    Ok(delegations::ahead(cx.conn(), &[account.0], today)?)
}

/// Roles of the account that can be handed over, in force or to begin.
pub(crate) fn handed<M: Mode>(cx: &mut Cx<M>, hand: Hand<'_>, account: AccountId) -> Result<Vec<Holding>> {
    let (today, person) = (today(cx), cx.person().map(|person| person.account));
    let mut held = store::roles::held_by(cx.conn(), &[account.0])?;
    held.retain(|one| !one.is_over(today) && is_handed_over(one.role) && hand.reaches(person, one));
    Ok(held)
}

/// Who works at the places of these roles or right above: offered by name.
pub(crate) fn colleagues<M: Mode>(
    cx: &mut Cx<M>,
    absent: AccountId,
    held: &[Holding],
) -> Result<Vec<Account>> {
    let mut paths: Vec<String> = held.iter().flat_map(|one| [one.path.clone(), above(&one.path)]).collect();
    paths.retain(|path| path != "/");
    let today = today(cx);
    let near = delegations::at_places(cx.conn(), &paths, today, OFFERED)?;
    let ids: Vec<i64> = near.iter().filter(|id| **id != absent).map(|id| id.0).collect();
    let mut found = store::all_of(cx.conn(), &ids)?;
    found.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
    Ok(found)
}

/// The one person meant by a login or the beginning of a name, among those near enough to the role.
pub(crate) fn deputy<M: Mode>(cx: &mut Cx<M>, held: &Holding, typed: &str) -> Result<AccountId> {
    let login = store::by_login(cx.conn(), typed)?;
    let today = today(cx);
    let filter = store::Filter { name: typed.to_owned(), ..store::Filter::default() };
    let region = held.path.split('/').nth(1).map_or_else(|| "/".to_owned(), |top| format!("/{top}/"));
    let named = store::list(cx.conn(), &db::Ranges::under([region.as_str()]), &filter, today, NAMED)?;
    let ids: Vec<i64> = login.iter().chain(&named).map(|one| one.id.0).collect();
    let roles = store::roles::held_by(cx.conn(), &ids)?;
    let is_here = |account: &Account| {
        roles.iter().any(|one| one.account == account.id && one.is_in_force(today) && is_near(held, one))
    };
    let mut fitting: Vec<Account> = login.into_iter().chain(named).filter(is_here).collect();
    fitting.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
    fitting.dedup_by_key(|one| one.id);
    match &fitting[..] {
        [one] => Ok(one.id),
        [] => Err(Error::field("deputy", NOBODY)),
        several => Err(Error::field("deputy", which(several))),
    }
}

/// So many people of one name are looked through.
const NAMED: i64 = 200;
const NOBODY: &str = "Рядом с\u{a0}этой ролью такого логина или фамилии нет. Замещать может тот, у\u{a0}кого есть роль в\u{a0}этой же организации, выше или ниже неё.";

fn which(several: &[Account]) -> String {
    let names: Vec<String> =
        several.iter().take(5).map(|one| format!("{} ({})", one.name.full(), one.login)).collect();
    format!("Подходит несколько: {}. Укажите логин.", names.join(", "))
}

/// The path of the unit above.
fn above(path: &str) -> String {
    let inner = path.trim_end_matches('/');
    inner.rfind('/').map_or_else(|| "/".to_owned(), |at| inner[..=at].to_owned())
}
