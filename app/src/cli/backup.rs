//! `metodset backup FILE`: one archive of an installation, made while it is served; and the drill that proves it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use backup::{Drill, Made, Plan};
use clap::Args;
use db::{Clock, Target};

use super::progress::Steps;
use crate::config::{Config, Flags};
use crate::{Failure, house, restored};

/// Back up the database and the files into one archive, while the server runs
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset backup /var/backups/metodset-2026-06-18.zip --config /etc/metodset.toml\n  \
    metodset backup --verify /var/backups/metodset-2026-06-18.zip\n\nThe archive holds personal data and password hashes: \
    keep it as you keep the database. Exit code 1 also when files were missing: the archive is kept and says so."
)]
pub struct Arguments {
    /// The archive
    #[arg(value_name = "FILE")]
    archive: PathBuf,
    /// Restore FILE aside, compare everything, throw the copy away; ends with «проверено»
    #[arg(long)]
    verify: bool,
    /// Replace an archive of this name
    #[arg(long, conflicts_with = "verify")]
    force: bool,
    #[command(flatten)]
    flags: Flags,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let config = arguments.flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    if arguments.verify { verify(arguments, &config) } else { make(arguments, &config) }
}

fn make(arguments: &Arguments, config: &Config) -> Result<ExitCode, Failure> {
    let (begun, steps) = (Instant::now(), Steps::begin());
    let db = house::open_existing(&config.database.value)?;
    let vault = house::vault(config)?;
    let plan = Plan {
        db: &db,
        vault: &vault,
        file: &arguments.archive,
        is_forced: arguments.force,
        program: env!("CARGO_PKG_VERSION"),
        left_out: restored::LEFT_OUT,
        now: Clock::system().now(),
    };
    let made = backup::make(&plan, &|what, done, total| steps.tell(what, done, total))?;
    steps.end();
    tell(arguments, &made, begun)?;
    Ok(if made.manifest.is_complete() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn tell(arguments: &Arguments, made: &Made, begun: Instant) -> Result<(), Failure> {
    let manifest = &made.manifest;
    let seconds = begun.elapsed().as_secs_f64();
    if arguments.json {
        return super::print_json(&serde_json::json!({
            "archive": arguments.archive, "bytes": made.size, "is_complete": manifest.is_complete(),
            "made_at": manifest.made_at, "database": manifest.database, "tables": manifest.tables.len(),
            "rows": manifest.rows(), "files": manifest.files.len(), "missing": manifest.missing,
            "seconds": (seconds * 10.0).round() / 10.0,
        }));
    }
    println!(
        "{}: {} rows of {} tables, {} files, {} bytes, {seconds:.1} s",
        arguments.archive.display(),
        manifest.rows(),
        manifest.tables.len(),
        manifest.files.len(),
        made.size
    );
    for missing in &manifest.missing {
        eprintln!("file {} ({}): {}", missing.id, missing.sha256, missing.why);
    }
    if !manifest.is_complete() {
        eprintln!(
            "metodset: {} files are missing: the archive is kept and marked incomplete; put the files back and make another",
            manifest.missing.len()
        );
    }
    Ok(())
}

fn verify(arguments: &Arguments, config: &Config) -> Result<ExitCode, Failure> {
    let (begun, steps) = (Instant::now(), Steps::begin());
    let progress = |what: &str, done, total| steps.tell(what, done, total);
    let drill = Drill {
        file: &arguments.archive,
        migrations: &migrations::ALL,
        program: env!("CARGO_PKG_VERSION"),
        settle: &restored::settle,
        examine: &restored::examine,
    };
    drill.aside(&progress)?;
    let mut databases = vec!["SQLite"];
    if let Target::Postgres(url) = &config.database.value {
        let name = format!("metodset_drill_{}", std::process::id());
        if drill.on_server(url, &name, &progress)? {
            databases.push("PostgreSQL");
        } else {
            eprintln!("not tried on PostgreSQL: this user may not create a database there");
        }
    }
    steps.end();
    let seconds = (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    if arguments.json {
        super::print_json(&serde_json::json!({
            "archive": arguments.archive, "is_verified": true, "databases": databases, "seconds": seconds,
        }))?;
    } else {
        println!(
            "{}: restored onto {}, compared, thrown away",
            arguments.archive.display(),
            databases.join(" and ")
        );
        println!("проверено за {seconds} с");
    }
    Ok(ExitCode::SUCCESS)
}
