//! Serving: HTTP on a listener, jobs on a thread of their own, the node's lease kept, a graceful stop on SIGINT and SIGTERM.

mod doors;
mod hands;
mod supervisor;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use web::House;

use crate::lease::Lease;
use crate::{Failure, figures};

pub use doors::Doors;
use hands::Hands;

/// How long requests and jobs under way may take after the signal to stop; the whole stop stays within ten seconds.
const GRACE: Duration = Duration::from_secs(8);
/// How often it is looked whether the lease is to be renewed, and how soon a failed renewal is tried again.
const LOOK: Duration = Duration::from_secs(1);

/// What a server looks after besides answering: called each minute with false, and at the end with true.
pub type Upkeep = Box<dyn Fn(bool) + Send>;

/// Serves until a signal; `ready` is called once requests are answered.
pub fn serve(
    house: &Arc<House>,
    doors: Doors,
    lease: Lease,
    upkeep: Upkeep,
    ready: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let stop = Arc::new(Stop::default());
    let hands = Arc::new(Hands::begin(house));
    let keeper = {
        let stop = Arc::clone(&stop);
        thread::spawn(move || keep(&lease, &stop, &upkeep))
    };
    let outcome = answer(house, doors, (&stop, &hands), ready);
    let has_worked = hands.finish(house);
    stop.set();
    keeper.thread().unpark();
    let was_kept = keeper.join().unwrap_or(false);
    tracing::info!("stopped");
    outcome?;
    if !has_worked || !was_kept {
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
                figures::tidy();
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
    doors: Doors,
    (stop, hands): (&Arc<Stop>, &Arc<Hands>),
    ready: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let fault = |e: std::io::Error| Failure::Refused(format!("the server cannot run: {e}"));
    let text = doors.figures.as_ref().map(|_| figures::begin(house)).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(fault)?;
    let outcome = runtime.block_on(async {
        let public = tokio::net::TcpListener::from_std(doors.public).map_err(fault)?;
        if let Some((listener, text)) = doors.figures.zip(text) {
            let listener = tokio::net::TcpListener::from_std(listener).map_err(fault)?;
            tokio::spawn(web::serve_figures(listener, text));
        }
        tokio::spawn(supervisor::report());
        let stopped = Arc::new(Notify::new());
        let closing = Closing { house: Arc::clone(house), hands: Arc::clone(hands), drain: doors.drain };
        let until = closing.on_signal(Arc::clone(stop), Arc::clone(&stopped)).map_err(fault)?;
        ready()?;
        supervisor::ready();
        tokio::select! {
            served = web::serve(Arc::clone(house), public, until) => served.map_err(fault),
            () = async { stopped.notified().await; tokio::time::sleep(GRACE).await } => {
                tracing::warn!("some requests did not finish within {} s", GRACE.as_secs());
                Ok(())
            }
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

/// What happens at the signal, before the door is closed.
struct Closing {
    house: Arc<House>,
    hands: Arc<Hands>,
    drain: Duration,
}

impl Closing {
    /// Resolves on SIGINT, on SIGTERM, or when a thread of this server asks for the end. After SIGTERM the balancer in
    /// front is given time to see `/ready` say no: until then new connections are still answered.
    fn on_signal(
        self,
        stop: Arc<Stop>,
        stopped: Arc<Notify>,
    ) -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            let drain = tokio::select! {
                _ = interrupt.recv() => Duration::ZERO,
                _ = terminate.recv() => self.drain,
                () = stop.notice.notified() => Duration::ZERO,
            };
            tracing::info!("asked to stop; finishing what is under way");
            supervisor::stopping();
            self.house.readiness.stop();
            self.hands.end(Instant::now() + GRACE);
            stopped.notify_one();
            tokio::time::sleep(drain).await;
        })
    }
}

#[cfg(test)]
mod tests;
