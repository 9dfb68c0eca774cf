//! Headers of every reply, whatever answered it: what a browser may do with it, who may read it, who may keep it.

use std::sync::Arc;

use axum::body::Body as Stream;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Response, header};

use crate::House;

/// No inline script or style, nothing from elsewhere (decision 19).
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                   connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What no page of ours needs.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";
/// Two years, for this name alone: what else the region serves under its domain is not ours to decide.
const HSTS: &str = "max-age=63072000";

/// Puts them on; what the reply says of its keeping stays.
pub(crate) async fn guarded(
    State(house): State<Arc<House>>,
    mut reply: Response<Stream>,
) -> Response<Stream> {
    let headers = reply.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if house.settings.is_secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    if headers.get_all(header::SET_COOKIE).iter().any(ends_session) {
        // Not the cookies: the mode for low vision and the word of farewell are among them.
        headers.insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    }
    reply
}

fn ends_session(cookie: &HeaderValue) -> bool {
    cookie.to_str().is_ok_and(crate::cookies::ends_session)
}
