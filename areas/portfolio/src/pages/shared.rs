//! What a private link opens: the portfolio without an account, until the link's last day. Every opening is a line of the
//! journal, by which the person counts them; no search engine keeps the page.

use access::{Anyone, Granted};
use askama::Template;
use people::Person;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, russian};

use super::shelves::{self, Reader, ShownShelf};
use crate::actions::linking;
use crate::model::{Item, Link};
use crate::{gather, store};

#[derive(Template)]
#[template(path = "shared.html")]
struct SharedPage {
    name: String,
    works: Vec<String>,
    shelves: Vec<ShownShelf>,
    last_day: String,
}

#[derive(Template)]
#[template(path = "closed.html")]
struct ClosedPage;

/// `GET /portfolio/shared/{token}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let Some((link, person, base)) = opened(cx)? else {
        let closed = Page::titled("Ссылка не открывается").plain().show(&ClosedPage)?;
        return Ok(closed.status(404).unlisted());
    };
    cx.saw("portfolio_link", &[link.id.0], &person.unit_path);
    super::saw(cx, &person);
    let found = gather::shown(cx, &person)?;
    let page = SharedPage {
        name: person.name().full(),
        works: super::works(cx, &person)?,
        shelves: shelves::said(cx, found, &Reader::Stranger(&base, link.has_files))?,
        last_day: russian::date_long(link.last_day),
    };
    Ok(Page::titled("Портфолио").plain().show(&page)?.unlisted())
}

/// `GET /portfolio/shared/{token}/files/{item}`
pub(super) fn file(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let (link, person, _) = opened(cx)?.ok_or(Error::NotFound)?;
    let item = super::item_of(cx, &person)?;
    if !link.has_files || !is_shown(cx, &person, &item)? {
        return Err(Error::NotFound);
    }
    super::saw(cx, &person);
    Ok(super::document(cx, &item)?.unlisted())
}

/// The link and the person its secret opens today, with the address of the page.
fn opened(cx: &mut Cx<Read>) -> Result<Option<(Link, Person, String)>> {
    let secret: String = cx.request().arg("token")?;
    let base = format!("/portfolio/shared/{secret}");
    Ok(linking::opened(cx, &secret)?.map(|(link, person)| (link, person, base)))
}

/// Whether others see the item.
pub(super) fn is_shown<M: Mode>(cx: &mut Cx<M>, person: &Person, item: &Item) -> Result<bool> {
    let choices = store::choices_of(cx.conn(), person.id)?;
    Ok(!choices.get(&item.key()).is_some_and(|choice| choice.is_hidden))
}
