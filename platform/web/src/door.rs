//! The door: connections are taken, counted and given up when their clients are too slow. `axum::serve` has no setting
//! for any of it: without them whoever opens connections and sends nothing keeps everybody else out.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt;

/// Connections at once; the next ones wait in the queue of the system. Below the 1024 open files a process may have on
/// most systems.
const CONNECTIONS: usize = 900;
/// Headers of one request.
const HEADERS: usize = 64;
/// Bytes of a request's head.
const HEAD: usize = 64 * 1024;
/// When the system has no more files to give, others must close theirs first.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers connections until `stop` resolves, then lets requests under way finish.
pub(crate) async fn open(
    router: Router,
    listener: TcpListener,
    head: Duration,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (stopping, told) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let guest = tokio::select! {
            guest = next(&places, &listener) => guest,
            () = &mut stop => break,
        };
        while connections.try_join_next().is_some() {}
        if let Some((place, stream, from)) = guest {
            connections.spawn(attend(router.clone(), stream, from, head, told.clone(), place));
        }
    }
    // New ones are refused by the system from here on.
    drop(listener);
    drop(stopping);
    while connections.join_next().await.is_some() {}
}

/// The next connection, once there is a place for it.
async fn next(
    places: &Arc<Semaphore>,
    listener: &TcpListener,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, from)) => Some((place, stream, from)),
        Err(error) => {
            let is_of_client = matches!(
                error.kind(),
                ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
            );
            if !is_of_client {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
            None
        }
    }
}

/// One connection to its end. Its faults are those of the client or of the way: nobody is there to be told.
async fn attend(
    router: Router,
    stream: TcpStream,
    from: SocketAddr,
    head: Duration,
    mut told: watch::Receiver<()>,
    _place: OwnedSemaphorePermit,
) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_headers(HEADERS)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        // Only ever an error: the sender is gone.
        _ = told.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
