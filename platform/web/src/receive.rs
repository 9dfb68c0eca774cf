//! Receiving a body: fields into memory, files to the disk, both under limits, before anything else happens.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use files::Spool;
use http_body_util::{BodyExt, Limited};

use crate::{Error, Form, House, Result, Upload};

/// The most a form's text fields may hold together, bytes.
const FIELDS_LIMIT: usize = 4 * 1024 * 1024;
/// The most fields and files a form may have.
const COUNT_LIMIT: usize = 2_000;

/// Reads the body of a POST.
pub(crate) async fn receive(house: &Arc<House>, headers: &HeaderMap, body: Body) -> Result<Form> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    match multer::parse_boundary(kind) {
        Ok(boundary) => multipart(house, body, boundary).await,
        Err(_) => urlencoded(body).await,
    }
}

async fn urlencoded(body: Body) -> Result<Form> {
    let bytes = Limited::new(body, FIELDS_LIMIT).collect().await.map_err(|_| Error::TooLarge)?.to_bytes();
    let fields = url::form_urlencoded::parse(&bytes).into_owned().take(COUNT_LIMIT).collect();
    Ok(Form { fields, uploads: Vec::new() })
}

async fn multipart(house: &Arc<House>, body: Body, boundary: String) -> Result<Form> {
    let mut form = Form::default();
    let mut parts = multer::Multipart::new(body.into_data_stream(), boundary);
    let mut kept = 0;
    while let Some(mut part) = parts.next_field().await.map_err(|_| Error::TooLarge)? {
        let field = part.name().unwrap_or_default().to_owned();
        if form.fields.len() + form.uploads.len() >= COUNT_LIMIT {
            return Err(Error::TooLarge);
        }
        if let Some(name) = part.file_name().map(str::to_owned) {
            if let Some(upload) = file(house, &field, &name, &mut part).await? {
                form.uploads.push(upload);
            }
        } else {
            let text = part.text().await.map_err(|_| Error::TooLarge)?;
            kept += text.len();
            if kept > FIELDS_LIMIT {
                return Err(Error::TooLarge);
            }
            form.fields.push((field, text));
        }
    }
    Ok(form)
}

/// One file; a chooser left empty sends a nameless part, which is no file.
async fn file(
    house: &House,
    field: &str,
    name: &str,
    part: &mut multer::Field<'_>,
) -> Result<Option<Upload>> {
    let fault = |e: std::io::Error| Error::Unavailable(format!("spool: {e}"));
    let limit = house.settings.upload_limit;
    let mut spool = Spool::begin(house.vault.spool(), name, limit).map_err(fault)?;
    let mut received: u64 = 0;
    while let Some(chunk) = part.chunk().await.map_err(|_| Error::TooLarge)? {
        received += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if received > limit.saturating_mul(4) {
            return Err(Error::TooLarge);
        }
        spool.take(&chunk).map_err(fault)?;
    }
    if name.is_empty() {
        return Ok(None);
    }
    let spooled = spool.finish().map_err(fault)?;
    let media = spooled.recognise();
    Ok(Some(Upload { field: field.to_owned(), spooled, media }))
}
