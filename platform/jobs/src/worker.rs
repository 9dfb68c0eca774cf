//! The worker: takes what is due, runs it outside any transaction, notes the end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::{Clock, Db, Ids, Result};

use crate::{Claimed, Kind, store};

/// After this many failures a job rests as `failed` until somebody looks.
const MAX_ATTEMPTS: i64 = 10;
/// The longest pause after failures of a job that comes by itself, unless it comes more seldom, seconds.
const PAUSE: i64 = 60;
/// How long the end of a job is tried to be noted while the database is away: after that its lease is over anyway.
const PATIENCE: Duration = Duration::from_secs(store::LEASE.unsigned_abs());

/// Runs everything due now; returns how many jobs ran. Tests call this.
pub fn run_due<H>(house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) -> Result<usize> {
    Worker { house, db, clock, ids, kinds, stop: &AtomicBool::new(true) }.run_due()
}

/// Works until `stop` is set, looking for due jobs every second.
pub fn work_until<H>(stop: &AtomicBool, house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) {
    let worker = Worker { house, db, clock, ids, kinds, stop };
    while !stop.load(Ordering::Relaxed) {
        if let Err(error) = worker.run_due() {
            tracing::warn!(%error, "jobs could not be run; trying again");
            std::thread::sleep(Duration::from_secs(4));
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

struct Worker<'a, H> {
    house: &'a H,
    db: &'a Db,
    clock: &'a Clock,
    ids: &'a Ids,
    kinds: &'a [Kind<H>],
    stop: &'a AtomicBool,
}

impl<H> Worker<'_, H> {
    fn run_due(&self) -> Result<usize> {
        self.keep_recurring()?;
        let mut ran = 0;
        while let Some(job) = self.db.write(|tx| store::claim(tx, self.clock.now()))? {
            let kind = self.kinds.iter().find(|kind| kind.name == job.kind);
            let outcome = self.outcome(kind, &job);
            self.settle(kind, &job, &outcome)?;
            ran += 1;
        }
        Ok(ran)
    }

    /// Recurring kinds stand in the queue by themselves, and near: a clock that was set back puts none off for hours.
    fn keep_recurring(&self) -> Result<()> {
        let recurring: Vec<_> = self.kinds.iter().filter_map(|kind| Some((kind.name, kind.every?))).collect();
        let names: Vec<_> = recurring.iter().map(|(name, _)| *name).collect();
        let present = self.db.read(|conn| store::present(conn, &names))?;
        let now = self.clock.now();
        let far = |name: &str, every: i64| {
            let limit = now.plus_seconds(every + PAUSE + 2 * store::LEASE);
            present.iter().any(|(kind, run_at)| kind == name && *run_at > limit)
        };
        let is_missing = |name: &str| !present.iter().any(|(kind, _)| kind == name);
        if recurring.iter().all(|(name, every)| !is_missing(name) && !far(name, *every)) {
            return Ok(());
        }
        self.db.write(|tx| {
            for (name, every) in &recurring {
                if is_missing(name) {
                    store::enqueue(tx, self.ids.next(self.clock), name, "", "{}", now)?;
                } else if far(name, *every) {
                    store::bring_forward(tx, name, now)?;
                }
            }
            Ok(())
        })
    }

    /// A job that panics has failed; the worker goes on.
    fn outcome(&self, kind: Option<&Kind<H>>, job: &Claimed) -> std::result::Result<(), String> {
        let Some(kind) = kind else {
            return Err(format!("no job of kind `{}` is known to this program", job.kind));
        };
        catch_unwind(AssertUnwindSafe(|| (kind.run)(self.house, &job.payload)))
            .unwrap_or_else(|_| Err("the job panicked; see the log".to_owned()))
    }

    /// Notes the end. Not noted, a job would rest until its lease ends: while the database is away it is tried again.
    fn settle(
        &self,
        kind: Option<&Kind<H>>,
        job: &Claimed,
        outcome: &std::result::Result<(), String>,
    ) -> Result<()> {
        let since = Instant::now();
        loop {
            match self.note(kind, job, outcome) {
                Err(error) if !self.stop.load(Ordering::Relaxed) && since.elapsed() < PATIENCE => {
                    tracing::warn!(job = job.id, %error, "the end of a job could not be noted; trying again");
                    std::thread::sleep(Duration::from_secs(1));
                }
                noted => return noted,
            }
        }
    }

    fn note(
        &self,
        kind: Option<&Kind<H>>,
        job: &Claimed,
        outcome: &std::result::Result<(), String>,
    ) -> Result<()> {
        let every = kind.and_then(|kind| kind.every);
        let now = self.clock.now();
        self.db.write(|tx| match (outcome, every) {
            (Ok(()), None) => store::finish(tx, job),
            (Ok(()), Some(seconds)) => store::put_back(tx, job, now.plus_seconds(seconds), "", "queued"),
            (Err(fault), _) => {
                tracing::warn!(job = job.id, kind = job.kind, attempt = job.attempts, fault, "a job failed");
                let state = if job.attempts >= MAX_ATTEMPTS && every.is_none() { "failed" } else { "queued" };
                let pause = 5_i64 << (job.attempts - 1).clamp(0, 8);
                let pause = every.map_or(pause, |every| pause.min(every.max(PAUSE)));
                store::put_back(tx, job, now.plus_seconds(pause), fault, state)
            }
        })
    }
}
