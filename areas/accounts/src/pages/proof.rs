//! «Подтвердите, что это вы»: asked before what is asked twice; what was typed waits signed in the form.

use access::{Granted, SignedIn, store::factors};
use askama::Template;
use web::{Carried, Cx, FieldFault, Mode, Page, Read, Reply, Result, Write, reopen};

use super::{Faults, sign_in};
use crate::actions::{factor, own};

#[derive(Template)]
#[template(path = "proof.html")]
struct ProofPage {
    csrf: String,
    back_to: String,
    sealed: String,
    needs_code: bool,
    had_files: bool,
    faults: Faults,
}

/// `GET /account/proof`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let back = cx.request().back();
    show(cx, Carried { back, ..Carried::default() }, Vec::new())
}

/// Shown where a form waits for the proof.
pub(crate) fn asked(cx: &mut Cx<Read>, carried: Carried) -> Result<Reply> {
    show(cx, carried, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, carried: Carried, faults: Vec<FieldFault>) -> Result<Reply> {
    let account = own::account(cx)?.id;
    let typed = cx.request().form.text("carried").to_owned();
    let sealed = carried.sealed(cx);
    let page = ProofPage {
        csrf: cx.csrf().to_owned(),
        needs_code: factors::is_on(cx.conn(), account)?,
        sealed: if sealed.is_empty() { typed } else { sealed },
        had_files: carried.had_files,
        back_to: carried.back,
        faults: Faults::of(faults),
    };
    Page::titled("Подтвердите, что это вы").plain().show(&page)
}

/// `POST /account/proof`: what is wrong is counted, so it answers with the form and lets the transaction commit.
pub(super) fn prove(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let (request, faults) = (cx.request_handle(), factor::prove(cx, &may)?);
    if !faults.is_empty() {
        let carried = Carried { back: request.back(), ..Carried::default() };
        return Ok(show(cx, carried, faults)?.status(422).kept());
    }
    let account = own::account(cx)?.id;
    match reopen(cx, request.form.text("carried"), account.0) {
        Some(carried) => sign_in::offer(cx, carried, request.back(), sign_in::PROVED),
        None => Ok(Reply::to(request.back())),
    }
}
