//! Receiving a body: fields into memory, files to the disk, both under limits, before anything else happens.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use files::Spool;
use http_body_util::{BodyExt, Limited};

use crate::form::UNSEEN;
use crate::{Error, Form, House, Result, Upload};

/// The most a form's text fields may hold together, bytes.
const FIELDS_LIMIT: usize = 4 * 1024 * 1024;
/// The most read of a form with files from somebody who may not send it: its fields are carried through the sign-in.
const STRANGER_LIMIT: usize = 512 * 1024;
/// The most fields and files a form may have.
const COUNT_LIMIT: usize = 2_000;
/// The most files in one form.
const FILES_LIMIT: usize = 4;

/// What a route takes from this sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intake {
    /// Fields only: a form with files is refused unread.
    Fields,
    /// Fields and files, from a person who may send them.
    Files,
    /// The route takes files, but not from this sender: fields are kept to be carried, files are passed over.
    Nobody,
}

/// Whether the body is a form with files.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    multer::parse_boundary(kind).ok()
}

/// Reads the body of a POST. Where it fails, the fields read so far are in the form: they are given back.
pub(crate) async fn receive(
    house: &Arc<House>,
    intake: Intake,
    headers: &HeaderMap,
    body: Body,
    form: &mut Form,
) -> Result<()> {
    match (boundary(headers), intake) {
        (None, _) => *form = urlencoded(body).await?,
        (Some(_), Intake::Fields) => return Err(Error::Malformed),
        (Some(boundary), Intake::Nobody) => {
            // A stranger's form ends where its limit ends: what was read is enough to be carried.
            let _ = multipart(house, false, Limited::new(body, STRANGER_LIMIT), boundary, form).await;
        }
        (Some(boundary), Intake::Files) => {
            let upload = usize::try_from(house.settings.upload_limit).unwrap_or(usize::MAX);
            let limit = upload.saturating_mul(FILES_LIMIT).saturating_add(FIELDS_LIMIT);
            multipart(house, true, Limited::new(body, limit), boundary, form).await?;
        }
    }
    Ok(())
}

async fn urlencoded(body: Body) -> Result<Form> {
    let bytes = Limited::new(body, FIELDS_LIMIT).collect().await.map_err(|_| Error::TooLarge)?.to_bytes();
    let mut form = Form::default();
    // What a form says of its fields is no field of it: it takes nobody's place.
    let is_field = |(name, _): &(Cow<'_, str>, Cow<'_, str>)| name != UNSEEN;
    let (fields, told): (Vec<_>, Vec<_>) = url::form_urlencoded::parse(&bytes).partition(is_field);
    for (name, value) in fields.into_iter().take(COUNT_LIMIT).chain(told.into_iter().take(COUNT_LIMIT)) {
        form.take(plain(&name), typed(&name, &value));
    }
    Ok(form)
}

/// What was typed into a field, without signs nobody sees; a password stays as it is.
fn typed(name: &str, value: &str) -> String {
    if name.contains("password") { plain(value) } else { db::visible(value) }
}

/// U+0000 is no text: PostgreSQL refuses it, SQLite keeps it.
pub(crate) fn plain(text: &str) -> String {
    text.replace('\0', "")
}

async fn multipart(
    house: &House,
    keeps_files: bool,
    body: Limited<Body>,
    boundary: String,
    form: &mut Form,
) -> Result<()> {
    let mut parts = multer::Multipart::new(body.into_data_stream(), boundary);
    let mut kept = 0;
    let mut count = 0;
    let mut refused = None;
    while let Some(mut part) = parts.next_field().await.map_err(fault)? {
        count += 1;
        if count > COUNT_LIMIT || form.uploads.len() > FILES_LIMIT {
            return Err(Error::TooLarge);
        }
        let field = plain(part.name().unwrap_or_default());
        match part.file_name().map(plain) {
            Some(name) if keeps_files => {
                match file(house, &field, &name, &mut part).await {
                    Ok(upload) => form.uploads.extend(upload),
                    // No room for the file: the fields behind it are read all the same.
                    Err(full @ Error::Unavailable(_)) => {
                        while part.chunk().await.map_err(fault)?.is_some() {}
                        refused = Some(full);
                    }
                    Err(other) => return Err(other),
                }
            }
            Some(_) => {
                form.passed_over = true;
                while part.chunk().await.map_err(fault)?.is_some() {}
            }
            None => {
                let text = text(&mut part, &mut kept).await?;
                let text = typed(&field, &text);
                form.take(field, text);
            }
        }
    }
    refused.map_or(Ok(()), Err)
}

/// A text field, counted as it comes.
async fn text(part: &mut multer::Field<'_>, kept: &mut usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(fault)? {
        *kept += chunk.len();
        if *kept > FIELDS_LIMIT {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The limit of the whole body, or a body that is no form.
fn fault(error: multer::Error) -> Error {
    match error {
        multer::Error::StreamReadFailed(_) => Error::TooLarge,
        _ => Error::Malformed,
    }
}

/// One file; a chooser left empty sends a nameless part, which is no file.
async fn file(
    house: &House,
    field: &str,
    name: &str,
    part: &mut multer::Field<'_>,
) -> Result<Option<Upload>> {
    let broken = |e: std::io::Error| Error::Unavailable(format!("spool: {e}"));
    let limit = house.settings.upload_limit;
    let mut spool = Spool::begin(house.vault.spool(), name, limit).map_err(broken)?;
    let mut received: u64 = 0;
    while let Some(chunk) = part.chunk().await.map_err(fault)? {
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        received += length;
        if received > limit.saturating_mul(4) {
            return Err(Error::TooLarge);
        }
        metrics::counter!("metodset_upload_bytes_total").increment(length);
        spool.take(&chunk).map_err(broken)?;
    }
    if name.is_empty() {
        return Ok(None);
    }
    let spooled = spool.finish().map_err(broken)?;
    let media = spooled.recognise();
    Ok(Some(Upload { field: field.to_owned(), spooled, media }))
}
