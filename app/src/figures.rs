//! The figures of a server for Prometheus: counted where things happen, gathered here when asked for. No label holds an
//! id or a person.

mod process;

use std::sync::{Arc, OnceLock};

use metrics::{counter, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use web::{FiguresText, House};

use crate::Failure;

/// The recorder of this process; none where nobody asked for figures.
static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Seconds of a request: a page takes milliseconds, an import of a whole table some seconds.
const REQUESTS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Seconds of a job.
const JOBS: [f64; 6] = [0.01, 0.1, 1.0, 10.0, 60.0, 600.0];

/// Begins to count; returns what writes the figures.
pub(crate) fn begin(house: &Arc<House>) -> Result<FiguresText, Failure> {
    let handle =
        recorder().map_err(|error| Failure::Refused(format!("figures cannot be counted: {error}")))?;
    let house = Arc::clone(house);
    Ok(Arc::new(move || {
        gather(&house);
        handle.render()
    }))
}

/// Lets go of what the recorder keeps between two questions; called each minute.
pub(crate) fn tidy() {
    if let Some(handle) = RECORDER.get() {
        handle.run_upkeep();
    }
}

fn recorder() -> Result<PrometheusHandle, metrics_exporter_prometheus::BuildError> {
    if let Some(handle) = RECORDER.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("metodset_http_request_seconds".to_owned()), &REQUESTS)?
        .set_buckets_for_metric(Matcher::Full("metodset_job_seconds".to_owned()), &JOBS)?
        .install_recorder()?;
    // Counted from zero: a figure that appears with its first event looks like a jump.
    for name in ["metodset_write_retries_total", "metodset_upload_bytes_total"] {
        counter!(name).increment(0);
    }
    Ok(RECORDER.get_or_init(|| handle).clone())
}

/// What is not counted where it happens but asked of the process and of the database.
fn gather(house: &House) {
    gauge!("metodset_build_info", "version" => env!("CARGO_PKG_VERSION"), "database" => engine(house))
        .set(1.0);
    process::gather();
    for pool in house.db.pools() {
        let set = |state: &'static str, count: u32| {
            gauge!("metodset_db_connections", "pool" => pool.name, "state" => state).set(f64::from(count));
        };
        set("idle", pool.idle);
        set("busy", pool.open.saturating_sub(pool.idle));
        gauge!("metodset_db_waiting", "pool" => pool.name).set(f64::from(pool.waiting));
    }
    match house.db.read(|conn| Ok::<_, db::Error>((jobs::store::counts(conn)?, sessions(house, conn)?))) {
        Ok((jobs, sessions)) => {
            for state in ["queued", "running", "failed"] {
                let count = jobs.iter().find(|(known, _)| known == state).map_or(0, |(_, count)| *count);
                gauge!("metodset_jobs", "state" => state).set(float(count));
            }
            gauge!("metodset_sessions_live").set(float(sessions));
            gauge!("metodset_database_up").set(1.0);
        }
        Err(_) => gauge!("metodset_database_up").set(0.0),
    }
}

fn sessions(house: &House, conn: &mut db::Conn) -> db::Result<i64> {
    access::store::live_sessions(conn, house.now())
}

fn engine(house: &House) -> &'static str {
    match house.db.target() {
        db::Target::Sqlite(_) => "sqlite",
        db::Target::Postgres(_) => "postgresql",
    }
}

fn float(count: i64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
