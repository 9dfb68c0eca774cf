//! The door to the network: routes into axum, requests out of it, replies back with their headers.

use std::sync::Arc;

use axum::Router;
use axum::body::Body as Stream;
use axum::extract::{RawPathParams, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Request as Incoming, Response, StatusCode, header};
use axum::routing::{MethodFilter, get as axum_get, on};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use crate::built::{ASSETS, asset};
use crate::dispatch::Answer;
use crate::readiness::{health, ready};
use crate::receive::{Intake, plain};
use crate::reply::Body;
use crate::watch::Watch;
use crate::{Error, House, Method, Request, dispatch};

type Reply = Response<Stream>;

/// The whole house behind one axum router.
pub fn router(house: &Arc<House>) -> Router {
    let mut router = Router::new()
        .route(ASSETS, axum_get(asset))
        .route("/health", axum_get(health))
        .route("/ready", axum_get(ready));
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
        .layer(axum::middleware::map_response_with_state(Arc::clone(house), crate::guard::guarded))
        .with_state(Arc::clone(house))
}

/// Serves until `stop` resolves, then lets requests under way finish.
pub async fn serve(
    house: Arc<House>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    crate::door::open(router(&house), listener, house.settings.patience.head, stop).await;
    Ok(())
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
    let route = if let Target::Route(index) = target { Some(index) } else { None };
    let pattern = route.and_then(|index| house.routes.get(index)).map_or("none", |route| route.path);
    let watch = Watch::begin(&house, &parts.method, pattern, &args);
    let request = Request { id: watch.id, ..request_of(&house, &parts, args) };
    let mut reply = handled(&house, target, request, &parts.headers, body).await;
    reply.headers_mut().insert("x-request-id", HeaderValue::from(watch.id));
    watch.end(reply.status().as_u16());
    reply
}

async fn handled(
    house: &Arc<House>,
    target: Target,
    mut request: Request,
    headers: &HeaderMap,
    body: Stream,
) -> Reply {
    let route = if let Target::Route(index) = target { Some(index) } else { None };
    let received = match target {
        Target::OtherMethod if request.is_api => Err(Error::NoSuchMethod),
        _ => in_time(house, route, &mut request, headers, body).await,
    };
    let (fault, is_api, id) = (received.err(), request.is_api, request.id);
    let house = Arc::clone(house);
    let work = tokio::task::spawn_blocking(move || run(&house, route, request, fault));
    match work.await {
        Ok(answer) => respond(answer),
        Err(panic) => {
            tracing::error!(incident = id, panic = panic.is_panic(), "a handler panicked");
            if is_api { respond(crate::api::panicked()) } else { panicked(id) }
        }
    }
}

fn request_of(house: &House, parts: &Parts, args: Vec<(String, String)>) -> Request {
    let text =
        |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
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
        if_none_match: text("if-none-match"),
        agent: text("user-agent"),
        from: crate::sender::of(parts, &house.settings.trusted_proxies),
        is_fetch: text("x-requested-with") == "fetch" || text("accept").starts_with("application/json"),
        is_fragment: text("hx-request") == "true",
        origin: text("origin"),
        host: text("host"),
        ..Request::default()
    }
}

/// The body, unless it trickles.
async fn in_time(
    house: &Arc<House>,
    route: Option<usize>,
    request: &mut Request,
    headers: &HeaderMap,
    body: Stream,
) -> Result<(), Error> {
    let patience = house.settings.patience;
    let limit = if crate::receive::is_multipart(headers) { patience.upload } else { patience.form };
    let taken = take_body(house, route, request, headers, body);
    tokio::time::timeout(limit, taken).await.unwrap_or(Err(Error::TooSlow))
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
        crate::receive::receive(house, intake, headers, body, &mut request.form).await?;
    }
    Ok(())
}

/// The page of a fault, drawn without the frame: whatever broke may be part of it.
fn panicked(incident: i64) -> Reply {
    let text = format!(
        "<!doctype html>\n<html lang=\"ru\"><head><meta charset=\"utf-8\"><title>Ошибка программы</title></head><body>\
         <h1>Ошибка программы</h1><p>Мы записали её. Ничего из\u{a0}сохранённого раньше не\u{a0}потеряно. Если повторится, \
         сообщите администратору номер {incident}.</p><p><a href=\"/\">На\u{a0}главную</a></p></body></html>\n"
    );
    let mut reply = Response::new(Stream::from(text));
    *reply.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    reply.headers_mut().insert(header::CONTENT_TYPE, kind);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_fault_says_what_it_is_written_in() {
        let reply = panicked(7);
        assert_eq!(reply.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(reply.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    }
}
