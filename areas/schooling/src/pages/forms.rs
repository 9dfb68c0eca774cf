//! What forms of the pages send.

pub(super) use web::forms::{Forms, led, led_anew, under};
use web::{Cx, Error, Result, Write};

/// The version a form was made of.
pub(super) fn version(cx: &Cx<Write>) -> Result<i64> {
    cx.request().form.text("version").parse().map_err(|_| Error::Malformed)
}

/// The people ticked under a name.
pub(super) fn chosen(cx: &Cx<Write>, name: &str) -> Vec<i64> {
    cx.request().form.all(name).into_iter().filter_map(|id| id.parse().ok()).collect()
}
