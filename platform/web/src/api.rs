//! The JSON API: routes described for OpenAPI, bearer tokens in place of cookies, faults as problem+json.
//!
//! An area marks a route with [`crate::Route::api`]; its handler has the same shape as a page's.

mod admission;
mod body;
mod doc;
mod document;
mod paging;
mod problem;

pub(crate) use admission::{admit, bearer, find};
pub(crate) use body::receive;
pub use doc::{Doc, Id, OneOf, Pattern, Text, Whole};
pub use document::document;
pub use paging::{Paged, Paging};
pub use problem::Problem;
pub(crate) use problem::{answer, panicked};

use access::{Anyone, Granted};

use crate::reply::Body;
use crate::{Cx, Read, Reply, Result, Route, get};

/// Where the API begins; everything under it answers JSON, whatever goes wrong.
pub(crate) const ROOT: &str = "/api/";

/// The document itself, open to everybody.
pub(crate) fn routes() -> Vec<Route> {
    let doc = Doc::new("getOpenApi", "Описание этого программного интерфейса в\u{a0}формате OpenAPI 3.1");
    vec![get("/api/v1/openapi.json", show).api(doc.tag("Описание"))]
}

/// `GET /api/v1/openapi.json`
fn show(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let house = cx.house_handle();
    let text = house.openapi.get_or_init(|| document(&house.routes).to_string());
    Ok(Reply::of(Body::Json(text.clone())))
}
