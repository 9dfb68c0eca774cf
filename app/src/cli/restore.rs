//! `metodset restore FILE`: an archive becomes an installation again, on either database.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use super::progress::Steps;
use crate::config::Flags;
use crate::{Failure, restored};

/// Restore a backup into an empty installation
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset restore /var/backups/metodset-2026-06-18.zip --config /etc/metodset.toml\n  \
    metodset restore old.zip --database postgres://metodset@db/metodset --dir /var/lib/metodset\n\nThe database may be \
    another than the one the backup was made of. Everybody has to sign in again afterwards."
)]
pub struct Arguments {
    /// The archive
    #[arg(value_name = "FILE")]
    archive: PathBuf,
    /// Take an archive that was made with files missing
    #[arg(long)]
    incomplete: bool,
    #[command(flatten)]
    flags: Flags,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let config = arguments.flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let (begun, steps) = (Instant::now(), Steps::begin());
    let progress = |what: &str, done, total| steps.tell(what, done, total);
    let (manifest, done) = restored::restore(&config, &arguments.archive, arguments.incomplete, &progress)?;
    steps.end();
    let (target, seconds) = (&config.database.value, begun.elapsed().as_secs_f64());
    if arguments.json {
        super::print_json(&serde_json::json!({
            "database": target.to_string(), "made_at": manifest.made_at, "program": manifest.program,
            "rows": manifest.rows(), "files": manifest.files.len(), "missing": manifest.missing,
            "applied": done.applied, "seconds": (seconds * 10.0).round() / 10.0,
        }))?;
    } else {
        println!(
            "{target}: {} rows and {} files as of {}, {} newer migrations applied, {seconds:.1} s",
            manifest.rows(),
            manifest.files.len(),
            manifest.made_at,
            done.applied.len()
        );
        println!("everybody has to sign in again; look with `metodset doctor` before it is served");
    }
    Ok(ExitCode::SUCCESS)
}
