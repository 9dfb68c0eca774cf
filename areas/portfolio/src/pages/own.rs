//! One's own portfolio: everything that is known, hidden things among it, with what the person may do with each.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Page, Read, Reply, Result, Write};

use super::shelves::{self, Reader, ShownShelf};
use crate::rules::Move;
use crate::{OwnPortfolio, actions, gather};

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    name: String,
    works: Vec<String>,
    shelves: Vec<ShownShelf>,
    token: String,
}

#[derive(Template)]
#[template(path = "nobody.html")]
struct NobodyPage;

/// `GET /portfolio`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let Some(person) = super::own_card(cx, &may)? else {
        return Page::titled("Моё портфолио").show(&NobodyPage);
    };
    let found = gather::whole(cx, &person)?;
    let page = OwnPage {
        name: person.name().full(),
        works: super::works(cx, &person)?,
        shelves: shelves::said(cx, found, &Reader::Own)?,
        token: cx.csrf().to_owned(),
    };
    Page::titled("Моё портфолио").at(&person.unit_path).show(&page)
}

/// `GET /portfolio/paper?as=pdf`: what others would see.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    let shelves = gather::shown(cx, &person)?;
    super::printed(cx, &person, &shelves)
}

/// `POST /portfolio/choices`: an item is hidden, shown, moved.
pub(super) fn choose(cx: &mut Cx<Write>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::own(cx, &may)?);
    let key = request.form.text("item");
    match request.form.text("deed") {
        "hide" => actions::hide(cx, &person, key, true)?,
        "show" => actions::hide(cx, &person, key, false)?,
        "up" => actions::reorder(cx, &person, key, Move::Up)?,
        "down" => actions::reorder(cx, &person, key, Move::Down)?,
        _ => return Err(Error::Malformed),
    }
    Ok(Reply::to("/portfolio"))
}
