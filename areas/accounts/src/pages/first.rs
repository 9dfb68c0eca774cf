//! The first sign-in with a code from a printed sheet: login, code, a password twice.

use access::{Anyone, Granted};
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::sign_in::Wanted;
use super::{Faults, code};
use crate::actions::first::{self, First};
use crate::rules::sheets::NotIn;

#[derive(Template)]
#[template(path = "first.html")]
struct FirstPage {
    csrf: String,
    typed_login: String,
    typed_code: String,
    faults: Faults,
}

/// `GET /first-sign-in`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    show(cx, Faults::default())
}

/// `POST /first-sign-in`: a wrong code is counted, so it answers with the page.
pub(super) fn enter(cx: &mut Cx<Write>, may: Granted<Anyone>) -> Result<Reply> {
    match first::sign_in(cx, &may) {
        Ok(First::In) => {
            cx.notice("Пароль задан, вы вошли. Код больше не\u{a0}нужен.");
            Ok(Reply::to("/"))
        }
        Ok(First::Half) => {
            let wanted = Wanted::of(cx);
            code::ask(cx, String::new(), wanted)
        }
        Ok(First::Not(not)) => {
            let field = if not == NotIn::Wrong { "login" } else { "paper_code" };
            let fault = FieldFault { field: field.to_owned(), text: not.to_string() };
            Ok(show(cx, Faults::of(vec![fault]))?.status(422).kept())
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, Faults::of(faults))?.status(422)),
        Err(error) => Err(error),
    }
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Faults) -> Result<Reply> {
    let request = cx.request_handle();
    let text = |name: &str| request.form.text(name).chars().take(100).collect();
    let page = FirstPage {
        csrf: cx.csrf().to_owned(),
        typed_login: text("login"),
        typed_code: text("paper_code"),
        faults,
    };
    Page::titled("Первый вход").plain().show(&page)
}
