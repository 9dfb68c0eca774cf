//! The second step of a sign-in: the code, from the browser that typed the password, within five minutes.

use access::{Anyone, Granted};
use askama::Template;
use web::{Cx, Mode, Page, Read, Reply, Result, Write};

use super::sign_in::{self, Wanted};
use crate::actions::entrance::{self, Step};
use crate::actions::factor::{Code, FIELD};

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    csrf: String,
    back_to: String,
    sealed: String,
    fault: String,
}

/// `GET /sign-in/code`: the page loaded again.
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    if web::pending(cx)?.is_none() {
        return Ok(Reply::to("/sign-in"));
    }
    let wanted = Wanted::of(cx);
    ask(cx, String::new(), wanted)
}

/// Asks for the code; where to go and what was typed before travel along.
pub(super) fn ask<M: Mode>(cx: &mut Cx<M>, fault: String, wanted: Wanted) -> Result<Reply> {
    let Wanted { back, sealed } = wanted;
    let page = CodePage { csrf: cx.csrf().to_owned(), back_to: back, sealed, fault };
    Page::titled("Код для входа").plain().show(&page)
}

/// `POST /sign-in/code`: a wrong code is counted, so it answers with the form and lets the transaction commit.
pub(super) fn enter(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    let (request, wanted) = (cx.request_handle(), Wanted::of(cx));
    match entrance::second_step(cx, &may, request.form.text(FIELD))? {
        Step::In(account) => sign_in::go_on(cx, &account, wanted),
        Step::TooLate => sign_in::again(cx, TOO_LATE.to_owned(), 422),
        Step::Not(code @ Code::Wait(_)) => {
            Ok(ask(cx, code.fault().unwrap_or_default(), wanted)?.status(429).kept())
        }
        Step::Not(code) => Ok(ask(cx, code.fault().unwrap_or_default(), wanted)?.status(422).kept()),
    }
}

const TOO_LATE: &str = "Код ждали пять минут, и\u{a0}они прошли. Введите пароль ещё раз.";
