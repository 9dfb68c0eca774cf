//! The second factor: set up, asked for, switched off by its holder; reset by an administrator or a command.

use access::store::factors;
use access::{AccountId, FactorSecret, Granted, RECOVERY_CODES, SignedIn, recovery_code};
use audit::Action;
use web::{Cx, FieldFault, Prepared, Read, Result, Write};

use super::entrance::{self, Checked, Try};
use super::{changeable, journal, own};
use crate::ManageAccounts;
use crate::rules::{Refusal, brake};
use crate::store;
use crate::store::failures;

/// What came of a typed code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// It opens, and never again.
    Right,
    /// It is no code of this account.
    Wrong,
    /// It was right once.
    Used,
    /// It is too early; seconds left.
    Wait(i64),
}

impl Code {
    /// What the person is told; nothing when the code opens.
    pub(crate) fn fault(self) -> Option<String> {
        match self {
            Self::Right => None,
            Self::Wrong => Some(WRONG.to_owned()),
            Self::Used => Some(USED.to_owned()),
            Self::Wait(seconds) => Some(brake::sentence(seconds)),
        }
    }

    fn field(self) -> Vec<FieldFault> {
        self.fault().map(|text| FieldFault { field: FIELD.to_owned(), text }).into_iter().collect()
    }
}

/// The field a code is typed into; it is never carried on or shown again.
pub(crate) const FIELD: &str = "one_time_code";
const WRONG: &str = "Код не\u{a0}подходит. Проверьте, что время на\u{a0}телефоне верное, и\u{a0}введите код, который виден сейчас.";
const USED: &str = "Этот код уже использован. Дождитесь следующего: он появится через полминуты.";

/// Takes a typed code, of the device or of the paper. One try of an account at a time; failures are counted and slowed
/// down like wrong passwords.
pub(crate) fn take(cx: &mut Cx<Write>, account: AccountId, typed: &str) -> Result<Code> {
    let (id, now, key) = (cx.id(), cx.now(), failures::factor_key(account));
    let counted = failures::hold(cx.tx(), id, &key)?;
    if let Some(seconds) = brake::wait(counted, now) {
        return Ok(Code::Wait(seconds));
    }
    let outcome = used(cx, account, typed)?;
    if outcome == Code::Right {
        failures::clear(cx.tx(), &key)?;
    } else {
        failures::count(cx.tx(), &key, now)?;
        journal(cx, Action::Access, account, "Неудачная попытка: неверный код второго фактора")?;
    }
    Ok(outcome)
}

fn used(cx: &mut Cx<Write>, account: AccountId, typed: &str) -> Result<Code> {
    let (now, house) = (cx.now(), cx.house_handle());
    let keys = &house.settings.keys;
    let Some(factor) = factors::find(cx.conn(), keys, account)? else {
        return Ok(Code::Wrong);
    };
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(secret) = &factor.secret
        && let Some(step) = secret.step_of(&digits, now)
    {
        if factor.is_to_seal {
            factors::seal(cx.tx(), keys, account, secret)?;
        }
        let is_first = factors::use_step(cx.tx(), account, step)?;
        return Ok(if is_first { Code::Right } else { Code::Used });
    }
    if factor.confirmed_at.is_none() || !factors::use_code(cx.tx(), account, typed, now)? {
        return Ok(Code::Wrong);
    }
    let left = factors::codes_left(cx.conn(), account)?;
    journal(cx, Action::Access, account, &format!("Использован резервный код, осталось {left}"))?;
    Ok(Code::Right)
}

/// Begins setting the factor up: a new secret, not asked for yet.
pub(crate) fn begin(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<()> {
    let (account, now) = (own::account(cx)?.id, cx.now());
    cx.tx().lock("accounts", account.0)?;
    if factors::is_on(cx.conn(), account)? {
        return Err(Refusal::FactorIsOn.into());
    }
    let house = cx.house_handle();
    Ok(factors::begin(cx.tx(), &house.settings.keys, account, &FactorSecret::random(), now)?)
}

/// Confirms it by a first code: the recovery codes, or what is wrong with the code.
pub(crate) fn confirm(
    cx: &mut Cx<Write>,
    _may: &Granted<SignedIn>,
) -> Result<std::result::Result<Vec<String>, Vec<FieldFault>>> {
    let (request, account, now) = (cx.request_handle(), own::account(cx)?.id, cx.now());
    if factors::is_on(cx.conn(), account)? {
        return Err(Refusal::FactorIsOn.into());
    }
    let taken = take(cx, account, request.form.text(FIELD))?;
    if taken != Code::Right {
        return Ok(Err(taken.field()));
    }
    factors::confirm(cx.tx(), account, now)?;
    journal(cx, Action::Changed, account, "Включён второй фактор")?;
    new_codes(cx, account).map(Ok)
}

/// Makes new recovery codes in the place of all earlier ones.
pub(crate) fn renew_codes(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<Vec<String>> {
    let account = own::account(cx)?.id;
    if !factors::is_on(cx.conn(), account)? {
        return Err(Refusal::FactorIsOff.into());
    }
    journal(cx, Action::Changed, account, "Созданы новые резервные коды, прежние не действуют")?;
    new_codes(cx, account)
}

fn new_codes(cx: &mut Cx<Write>, account: AccountId) -> Result<Vec<String>> {
    cx.tx().lock("accounts", account.0)?;
    let (now, new): (_, Vec<_>) =
        (cx.now(), (0..RECOVERY_CODES).map(|_| (cx.id(), recovery_code())).collect());
    factors::replace_codes(cx.tx(), account, &new, now)?;
    Ok(new.into_iter().map(|(_, code)| code).collect())
}

/// The preparation of what asks for the password again: it is checked before the transaction.
pub(crate) fn prepare(cx: &mut Cx<Read>) -> Result<Prepared> {
    let (request, login) = (cx.request_handle(), own::account(cx)?.login);
    Ok(Box::new(entrance::verify(cx, &login, request.form.raw("current_password"))?))
}

/// The password and, where there is a factor, the code: what is wrong with them, nothing when the person is proved.
fn proof(cx: &mut Cx<Write>) -> Result<Vec<FieldFault>> {
    let (request, account) = (cx.request_handle(), own::account(cx)?);
    let checked = cx.prepared::<Checked>().map_or(Checked::Braked, |checked| *checked);
    let text = match entrance::attempt(cx, &account.login, checked)? {
        Try::Right(_) if factors::is_on(cx.conn(), account.id)? => {
            return Ok(take(cx, account.id, request.form.text(FIELD))?.field());
        }
        Try::Right(_) => return Ok(Vec::new()),
        Try::Wait(seconds) => brake::sentence(seconds),
        _ => "Это не\u{a0}нынешний пароль. Наберите его ещё раз.".to_owned(),
    };
    Ok(vec![FieldFault { field: "current_password".to_owned(), text }])
}

/// Proves that it is the account's holder who sits at this browser: good for a quarter of an hour.
pub(crate) fn prove(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<Vec<FieldFault>> {
    let faults = proof(cx)?;
    let Some((account, session)) = cx.person().map(|p| (p.account, p.session)).filter(|_| faults.is_empty())
    else {
        return Ok(faults);
    };
    let now = cx.now();
    access::store::prove_session(cx.tx(), session, now)?;
    journal(cx, Action::Access, account, "Личность подтверждена ещё раз")?;
    Ok(faults)
}

/// Switches the factor off: asks for password and code, ends the other sessions.
pub(crate) fn switch_off(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<Vec<FieldFault>> {
    let (account, now) = (own::account(cx)?.id, cx.now());
    if !factors::is_on(cx.conn(), account)? {
        return Err(Refusal::FactorIsOff.into());
    }
    let faults = proof(cx)?;
    if faults.is_empty() {
        factors::remove(cx.tx(), account)?;
        if let Some(kept) = cx.person().map(|person| person.session) {
            store::sessions::end_others(cx.tx(), account, kept, now)?;
        }
        journal(cx, Action::Changed, account, "Второй фактор выключен, остальные сеансы завершены")?;
    }
    Ok(faults)
}

/// Takes the factor of somebody who lost it away; the password stays, the sessions end.
pub fn reset_factor(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, id: AccountId) -> Result<()> {
    changeable(cx, may, id)?;
    let now = cx.now();
    if !factors::remove(cx.tx(), id)? {
        return Err(Refusal::FactorIsOff.into());
    }
    access::store::end_sessions_of(cx.tx(), id, now)?;
    journal(cx, Action::Changed, id, "Второй фактор сброшен, сеансы завершены")
}
