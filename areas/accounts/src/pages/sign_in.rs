//! Signing in and out, and the form carried through a session's end (decision 10).

use access::{Anyone, Granted};
use askama::Template;
use web::{Carried, Cx, Mode, Page, Read, Reply, Result, Write, reopen};

use super::code;
use crate::actions::entrance::{self, Try};
use crate::model::Account;
use crate::rules::brake;

/// The same for a wrong login, a wrong password and an account that may not be entered.
const WRONG: &str = "Логин или пароль не\u{a0}подходят. Проверьте раскладку и\u{a0}клавишу Caps Lock.";

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    csrf: String,
    back_to: String,
    sealed: String,
    typed_login: String,
    fault: String,
    ended: &'static str,
    had_files: bool,
    has_post: bool,
    /// «Войти через …»; empty: by password alone.
    provider: String,
}

/// `GET /sign-in`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let back_to = cx.request().back();
    if cx.person().is_some() {
        return Ok(Reply::to(back_to));
    }
    show(SignInPage { csrf: cx.csrf().to_owned(), back_to, ..SignInPage::empty(cx) })
}

/// Shown where a form came into an ended session.
pub(crate) fn ended(cx: &mut Cx<Read>, carried: Carried) -> Result<Reply> {
    // Nobody signs in to sign out.
    let is_leaving = carried.path == "/sign-out";
    let sealed = if is_leaving { String::new() } else { carried.sealed(cx) };
    let ended = match (is_leaving, sealed.is_empty()) {
        (true, _) => "Сеанс уже закончился.",
        (false, true) => {
            "Сеанс закончился. Войдите и\u{a0}повторите: введённое осталось на прежней странице, к\u{a0}ней ведёт кнопка «Назад»."
        }
        (false, false) => "Сеанс закончился. Войдите – введённое сохранится.",
    };
    let had_files = carried.had_files && !is_leaving;
    let page = SignInPage {
        csrf: cx.csrf().to_owned(),
        back_to: carried.back,
        sealed,
        ended,
        had_files,
        ..SignInPage::empty(cx)
    };
    show(page)
}

impl SignInPage {
    fn empty<M: Mode>(cx: &Cx<M>) -> Self {
        let none = String::new;
        Self {
            csrf: none(),
            back_to: none(),
            sealed: none(),
            typed_login: none(),
            fault: none(),
            ended: "",
            had_files: false,
            has_post: cx.has_post(),
            provider: cx.provider().map(|provider| provider.title().to_owned()).unwrap_or_default(),
        }
    }
}

fn show(page: SignInPage) -> Result<Reply> {
    Page::titled("Вход").plain().show(&page)
}

/// `POST /sign-in`: a failure is counted, so it answers with the form and lets the transaction commit.
pub(super) fn enter(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    match entrance::sign_in(cx, &may)? {
        Try::Right(account) => {
            let wanted = Wanted::of(cx);
            go_on(cx, &account, wanted)
        }
        Try::Half => {
            let wanted = Wanted::of(cx);
            code::ask(cx, String::new(), wanted)
        }
        Try::Wrong => again(cx, WRONG.to_owned(), 422),
        Try::Wait(seconds) => again(cx, brake::sentence(seconds), 429),
    }
}

pub(super) fn again(cx: &mut Cx<Write>, fault: String, status: u16) -> Result<Reply> {
    let request = cx.request_handle();
    let page = SignInPage {
        csrf: cx.csrf().to_owned(),
        back_to: request.back(),
        sealed: request.form.text("carried").to_owned(),
        typed_login: request.form.text("login").to_owned(),
        fault,
        ..SignInPage::empty(cx)
    };
    Ok(show(page)?.status(status).kept())
}

#[derive(Template)]
#[template(path = "carried.html")]
struct CarriedPage {
    heading: &'static str,
    words: &'static str,
    typed: Typed,
}

/// What was typed, to be sent by one button.
pub(super) struct Typed {
    pub csrf: String,
    pub back_to: String,
    pub path: String,
    pub fields: Vec<(String, String)>,
    pub seen: Vec<(String, String)>,
    pub had_files: bool,
}

impl Typed {
    /// Everything that will be sent is shown: nobody agrees to what they cannot see.
    pub(super) fn of<M: Mode>(cx: &Cx<M>, carried: Carried, back_to: String) -> Self {
        let is_told = |(name, value): &&(String, String)| {
            !value.trim().is_empty() && !matches!(name.as_str(), "version" | "back" | "_unseen")
        };
        let told = |(name, value): &(String, String)| (title_of(name).to_owned(), value.clone());
        Self {
            csrf: cx.csrf().to_owned(),
            back_to,
            path: carried.path,
            seen: carried.fields.iter().filter(is_told).map(told).collect(),
            fields: carried.fields,
            had_files: carried.had_files,
        }
    }
}

/// Where a person wanted before they were asked who they are.
pub(super) struct Wanted {
    /// The page.
    pub back: String,
    /// The form of a session that ended, signed; empty when there is none.
    pub sealed: String,
}

impl Wanted {
    /// As the form of this request says.
    pub(super) fn of<M: Mode>(cx: &Cx<M>) -> Self {
        let request = cx.request();
        Self { back: request.back(), sealed: request.form.text("carried").to_owned() }
    }
}

/// On to where the person wanted; a form typed before is offered to the one who typed it, and to nobody else.
pub(super) fn go_on(cx: &mut Cx<Write>, account: &Account, wanted: Wanted) -> Result<Reply> {
    if let Some(carried) = reopen(cx, &wanted.sealed, account.id.0) {
        return offer(cx, carried, wanted.back, ENTERED);
    }
    if !wanted.sealed.is_empty() {
        cx.notice("Введённое до входа принадлежит другому человеку и\u{a0}вам не показано.");
    }
    Ok(Reply::to(wanted.back))
}

/// What an offered form says of itself: the heading and the sentence.
type Offered = (&'static str, &'static str);
const ENTERED: Offered = (
    "Вы снова вошли. Отправить введённое?",
    "Сеанс закончился, пока вы заполняли форму. Введённое сохранено и\u{a0}ещё не\u{a0}отправлено.",
);
pub(super) const PROVED: Offered = (
    "Спасибо. Отправить введённое?",
    "Вы подтвердили, что это вы. Введённое сохранено и\u{a0}ещё не\u{a0}отправлено.",
);

/// Everything that was typed, to be sent by one button.
pub(super) fn offer<M: Mode>(
    cx: &mut Cx<M>,
    carried: Carried,
    back_to: String,
    (heading, words): Offered,
) -> Result<Reply> {
    let page = CarriedPage { heading, words, typed: Typed::of(cx, carried, back_to) };
    Page::titled("Отправить введённое?").plain().show(&page)
}

/// `POST /sign-out`
pub(super) fn leave(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    entrance::sign_out(cx, &may)?;
    cx.notice("Вы вышли.");
    Ok(Reply::to("/sign-in"))
}

/// The label of a field as its form calls it; a field no form names keeps its own name.
fn title_of(name: &str) -> &str {
    match name {
        "value" => "Ответ",
        "second" => "Второе число",
        "title" => "Название",
        "number" => "Номер",
        "signed_on" => "Дата",
        "reason" => "Причина",
        "link" => "Ссылка",
        "kind" => "Вид документа",
        "document" => "Документ",
        other => other,
    }
}
