//! Exports above the limit: asked for, allowed or refused by another person, refusals looked into.

use std::collections::BTreeMap;

use access::{AccountId, Denied, Granted, SignedIn};
use audit::Action;
use chrono::NaiveDate;
use db::{Conn, Ranges};
use web::{Cx, Error, Result, Write, russian};

use super::{journal, locked, own};
use crate::model::{Account, ExportRequest, ExportRequestId};
use crate::rules::Refusal;
use crate::{ManageAccounts, rules, store};

/// How long an allowance lasts, seconds.
const ALLOWANCE: i64 = 24 * 3600;

/// «300 объектов»
pub(crate) fn counted(objects: i64) -> String {
    russian::counted(objects, "объект", "объекта", "объектов")
}

/// Asks for so many objects; one request waits at a time.
pub(crate) fn ask(cx: &mut Cx<Write>, _may: &Granted<SignedIn>, objects: i64, reason: &str) -> Result<()> {
    let account = own::account(cx)?.id;
    cx.tx().lock("accounts", account.0)?;
    if store::exports::of(cx.conn(), account, 1)?.iter().any(|last| last.state == "asked") {
        return Err(Refusal::ExportAsked.into());
    }
    let (id, now) = (cx.id(), cx.now());
    store::exports::ask(cx.tx(), id, account, objects, reason, now)?;
    journal(cx, Action::Access, account, &format!("Запрошена выгрузка: {}", counted(objects)))
}

/// Allows a request of another person for a day and a night, or refuses it with an answer.
pub(crate) fn decide(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: ExportRequestId,
    refused: Option<&str>,
) -> Result<()> {
    let request = reached(cx, may, id)?;
    let (now, by) = (cx.now(), actor(cx)?);
    let decision = refused.map_or_else(|| Ok(now.plus_seconds(ALLOWANCE)), Err);
    if !store::exports::decide(cx.tx(), id, by, decision, now)? {
        return Err(Refusal::ExportDecided.into());
    }
    let what = if refused.is_some() {
        "Отказано в\u{a0}запросе на выгрузку"
    } else {
        "Разрешена выгрузка"
    };
    journal(cx, Action::Access, request.account, &format!("{what}: {}", counted(request.objects)))
}

/// The request, if the whole account of its person is within reach and it is somebody else's.
pub(crate) fn reached(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: ExportRequestId,
) -> Result<ExportRequest> {
    let request = store::exports::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    covered(cx, may, request.account)?;
    Ok(request)
}

/// The refusals of a person were looked into.
pub(crate) fn settle(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, account: AccountId) -> Result<()> {
    covered(cx, may, account)?;
    let (now, by) = (cx.now(), actor(cx)?);
    if store::exports::settle(cx.tx(), account, by, now)? == 0 {
        return Ok(());
    }
    journal(cx, Action::Access, account, "Отказ в\u{a0}массовой выгрузке разобран")
}

/// Whether the actor answers for every place of the account and is somebody else.
fn covered(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, account: AccountId) -> Result<()> {
    let (_, held) = locked(cx, may, account)?;
    let today = cx.today()?;
    rules::roles::may_change(may.ranges(), &held, today)?;
    if actor(cx)? == account { Err(Refusal::OwnExport.into()) } else { Ok(()) }
}

fn actor(cx: &Cx<Write>) -> Result<AccountId> {
    Ok(cx.person().map(|person| person.account).ok_or(Denied::Stranger)?)
}

/// Of these accounts those that `me` decides about: others, whose every role lies inside the scope.
pub(crate) fn others(
    conn: &mut Conn,
    scope: &Ranges,
    me: AccountId,
    accounts: &[i64],
    today: NaiveDate,
) -> db::Result<BTreeMap<AccountId, Account>> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut found = BTreeMap::new();
    for account in store::within(conn, scope, accounts)? {
        let held = store::roles::held_by(conn, &[account.id.0])?;
        if account.id != me && rules::roles::may_change(scope, &held, today).is_ok() {
            found.insert(account.id, account);
        }
    }
    Ok(found)
}
