//! Built files of the pages, styles, scripts, fonts: served by their hashed names, to be kept for a year.

use std::sync::Arc;

use axum::body::Body as Stream;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

use crate::House;
use crate::watch::Watch;

type Reply = Response<Stream>;

/// Where they are.
pub(crate) const ASSETS: &str = "/assets/{name}";

/// A built file: its name holds its hash, so it never changes.
pub(crate) async fn asset(
    State(house): State<Arc<House>>,
    axum::extract::Path(name): axum::extract::Path<String>,
    headers: HeaderMap,
) -> Reply {
    let watch = Watch::begin(&house, &Method::GET, ASSETS, &[]);
    let reply = built(&house, &name, &headers);
    watch.end(reply.status().as_u16());
    reply
}

fn built(house: &House, name: &str, headers: &HeaderMap) -> Reply {
    let mut reply = Response::new(Stream::empty());
    let Some(found) = house.assets.get(name) else {
        *reply.status_mut() = StatusCode::NOT_FOUND;
        return reply;
    };
    let tag = format!("\"{name}\"");
    let takes_brotli =
        headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("br"));
    let fixed = [
        (header::CONTENT_TYPE, found.mime.to_owned()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ETAG, tag.clone()),
        (header::VARY, "Accept-Encoding".to_owned()),
    ];
    for (name, value) in fixed {
        if let Ok(value) = HeaderValue::from_str(&value) {
            reply.headers_mut().insert(name, value);
        }
    }
    if headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()) == Some(tag.as_str()) {
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        return reply;
    }
    let bytes = match found.brotli.filter(|_| takes_brotli) {
        Some(bytes) => {
            reply.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            bytes
        }
        None => found.bytes,
    };
    *reply.body_mut() = Stream::from(bytes.into_owned());
    reply
}
