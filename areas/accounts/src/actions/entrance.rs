//! Signing in and out. The password is checked before the transaction, the brake is asked again inside it.

use std::sync::LazyLock;

use access::store::factors;
use access::{AccountId, Anyone, Granted, hash_password, hash_token, verify_password};
use audit::Action;
use web::{Cx, Mode, Prepared, Read, Result, Write};

use super::factor::{self, Code};
use super::journal;
use crate::model::{Account, Secret, State};
use crate::rules::brake;
use crate::store;
use crate::store::failures;

/// Longer than any password: hashing megabytes is nobody's sign-in.
const LONGEST: usize = 1_000;

/// Checked when there is no such account, so that the time taken tells nothing.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password("nobody has this password"));

/// A hash nobody's password has.
pub(crate) fn nobody() -> &'static str {
    NOBODY.as_str()
}

/// What the check of a password found, before the transaction.
#[derive(Debug)]
pub(crate) enum Checked {
    /// The brake holds: nothing was checked.
    Braked,
    /// The password is not that of the account, or there is none.
    Wrong(Option<AccountId>),
    /// The password fits this hash of the account.
    Right(AccountId, Secret),
}

/// What came of a try.
#[derive(Debug)]
pub(crate) enum Try {
    /// The account may be entered.
    Right(Box<Account>),
    /// It may, as soon as the code is typed.
    Half,
    /// It may not, whatever the reason.
    Wrong,
    /// It is too early; seconds left.
    Wait(i64),
}

/// Checks a password against the account of a login; slow on purpose.
pub(crate) fn verify<M: Mode>(cx: &mut Cx<M>, login: &str, password: &str) -> Result<Checked> {
    let nobody = NOBODY.as_str();
    let counted = failures::find(cx.conn(), &failures::key(login))?;
    if brake::wait(counted, cx.now()).is_some() {
        return Ok(Checked::Braked);
    }
    let account = store::by_login(cx.conn(), login)?;
    let hash = account.as_ref().and_then(|account| account.password.clone());
    let is_right = password.len() <= LONGEST
        && verify_password(password, hash.as_ref().map_or(nobody, |hash| hash.0.as_str()));
    Ok(match (is_right, account, hash) {
        (true, Some(account), Some(hash)) => Checked::Right(account.id, hash),
        (_, account, _) => Checked::Wrong(account.map(|account| account.id)),
    })
}

/// The preparation of a sign-in.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let request = cx.request_handle();
    Ok(Box::new(verify(cx, request.form.text("login"), request.form.raw("password"))?))
}

/// Takes a checked password: counts a failure, or forgets the earlier ones. One try of a login at a time.
pub(crate) fn attempt(cx: &mut Cx<Write>, login: &str, checked: Checked) -> Result<Try> {
    let (id, now, key) = (cx.id(), cx.now(), failures::key(login));
    let counted = failures::hold(cx.tx(), id, &key)?;
    if let Some(seconds) = brake::wait(counted, now) {
        return Ok(Try::Wait(seconds));
    }
    let (id, hash) = match checked {
        Checked::Braked => return Ok(Try::Wait(1)),
        Checked::Wrong(account) => return fail(cx, &key, account),
        Checked::Right(id, hash) => (id, hash),
    };
    let account = store::own(cx.conn(), id)?;
    match account.filter(|account| account.state == State::Active && account.password.as_ref() == Some(&hash))
    {
        None => fail(cx, &key, Some(id)),
        Some(account) => {
            failures::clear(cx.tx(), &key)?;
            Ok(Try::Right(Box::new(account)))
        }
    }
}

fn fail(cx: &mut Cx<Write>, key: &str, account: Option<AccountId>) -> Result<Try> {
    let now = cx.now();
    failures::count(cx.tx(), key, now)?;
    if let Some(account) = account {
        journal(cx, Action::Access, account, "Неудачная попытка: неверный пароль или доступ закрыт")?;
    }
    Ok(Try::Wrong)
}

/// Signs in with the login and password of the request.
pub(crate) fn sign_in(cx: &mut Cx<Write>, _may: &Granted<Anyone>) -> Result<Try> {
    let request = cx.request_handle();
    let checked = cx.prepared::<Checked>().map_or(Checked::Braked, |checked| *checked);
    let outcome = attempt(cx, request.form.text("login"), checked)?;
    let Try::Right(account) = &outcome else {
        return Ok(outcome);
    };
    if let Some(password) = &account.password
        && is_half(cx, account.id, password, PASSWORD_RIGHT)?
    {
        return Ok(Try::Half);
    }
    enter(cx, account.id, "Вход")?;
    Ok(outcome)
}

/// What the journal says of a right password that is not enough.
pub(crate) const PASSWORD_RIGHT: &str = "Пароль верный, нужен код второго фактора";

/// Where the account has a second factor, begins to wait for its code instead of letting anybody in.
pub(crate) fn is_half(cx: &mut Cx<Write>, account: AccountId, password: &Secret, text: &str) -> Result<bool> {
    if !factors::is_on(cx.conn(), account)? {
        return Ok(false);
    }
    web::begin_pending(cx, account, &hash_token(&password.0))?;
    journal(cx, Action::Access, account, text)?;
    Ok(true)
}

/// What came of the second step.
#[derive(Debug)]
pub(crate) enum Step {
    /// The person is in.
    In(Box<Account>),
    /// The wait is over: the five minutes passed, another browser, another password.
    TooLate,
    /// The code does not open.
    Not(Code),
}

/// The second step of a sign-in: the code of the account this browser typed the password of.
pub(crate) fn second_step(cx: &mut Cx<Write>, _may: &Granted<Anyone>, typed: &str) -> Result<Step> {
    let Some(pending) = web::pending(cx)? else {
        return Ok(Step::TooLate);
    };
    cx.tx().lock("accounts", pending.account.0)?;
    let is_same = |account: &Account| {
        let password = account.password.as_ref();
        account.state == State::Active
            && password.is_some_and(|hash| hash_token(&hash.0) == pending.password_mark)
    };
    let Some(account) = store::own(cx.conn(), pending.account)?.filter(is_same) else {
        return Ok(Step::TooLate);
    };
    let code = factor::take(cx, account.id, typed)?;
    if code != Code::Right {
        return Ok(Step::Not(code));
    }
    if !web::end_pending(cx, &pending)? {
        return Ok(Step::TooLate);
    }
    enter(cx, account.id, "Вход с\u{a0}кодом второго фактора")?;
    Ok(Step::In(Box::new(account)))
}

/// Opens a session in place of the one this browser had.
pub(crate) fn enter(cx: &mut Cx<Write>, account: AccountId, text: &str) -> Result<()> {
    let now = cx.now();
    if let Some(earlier) = cx.person().map(|person| person.session) {
        access::store::end_session(cx.tx(), earlier, now)?;
    }
    web::sign_in(cx, account)?;
    journal(cx, Action::Access, account, text)
}

/// Ends the session of this browser.
pub(crate) fn sign_out(cx: &mut Cx<Write>, _may: &Granted<Anyone>) -> Result<()> {
    if let Some(account) = cx.person().map(|person| person.account) {
        journal(cx, Action::Access, account, "Выход")?;
    }
    web::sign_out(cx)
}
