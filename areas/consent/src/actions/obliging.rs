//! Whoever opens consents of others undertakes once to keep them confidential (152-ФЗ, ст. 7; Амурская область, приложение 3,
//! приложение 2 к нему); other words of the pack are accepted anew.

use audit::Action;
use packs::Confidentiality;
use serde_json::Value;
use web::{Cx, Mode, Result, Write};

use crate::model::Accepted;
use crate::store;

/// The obligation of a place; none: its pack asks for none.
pub(crate) fn asked<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<Option<Confidentiality>> {
    let rules = units::rules_at(cx, path)?;
    Ok(rules.confidentiality.first().map(|one| one.rule.clone()))
}

/// The words as they are kept.
pub(crate) fn wording(one: &Confidentiality) -> String {
    one.text.join("\n")
}

/// What the person of the request accepted of it.
pub(crate) fn own<M: Mode>(cx: &mut Cx<M>, one: &Confidentiality) -> Result<Option<Accepted>> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(None) };
    let all = store::accepted(cx.conn(), &[account])?;
    Ok(all.into_iter().rev().find(|known| known.wording == wording(one)))
}

/// Accepts the obligation; the second click finds the first one's work.
pub fn accept(cx: &mut Cx<Write>, path: &str, one: &Confidentiality) -> Result<()> {
    match cx.person().map(|person| person.account.0) {
        Some(account) => accepted(cx, account, path, one),
        None => Ok(()),
    }
}

/// The same of a paper somebody signed: a command tells it.
pub fn accept_for(cx: &mut Cx<Write>, account: i64, path: &str) -> Result<()> {
    match asked(cx, path)? {
        Some(one) => accepted(cx, account, path, &one),
        None => Ok(()),
    }
}

fn accepted(cx: &mut Cx<Write>, account: i64, path: &str, one: &Confidentiality) -> Result<()> {
    cx.tx().lock("accounts", account)?;
    let known = store::accepted(cx.conn(), &[account])?;
    if known.iter().any(|known| known.wording == wording(one)) {
        return Ok(());
    }
    let new = Accepted {
        id: cx.id(),
        account,
        title: one.title.clone(),
        wording: wording(one),
        source: one.clause.clone(),
        accepted_on: cx.today_at(path)?,
        accepted_at: cx.now(),
    };
    store::accept(cx.tx(), &new)?;
    let what = "Принято обязательство о\u{a0}неразглашении персональных данных";
    cx.journal(Action::Created, ("consent", "account", account), path, what, Value::Null)
}
