//! Pages of documents: the list, the card, the form of requisites, the cancellation, the file.

mod acquaintance;
mod act_marks;
mod acts;
mod card;
mod circulation;
mod coverage;
mod disposal;
mod files;
mod form;
mod kinds;
mod links;
mod list;
mod replacement;
mod required;
mod retention;
mod sections;
mod shares;
mod stamps;
mod steps;
mod visas;
mod write;

pub(crate) use kinds::pack_level;

use access::Granted;
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::{Above, Document, DocumentId, SeeDocuments, opens, store};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = vec![
        get("/documents", list::list),
        get("/documents/new", form::blank),
        get("/documents/required", required::unit),
        get("/documents/coverage", coverage::map),
        get("/documents/shares", shares::page),
        get("/documents/acts", acts::acts),
        get("/documents/acts/{act}", act_marks::page),
        post("/documents/acts/{act}", act_marks::save),
        get("/documents/glossary", acts::glossary),
        get("/documents/retention", retention::page),
        post("/documents", write::register).uploads(),
        get("/documents/{document}", card::card),
        get("/documents/{document}/file", card::file),
        get("/documents/{document}/requisites", form::filled),
        post("/documents/{document}/requisites", write::change).uploads(),
        get("/documents/{document}/cancellation", form::cancellation),
        post("/documents/{document}/cancellation", write::cancel),
    ];
    all.extend(acquaintance::routes());
    all.extend(circulation::routes());
    all.extend(disposal::routes());
    all.extend(files::routes());
    all.extend(links::routes());
    all.extend(sections::routes());
    all.extend(steps::routes());
    all.extend(visas::routes());
    all
}

/// The document of the address; outside the scope it does not exist.
fn asked<M: Mode, P: access::Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Document> {
    let id = cx.request().arg("document")?;
    store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

/// The document of the address that the person reads, and whether it is read and no more: one of a unit above – a regulation in
/// force, or one addressed to the own unit –, or of another that names the person.
fn read<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeDocuments>) -> Result<(Document, bool)> {
    let id: DocumentId = cx.request().arg("document")?;
    let one = store::all_of(cx.conn(), &[id.0])?.pop().ok_or(Error::NotFound)?;
    if opens(cx, &one)? {
        let is_own = may.ranges().holds(&one.unit_path);
        return Ok((one, !is_own));
    }
    let today = cx.today_at(&one.unit_path)?;
    if Above::of(cx).reads(&one, today) || acquaintance::is_open_to(cx, &one)? {
        return Ok((one, true));
    }
    Err(Error::NotFound)
}

/// Whether the person may keep the registry at `path`: for buttons.
fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<crate::KeepDocuments>(cx.person());
    granted.is_ok_and(|may| may.within(path).is_ok())
}

/// The path the person's list begins at.
fn top<P: access::Permission>(may: &Granted<P>) -> String {
    may.scopes().first().map_or_else(|| "/".to_owned(), |scope| scope.path.clone())
}
