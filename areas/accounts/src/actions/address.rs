//! The address of an account: asked for by its holder or an administrator, in force once a link sent to it was used.

use access::{AccountId, Anyone, Granted, SignedIn, Token};
use audit::Action;
use mail::addresses;
use web::{Cx, Error, FieldFault, Mode, Prepared, Read, Result, Write};

use super::entrance::{self, Checked, Try};
use super::{journal, letters, own};
use crate::ManageAccounts;
use crate::model::{Account, Invited, MailLink, Purpose, State};
use crate::rules::{Refusal, brake};
use crate::store::{self, links};

pub(crate) const NO_ADDRESS: &str = "Это не\u{a0}похоже на\u{a0}адрес почты. Напишите его целиком, латинскими буквами: n.orlova@school.example.";

/// The preparation: whoever changes the address says the password once more.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let (request, login) = (cx.request_handle(), own::account(cx)?.login);
    Ok(Box::new(entrance::verify(cx, &login, request.form.raw("address_password"))?))
}

/// Sends a link to the address typed, or forgets the address when none was; the faults, when it may not be.
pub(crate) fn change(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<Vec<FieldFault>> {
    let id = cx.person().map(|person| person.account).ok_or(access::Denied::Stranger)?;
    cx.tx().lock("accounts", id.0)?;
    let (request, account) = (cx.request_handle(), own::account(cx)?);
    let typed = request.form.text("address");
    let address = mail::plain_address(typed);
    let fault = |field: &str, text: String| vec![FieldFault { field: field.to_owned(), text }];
    if address.is_none() && !typed.is_empty() {
        return Ok(fault("address", NO_ADDRESS.to_owned()));
    }
    let checked = cx.prepared::<Checked>().map_or(Checked::Braked, |made| *made);
    match entrance::attempt(cx, &account.login, checked)? {
        Try::Right(account) => replace(cx, &account, address).map(|()| Vec::new()),
        Try::Wait(seconds) => Ok(fault("address_password", brake::sentence(seconds))),
        Try::Wrong | Try::Half => {
            Ok(fault("address_password", "Это не\u{a0}ваш пароль. Наберите его ещё раз.".to_owned()))
        }
    }
}

fn replace(cx: &mut Cx<Write>, account: &Account, address: Option<String>) -> Result<()> {
    if let Some(address) = address {
        return ask(cx, account, &address);
    }
    let now = cx.now();
    letters::tell_address_changed(cx, account)?;
    addresses::remove(cx.tx(), account.id)?;
    links::close_all(cx.tx(), account.id, Purpose::Confirm, now)?;
    journal(cx, Action::Changed, account.id, "Адрес почты убран")
}

/// Sends the link that confirms; earlier ones close.
fn ask(cx: &mut Cx<Write>, account: &Account, address: &str) -> Result<()> {
    let (id, now, token, purpose) = (cx.id(), cx.now(), Token::random(), Purpose::Confirm);
    let until = now.plus_seconds(purpose.seconds());
    let new = MailLink { id, account: account.id, purpose, address: address.to_owned(), until, used: None };
    links::close_all(cx.tx(), account.id, purpose, now)?;
    links::add(cx.tx(), &new, &token.hash(), now)?;
    let url = cx.whole_address(&format!("/confirmations/{}", token.reveal()));
    let letter = letters::confirmation(account, url);
    cx.mail(&format!("confirm:{id}"), (account.id, address), until, &letter)?;
    journal(cx, Action::Changed, account.id, "На новый адрес почты отправлена ссылка для подтверждения")
}

/// Notes the address an administrator knows; its holder confirms it after the first entry.
pub(crate) fn note(
    cx: &mut Cx<Write>,
    _may: &Granted<ManageAccounts>,
    invited: &Invited,
    typed: &str,
) -> Result<()> {
    if typed.is_empty() {
        return Ok(());
    }
    let address = mail::plain_address(typed).ok_or_else(|| Error::field("address", NO_ADDRESS))?;
    let (now, zone) = (cx.now(), cx.house().settings.zone);
    addresses::set(cx.tx(), invited.account, &address, None, addresses::next_morning(now, zone), now)?;
    Ok(())
}

/// Asks the new holder of an account to confirm the address an administrator gave.
pub(super) fn ask_new_holder(cx: &mut Cx<Write>, account: &Account) -> Result<()> {
    let found = addresses::of(cx.conn(), account.id)?;
    match found.filter(|found| found.confirmed_at.is_none()) {
        Some(found) if cx.has_post() => ask(cx, account, &found.address),
        _ => Ok(()),
    }
}

/// The open link behind a secret, with its account.
pub(crate) fn opened<M: Mode>(cx: &mut Cx<M>, purpose: Purpose, token: &str) -> Result<(MailLink, Account)> {
    let now = cx.now();
    let link = links::find(cx.conn(), purpose, token)?.filter(|link| link.is_open(now));
    let link = link.ok_or(Refusal::LinkClosed)?;
    let account = store::own(cx.conn(), link.account)?.filter(|account| account.state == State::Active);
    Ok((link, account.ok_or(Refusal::LinkClosed)?))
}

/// Uses a link: the address is in force from now on.
pub(crate) fn confirm(cx: &mut Cx<Write>, _may: &Granted<Anyone>, token: &str) -> Result<()> {
    let (link, _) = opened(cx, Purpose::Confirm, token)?;
    cx.tx().lock("mail_links", link.id)?;
    let (link, account) = opened(cx, Purpose::Confirm, token)?;
    let earlier = addresses::confirmed(cx.conn(), account.id)?;
    if earlier.is_some_and(|earlier| earlier != link.address) {
        letters::tell_address_changed(cx, &account)?;
    }
    let now = cx.now();
    let morning = addresses::next_morning(now, cx.house().settings.zone);
    links::mark_used(cx.tx(), link.id, now)?;
    addresses::set(cx.tx(), account.id, &link.address, Some(now), morning, now)?;
    journal(cx, Action::Changed, account.id, "Адрес почты подтверждён")
}

/// Switches reminders on or off.
pub(crate) fn want_reminders(cx: &mut Cx<Write>, _may: &Granted<SignedIn>, wants: bool) -> Result<()> {
    let (account, now) = (own::account(cx)?.id, cx.now());
    addresses::want_reminders(cx.tx(), account, wants, now)?;
    let text = if wants {
        "Напоминания письмом включены"
    } else {
        "Напоминания письмом выключены"
    };
    journal(cx, Action::Changed, account, text)
}

/// What the holder sees of the address: the one in force or not, and the one that waits.
pub(crate) fn of_account<M: Mode>(
    cx: &mut Cx<M>,
    account: AccountId,
) -> Result<(Option<addresses::Address>, Option<String>)> {
    let now = cx.now();
    Ok((addresses::of(cx.conn(), account)?, links::waiting(cx.conn(), account, now)?))
}
