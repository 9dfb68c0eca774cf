//! What the letters of the area say. A secret stands only in the link, and the link only in the letter.

use access::AccountId;
use db::Moment;
use mail::{Letter, addresses};
use web::{Cx, Result, Write, russian};

use crate::model::{Account, Holding, Invited, NewDelegation};

/// Letters that only tell something are of use so long, seconds.
const DAYS: i64 = 3 * 24 * 3600;

fn letter(subject: &str, account: &Account, paragraphs: &[&str]) -> Letter {
    let mut all = vec![format!("Здравствуйте, {}!", account.name.full())];
    all.extend(paragraphs.iter().map(|text| (*text).to_owned()));
    Letter { subject: subject.to_owned(), paragraphs: all, ..Letter::default() }
}

/// Asks the holder of an address to confirm it.
pub(super) fn confirmation(account: &Account, url: String) -> Letter {
    let about = format!("Этот адрес указан в\u{a0}Методсети для учётной записи «{}».", account.login);
    let asked = "Подтвердите его: тогда на\u{a0}него можно будет получить новый пароль и\u{a0}напоминания о\u{a0}сроках. Ссылка действует сутки.";
    Letter {
        link: ("Подтвердить адрес".to_owned(), url),
        afterwards: vec!["Если это не\u{a0}ваша учётная запись, ничего не\u{a0}делайте.".to_owned()],
        ..letter("Подтвердите адрес почты", account, &[&about, asked])
    }
}

/// Lets the holder of a confirmed address set a new password.
pub(crate) fn recovery(account: &Account, url: String) -> Letter {
    let about =
        format!("Кто-то – возможно, вы – просит новый пароль для учётной записи «{}».", account.login);
    Letter {
        link: ("Задать новый пароль".to_owned(), url),
        afterwards: vec![
            "Ссылка действует час и\u{a0}срабатывает один раз.".to_owned(),
            "Если вы ничего не\u{a0}просили, ничего не\u{a0}делайте: прежний пароль остаётся.".to_owned(),
        ],
        ..letter("Новый пароль", account, &[&about])
    }
}

/// Sends the link of an invitation to the address of its account; the address, if a letter goes out.
pub(crate) fn send_invitation(
    cx: &mut Cx<Write>,
    account: &Account,
    invited: &Invited,
) -> Result<Option<String>> {
    let Some(found) = addresses::of(cx.conn(), account.id)? else { return Ok(None) };
    let until = russian::moment(invited.until, cx.house().settings.zone);
    let about = format!("Вас пригласили в\u{a0}Методсеть. Ваш логин: {}.", account.login);
    let term =
        format!("Задайте пароль по\u{a0}ссылке: она сработает один раз и\u{a0}действует до\u{a0}{until}.");
    let letter = Letter {
        link: ("Задать пароль".to_owned(), cx.whole_address(&invited.link())),
        ..letter("Приглашение в\u{a0}Методсеть", account, &[&about, &term])
    };
    let key = format!("invitation:{}", cx.id());
    let is_sent = cx.mail(&key, (account.id, &found.address), invited.until, &letter)?;
    Ok(is_sent.then_some(found.address))
}

/// Tells the holder of the confirmed address that the password is another one now.
pub(super) fn tell_password_changed(cx: &mut Cx<Write>, account: &Account) -> Result<()> {
    let when = russian::moment(cx.now(), cx.house().settings.zone);
    let text = format!("Пароль учётной записи «{}» изменён {when}.", account.login);
    tell(cx, account.id, "password", &letter("Пароль изменён", account, &[&text, NOT_ME]))
}

/// Tells the earlier address that letters go elsewhere from now on.
pub(super) fn tell_address_changed(cx: &mut Cx<Write>, account: &Account) -> Result<()> {
    let text = format!("Письма для учётной записи «{}» теперь приходят на\u{a0}другой адрес.", account.login);
    tell(cx, account.id, "address", &letter("Адрес почты изменён", account, &[&text, NOT_ME]))
}

/// Tells the holder of the confirmed address that the account may be entered another way too.
pub(super) fn tell_linked(cx: &mut Cx<Write>, account: &Account) -> Result<()> {
    let Some(provider) = cx.provider() else { return Ok(()) };
    let (title, when) = (provider.title(), russian::moment(cx.now(), cx.house().settings.zone));
    let text = format!("К\u{a0}учётной записи «{}» {when} привязан вход через «{title}».", account.login);
    tell(cx, account.id, "provider", &letter("Привязан новый способ входа", account, &[&text, NOT_ME]))
}

/// Tells the holder of the confirmed address that the account is entered by the provider no more.
pub(super) fn tell_parted(cx: &mut Cx<Write>, account: &Account, is_own: bool) -> Result<()> {
    let title = cx
        .provider()
        .map_or_else(|| "поставщика удостоверений".to_owned(), |one| format!("«{}»", one.title()));
    let when = russian::moment(cx.now(), cx.house().settings.zone);
    let text = format!("Вход через {title} отвязан от\u{a0}учётной записи «{}» {when}.", account.login);
    let left = "Войти можно по\u{a0}логину и\u{a0}паролю. Остальные сеансы завершены.";
    tell(
        cx,
        account.id,
        "parted",
        &letter("Способ входа отвязан", account, &[&text, left, if is_own { NOT_ME } else { BY_OTHERS }]),
    )
}

/// Tells whoever stands in for somebody that they do, and until when; for whom stands on the page, not in a letter.
pub(super) fn tell_deputy(
    cx: &mut Cx<Write>,
    account: &Account,
    held: &Holding,
    new: &NewDelegation,
) -> Result<()> {
    let text = format!(
        "Вам передана на\u{a0}время роль «{}»: с\u{a0}{} по\u{a0}{}. Её дела стоят в\u{a0}«Моих делах» с\u{a0}пометкой, за кого они.",
        held.role.title(),
        russian::date(new.from),
        russian::date(new.to)
    );
    let letter = Letter {
        link: ("Открыть «Замещение»".to_owned(), cx.whole_address("/account/delegations")),
        ..letter("Замещение", account, &[&text, "Если замещать вы не\u{a0}можете, откажитесь там же."])
    };
    tell(cx, account.id, "deputy", &letter)
}

const BY_OTHERS: &str = "Это сделано администратором вашей установки. Если причина неизвестна, спросите там.";
const NOT_ME: &str = "Если это сделали не\u{a0}вы, сразу сообщите администратору вашей установки.";

fn tell(cx: &mut Cx<Write>, account: AccountId, what: &str, letter: &Letter) -> Result<()> {
    if let Some(address) = addresses::confirmed(cx.conn(), account)? {
        let (key, until): (_, Moment) = (format!("{what}:{}", cx.id()), cx.now().plus_seconds(DAYS));
        cx.mail(&key, (account, &address), until, letter)?;
    }
    Ok(())
}
