//! `metodset audit verify`: whether the journal is as it was sealed.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::Failure;
use crate::config::Flags;
use crate::house;

/// Look after the journal of changes and readings
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  metodset audit verify --dir ./data")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Recompute every sealed block; exit code 1 if one was changed
    #[command(after_help = "Example:\n  metodset audit verify --dir ./data --json")]
    Verify {
        #[command(flatten)]
        flags: Flags,
        /// Print {"blocks": …, "sealed": …, "unsealed": …, "broken": null or a block's number}
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::Verify { flags, json } = &arguments.command;
    let config = flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let db = house::open_existing(&config.database.value)?;
    house::refuse_pending(&db)?;
    let found = db.read(audit::verify)?;
    if *json {
        super::print_json(&serde_json::json!({
            "blocks": found.blocks, "sealed": found.sealed, "unsealed": found.unsealed, "broken": found.broken,
        }))?;
    } else {
        match found.broken {
            None => println!("{} blocks are as they were sealed", found.blocks),
            Some(block) => println!("block {block} is not as it was sealed; {} before it are", found.blocks),
        }
        println!("{} lines sealed, {} since the last block", found.sealed, found.unsealed);
    }
    Ok(if found.broken.is_some() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
