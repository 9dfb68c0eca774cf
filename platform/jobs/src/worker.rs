//! The worker: takes what is due, runs it outside any transaction, notes the end.

use std::time::{Duration, Instant};

use db::{Clock, Db, Ids, Result};

use crate::{Claimed, Kind, Shift, store};

/// After this many failures a job rests as `failed` until somebody looks.
const MAX_ATTEMPTS: i64 = 10;

/// Runs everything due now; returns how many jobs ran. The worker's loop, and tests, call this.
pub fn run_due<H>(house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) -> Result<usize> {
    run_within(&Shift::default(), house, db, clock, ids, kinds)
}

/// Works until the shift ends, looking for due jobs every second.
pub fn work_until<H>(shift: &Shift, house: &H, db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) {
    while !shift.is_over() {
        let pause = match run_within(shift, house, db, clock, ids, kinds) {
            Ok(_) => 1,
            Err(error) => {
                tracing::warn!(%error, "jobs could not be run; trying again");
                5
            }
        };
        rest(shift, pause);
    }
}

/// Waits so many seconds, or until the shift ends.
fn rest(shift: &Shift, seconds: u64) {
    let until = Instant::now() + Duration::from_secs(seconds);
    while !shift.is_over() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn run_within<H>(
    shift: &Shift,
    house: &H,
    db: &Db,
    clock: &Clock,
    ids: &Ids,
    kinds: &[Kind<H>],
) -> Result<usize> {
    keep_recurring(db, clock, ids, kinds)?;
    let mut ran = 0;
    while !shift.is_over() {
        let Some(job) = db.write(|tx| store::claim(tx, clock.now()))? else {
            break;
        };
        shift.take(job.id);
        let outcome = run_one(house, db, clock, kinds, &job);
        shift.lay_down();
        outcome?;
        ran += 1;
    }
    Ok(ran)
}

/// Recurring kinds stand in the queue by themselves.
fn keep_recurring<H>(db: &Db, clock: &Clock, ids: &Ids, kinds: &[Kind<H>]) -> Result<()> {
    let recurring: Vec<_> = kinds.iter().filter(|kind| kind.every.is_some()).map(|kind| kind.name).collect();
    let present = db.read(|conn| store::present(conn, &recurring))?;
    if present.len() == recurring.len() {
        return Ok(());
    }
    db.write(|tx| {
        for name in recurring.iter().filter(|name| !present.iter().any(|p| p == *name)) {
            store::enqueue(tx, ids.next(clock), name, "", "{}", clock.now())?;
        }
        Ok(())
    })
}

fn run_one<H>(house: &H, db: &Db, clock: &Clock, kinds: &[Kind<H>], job: &Claimed) -> Result<()> {
    let kind = kinds.iter().find(|kind| kind.name == job.kind);
    let begun = Instant::now();
    let outcome = match kind {
        Some(kind) => (kind.run)(house, &job.payload),
        None => Err(format!("no job of kind `{}` is known to this program", job.kind)),
    };
    let every = kind.and_then(|kind| kind.every);
    let (name, end) =
        (kind.map_or("unknown", |kind| kind.name), if outcome.is_ok() { "done" } else { "failed" });
    metrics::histogram!("metodset_job_seconds", "kind" => name, "end" => end)
        .record(begun.elapsed().as_secs_f64());
    db.write(|tx| match (outcome, every) {
        (Ok(()), None) => store::finish(tx, job.id),
        (Ok(()), Some(seconds)) => {
            store::put_back(tx, job.id, clock.now().plus_seconds(seconds), "", "queued")
        }
        (Err(fault), _) => {
            tracing::warn!(job = job.id, kind = job.kind, attempt = job.attempts, fault, "a job failed");
            let state = if job.attempts >= MAX_ATTEMPTS && every.is_none() { "failed" } else { "queued" };
            let pause = 5_i64 << job.attempts.clamp(0, 9);
            store::put_back(tx, job.id, clock.now().plus_seconds(pause), &fault, state)
        }
    })
}
