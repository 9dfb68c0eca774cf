//! The first sign-in with a code from paper: the password is set, the code is used up.

use access::{AccountId, Anyone, Granted, read_paper_code, verify_password};
use audit::Action;
use web::{Cx, Error, FieldFault, Mode, Prepared, Read, Result, Write};

use super::{address, delegations, entrance, journal};
use crate::model::{Account, Secret, State};
use crate::rules::sheets::{NotIn, WRONG_AN_HOUR};
use crate::rules::{brake, password_fault};
use crate::store::sheets::{self, Kept};
use crate::store::{self, failures, invitations};

/// What the check found, before the transaction.
enum Checked {
    Braked,
    Wrong(Option<AccountId>),
    Right { account: AccountId, code: Kept, hash: Option<Secret> },
}

/// What came of a try.
pub(crate) enum First {
    /// In.
    In,
    /// In, as soon as the code of the second factor is typed.
    Half,
    /// Not in: beside the field, why. The failure is counted.
    Not(NotIn),
}

/// The keys of the two brakes: of the login, and of the network address.
fn keys<M>(cx: &Cx<M>, login: &str) -> (String, String)
where
    M: Mode,
{
    let of_login = access::hash_token(&format!("PAPER CODE {}", db::fold(login)));
    (of_login, access::hash_token(&format!("PAPER CODE FROM {}", cx.request().from)))
}

fn waits<M: Mode>(cx: &mut Cx<M>, keys: &(String, String)) -> Result<Option<NotIn>> {
    let now = cx.now();
    if let Some(seconds) = brake::wait(failures::find(cx.conn(), &keys.0)?, now) {
        return Ok(Some(NotIn::Wait(brake::sentence(seconds))));
    }
    let from = failures::find(cx.conn(), &keys.1)?;
    let is_over = !cx.request().from.is_empty() && brake::in_this_hour(from, now) >= WRONG_AN_HOUR;
    Ok(is_over.then(|| NotIn::Wait(TOO_MANY.to_owned())))
}

const TOO_MANY: &str =
    "С\u{a0}этого адреса слишком много неверных кодов. Повторите через час или попросите новый код.";

/// The preparation: the code is compared, the new password hashed when the code fits.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let request = cx.request_handle();
    let (login, typed) = (request.form.text("login"), request.form.text("paper_code"));
    let keys = keys(cx, login);
    let Ok(code) = read_paper_code(typed) else { return Ok(Box::new(Checked::Braked)) };
    if waits(cx, &keys)?.is_some() {
        return Ok(Box::new(Checked::Braked));
    }
    let account = store::by_login(cx.conn(), login)?;
    let Some(account) = account else {
        // As slow as a login that exists.
        verify_password(&code, entrance::nobody());
        return Ok(Box::new(Checked::Wrong(None)));
    };
    let Some(kept) = sheets::fitting(cx.conn(), account.id, &code)? else {
        return Ok(Box::new(Checked::Wrong(Some(account.id))));
    };
    let hash =
        fault(&request.form, &account).is_none().then(|| Secret::hash_of(request.form.raw("new_password")));
    Ok(Box::new(Checked::Right { account: account.id, code: kept, hash }))
}

fn fault(form: &web::Form, account: &Account) -> Option<FieldFault> {
    password_fault(form.raw("new_password"), form.raw("new_password_again"), &account.login)
        .map(|(field, text)| FieldFault { field: field.to_owned(), text })
}

/// Uses the code of the request.
pub(crate) fn sign_in(cx: &mut Cx<Write>, _may: &Granted<Anyone>) -> Result<First> {
    let request = cx.request_handle();
    let login = request.form.text("login");
    if let Err(no) = read_paper_code(request.form.text("paper_code")) {
        return Ok(First::Not(NotIn::NoCode(no)));
    }
    let keys = keys(cx, login);
    let (one, other) = (cx.id(), cx.id());
    failures::hold(cx.tx(), one, &keys.0)?;
    failures::hold(cx.tx(), other, &keys.1)?;
    if let Some(wait) = waits(cx, &keys)? {
        return Ok(First::Not(wait));
    }
    match cx.prepared::<Checked>().map(|checked| *checked) {
        Some(Checked::Right { account, code, hash }) => {
            failures::clear(cx.tx(), &keys.0)?;
            use_code(cx, account, &code, hash)
        }
        Some(Checked::Wrong(account)) => wrong(cx, &keys, account),
        Some(Checked::Braked) | None => Err(Error::Retry),
    }
}

fn wrong(cx: &mut Cx<Write>, keys: &(String, String), account: Option<AccountId>) -> Result<First> {
    let now = cx.now();
    if brake::in_this_hour(failures::find(cx.conn(), &keys.1)?, now) == 0 {
        let id = cx.id();
        failures::clear(cx.tx(), &keys.1)?;
        failures::hold(cx.tx(), id, &keys.1)?;
    }
    failures::count(cx.tx(), &keys.0, now)?;
    failures::count(cx.tx(), &keys.1, now)?;
    if let Some(account) = account {
        journal(cx, Action::Access, account, "Неудачная попытка первого входа: код не\u{a0}подходит")?;
    }
    Ok(First::Not(NotIn::Wrong))
}

fn use_code(cx: &mut Cx<Write>, id: AccountId, code: &Kept, hash: Option<Secret>) -> Result<First> {
    cx.tx().lock("accounts", id.0)?;
    let request = cx.request_handle();
    let account = store::own(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if let Some(not) = closed(cx, &account, code)? {
        return Ok(First::Not(not));
    }
    if let Some(fault) = fault(&request.form, &account) {
        return Err(Error::Invalid(vec![fault]));
    }
    let (hash, now) = (hash.ok_or(Error::Retry)?, cx.now());
    store::set_state(cx.tx(), id, State::Active, Some(&hash), now)?;
    invitations::mark_used(cx.tx(), code.id, now)?;
    access::store::end_sessions_of(cx.tx(), id, now)?;
    failures::clear(cx.tx(), &failures::key(&account.login))?;
    address::ask_new_holder(cx, &account)?;
    if entrance::is_half(cx, id, &hash, entrance::PASSWORD_RIGHT)? {
        return Ok(First::Half);
    }
    entrance::enter(cx, id, "Пароль задан по\u{a0}коду с\u{a0}листа, вход")?;
    Ok(First::In)
}

/// Why a code that fits opens nothing any more, as the row stands under the lock.
fn closed(cx: &mut Cx<Write>, account: &Account, code: &Kept) -> Result<Option<NotIn>> {
    let kept = invitations::by_id(cx.conn(), code.id)?.ok_or(Error::Retry)?;
    if account.state == State::Blocked {
        return Ok(Some(NotIn::Wrong));
    }
    if kept.used.is_some() {
        return Ok(Some(NotIn::Used));
    }
    let now = cx.now();
    if now >= kept.until {
        let is_replaced = !code.is_newest || kept.until < crate::rules::sheets::code_until(code.made);
        return Ok(Some(if is_replaced { NotIn::Replaced } else { NotIn::Expired }));
    }
    if account.state != State::Invited {
        return Ok(Some(NotIn::Used));
    }
    let Some(unit) = sheets::unit_of(cx.conn(), account.id)? else { return Ok(None) };
    if !sheets::raised(cx.conn(), &[account.id.0])?.is_empty() {
        return Ok(Some(NotIn::Wrong));
    }
    let (house, today) = (cx.house_handle(), delegations::today(cx));
    let works = match &house.registry.staff {
        Some(staff) => staff.works(cx.conn(), account.id.0, unit, today)?,
        None => true,
    };
    Ok((!works).then_some(NotIn::Left))
}
