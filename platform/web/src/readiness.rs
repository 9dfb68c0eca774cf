//! Whether this server should be sent requests: `/health` for the supervisor, `/ready` for the balancer in front.
//!
//! Both are open to anybody, so they name nothing but the part that is missing, and at most one examination runs at a
//! time: whoever asks meanwhile is told what the last one found.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::body::Body as Stream;
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};
use db::Migrations;
use parking_lot::Mutex;

use crate::House;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer is good for.
const FRESH: Duration = Duration::from_secs(1);

/// What is missing; nothing, where all is there.
type Missing = Option<&'static str>;

/// The state of a server on its way up and down.
#[derive(Default)]
pub struct Readiness {
    migrations: OnceLock<Migrations>,
    is_stopping: AtomicBool,
    is_examining: AtomicBool,
    last: Mutex<Option<(Instant, Missing)>>,
}

impl Readiness {
    /// From here on the database must hold these migrations.
    pub fn must_fit(&self, migrations: Migrations) {
        // The first ones told stay in force.
        let _ = self.migrations.set(migrations);
    }

    /// From here on the server is not to be sent anything new.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
    }

    fn fresh(&self) -> Option<Missing> {
        self.last.lock().filter(|(at, _)| at.elapsed() < FRESH).map(|(_, missing)| missing)
    }

    fn note(&self, missing: Missing) {
        *self.last.lock() = Some((Instant::now(), missing));
    }
}

/// `GET /health`: the process answers. Asks nothing of anybody else, so that a supervisor never restarts a server
/// because its database is away.
pub(crate) async fn health() -> Response<Stream> {
    plain(StatusCode::OK, "ok\n")
}

/// `GET /ready`: the database answers and fits, files can be written, nobody asked the server to stop.
pub(crate) async fn ready(State(house): State<Arc<House>>) -> Response<Stream> {
    match missing(&house).await {
        None => plain(StatusCode::OK, "ready\n"),
        Some(part) => plain(StatusCode::SERVICE_UNAVAILABLE, &format!("not ready: {part}\n")),
    }
}

async fn missing(house: &Arc<House>) -> Missing {
    let state = &house.readiness;
    if state.is_stopping.load(Ordering::Acquire) {
        return Some("stopping");
    }
    if let Some(missing) = state.fresh() {
        return missing;
    }
    if state.is_examining.swap(true, Ordering::AcqRel) {
        return state.last.lock().map_or(Some("database"), |(_, missing)| missing);
    }
    let examined = Arc::clone(house);
    let work = tokio::task::spawn_blocking(move || {
        let _turn = Turn(&examined.readiness);
        let missing = examine(&examined);
        examined.readiness.note(missing);
        missing
    });
    if let Ok(Ok(missing)) = tokio::time::timeout(PATIENCE, work).await {
        return missing;
    }
    // Whoever asks while the database is still silent is told the same at once.
    state.note(Some("database"));
    Some("database")
}

/// The turn of one examination; ends when dropped, also by a panic.
struct Turn<'a>(&'a Readiness);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.is_examining.store(false, Ordering::Release);
    }
}

fn examine(house: &House) -> Missing {
    let pending = match house.readiness.migrations.get() {
        Some(migrations) => db::pending(&house.db, migrations),
        None => house.db.begin_read().map(|_| Vec::new()),
    };
    match pending {
        Err(_) => Some("database"),
        Ok(pending) if !pending.is_empty() => Some("migrations"),
        Ok(_) if house.vault.takes_files().is_err() => Some("files"),
        Ok(_) => None,
    }
}

/// A text of our own for a program.
pub(crate) fn plain(status: StatusCode, text: &str) -> Response<Stream> {
    let mut reply = Response::new(Stream::from(text.to_owned()));
    *reply.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    reply.headers_mut().insert(header::CONTENT_TYPE, kind);
    reply
}
