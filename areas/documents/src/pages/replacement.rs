//! A new file in the place of an old one: what is there, the new file, the reason.

use access::Granted;
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::files::{Said, done, named, said_alone, uploaded};
use crate::model::DocumentFile;
use crate::rules::files as rules;
use crate::{Document, KeepDocuments, actions};

#[derive(Template)]
#[template(path = "replacement.html")]
struct ReplacementPage {
    line: String,
    old: Said,
    token: String,
    files_url: String,
    reason: String,
    needs_reason: bool,
    faults: Vec<(String, String)>,
    megabytes: u64,
    accepted: &'static str,
}

impl ReplacementPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /documents/{document}/files/{file}/replacement`: asks for the new file.
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let file = named(cx, &document)?;
    rules::change_now(&document)?;
    rules::is_here(&document, &file)?;
    asked(cx, &document, &file, "", &[])
}

fn asked<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    file: &DocumentFile,
    reason: &str,
    faults: &[FieldFault],
) -> Result<Reply> {
    let page = ReplacementPage {
        line: document.title_line(),
        old: said_alone(cx, document, file)?,
        token: cx.csrf().to_owned(),
        files_url: format!("{}/files", document.url()),
        reason: reason.to_owned(),
        needs_reason: rules::needs_reason(document),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        accepted: ::files::ACCEPT,
    };
    let status = if faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Замена файла").at(&document.unit_path).under("/documents").show(&page)?.status(status))
}

/// `POST /documents/{document}/files/{file}/replacement`
pub(super) fn replace(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let (file, reason) = (named(cx, &document)?, request.form.text("reason"));
    let new = uploaded(cx).map_err(|text| Error::field("file", &text));
    let outcome = new.and_then(|new| actions::files::replace(cx, &document, file.id, &new, reason));
    match outcome {
        Ok(()) => Ok(done(cx, &document, "Файл заменён. Прежний остался в списке.")),
        Err(Error::Invalid(faults)) => asked(cx, &document, &file, reason, &faults),
        Err(other) => Err(other),
    }
}
