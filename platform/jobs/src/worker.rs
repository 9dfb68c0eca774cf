//! The worker: takes what is due, runs it outside any transaction, notes the end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::{Clock, Db, Ids, Result, WriteTx};

use crate::{Claimed, Kind, Shift, store};

/// After this many failures a job rests as `failed` until somebody looks.
const MAX_ATTEMPTS: i64 = 10;
/// The longest pause after failures of a job that comes by itself, unless it comes more seldom, seconds.
const PAUSE: i64 = 60;
/// How long the end of a job is tried to be noted while the database is away: nobody else takes it as long.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often the lease of the job in hand is renewed: two renewals may fail.
const RENEWAL: Duration = Duration::from_secs(store::LEASE.unsigned_abs() / 3);
/// How often a thread that waits looks whether it is still to wait.
const BLINK: Duration = Duration::from_millis(100);

/// Runs everything due now; returns how many jobs ran. Tests call this.
pub fn run_due<H>(house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) -> Result<usize> {
    let shift = &Shift::default();
    Worker { house, db, clock, ids, kinds, shift, is_patient: false, is_second: false }.run_due()
}

/// Works until the shift ends, looking for due jobs every second; meanwhile the lease of the job in hand is renewed.
pub fn work_until<H>(shift: &Shift, house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) {
    keep_working(&Worker { house, db, clock, ids, kinds, shift, is_patient: true, is_second: false });
}

/// The same beside a worker of the same server: takes nothing of a kind that somebody is at, so that a long job – an archive
/// of reports – keeps letters and readings waiting no longer.
pub fn help_until<H>(shift: &Shift, house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) {
    keep_working(&Worker { house, db, clock, ids, kinds, shift, is_patient: true, is_second: true });
}

fn keep_working<H>(worker: &Worker<'_, H>) {
    let Worker { shift, db, clock, .. } = worker;
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| renew_until(&is_done, shift, db, clock));
        worker.work();
        is_done.store(true, Ordering::Release);
    });
}

/// Renews from the beginning to the end of work: a shift that is over may still have a job in hand.
fn renew_until(is_done: &AtomicBool, shift: &Shift, db: &Db, clock: &Clock) {
    let mut renewed = Instant::now();
    while !is_done.load(Ordering::Acquire) {
        std::thread::sleep(BLINK);
        if renewed.elapsed() < RENEWAL {
            continue;
        }
        renewed = Instant::now();
        if let Err(error) = shift.renew(db, clock) {
            tracing::warn!(%error, "the lease of the job in hand could not be renewed; trying again");
        }
    }
}

/// Waits so many seconds, or until the shift ends.
fn rest(shift: &Shift, seconds: u64) {
    let until = Instant::now() + Duration::from_secs(seconds);
    while !shift.is_over() && Instant::now() < until {
        std::thread::sleep(BLINK);
    }
}

struct Worker<'a, H> {
    house: &'a H,
    db: &'a Db,
    clock: &'a Clock,
    ids: &'a Ids,
    kinds: &'a [Kind<H>],
    shift: &'a Shift,
    /// Whether the end of a job is tried again and again to be noted.
    is_patient: bool,
    /// Whether it works beside another one of the same server.
    is_second: bool,
}

impl<H> Worker<'_, H> {
    fn work(&self) {
        while !self.shift.is_over() {
            let pause = match self.run_due() {
                Ok(_) => 1,
                Err(error) => {
                    tracing::warn!(%error, "jobs could not be run; trying again");
                    5
                }
            };
            rest(self.shift, pause);
        }
    }

    fn run_due(&self) -> Result<usize> {
        self.keep_recurring()?;
        let mut ran = 0;
        while !self.shift.is_over() {
            let Some(job) = self.db.write(|tx| self.claim(tx))? else { break };
            self.shift.take(&job);
            let kind = self.kinds.iter().find(|kind| kind.name == job.kind);
            let outcome = self.outcome(kind, &job);
            let settled = self.settle(kind, &job, &outcome);
            self.shift.lay_down();
            settled?;
            ran += 1;
        }
        Ok(ran)
    }

    fn claim(&self, tx: &mut WriteTx) -> Result<Option<Claimed>> {
        let now = self.clock.now();
        if self.is_second { store::claim_beside(tx, now) } else { store::claim(tx, now) }
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
        let begun = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| (kind.run)(self.house, &job.payload)))
            .unwrap_or_else(|_| Err("the job panicked; see the log".to_owned()));
        let end = if outcome.is_ok() { "done" } else { "failed" };
        metrics::histogram!("metodset_job_seconds", "kind" => kind.name, "end" => end)
            .record(begun.elapsed().as_secs_f64());
        outcome
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
                Err(error) if self.is_patient && !self.shift.is_over() && since.elapsed() < PATIENCE => {
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
