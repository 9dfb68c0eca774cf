//! Verbs of the area: signing in and out, inviting, granting roles, blocking; each in one transaction.

pub(crate) mod address;
pub(crate) mod delegations;
pub(crate) mod entrance;
pub(crate) mod exports;
pub(crate) mod factor;
pub(crate) mod first;
pub(crate) mod invitation;
pub(crate) mod letters;
pub(crate) mod listing;
pub(crate) mod own;
pub(crate) mod place;
pub(crate) mod provider;
pub(crate) mod recovery;
pub(crate) mod roles;
pub(crate) mod sheets;
pub(crate) mod standing;
pub(crate) mod tokens;
pub(crate) mod tying;

use access::{AccountId, Denied, Granted, Permission, Role};
use audit::Action;
use serde_json::Value;
use web::{Cx, Error, Result, Write};

use crate::ManageAccounts;
use crate::model::{Account, Holding};
use crate::{rules, store};

/// Writes a line of the journal about an account, at the place where the account stands.
fn journal(cx: &mut Cx<Write>, action: Action, account: AccountId, text: &str) -> Result<()> {
    let home = store::roles::home(cx.conn(), account)?;
    cx.journal(action, ("accounts", "account", account.0), &home, text, Value::Null)
}

/// The account with its roles, if it stands inside the scope; it and the actor are locked, so that two
/// administrators cannot shut out each other at once.
fn locked(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: AccountId,
) -> Result<(Account, Vec<Holding>)> {
    let actor = cx.person().map(|person| (person.account, person.session));
    let mut both = vec![id];
    both.extend(actor.map(|(account, _)| account));
    both.sort_unstable();
    both.dedup();
    for one in both {
        cx.tx().lock("accounts", one.0)?;
    }
    if let Some((account, session)) = actor {
        let today = cx.today()?;
        let person = access::store::person(cx.conn(), account, session, today)?.ok_or(Denied::Stranger)?;
        let is_administrator = person.scopes.iter().any(|scope| scope.role == Role::Administrator);
        if !is_administrator {
            return Err(Denied::NoRole(ManageAccounts::TITLE).into());
        }
    }
    let account = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let held = store::roles::held_by(cx.conn(), &[id.0])?;
    Ok((account, held))
}

/// The same, if the whole account is within reach: its password and state are not changed from a part of its scope.
fn changeable(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: AccountId,
) -> Result<(Account, Vec<Holding>)> {
    let (account, held) = locked(cx, may, id)?;
    let today = cx.today()?;
    rules::roles::may_change(may.ranges(), &held, today)?;
    rules::roles::may_shut_out(cx.person().map(|person| person.account), id)?;
    Ok((account, held))
}
