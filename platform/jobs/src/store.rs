//! The queue: enqueue, claim with a lease, finish.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::schema::jobs;

/// A lease: how long a worker may be silent before another takes its job, in seconds.
pub(crate) const LEASE: i64 = 300;

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

/// Takes the next due job, or one whose worker fell silent. A lease that reaches further than any worker gives was given
/// by a clock that was set back since.
pub fn claim(tx: &mut WriteTx, now: Moment) -> Result<Option<Claimed>> {
    let taken: Vec<Claimed> = sql_query(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = $1 \
         WHERE id = (SELECT id FROM jobs WHERE (state = 'queued' AND run_at <= $2) \
                     OR (state = 'running' AND (lease_until < $3 OR lease_until > $4)) \
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

/// Removes a finished job, unless another worker has taken it since its lease ended.
pub fn finish(tx: &mut WriteTx, job: &Claimed) -> Result<()> {
    diesel::delete(jobs::table.filter(jobs::id.eq(job.id)).filter(jobs::attempts.eq(job.attempts)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts a job back for `run_at`, with the fault that made it fail (empty for a recurring one that went well), unless
/// another worker has taken it since its lease ended.
pub fn put_back(tx: &mut WriteTx, job: &Claimed, run_at: Moment, fault: &str, state: &str) -> Result<()> {
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

/// Makes the queued job of a recurring kind due.
pub fn bring_forward(tx: &mut WriteTx, kind: &str, now: Moment) -> Result<()> {
    let row = jobs::table.filter(jobs::kind.eq(kind)).filter(jobs::state.eq("queued"));
    diesel::update(row).set(jobs::run_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Puts a job that was interrupted back for now, the interrupted try uncounted; false where it has ended meanwhile.
pub(crate) fn give_back(tx: &mut WriteTx, id: i64, now: Moment) -> Result<bool> {
    let row = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq("running"));
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
    Ok(jobs::table
        .group_by(jobs::state)
        .select((jobs::state, diesel::dsl::count_star()))
        .order(jobs::state.asc())
        .load(conn)?)
}

/// Which of these kinds stand in the queue, and when they are due.
pub fn present(conn: &mut Conn, kinds: &[&str]) -> Result<Vec<(String, Moment)>> {
    Ok(jobs::table
        .filter(jobs::kind.eq_any(kinds))
        .select((jobs::kind, jobs::run_at))
        .order(jobs::id.asc())
        .load(conn)?)
}

/// Whatever was running when a backup was made waits again: its worker is not there.
pub fn requeue_running(tx: &mut WriteTx) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::state.eq("running")))
        .set((jobs::state.eq("queued"), jobs::lease_until.eq(0)))
        .execute(&mut **tx)?;
    Ok(())
}
