//! «Войти через …»: the way to the identity provider and back. A form may lead nowhere but here, so the way out is a link,
//! and the way back a page whose form is sent by itself where scripts run.

use access::{AccountId, Anyone, Granted, SignedIn};
use askama::Template;
use web::{Astray, Cx, Error, Page, Read, Reply, Result, Write};

use super::code;
use super::sign_in::{self, Wanted};
use crate::ManageAccounts;
use crate::actions::provider::{self, Arrived, Lost};
use crate::model::Journey;

#[derive(Template)]
#[template(path = "provider_way.html")]
struct WayPage {
    title: String,
    url: String,
}

#[derive(Template)]
#[template(path = "provider_return.html")]
struct ReturnPage {
    csrf: String,
    title: String,
    state: String,
    code: String,
}

#[derive(Template)]
#[template(path = "provider_lost.html")]
struct LostPage {
    heading: &'static str,
    words: String,
    /// What to do next: the words and the address.
    ways: Vec<(&'static str, &'static str)>,
}

/// `POST /sign-in/provider`
pub(super) fn depart(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    match provider::depart(cx, &may)? {
        Ok(url) => show_way(cx, url),
        Err(astray) => lost(cx, &astray),
    }
}

/// `POST /account/provider`
pub(super) fn link(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    match provider::depart_to_link(cx, &may)? {
        Ok(url) => show_way(cx, url),
        Err(astray) => lost(cx, &astray),
    }
}

fn show_way(cx: &mut Cx<Write>, url: String) -> Result<Reply> {
    let title = title(cx)?;
    Page::titled(format!("Вход через «{title}»")).plain().show(&WayPage { title, url })
}

fn title<M: web::Mode>(cx: &Cx<M>) -> Result<String> {
    Ok(cx.provider().ok_or(Error::NotFound)?.title().to_owned())
}

/// `GET /sign-in/provider/return`: a GET changes nothing, so what came is sent on by a form.
pub(super) fn returned(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let request = cx.request_handle();
    let (state, code) = (request.asked("state").to_owned(), request.asked("code").to_owned());
    let error = request.asked("error");
    if state.is_empty() && code.is_empty() && error.is_empty() {
        return Ok(Reply::to("/sign-in"));
    }
    let title = title(cx)?;
    if state.is_empty() || code.is_empty() {
        let is_own = error == "access_denied";
        return show_lost(LostPage::refused(&title, is_own), 422);
    }
    let page = ReturnPage { csrf: cx.csrf().to_owned(), title, state, code };
    Page::titled(format!("Вход через «{}»", page.title)).plain().show(&page)
}

/// `POST /sign-in/provider/return`: whatever came of it, the journey is over, so nothing is undone.
pub(super) fn arrive(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    let title = title(cx)?;
    match provider::arrive(cx, &may)? {
        Arrived::In(account, journey) => sign_in::go_on(cx, &account, wanted(journey)),
        Arrived::Half(journey) => code::ask(cx, String::new(), wanted(journey)),
        Arrived::Linked(identity) => {
            let who = if identity.name.is_empty() { String::new() } else { format!(" ({})", identity.name) };
            cx.notice(&format!("Вход привязан{who}: теперь можно входить и\u{a0}так."));
            Ok(Reply::to("/account"))
        }
        Arrived::Taken => show_lost(LostPage::taken(&title), 409),
        Arrived::Unknown(identity) => show_lost(LostPage::unknown(&title, &identity.name), 403),
        Arrived::Closed => show_lost(LostPage::closed(), 403),
        // The second click of one that was let in.
        Arrived::Lost(Lost::TooLate | Lost::Astray(Astray::Refused(_))) if cx.person().is_some() => {
            Ok(Reply::to("/"))
        }
        Arrived::Lost(Lost::TooLate) => show_lost(LostPage::too_late(), 422),
        Arrived::Lost(Lost::Astray(astray)) => lost(cx, &astray),
    }
}

fn wanted(journey: Journey) -> Wanted {
    Wanted { back: journey.back_to, sealed: journey.carried }
}

fn lost(cx: &mut Cx<Write>, astray: &Astray) -> Result<Reply> {
    let title = title(cx)?;
    match astray {
        Astray::Unreachable(_) => show_lost(LostPage::unreachable(&title), 503),
        Astray::Refused(_) => show_lost(LostPage::refused(&title, false), 422),
    }
}

fn show_lost(page: LostPage, status: u16) -> Result<Reply> {
    Ok(Page::titled(page.heading).plain().show(&page)?.status(status).kept())
}

const AGAIN: (&str, &str) = ("Войти", "/sign-in");

impl LostPage {
    fn of(heading: &'static str, words: String, ways: Vec<(&'static str, &'static str)>) -> Self {
        Self { heading, words, ways }
    }

    fn refused(title: &str, is_own: bool) -> Self {
        let words = if is_own {
            format!(
                "Вход через «{title}» отменён. Можно начать снова или войти по\u{a0}логину и\u{a0}паролю."
            )
        } else {
            format!(
                "«{title}» не\u{a0}подтвердил вход. Начните снова; если повторится – войдите по\u{a0}логину и\u{a0}паролю и\u{a0}сообщите администратору."
            )
        };
        Self::of("Войти не\u{a0}получилось", words, vec![AGAIN])
    }

    fn unreachable(title: &str) -> Self {
        let words = format!(
            "«{title}» сейчас не\u{a0}отвечает. Войдите по\u{a0}логину и\u{a0}паролю или повторите через минуту."
        );
        Self::of("Войти не\u{a0}получилось", words, vec![AGAIN])
    }

    fn too_late() -> Self {
        let words = "Вход нужно начать заново: прошло больше пятнадцати минут, или он начат в\u{a0}другом браузере, или уже завершён.";
        Self::of("Вход устарел", words.to_owned(), vec![AGAIN])
    }

    fn unknown(title: &str, name: &str) -> Self {
        let who = if name.is_empty() { String::new() } else { format!(" ({name})") };
        let words = format!(
            "Эта запись в\u{a0}«{title}»{who} не\u{a0}связана с\u{a0}учётной записью Методсети. Войдите по\u{a0}логину и\u{a0}паролю и\u{a0}на\u{a0}странице «Мои данные и\u{a0}сеансы» нажмите «Привязать». Нет учётной записи – попросите администратора прислать приглашение."
        );
        Self::of(
            "Учётная запись не\u{a0}связана",
            words,
            vec![("Войти по\u{a0}паролю и\u{a0}привязать", "/sign-in?back=/account")],
        )
    }

    fn closed() -> Self {
        let words = "Учётная запись Методсети, связанная с\u{a0}этим входом, закрыта. Обратитесь к\u{a0}администратору.";
        Self::of("Войти не\u{a0}получилось", words.to_owned(), vec![("На\u{a0}страницу входа", "/sign-in")])
    }

    fn taken(title: &str) -> Self {
        let words = format!(
            "Эта запись в\u{a0}«{title}» уже связана с\u{a0}другой учётной записью Методсети. Выйдите в\u{a0}«{title}» и\u{a0}войдите там под собой, или попросите администратора отвязать её."
        );
        Self::of("Запись занята", words, vec![("Вернуться", "/account")])
    }
}

/// `POST /account/provider/removal`
pub(super) fn unlink(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    provider::unlink(cx, &may)?;
    cx.notice("Вход отвязан. Входите по\u{a0}логину и\u{a0}паролю.");
    Ok(Reply::to("/account"))
}

/// `POST /accounts/{account}/provider/removal`
pub(super) fn unlink_of(cx: &mut Cx<Write>, may: Granted<ManageAccounts>) -> Result<Reply> {
    let id: AccountId = cx.request().arg("account")?;
    provider::unlink_of(cx, &may, id)?;
    cx.notice("Вход через поставщика отвязан.");
    Ok(Reply::to(format!("/accounts/{id}")))
}
