//! The queue: enqueue, claim with a lease, finish.

use std::collections::BTreeMap;

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::schema::jobs;

/// A lease: how long a worker may be silent before another takes its job, in seconds. A living one renews it.
pub(crate) const LEASE: i64 = 60;
/// In the hands of a worker; `again` is to run once more afterwards.
const UNDER_WAY: [&str; 2] = ["running", "again"];

/// Puts a job into the queue. Of one kind and key a second changes nothing while the first waits, runs after it while it
/// runs (`again`; several are one), and is tried anew where it has failed for good. The payload follows from the key.
pub fn enqueue(
    tx: &mut WriteTx,
    id: i64,
    kind: &str,
    key: &str,
    payload: &str,
    run_at: Moment,
) -> Result<()> {
    sql_query(
        "INSERT INTO jobs (id, kind, job_key, payload, state, run_at, attempts, lease_until, fault, created_at) \
         VALUES ($1, $2, $3, $4, 'queued', $5, 0, 0, '', $6) ON CONFLICT (kind, job_key) DO UPDATE SET \
         state = CASE jobs.state WHEN 'running' THEN 'again' ELSE 'queued' END, \
         attempts = CASE jobs.state WHEN 'running' THEN jobs.attempts ELSE 0 END, \
         payload = excluded.payload, run_at = excluded.run_at WHERE jobs.state IN ('running', 'failed')",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(kind)
    .bind::<Text, _>(key)
    .bind::<Text, _>(payload)
    .bind::<BigInt, _>(run_at)
    .bind::<BigInt, _>(run_at)
    .execute(&mut **tx)?;
    Ok(())
}

/// A job taken by a worker.
#[derive(Debug, Clone, QueryableByName)]
pub struct Claimed {
    /// Its id.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// Its kind.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Its payload.
    #[diesel(sql_type = Text)]
    pub payload: String,
    /// How often it was tried, this time included.
    #[diesel(sql_type = BigInt)]
    pub attempts: i64,
}

/// Takes the next due job, or one whose worker fell silent. A lease that reaches further than any worker gives was given
/// by a clock that was set back since.
pub fn claim(tx: &mut WriteTx, now: Moment) -> Result<Option<Claimed>> {
    let taken: Vec<Claimed> = sql_query(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = $1 \
         WHERE id = (SELECT id FROM jobs WHERE (state = 'queued' AND run_at <= $2) \
                     OR (state IN ('running', 'again') AND (lease_until < $3 OR lease_until > $4)) \
                     ORDER BY run_at, id LIMIT 1) \
         AND (state = 'queued' OR lease_until < $5 OR lease_until > $6) RETURNING id, kind, payload, attempts",
    )
    .bind::<BigInt, _>(now.plus_seconds(LEASE))
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(now.plus_seconds(2 * LEASE))
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(now.plus_seconds(2 * LEASE))
    .load(&mut **tx)?;
    Ok(taken.into_iter().next())
}

/// The same for a second worker of one server: nothing of a kind that somebody is at, so that two long jobs of a kind never
/// keep everything else waiting.
pub fn claim_beside(tx: &mut WriteTx, now: Moment) -> Result<Option<Claimed>> {
    let busy: Vec<String> = jobs::table
        .filter(db::among(jobs::state, UNDER_WAY))
        .filter(jobs::lease_until.ge(now))
        .select(jobs::kind)
        .distinct()
        .load(&mut **tx)?;
    let free: Option<i64> = jobs::table
        .filter(jobs::state.eq("queued"))
        .filter(jobs::run_at.le(now))
        .filter(jobs::kind.ne_all(busy))
        .order((jobs::run_at.asc(), jobs::id.asc()))
        .select(jobs::id)
        .first(&mut **tx)
        .optional()?;
    let Some(free) = free else { return Ok(None) };
    let taken: Vec<Claimed> = sql_query(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = $1 \
         WHERE id = $2 AND state = 'queued' RETURNING id, kind, payload, attempts",
    )
    .bind::<BigInt, _>(now.plus_seconds(LEASE))
    .bind::<BigInt, _>(free)
    .load(&mut **tx)?;
    Ok(taken.into_iter().next())
}

/// Holds a job for longer; false where another worker has taken it, or it has ended.
pub(crate) fn renew(tx: &mut WriteTx, id: i64, attempts: i64, now: Moment) -> Result<bool> {
    let row = jobs::table
        .filter(jobs::id.eq(id))
        .filter(jobs::attempts.eq(attempts))
        .filter(jobs::state.eq_any(UNDER_WAY));
    let changed =
        diesel::update(row).set(jobs::lease_until.eq(now.plus_seconds(LEASE))).execute(&mut **tx)?;
    Ok(changed == 1)
}

/// Removes a finished job, or lets it wait where it was asked for again; nothing where another worker has taken it since
/// its lease ended.
pub fn finish(tx: &mut WriteTx, job: &Claimed) -> Result<()> {
    if is_asked_again(tx, job)? {
        return Ok(());
    }
    diesel::delete(jobs::table.filter(jobs::id.eq(job.id)).filter(jobs::attempts.eq(job.attempts)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts a job back for `run_at`, with the fault that made it fail (empty for a recurring one that went well), unless
/// another worker has taken it since its lease ended. One asked for again meanwhile waits for when it was asked for.
pub fn put_back(tx: &mut WriteTx, job: &Claimed, run_at: Moment, fault: &str, state: &str) -> Result<()> {
    if is_asked_again(tx, job)? {
        return Ok(());
    }
    let attempts = if fault.is_empty() { 0 } else { job.attempts };
    let row = jobs::table.filter(jobs::id.eq(job.id)).filter(jobs::attempts.eq(job.attempts));
    diesel::update(row)
        .set((
            jobs::run_at.eq(run_at),
            jobs::fault.eq(fault),
            jobs::state.eq(state),
            jobs::attempts.eq(attempts),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Lets a job that was asked for again while it ran wait as a new one does.
fn is_asked_again(tx: &mut WriteTx, job: &Claimed) -> Result<bool> {
    let row = jobs::table
        .filter(jobs::id.eq(job.id))
        .filter(jobs::attempts.eq(job.attempts))
        .filter(jobs::state.eq("again"));
    let changed = diesel::update(row)
        .set((jobs::state.eq("queued"), jobs::attempts.eq(0), jobs::lease_until.eq(0), jobs::fault.eq("")))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}

/// Makes the queued job of a recurring kind due.
pub fn bring_forward(tx: &mut WriteTx, kind: &str, now: Moment) -> Result<()> {
    let row = jobs::table.filter(jobs::kind.eq(kind)).filter(jobs::state.eq("queued"));
    diesel::update(row).set(jobs::run_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Puts a job that was interrupted back for now, the interrupted try uncounted; false where it has ended meanwhile.
pub(crate) fn give_back(tx: &mut WriteTx, id: i64, now: Moment) -> Result<bool> {
    let row = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq_any(UNDER_WAY));
    let changed = diesel::update(row)
        .set((
            jobs::state.eq("queued"),
            jobs::run_at.eq(now),
            jobs::lease_until.eq(0),
            jobs::attempts.eq(jobs::attempts - 1),
        ))
        .execute(&mut **tx)?;
    Ok(changed == 1)
}

/// How many jobs wait, run and have failed for good.
pub fn counts(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    let states: Vec<(String, i64)> =
        jobs::table.group_by(jobs::state).select((jobs::state, diesel::dsl::count_star())).load(conn)?;
    for (state, count) in states {
        let state = if UNDER_WAY.contains(&state.as_str()) { UNDER_WAY[0].to_owned() } else { state };
        *counts.entry(state).or_default() += count;
    }
    Ok(counts.into_iter().collect())
}

/// Which of these kinds stand in the queue, and when they are due.
pub fn present(conn: &mut Conn, kinds: &[&str]) -> Result<Vec<(String, Moment)>> {
    Ok(jobs::table
        .filter(db::among(jobs::kind, kinds))
        .select((jobs::kind, jobs::run_at))
        .order(jobs::id.asc())
        .load(conn)?)
}

/// Whatever was running when a backup was made waits again: its worker is not there.
pub fn requeue_running(tx: &mut WriteTx) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::state.eq_any(UNDER_WAY)))
        .set((jobs::state.eq("queued"), jobs::lease_until.eq(0)))
        .execute(&mut **tx)?;
    Ok(())
}
