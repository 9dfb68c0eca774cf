//! Serving: HTTP on a listener, jobs on a thread of their own, the node's lease kept, a graceful stop on SIGINT and SIGTERM.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use web::House;

use crate::Failure;
use crate::lease::Lease;

/// How long requests under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How often it is looked whether the lease is to be renewed, and how soon a failed renewal is tried again.
const LOOK: Duration = Duration::from_secs(1);

/// Takes the address, before anything slow is done.
pub fn listen(address: &str) -> Result<TcpListener, Failure> {
    let usage = |reason: String| Failure::Usage(format!("--listen {address}: {reason}; write ADDRESS:PORT"));
    let addresses: Vec<SocketAddr> = address.to_socket_addrs().map_err(|e| usage(e.to_string()))?.collect();
    let listener = TcpListener::bind(&addresses[..]).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::AddrInUse => format!("{address} is taken by another program"),
            std::io::ErrorKind::PermissionDenied => format!("this user may not listen on {address}"),
            _ => format!("cannot listen on {address}: {error}"),
        };
        Failure::Refused(format!(
            "{what}: choose another address with --listen ADDRESS:PORT, for example --listen 127.0.0.1:8081"
        ))
    })?;
    listener.set_nonblocking(true).map_err(|e| Failure::Refused(e.to_string()))?;
    Ok(listener)
}

/// The address people open.
pub fn url(listener: &TcpListener) -> String {
    listener.local_addr().map(|address| format!("http://{address}/")).unwrap_or_default()
}

/// What a server looks after besides answering: called each minute with false, and at the end with true.
pub type Upkeep = Box<dyn Fn(bool) + Send>;

/// Serves until a signal; `ready` is called once requests are answered.
pub fn serve(
    house: &Arc<House>,
    listener: TcpListener,
    lease: Lease,
    upkeep: Upkeep,
    ready: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let stop = Arc::new(Stop::default());
    let worker = {
        let (house, stop) = (Arc::clone(house), Arc::clone(&stop));
        thread::spawn(move || {
            jobs::work_until(&stop.flag, &*house, &house.db, &house.clock, &house.ids, &house.jobs);
        })
    };
    let keeper = {
        let stop = Arc::clone(&stop);
        thread::spawn(move || keep(&lease, &stop, &upkeep))
    };
    let outcome = answer(house, listener, &stop, ready);
    stop.set();
    keeper.thread().unpark();
    let was_kept = keeper.join().unwrap_or(false);
    let worked = worker.join();
    tracing::info!("stopped");
    outcome?;
    if worked.is_err() || !was_kept {
        return Err(Failure::Refused("stopped by a fault; see the log above".to_owned()));
    }
    Ok(())
}

/// Told to everybody once: the flag for threads, the notice for the runtime.
#[derive(Default)]
struct Stop {
    flag: AtomicBool,
    notice: Notify,
}

impl Stop {
    fn set(&self) {
        self.flag.store(true, Ordering::Relaxed);
        self.notice.notify_one();
    }
}

/// Renews the lease each minute; false when the node was lost, and the server must stop. While the database is away it
/// tries each second, so that writing goes on as soon as it is back.
fn keep(lease: &Lease, stop: &Stop, upkeep: &Upkeep) -> bool {
    let mut is_failing = false;
    while !stop.flag.load(Ordering::Relaxed) {
        match lease.is_due().then(|| lease.renew()) {
            Some(Ok(true)) => {
                if std::mem::take(&mut is_failing) {
                    tracing::info!("the lease is renewed again");
                }
                upkeep(false);
            }
            Some(Ok(false)) => {
                tracing::error!("the lease of this node was lost; stopping, so that no id is made twice");
                stop.set();
                return false;
            }
            Some(Err(error)) if !is_failing => {
                is_failing = true;
                tracing::warn!(%error, "the lease could not be renewed; trying again each second");
            }
            None | Some(Err(_)) => {}
        }
        thread::park_timeout(LOOK);
    }
    upkeep(true);
    true
}

fn answer(
    house: &Arc<House>,
    listener: TcpListener,
    stop: &Arc<Stop>,
    ready: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let fault = |e: std::io::Error| Failure::Refused(format!("the server cannot run: {e}"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(fault)?;
    let outcome = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(fault)?;
        let stopped = Arc::new(Notify::new());
        let until = signalled(Arc::clone(stop), Arc::clone(&stopped)).map_err(fault)?;
        ready()?;
        tokio::select! {
            served = web::serve(Arc::clone(house), listener, until) => served.map_err(fault),
            () = async { stopped.notified().await; tokio::time::sleep(GRACE).await } => {
                tracing::warn!("some requests did not finish within {} s", GRACE.as_secs());
                Ok(())
            }
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

/// Resolves on SIGINT, on SIGTERM, or when a thread of this server asks for the end.
fn signalled(
    stop: Arc<Stop>,
    stopped: Arc<Notify>,
) -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => tracing::info!("interrupted; finishing requests under way"),
            _ = terminate.recv() => tracing::info!("asked to stop; finishing requests under way"),
            () = stop.notice.notified() => {}
        }
        stopped.notify_one();
    })
}
