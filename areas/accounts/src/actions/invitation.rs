//! Invitations: a new account, a new password for an old one, and the use of the link.

use access::{AccountId, Anyone, GrantId, Granted, Token};
use audit::Action;
use web::{Cx, Error, FieldFault, Prepared, Read, Result, Write};

use super::{address, changeable, entrance, journal};
use crate::ManageAccounts;
use crate::model::{Account, Invitation, Invited, NewAccount, Secret, State};
use crate::rules::{Refusal, invitation_until, is_login, password_fault, roles::may_grant, usable};
use crate::store::{self, invitations};

/// Makes an account with its first role and an invitation to it.
pub fn invite(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, new: &NewAccount) -> Result<Invited> {
    let id = add(cx, may, new)?;
    invitation(cx, id)
}

/// Makes an account that may sign in at once with the password given: the demo, and the first administrator.
pub fn settle(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    new: &NewAccount,
    password: &Secret,
) -> Result<AccountId> {
    let (id, now) = (add(cx, may, new)?, cx.now());
    store::set_state(cx.tx(), id, State::Active, Some(password), now)?;
    Ok(id)
}

fn add(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, new: &NewAccount) -> Result<AccountId> {
    may.within(&new.holding.place.path)?;
    may_grant(&new.holding, &[])?;
    if !is_login(&new.login) {
        return Err(Error::field("login", NO_LOGIN));
    }
    if store::by_login(cx.conn(), &new.login)?.is_some() {
        return Err(Error::field("login", TAKEN));
    }
    let (id, grant, now) = (AccountId(cx.id()), GrantId(cx.id()), cx.now());
    let by = cx.person().map(|person| person.account);
    store::add(cx.tx(), id, new, now).map_err(taken)?;
    store::roles::add(cx.tx(), grant, id, &new.holding, by, now)?;
    let text = format!("Создана учётная запись, выдана роль «{}»", new.holding.role.title());
    journal(cx, Action::Created, id, &text)?;
    Ok(id)
}

pub(crate) const NO_LOGIN: &str =
    "Логин – от\u{a0}3 до\u{a0}60 букв и\u{a0}цифр без пробелов; можно точку, дефис, подчёркивание и\u{a0}@.";
const TAKEN: &str = "Такой логин уже занят. Добавьте к\u{a0}нему цифру или инициалы.";

/// Two administrators took one login at the same moment: the later one runs again and then finds it taken.
fn taken(error: db::Error) -> Error {
    if error.is_unique_on("accounts", &["login_key"]) { Error::Retry } else { error.into() }
}

/// Makes a new link; earlier ones close.
fn invitation(cx: &mut Cx<Write>, account: AccountId) -> Result<Invited> {
    let (id, now, token) = (cx.id(), cx.now(), Token::random());
    let by = cx.person().map(|person| person.account);
    let new = Invitation { id, account, until: invitation_until(now), used: None };
    invitations::close_all(cx.tx(), account, now)?;
    invitations::add(cx.tx(), &new, &token.hash(), by, now)?;
    Ok(Invited { account, until: new.until, token })
}

/// Invites again: the password and the access tokens go, the sessions end, only the new link opens the account.
pub fn reset(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, id: AccountId) -> Result<Invited> {
    let (account, _) = changeable(cx, may, id)?;
    let text = match account.state {
        State::Blocked => return Err(Refusal::Blocked.into()),
        State::Invited => "Создано новое приглашение",
        State::Active => "Пароль сброшен, сеансы завершены, создано новое приглашение",
    };
    let now = cx.now();
    store::set_state(cx.tx(), id, State::Invited, None, now)?;
    access::store::end_sessions_of(cx.tx(), id, now)?;
    // Whoever took the password away does not trust what was made with it.
    let revoked = access::store::tokens::revoke_all(cx.tx(), id, now)?;
    let unlinked = store::identities::unlink_all(cx.tx(), id)?;
    let tokens = if revoked > 0 { ", ключи доступа отозваны" } else { "" };
    let provider =
        if unlinked > 0 { ", вход через поставщика отвязан" } else { "" };
    journal(cx, Action::Changed, id, &format!("{text}{tokens}{provider}"))?;
    invitation(cx, id)
}

/// The account an open invitation leads to.
pub(crate) fn invited<M: web::Mode>(cx: &mut Cx<M>, token: &str) -> Result<(Invitation, Account)> {
    let (found, now) = (invitations::find(cx.conn(), token)?, cx.now());
    let invitation = usable(found.as_ref(), now)?.clone();
    let account =
        store::own(cx.conn(), invitation.account)?.filter(|account| account.state == State::Invited);
    Ok((invitation, account.ok_or(Refusal::InvitationExpired)?))
}

type PreparedPassword = Option<Secret>;

/// The preparation: the password is hashed only for an open invitation and when it may be taken.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let (request, token) = (cx.request_handle(), cx.request().arg::<String>("token")?);
    let hash: PreparedPassword = match invited(cx, &token) {
        Ok((_, account)) if fault(&request.form, &account).is_none() => {
            Some(Secret::hash_of(request.form.raw("new_password")))
        }
        Ok(_) | Err(Error::Refused(_)) => None,
        Err(error) => return Err(error),
    };
    Ok(Box::new(hash))
}

fn fault(form: &web::Form, account: &Account) -> Option<FieldFault> {
    password_fault(form.raw("new_password"), form.raw("new_password_again"), &account.login)
        .map(|(field, text)| FieldFault { field: field.to_owned(), text })
}

/// Uses an invitation: the password is set, the account opens, its holder is signed in; whether that still takes the
/// code of the second factor.
pub(crate) fn accept(cx: &mut Cx<Write>, _may: &Granted<Anyone>, token: &str) -> Result<bool> {
    let request = cx.request_handle();
    let (invitation, _) = invited(cx, token)?;
    cx.tx().lock("invitations", invitation.id)?;
    let (invitation, account) = invited(cx, token)?;
    if let Some(fault) = fault(&request.form, &account) {
        return Err(Error::Invalid(vec![fault]));
    }
    let hash = cx.prepared::<PreparedPassword>().and_then(|made| *made).ok_or(Error::Retry)?;
    let now = cx.now();
    store::set_state(cx.tx(), account.id, State::Active, Some(&hash), now)?;
    invitations::mark_used(cx.tx(), invitation.id, now)?;
    access::store::end_sessions_of(cx.tx(), account.id, now)?;
    store::failures::clear(cx.tx(), &store::failures::key(&account.login))?;
    address::ask_new_holder(cx, &account)?;
    if entrance::is_half(cx, account.id, &hash, entrance::PASSWORD_RIGHT)? {
        return Ok(true);
    }
    entrance::enter(cx, account.id, "Пароль задан по\u{a0}приглашению, вход")?;
    Ok(false)
}
