//! The portfolio of a person whose card one sees: read, printed, own items confirmed by who keeps the card.

use access::Granted;
use askama::Template;
use people::{KeepPeople, SeePeople};
use web::{Cx, Error, Page, Read, Reply, Result, Write};

use super::shelves::{self, Reader, ShownShelf};
use crate::{actions, gather};

#[derive(Template)]
#[template(path = "portfolio.html")]
struct CardPage {
    name: String,
    works: Vec<String>,
    shelves: Vec<ShownShelf>,
    /// The address of the portfolio.
    base: String,
    card_url: String,
    token: String,
}

/// `GET /people/{person}/portfolio`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let base = format!("{}/portfolio", person.url());
    let keeps = cx.house().policy.check::<KeepPeople>(cx.person());
    let keeps = match keeps {
        Ok(may) => people::store::find(cx.conn(), may.ranges(), person.id)?.is_some(),
        Err(_) => false,
    };
    let is_own = person.account_id.is_some() && person.account_id == cx.person().map(|one| one.account.0);
    let found = gather::shown(cx, &person)?;
    let page = CardPage {
        name: person.name().full(),
        works: super::works(cx, &person)?,
        shelves: shelves::said(cx, found, &Reader::Keeper(&base, keeps && !is_own))?,
        card_url: person.url(),
        base,
        token: cx.csrf().to_owned(),
    };
    Page::titled(format!("Портфолио, {}", person.name().short()))
        .at(&person.unit_path)
        .under("/people")
        .show(&page)
}

/// `GET /people/{person}/portfolio/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let shelves = gather::shown(cx, &person)?;
    super::printed(cx, &person, &shelves)
}

/// `GET /people/{person}/portfolio/items/{item}/file`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let item = super::item_of(cx, &person)?;
    if !super::shared::is_shown(cx, &person, &item)? {
        return Err(Error::NotFound);
    }
    super::document(cx, &item)
}

/// `POST /people/{person}/portfolio/items/{item}/confirmation`
pub(super) fn confirm(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let person = super::asked(cx, &may)?;
    let item = super::item_of(cx, &person)?;
    if !super::shared::is_shown(cx, &person, &item)? {
        return Err(Error::NotFound);
    }
    actions::confirm(cx, &person, item.id)?;
    cx.notice("Запись подтверждена.");
    Ok(Reply::to(format!("{}/portfolio", person.url())))
}
