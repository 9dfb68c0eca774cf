//! Official papers of monitoring: the table of one object as the regulation draws it, and the tables of results.

pub(crate) mod results;
pub(crate) mod table;

use units::UnitId;
use web::{Body, Cx, Error, PaperForm, Read, Reply, Result, russian};

use crate::pages::Published;
use crate::store::results as published;
use table::Standing;

/// The paper printed, as a file to take away.
pub(crate) fn printed(cx: &Cx<Read>, paper: &paper::Paper, form: PaperForm, name: &str) -> Result<Reply> {
    let bytes = cx.house().paper(paper, form)?;
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name: name.to_owned() }))
}

/// The published result of an object as the regulation prints it, and what the file is called.
pub(crate) fn of_object(
    cx: &mut Cx<Read>,
    shown: &Published,
    unit: UnitId,
) -> Result<(paper::Paper, String)> {
    let subject = db::fold(cx.request().asked("subject"));
    let found = published::object_named(cx.conn(), shown.publication.id, unit, &subject, &shown.scope)?;
    let object = found.filter(|object| object.left_out_reason.is_empty()).ok_or(Error::NotFound)?;
    let scores = published::scores(cx.conn(), object.id)?;
    let zone = cx.zone_at(&object.unit_path)?;
    let told = (shown.source(zone), shown.publication.published_at.day(zone));
    let table = shown.table.measuring(&object.level);
    let standing = Standing::published(&table, &shown.campaign, &object, &scores, told);
    let year = russian::school_year(&shown.campaign.period).replace('/', "-");
    Ok((standing.paper(), format!("{} {year}", object.title())))
}
