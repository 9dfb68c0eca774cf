//! The door to the network: routes into axum, requests out of it, replies back with their headers.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body as Stream;
use axum::extract::{ConnectInfo, RawPathParams, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Request as Incoming, Response, StatusCode, header};
use axum::routing::{MethodFilter, get as axum_get, on};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use crate::dispatch::Answer;
use crate::receive::{Intake, plain};
use crate::reply::Body;
use crate::{Error, House, Method, Request, dispatch};

type Reply = Response<Stream>;

/// No inline script or style, nothing from elsewhere (decision 19).
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                   connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The whole house behind one axum router.
pub fn router(house: &Arc<House>) -> Router {
    let mut router = Router::new().route("/assets/{name}", axum_get(asset));
    for index in 0..house.routes.len() {
        let route = &house.routes[index];
        let filter = match route.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
        };
        let handler =
            move |State(house): State<Arc<House>>, params: RawPathParams, request: Incoming<Stream>| {
                let args = params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
                answer(house, Target::Route(index), args, request)
            };
        router = router.route(route.path, on(filter, handler));
    }
    let nowhere = |target: Target| {
        move |State(house): State<Arc<House>>, request: Incoming<Stream>| {
            answer(house, target, Vec::new(), request)
        }
    };
    router
        .fallback(nowhere(Target::Nowhere))
        .method_not_allowed_fallback(nowhere(Target::OtherMethod))
        .layer(CompressionLayer::new())
        .with_state(Arc::clone(house))
}

/// Serves until `stop` resolves, then lets requests under way finish.
pub async fn serve(
    house: Arc<House>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(&house).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// What an address led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// This route of the house.
    Route(usize),
    /// No route at all.
    Nowhere,
    /// A route, but not by this method.
    OtherMethod,
}

async fn answer(
    house: Arc<House>,
    target: Target,
    args: Vec<(String, String)>,
    incoming: Incoming<Stream>,
) -> Reply {
    let (parts, body) = incoming.into_parts();
    let mut request = request_of(&parts, args);
    if house.settings.is_secure
        && let Some(from) = forwarded_for(&parts.headers)
    {
        request.from = from;
    }
    let route = if let Target::Route(index) = target { Some(index) } else { None };
    let received = match target {
        Target::OtherMethod if request.is_api => Err(Error::NoSuchMethod),
        _ => take_body(&house, route, &mut request, &parts.headers, body).await,
    };
    let (fault, is_api) = (received.err(), request.is_api);
    let work = tokio::task::spawn_blocking(move || run(&house, route, request, fault));
    match work.await {
        Ok(answer) => respond(answer),
        Err(panic) => {
            tracing::error!(%panic, "a handler panicked");
            if is_api { respond(crate::api::panicked()) } else { panicked() }
        }
    }
}

fn request_of(parts: &Parts, args: Vec<(String, String)>) -> Request {
    let text =
        |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let from = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    let raw_query = parts.uri.query().unwrap_or_default().to_owned();
    Request {
        method: match parts.method {
            axum::http::Method::POST => Method::Post,
            axum::http::Method::PUT => Method::Put,
            _ => Method::Get,
        },
        path: parts.uri.path().to_owned(),
        args,
        query: url::form_urlencoded::parse(raw_query.as_bytes())
            .map(|(k, v)| (plain(&k), plain(&v)))
            .collect(),
        raw_query,
        cookies: text("cookie"),
        bearer: crate::api::bearer(&text("authorization")).to_owned(),
        is_api: parts.uri.path().starts_with(crate::api::ROOT),
        if_match: text("if-match"),
        agent: text("user-agent"),
        from: from.unwrap_or_default(),
        is_fetch: text("x-requested-with") == "fetch" || text("accept").starts_with("application/json"),
        is_fragment: text("hx-request") == "true",
        origin: text("origin"),
        host: text("host"),
        ..Request::default()
    }
}

/// The address that a proxy in front saw: the last one it added, because earlier ones may be anybody's invention.
fn forwarded_for(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all("x-forwarded-for");
    let last = lines.iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    last.parse::<std::net::IpAddr>().ok().map(|ip| ip.to_string())
}

/// A form or a JSON document, under the limits of what the route takes.
async fn take_body(
    house: &Arc<House>,
    route: Option<usize>,
    request: &mut Request,
    headers: &HeaderMap,
    body: Stream,
) -> Result<(), Error> {
    if request.is_api && request.method != Method::Get && route.is_some() {
        request.body = crate::api::receive(headers, body).await?;
    } else if !request.is_api && request.method == Method::Post {
        let intake = intake(house, route, request, headers).await;
        request.form = crate::receive::receive(house, intake, headers, body).await?;
    }
    Ok(())
}

fn panicked() -> Reply {
    let text = Stream::from("Ошибка программы. Ничего из сохранённого раньше не потеряно.");
    let mut reply = Response::new(text);
    *reply.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    reply
}

/// Whether files are taken at all, and from this sender: asked before a byte of them is read.
async fn intake(house: &Arc<House>, route: Option<usize>, request: &Request, headers: &HeaderMap) -> Intake {
    let takes_files = route.and_then(|index| house.routes.get(index)).is_some_and(|route| route.uploads);
    if !takes_files || !crate::receive::is_multipart(headers) {
        return Intake::Fields;
    }
    let (house, cookies) = (Arc::clone(house), request.cookies.clone());
    let asked = tokio::task::spawn_blocking(move || {
        let request = Request { cookies, ..Request::default() };
        crate::dispatch::may_send(&house, route.and_then(|index| house.routes.get(index)), &request)
    });
    if asked.await.unwrap_or(false) { Intake::Files } else { Intake::Nobody }
}

fn run(house: &Arc<House>, route: Option<usize>, request: Request, fault: Option<Error>) -> Answer {
    let route = route.and_then(|index| house.routes.get(index));
    match fault {
        Some(error) => crate::dispatch::unreceived(house, route, request, error),
        None => dispatch(house, route, request),
    }
}

fn respond(answer: Answer) -> Reply {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut reply = Response::new(Stream::empty());
    *reply.status_mut() = status;
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            reply.headers_mut().append(name, value);
        }
    };
    set(header::CACHE_CONTROL, "no-store");
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    set(header::VARY, "HX-Request, X-Requested-With");
    for (name, value) in &answer.headers {
        set(header::HeaderName::from_static(name), value);
    }
    for cookie in &answer.cookies {
        set(header::SET_COOKIE, cookie);
    }
    let body = match answer.body {
        Body::Page(_) => Stream::empty(),
        Body::Fragment(html) => {
            set(header::CONTENT_TYPE, "text/html; charset=utf-8");
            Stream::from(html)
        }
        Body::Json(json) => {
            let kind = if answer.is_problem { "application/problem+json" } else { "application/json" };
            set(header::CONTENT_TYPE, kind);
            Stream::from(json)
        }
        Body::Elsewhere(to) => {
            set(header::LOCATION, &to);
            Stream::empty()
        }
        Body::File { bytes, media_type, name } => {
            set(header::CONTENT_TYPE, &media_type);
            set(header::CONTENT_DISPOSITION, &disposition(&media_type, &name));
            Stream::from(bytes)
        }
    };
    *reply.body_mut() = body;
    reply
}

/// Documents open in the browser only where it cannot run anything in them.
fn disposition(media_type: &str, name: &str) -> String {
    let kind = if matches!(media_type, "application/pdf" | "image/png" | "image/jpeg") {
        "inline"
    } else {
        "attachment"
    };
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("{kind}; filename*=UTF-8''{}", encoded.replace('+', "%20"))
}

/// A built file: its name holds its hash, so it never changes.
async fn asset(
    State(house): State<Arc<House>>,
    axum::extract::Path(name): axum::extract::Path<String>,
    headers: HeaderMap,
) -> Reply {
    let mut reply = Response::new(Stream::empty());
    let Some(found) = house.assets.get(&name) else {
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
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
        }
        forwarded_for(&headers)
    }

    #[test]
    fn only_what_the_proxy_added_last_is_believed() {
        assert_eq!(seen(&["10.9.9.9, 192.0.2.7"]).as_deref(), Some("192.0.2.7"));
        assert_eq!(seen(&["10.9.9.9", "2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!([seen(&[]), seen(&["10.9.9.9, unknown"]), seen(&[""])], [None, None, None]);
    }
}
