//! The queue: enqueue, claim with a lease, finish.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::schema::jobs;

/// A lease: how long a worker may be silent before another takes its job, in seconds.
const LEASE: i64 = 300;

/// Puts a job into the queue; a second one of the same kind and key while the first waits changes nothing.
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
         VALUES ($1, $2, $3, $4, 'queued', $5, 0, 0, '', $6) ON CONFLICT (kind, job_key) DO NOTHING",
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

/// Takes the next due job, or one whose worker fell silent.
pub fn claim(tx: &mut WriteTx, now: Moment) -> Result<Option<Claimed>> {
    let taken: Vec<Claimed> = sql_query(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = $1 \
         WHERE id = (SELECT id FROM jobs WHERE (state = 'queued' AND run_at <= $2) \
                     OR (state = 'running' AND lease_until < $3) ORDER BY run_at, id LIMIT 1) \
         AND (state = 'queued' OR lease_until < $4) RETURNING id, kind, payload, attempts",
    )
    .bind::<BigInt, _>(now.plus_seconds(LEASE))
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(now)
    .load(&mut **tx)?;
    Ok(taken.into_iter().next())
}

/// Removes a finished job.
pub fn finish(tx: &mut WriteTx, id: i64) -> Result<()> {
    diesel::delete(jobs::table.filter(jobs::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Puts a job back for `run_at`, with the fault that made it fail (empty for a recurring one that went well).
pub fn put_back(tx: &mut WriteTx, id: i64, run_at: Moment, fault: &str, state: &str) -> Result<()> {
    let row = jobs::table.filter(jobs::id.eq(id));
    diesel::update(row)
        .set((jobs::run_at.eq(run_at), jobs::fault.eq(fault), jobs::state.eq(state)))
        .execute(&mut **tx)?;
    if fault.is_empty() {
        diesel::update(row).set(jobs::attempts.eq(0)).execute(&mut **tx)?;
    }
    Ok(())
}

/// How many jobs wait, run and have failed for good.
pub fn counts(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    Ok(jobs::table
        .group_by(jobs::state)
        .select((jobs::state, diesel::dsl::count_star()))
        .order(jobs::state.asc())
        .load(conn)?)
}

/// Which of these kinds stand in the queue.
pub fn present(conn: &mut Conn, kinds: &[&str]) -> Result<Vec<String>> {
    Ok(jobs::table.filter(jobs::kind.eq_any(kinds)).select(jobs::kind).order(jobs::id.asc()).load(conn)?)
}

/// Whatever was running when a backup was made waits again: its worker is not there.
pub fn requeue_running(tx: &mut WriteTx) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::state.eq("running")))
        .set((jobs::state.eq("queued"), jobs::lease_until.eq(0)))
        .execute(&mut **tx)?;
    Ok(())
}
