//! A forgotten password: the answer is the same whatever exists, because the asking only leaves a job behind.

use access::{AccountId, Anyone, Granted, Token, hash_token};
use audit::{Action, Entry};
use db::{Moment, WriteTx};
use mail::addresses;
use mail::store::NewMail;
use serde_json::{Value, json};
use web::{Cx, Error, FieldFault, House, Mode, Prepared, Read, Result, Write};

use super::{address, journal, letters};
use crate::model::{Account, MailLink, Purpose, Secret, State};
use crate::rules::{brake, password_fault};
use crate::store::{self, failures, identities, links};

/// The kind of the job that looks the account up.
pub(crate) const JOB: &str = "accounts.recover";
/// So many accounts of one address get a letter: a school may share one.
const AT_MOST: i64 = 5;
/// Askings an hour for one login or address typed, and from one network address.
const ASKINGS: [(&str, i64); 2] = [("typed", 3), ("from", 20)];

/// Notes that somebody asks for a new password; false when they asked too often.
pub(crate) fn ask(cx: &mut Cx<Write>, _may: &Granted<Anyone>) -> Result<bool> {
    let request = cx.request_handle();
    let typed = request.form.text("who");
    if typed.is_empty() || typed.chars().count() > 254 {
        return Err(Error::field("who", "Напишите логин или адрес почты."));
    }
    let folded = db::fold(typed);
    for ((what, most), value) in ASKINGS.into_iter().zip([folded.as_str(), &request.from]) {
        if is_over(cx, &format!("recovery {what} {value}"), most)? {
            return Ok(false);
        }
    }
    let id = cx.id().to_string();
    cx.enqueue(JOB, &id, &json!({ "ask": id, "typed": typed }))?;
    Ok(true)
}

/// Counts one more asking from the network address of this request; whether there are too many this hour.
pub(crate) fn is_too_often(cx: &mut Cx<Write>, what: &str, most: i64) -> Result<bool> {
    let key = format!("{what} {}", cx.request().from);
    is_over(cx, &key, most)
}

/// Counts one more asking of a kind; whether there were so many in this hour already.
fn is_over(cx: &mut Cx<Write>, what: &str, most: i64) -> Result<bool> {
    let (key, id, now) = (hash_token(what), cx.id(), cx.now());
    let counted = failures::hold(cx.tx(), id, &key)?;
    if brake::in_this_hour(counted, now) >= most {
        return Ok(true);
    }
    if brake::in_this_hour(counted, now) == 0 {
        failures::clear(cx.tx(), &key)?;
        failures::hold(cx.tx(), id, &key)?;
    }
    failures::count(cx.tx(), &key, now)?;
    Ok(false)
}

/// The job: a letter to the confirmed address of every active account meant; nobody learns how many there were.
pub(crate) fn send(house: &House, payload: &str) -> std::result::Result<(), String> {
    let asked: Value = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    let (ask, typed) = (asked["ask"].as_str().unwrap_or(""), asked["typed"].as_str().unwrap_or(""));
    if house.settings.post.is_none() {
        return Ok(());
    }
    let work = |tx: &mut WriteTx| -> db::Result<()> {
        for account in meant(tx, typed)? {
            send_to(house, tx, ask, &account)?;
        }
        Ok(())
    };
    house.db.write(work).map_err(|error| error.to_string())
}

fn meant(tx: &mut WriteTx, typed: &str) -> db::Result<Vec<Account>> {
    let by_login = store::by_login(tx, typed)?.map(|account| account.id);
    let mut ids = match mail::plain_address(typed) {
        Some(address) => addresses::holders(tx, &address, AT_MOST)?,
        None => Vec::new(),
    };
    ids.extend(by_login.filter(|id| !ids.contains(id)));
    let ids: Vec<i64> = ids.into_iter().map(|id: AccountId| id.0).collect();
    Ok(store::all_of(tx, &ids)?.into_iter().filter(|account| account.state == State::Active).collect())
}

fn send_to(house: &House, tx: &mut WriteTx, ask: &str, account: &Account) -> db::Result<()> {
    let Some(address) = addresses::confirmed(tx, account.id)? else { return Ok(()) };
    let (now, token, purpose) = (house.now(), Token::random(), Purpose::Recover);
    let until = now.plus_seconds(purpose.seconds());
    let url = format!("{}/recovery/{}", house.settings.public_address, token.reveal());
    let letter = letters::recovery(account, url);
    let key = format!("recover:{ask}:{}", account.id);
    let new =
        NewMail { key: &key, account: account.id, address: &address, good_until: until, letter: &letter };
    if !mail::store::put(tx, house.id(), &new, now)? {
        return Ok(());
    }
    let link = MailLink { id: house.id(), account: account.id, purpose, address, until, used: None };
    links::add(tx, &link, &token.hash(), now)?;
    note(house, tx, account.id, now)
}

fn note(house: &House, tx: &mut WriteTx, account: AccountId, now: Moment) -> db::Result<()> {
    let entry = Entry {
        at: now,
        account: None,
        action: Action::Access,
        area: "accounts",
        kind: "account",
        object: account.0,
        unit_path: store::roles::home(tx, account)?,
        text: "На подтверждённый адрес отправлена ссылка для нового пароля".to_owned(),
        details: Value::Null,
    };
    audit::store::add(tx, house.id(), &entry)
}

type PreparedPassword = Option<Secret>;

/// The preparation: the password is hashed only for an open link and when it may be taken.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let (request, token) = (cx.request_handle(), cx.request().arg::<String>("token")?);
    let hash: PreparedPassword = match opened(cx, &token) {
        Ok((_, account)) if fault(&request.form, &account).is_none() => {
            Some(Secret::hash_of(request.form.raw("new_password")))
        }
        Ok(_) | Err(Error::Refused(_)) => None,
        Err(error) => return Err(error),
    };
    Ok(Box::new(hash))
}

/// The account an open link leads to.
pub(crate) fn opened<M: Mode>(cx: &mut Cx<M>, token: &str) -> Result<(MailLink, Account)> {
    address::opened(cx, Purpose::Recover, token)
}

fn fault(form: &web::Form, account: &Account) -> Option<FieldFault> {
    password_fault(form.raw("new_password"), form.raw("new_password_again"), &account.login)
        .map(|(field, text)| FieldFault { field: field.to_owned(), text })
}

/// Uses a link: the password is set, the sessions and the access tokens end. Its holder signs in anew, by the one door.
pub(crate) fn set_password(cx: &mut Cx<Write>, _may: &Granted<Anyone>, token: &str) -> Result<()> {
    let request = cx.request_handle();
    let (link, account) = opened(cx, token)?;
    cx.tx().lock("accounts", account.id.0)?;
    cx.tx().lock("mail_links", link.id)?;
    let (link, account) = opened(cx, token)?;
    if let Some(fault) = fault(&request.form, &account) {
        return Err(Error::Invalid(vec![fault]));
    }
    let hash = cx.prepared::<PreparedPassword>().and_then(|made| *made).ok_or(Error::Retry)?;
    let (id, now) = (account.id, cx.now());
    store::set_state(cx.tx(), id, State::Active, Some(&hash), now)?;
    links::mark_used(cx.tx(), link.id, now)?;
    links::close_all(cx.tx(), id, Purpose::Recover, now)?;
    access::store::end_sessions_of(cx.tx(), id, now)?;
    let revoked = access::store::tokens::revoke_all(cx.tx(), id, now)?;
    let unlinked = identities::unlink_all(cx.tx(), id)?;
    failures::clear(cx.tx(), &failures::key(&account.login))?;
    letters::tell_password_changed(cx, &account)?;
    let tokens = if revoked > 0 { ", ключи доступа отозваны" } else { "" };
    let provider =
        if unlinked > 0 { ", вход через поставщика отвязан" } else { "" };
    journal(
        cx,
        Action::Changed,
        id,
        &format!("Пароль задан по\u{a0}ссылке из\u{a0}письма, сеансы завершены{tokens}{provider}"),
    )
}
