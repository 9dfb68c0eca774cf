//! `metodset search rebuild`: what is found by words, made anew from the things themselves.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::Failure;
use crate::config::Flags;
use crate::house::Ground;

/// Look after the search by words
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  metodset search rebuild --dir ./data")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make what is found anew: people, units and structures from their tables, the index of words from its rows. The server may
    /// run meanwhile; texts of documents are read again by its own job
    #[command(after_help = "Example:\n  metodset search rebuild --dir ./data --json")]
    Rebuild {
        #[command(flatten)]
        flags: Flags,
        /// Print {"steps": …, "seconds": …}
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::Rebuild { flags, json } = &arguments.command;
    let config = flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let ground = Ground::take(&config)?;
    let house = ground.house(crate::demo::clock::of_installation(&ground.db, ground.zone())?)?;
    let begun = std::time::Instant::now();
    let steps = finding::refill(&house)?;
    let seconds = begun.elapsed().as_secs_f64();
    if *json {
        super::print_json(&serde_json::json!({ "steps": steps, "seconds": seconds }))?;
    } else {
        println!("the search was made anew in {steps} steps, {seconds:.1} s");
    }
    Ok(ExitCode::SUCCESS)
}
