//! `metodset doctor`: what is in force, from where, and what is wrong.

use std::process::ExitCode;

use clap::Args;

use crate::config::{Flags, ListenFlags};
use crate::{Failure, doctor};

/// Tell the settings in force and what is wrong with the installation
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset doctor --config /etc/metodset.toml\n\nExit code 1 if something is wrong; \
    a warning alone is 0."
)]
pub struct Arguments {
    #[command(flatten)]
    flags: Flags,
    #[command(flatten)]
    listen: ListenFlags,
    /// Print {"settings": […], "checks": […], "is_well": …}
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let config = arguments.flags.resolve_with(&arguments.listen)?;
    let checks = doctor::examine(&config);
    let is_well = checks.iter().all(|check| check.state != doctor::State::Wrong);
    if arguments.json {
        let settings: Vec<_> = config
            .explained()
            .into_iter()
            .map(
                |(name, value, origin)| serde_json::json!({ "name": name, "value": value, "origin": origin }),
            )
            .collect();
        super::print_json(
            &serde_json::json!({ "settings": settings, "checks": checks, "is_well": is_well }),
        )?;
    } else {
        println!("Settings");
        for (name, value, origin) in config.explained() {
            println!("  {name:<14} {value}  ({origin})");
        }
        println!("Checks");
        for check in &checks {
            println!("  {:<7} {}: {}", check.state.word(), check.name, check.text);
        }
    }
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
