//! `metodset migrate`: brings the tables up to this version of the program.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use db::{Db, Durability};
use indicatif::ProgressBar;

use crate::config::Flags;
use crate::{Failure, house};

/// Bring the database up to this version
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  createdb --locale=C -E UTF8 -T template0 metodset\n  \
    metodset migrate --database postgres://metodset@db/metodset\n\nMigrations go forward only: take a backup before an upgrade.")]
pub struct Arguments {
    #[command(flatten)]
    flags: Flags,
    /// Print {"database": …, "applied": […]}
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let config = arguments.flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let target = &config.database.value;
    house::make_folder_of(target)?;
    let bar = ProgressBar::new_spinner().with_message("migrating");
    bar.enable_steady_tick(Duration::from_millis(100));
    let applied = db::migrate(&Db::open(target, Durability::Full)?, migrations::ALL)?;
    bar.finish_and_clear();
    if arguments.json {
        super::print_json(&serde_json::json!({ "database": target.to_string(), "applied": applied }))?;
    } else if applied.is_empty() {
        println!("{target}: up to date");
    } else {
        println!("{target}: {} migrations applied", applied.len());
        for name in &applied {
            println!("  {name}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
