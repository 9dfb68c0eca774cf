//! Access tokens: made and revoked by their holder, revoked by an administrator, both by the operator's commands.

use access::store::tokens;
use access::{
    AccessToken, AccessTokenId, AccountId, Granted, Level, Person, SessionId, SignedIn, Token, TokenScope,
};
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use serde_json::json;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::{locked, own};
use crate::ManageAccounts;
use crate::model::{Account, Issued};
use crate::rules::{Refusal, tokens as rules};
use crate::store;
use crate::store::places::matching;

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// Code, beginning of the name or id of the unit it is narrowed to; empty: everything its holder reaches.
    pub place: String,
    /// Its last day.
    pub expires_on: NaiveDate,
}

/// Makes a token of one's own.
pub(crate) fn issue_own(cx: &mut Cx<Write>, _may: &Granted<SignedIn>, new: &NewToken) -> Result<Issued> {
    let account = own::account(cx)?;
    issue(cx, &account, new)
}

/// Makes a token for an account: the operator's command.
pub fn issue_for(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    account: AccountId,
    new: &NewToken,
) -> Result<Issued> {
    let (account, _) = locked(cx, may, account)?;
    issue(cx, &account, new)
}

fn issue(cx: &mut Cx<Write>, account: &Account, new: &NewToken) -> Result<Issued> {
    cx.tx().lock("accounts", account.id.0)?;
    let today = cx.now().day(cx.house().settings.zone);
    let person =
        access::store::person(cx.conn(), account.id, SessionId(0), today)?.ok_or(Refusal::NotActive)?;
    if let Some(fault) = rules::term_fault(today, new.expires_on) {
        return Err(Error::field("expires_on", fault));
    }
    let unit = unit(cx, &person, &new.place)?;
    if live(cx, account.id, today)?.len() >= rules::MOST {
        return Err(Refusal::TooManyTokens.into());
    }
    let token = AccessToken {
        id: AccessTokenId(cx.id()),
        account: account.id,
        name: new.name.clone(),
        scope: new.scope,
        unit,
        expires_on: new.expires_on,
        created_at: cx.now(),
        last_used_at: None,
        revoked_at: None,
    };
    let (secret, by) = (Token::for_program(), cx.person().map(|person| person.account));
    tokens::add(cx.tx(), &token, &secret.hash(), by)?;
    let last = russian::date(token.expires_on);
    told(
        cx,
        &token,
        &format!("Создан ключ доступа «{}»: {}, до\u{a0}{last}", token.name, token.scope.title()),
    )?;
    Ok(Issued { token, secret })
}

/// The one unit meant, inside what the person reaches.
fn unit<M: Mode>(cx: &mut Cx<M>, person: &Person, typed: &str) -> Result<Option<(i64, String)>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let reach = Ranges::under(person.scopes.iter().map(|scope| scope.path.as_str()));
    let fitting = matching(cx.conn(), &reach, &Level::ALL, typed, 2)?;
    if let [(place, _)] = fitting.as_slice() {
        return Ok(Some((place.unit, place.path.clone())));
    }
    let by_id = match typed.parse() {
        Ok(id) if fitting.is_empty() => units::store::find(cx.conn(), &reach, id)?,
        _ => None,
    };
    let fault = if fitting.is_empty() { NO_PLACE } else { SEVERAL };
    by_id.map(|unit| Some((unit.id.0, unit.path))).ok_or_else(|| Error::field("place", fault))
}

const NO_PLACE: &str =
    "Среди ваших территорий нет такого кода или начала названия. Список есть в\u{a0}разделе «Территории».";
const SEVERAL: &str = "Подходит несколько. Допишите название или укажите код.";

fn live<M: Mode>(cx: &mut Cx<M>, account: AccountId, today: NaiveDate) -> Result<Vec<AccessToken>> {
    let mut all = tokens::list(cx.conn(), Some(account), 1000)?;
    all.retain(|token| token.is_live(today));
    Ok(all)
}

/// Revokes a token of one's own.
pub(crate) fn revoke_own(cx: &mut Cx<Write>, _may: &Granted<SignedIn>, id: AccessTokenId) -> Result<()> {
    let account = own::account(cx)?;
    revoke_of(cx, account.id, id)
}

/// Revokes a token of an account inside the scope.
pub fn revoke(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    account: AccountId,
    id: AccessTokenId,
) -> Result<()> {
    locked(cx, may, account)?;
    revoke_of(cx, account, id)
}

fn revoke_of(cx: &mut Cx<Write>, account: AccountId, id: AccessTokenId) -> Result<()> {
    let token =
        tokens::of_id(cx.conn(), id)?.filter(|token| token.account == account).ok_or(Error::NotFound)?;
    let now = cx.now();
    if tokens::revoke(cx.tx(), id, now)? {
        told(cx, &token, &format!("Отозван ключ доступа «{}»", token.name))?;
    }
    Ok(())
}

/// A line of the journal, never with the secret.
fn told(cx: &mut Cx<Write>, token: &AccessToken, text: &str) -> Result<()> {
    let home = store::roles::home(cx.conn(), token.account)?;
    let details = json!({
        "token": token.id, "scope": token.scope.code(), "expires_on": token.expires_on,
        "unit": token.unit.as_ref().map(|(unit, _)| unit.to_string()),
    });
    cx.journal(Action::Access, ("accounts", "account", token.account.0), &home, text, details)
}
