//! Official papers of monitoring: the table of one object as the regulation draws it, and the tables of results.

pub(crate) mod results;
pub(crate) mod table;

use web::{Body, Cx, PaperForm, Read, Reply, Result};

/// The paper printed, as a file to take away.
pub(crate) fn printed(cx: &Cx<Read>, paper: &paper::Paper, form: PaperForm, name: &str) -> Result<Reply> {
    let bytes = cx.house().paper(paper, form)?;
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name: name.to_owned() }))
}
