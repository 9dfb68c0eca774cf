//! `metodset secrets seal`: what must be read again is sealed with the present key of the installation.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::config::Flags;
use crate::{Failure, house, keys};

/// Look after the secrets that the database keeps sealed
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  metodset secrets seal --dir ./data")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Seal secrets of second factors that are open or sealed with an earlier key, with the present one
    #[command(
        after_help = "Example:\n  metodset secrets seal --dir ./data --json\n\nTo change the key: put a new one \
        before the old one in DIR/secret.key, restart, run this, take the old one out."
    )]
    Seal {
        #[command(flatten)]
        flags: Flags,
        /// Go on although some are sealed with a key that is lost: their holders need recovery codes or a reset
        #[arg(long)]
        without_lost: bool,
        /// Print {"sealed": …, "were_sealed": …, "lost": …}
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::Seal { flags, without_lost, json } = &arguments.command;
    let config = flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let db = house::open_existing(&config.database.value)?;
    house::refuse_pending(&db)?;
    let before = keys::seal(&config, &db, *without_lost)?;
    let (sealed, were, lost) = (before.earlier + before.open, before.present, before.lost);
    if *json {
        super::print_json(&serde_json::json!({ "sealed": sealed, "were_sealed": were, "lost": lost }))?;
    } else {
        println!("{sealed} secrets sealed with the present key, {were} were already, {lost} are lost");
    }
    Ok(ExitCode::SUCCESS)
}
