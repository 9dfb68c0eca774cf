//! `metodset serve`: the server of an installation.

use std::process::ExitCode;

use clap::Args;

use crate::Failure;
use crate::assets::Built;
use crate::config::{Flags, ListenFlags};
use crate::house::Ground;
use crate::server::{self, Doors};

/// Serve the installation until SIGINT or SIGTERM
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  metodset migrate --database postgres://metodset@db/metodset\n  \
    metodset serve --database postgres://metodset@db/metodset --dir /var/lib/metodset --listen 127.0.0.1:8080")]
pub struct Arguments {
    #[command(flatten)]
    pub(super) flags: Flags,
    #[command(flatten)]
    pub(super) listen: ListenFlags,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let config = arguments.flags.resolve_with(&arguments.listen)?;
    super::log_of_server(&config)?;
    Built::open()?;
    let doors = Doors::open(&config)?;
    let ground = Ground::take(&config)?;
    let house = ground.house(crate::demo::clock::of_installation(&ground.db, ground.zone())?)?;
    let url = doors.url();
    server::serve(&house, doors, ground.lease, Box::new(|_| {}), || {
        println!("{url}");
        tracing::info!(url, database = %config.database.value, "serving");
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}
