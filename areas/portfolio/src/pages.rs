//! Pages of portfolios: one's own with everything that changes it, that of a person whose card one sees, and what a private
//! link opens.

mod card;
mod items;
mod links;
mod own;
mod shared;
mod shelves;

use access::{Granted, Permission};
use people::{Person, SeePeople};
use web::{Body, Cx, Error, Mode, PaperForm, Read, Reply, Result, Route, get, post};

use crate::gather::Shelf;
use crate::model::Item;
use crate::{OwnPortfolio, papers, store};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/portfolio", own::page),
        get("/portfolio/paper", own::paper),
        post("/portfolio/choices", own::choose),
        get("/portfolio/items/new", items::blank),
        post("/portfolio/items", items::add).uploads(),
        get("/portfolio/items/{item}", items::filled),
        post("/portfolio/items/{item}", items::change).uploads(),
        get("/portfolio/items/{item}/file", items::file),
        post("/portfolio/items/{item}/removal", items::remove),
        get("/portfolio/links", links::page),
        post("/portfolio/links", links::make),
        post("/portfolio/links/{portfolio_link}/revocation", links::revoke),
        get("/portfolio/shared/{token}", shared::page),
        get("/portfolio/shared/{token}/files/{item}", shared::file),
        get("/people/{person}/portfolio", card::page),
        get("/people/{person}/portfolio/paper", card::paper),
        get("/people/{person}/portfolio/items/{item}/file", card::file),
        post("/people/{person}/portfolio/items/{item}/confirmation", card::confirm),
    ]
}

/// The card of the person who looks; nothing where nobody tied one.
fn own_card<M: Mode>(cx: &mut Cx<M>, _may: &Granted<OwnPortfolio>) -> Result<Option<Person>> {
    let account = cx.person().map(|person| person.account.0);
    Ok(account.map(|id| people::store::of_account(cx.conn(), id)).transpose()?.flatten())
}

/// The same where the page has no sense without.
fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<OwnPortfolio>) -> Result<Person> {
    own_card(cx, may)?.ok_or(Error::NotFound)
}

/// The person of the address; outside the scope they do not exist. That the portfolio was opened is noted.
fn asked<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Person> {
    let id = cx.request().arg("person")?;
    let person = people::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    saw(cx, &person);
    Ok(person)
}

/// Notes that the person's data were shown, also under the account: there its holder reads who looked.
fn saw<M: Mode>(cx: &mut Cx<M>, person: &Person) {
    cx.saw("person", &[person.id.0], &person.unit_path);
    if let Some(account) = person.account_id {
        cx.saw("account", &[account], &person.unit_path);
    }
}

/// An item of the person by the address.
fn item_of<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Item> {
    let id = cx.request().arg("item")?;
    store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)
}

/// The document of an item, as it came.
fn document<M: Mode>(cx: &mut Cx<M>, item: &Item) -> Result<Reply> {
    let file = item.file_id.ok_or(Error::NotFound)?;
    let row = files::store::find(cx.conn(), file)?.ok_or(Error::NotFound)?;
    let bytes = cx.house().vault.get(&row.sha256).map_err(|fault| {
        tracing::error!(item = item.id.0, sha256 = row.sha256, "the document of a portfolio cannot be read");
        Error::Unavailable(fault.to_string())
    })?;
    Ok(Reply::of(Body::File { bytes, media_type: row.media_type, name: row.name }))
}

/// «учитель математики, Школа № 1», a line a place of work that goes on.
fn works<M: Mode>(cx: &mut Cx<M>, person: &Person) -> Result<Vec<String>> {
    let today = cx.today_at(&person.unit_path)?;
    let works = people::store::at_work(cx.conn(), person.id, today)?;
    let units: Vec<i64> = works.iter().map(|one| one.unit_id.0).collect();
    let units = units::store::all_of(cx.conn(), &units)?;
    let name = |id: units::UnitId| {
        units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()).unwrap_or_default()
    };
    Ok(works.iter().map(|one| format!("{}, {}", one.post_title, name(one.unit_id))).collect())
}

/// The portfolio as a file.
fn printed(cx: &mut Cx<Read>, person: &Person, shelves: &[Shelf]) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let day = cx.today_at(&person.unit_path)?;
    let (works, head) = (works(cx, person)?, units::letterhead(cx.conn(), person.unit_id)?);
    let name = person.name();
    let whose = papers::Whose { name: &name.full(), works: &works, head, day };
    let bytes = cx.house().paper(&papers::paper(&whose, shelves), form)?;
    let name = format!("Портфолио, {}.{}", name.short().replace('\u{a0}', " "), form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

/// Whether the person who looks may open cards at the path.
fn opens<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<SeePeople>(cx.person());
    granted.is_ok_and(|may| may.within(path).is_ok())
}
