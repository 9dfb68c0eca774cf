//! What anybody does with their own account: the password and the sessions.

use access::{Granted, SessionId, SignedIn};
use audit::Action;
use web::{Cx, Error, FieldFault, Prepared, Read, Result, Write};

use super::entrance::{self, Checked, Try};
use super::{journal, letters};
use crate::model::{Account, Secret, State};
use crate::rules::{brake, password_fault};
use crate::store;

/// The account of the person of this request.
pub(crate) fn account<M: web::Mode>(cx: &mut Cx<M>) -> Result<Account> {
    let id = cx.person().map(|person| person.account).ok_or(access::Denied::Stranger)?;
    store::own(cx.conn(), id)?.ok_or(Error::NotFound)
}

type PreparedChange = (Checked, Option<Secret>);

/// The preparation of a change: the current password checked, the new one hashed when it may be taken.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let (request, login) = (cx.request_handle(), account(cx)?.login);
    let form = &request.form;
    let checked = entrance::verify(cx, &login, form.raw("current_password"))?;
    let is_good = password_fault(form.raw("new_password"), form.raw("new_password_again"), &login).is_none();
    let hash =
        (is_good && matches!(checked, Checked::Right(..))).then(|| Secret::hash_of(form.raw("new_password")));
    let change: PreparedChange = (checked, hash);
    Ok(Box::new(change))
}

/// Changes the password and ends the other sessions; the faults, when it may not be: a wrong current password is
/// counted like a wrong sign-in, so this is no refusal that undoes the transaction.
pub(crate) fn change_password(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<Vec<FieldFault>> {
    // Behind the row's lock: a block or a reset that came first is not undone by a new password.
    let id = cx.person().map(|person| person.account).ok_or(access::Denied::Stranger)?;
    cx.tx().lock("accounts", id.0)?;
    let (request, account) = (cx.request_handle(), account(cx)?);
    if account.state != State::Active {
        return Err(access::Denied::Stranger.into());
    }
    let form = &request.form;
    let fault = |(field, text): (&str, String)| vec![FieldFault { field: field.to_owned(), text }];
    if let Some(wrong) =
        password_fault(form.raw("new_password"), form.raw("new_password_again"), &account.login)
    {
        return Ok(fault(wrong));
    }
    let (checked, hash) = cx.prepared::<PreparedChange>().map_or((Checked::Braked, None), |made| *made);
    match (entrance::attempt(cx, &account.login, checked)?, hash) {
        (Try::Right(_), Some(hash)) => replace(cx, &account, &hash).map(|()| Vec::new()),
        (Try::Wait(seconds), _) => Ok(fault(("current_password", brake::sentence(seconds)))),
        _ => Ok(fault(("current_password", "Это не\u{a0}нынешний пароль. Наберите его ещё раз.".to_owned()))),
    }
}

fn replace(cx: &mut Cx<Write>, account: &Account, hash: &Secret) -> Result<()> {
    let now = cx.now();
    store::set_state(cx.tx(), account.id, State::Active, Some(hash), now)?;
    if let Some(kept) = cx.person().map(|person| person.session) {
        store::sessions::end_others(cx.tx(), account.id, kept, now)?;
    }
    letters::tell_password_changed(cx, account)?;
    journal(cx, Action::Changed, account.id, "Пароль изменён, остальные сеансы завершены")
}

/// Ends one of one's own sessions.
pub(crate) fn end_session(cx: &mut Cx<Write>, _may: &Granted<SignedIn>, session: SessionId) -> Result<()> {
    let (account, now) = (account(cx)?, cx.now());
    let is_own = store::sessions::open_of(cx.conn(), account.id, now)?.iter().any(|open| open.id == session);
    if !is_own {
        return Err(Error::NotFound);
    }
    access::store::end_session(cx.tx(), session, now)?;
    journal(cx, Action::Access, account.id, "Завершён один из своих сеансов")
}

/// Ends all of one's own sessions but this one.
pub(crate) fn end_other_sessions(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<()> {
    let (account, now) = (account(cx)?, cx.now());
    let Some(kept) = cx.person().map(|person| person.session) else {
        return Ok(());
    };
    store::sessions::end_others(cx.tx(), account.id, kept, now)?;
    journal(cx, Action::Access, account.id, "Завершены остальные свои сеансы")
}

/// Ends all of one's own sessions, this one too.
pub(crate) fn end_all_sessions(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<()> {
    let (account, now) = (account(cx)?, cx.now());
    journal(cx, Action::Access, account.id, "Выход на всех устройствах")?;
    access::store::end_sessions_of(cx.tx(), account.id, now)?;
    web::sign_out(cx)
}
