//! Granting a role and ending it.

use access::{AccountId, GrantId, Granted};
use audit::Action;
use serde_json::json;
use web::{Cx, Error, Result, Write};

use super::locked;
use crate::ManageAccounts;
use crate::model::{Holding, NewHolding};
use crate::rules::roles::{may_end, may_grant};
use crate::store;

/// Grants a role inside the granter's scope.
pub fn grant(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: AccountId,
    new: &NewHolding,
) -> Result<()> {
    may.within(&new.place.path)?;
    let (_, held) = locked(cx, may, id)?;
    may_grant(new, &held)?;
    let (grant, now, by) = (GrantId(cx.id()), cx.now(), cx.person().map(|person| person.account));
    store::roles::add(cx.tx(), grant, id, new, by, now)?;
    let text = format!("Выдана роль «{}»", new.role.title());
    let details = json!({ "role": new.role.code(), "unit": new.place.unit, "from": new.from, "to": new.to });
    cx.journal(Action::Changed, ("accounts", "account", id.0), &new.place.path, &text, details)
}

/// Ends a role at once: yesterday was its last day; one that has not begun ends before it begins.
pub(crate) fn end(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: AccountId,
    grant: GrantId,
) -> Result<()> {
    let (_, held) = locked(cx, may, id)?;
    let ended = held.iter().find(|one| one.id == grant).ok_or(Error::NotFound)?;
    may.within(&ended.path)?;
    let today = cx.today()?;
    may_end(cx.person().map(|person| person.account), ended, &held, today)?;
    let last = today.max(ended.from).pred_opt().unwrap_or(today);
    store::roles::end(cx.tx(), grant, last)?;
    told(cx, ended)
}

fn told(cx: &mut Cx<Write>, ended: &Holding) -> Result<()> {
    let text = format!("Снята роль «{}»", ended.role.title());
    let details = json!({ "role": ended.role.code(), "unit": ended.unit });
    cx.journal(Action::Changed, ("accounts", "account", ended.account.0), &ended.path, &text, details)
}
