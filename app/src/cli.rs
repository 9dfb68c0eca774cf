//! The command line: what was asked becomes the same actions as the pages'; a failure becomes a sentence and a code.
#![expect(clippy::doc_markdown, reason = "clap prints the comments of arguments as they stand")]

mod audit;
mod backup;
mod demo;
mod doctor;
mod import;
mod migrate;
mod monitoring;
mod openapi;
mod pack;
mod progress;
mod restore;
mod search;
mod secrets;
mod serve;
mod token;
mod user;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, LogFormat};
use crate::{Failure, areas};

/// Методсеть: the work of methodical services, from the regulation to the monitoring and back.
#[derive(Debug, Parser)]
#[command(name = "metodset", version, args_override_self = true, arg_required_else_help = true)]
#[command(
    after_help = "Example:\n  metodset demo --dir ./data\n\nExit codes: 0 done, 1 a problem was found or \
    the thing was refused, 2 called wrongly or the input cannot be read.\nSettings are looked for in flags, METODSET_* \
    variables, a TOML file; `metodset doctor` tells what is in force."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    Migrate(migrate::Arguments),
    Doctor(doctor::Arguments),
    Audit(audit::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Search(search::Arguments),
    Secrets(secrets::Arguments),
    User(user::Arguments),
    Token(token::Arguments),
    Openapi(openapi::Arguments),
    Import(import::Arguments),
    /// List, check and show regulation packs
    #[command(after_help = "Example:\n  metodset pack check packs/amur-2020")]
    Pack(pack::PackArgs),
    /// Score a file of answers, without a database
    #[command(
        after_help = "Example:\n  metodset monitoring score --template amur-2020/mms --input answers.json"
    )]
    Monitoring(monitoring::MonitoringArgs),
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Secrets(arguments) => secrets::run(&arguments),
        Command::User(arguments) => user::run(&arguments),
        Command::Token(arguments) => token::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Pack(arguments) => printed(|out, err| pack::run(&arguments, &areas::facts(), out, err)),
        Command::Monitoring(arguments) => printed(|out, err| monitoring::run(&arguments, out, err)),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("metodset: {failure}");
        failure.code()
    })
}

/// Runs a command that prints by itself and answers with its code.
fn printed(
    command: impl FnOnce(&mut dyn Write, &mut dyn Write) -> io::Result<u8>,
) -> Result<ExitCode, Failure> {
    let code = command(&mut io::stdout().lock(), &mut io::stderr().lock());
    code.map(ExitCode::from).map_err(|e| Failure::Refused(format!("output: {e}")))
}

/// Logs go to stderr, filtered as METODSET_LOG says; they hold no personal data.
fn log_to_stderr(directives: &str) -> Result<(), Failure> {
    log_as(LogFormat::Text, directives)
}

/// The log of a server, which a program may read.
fn log_of_server(config: &Config) -> Result<(), Failure> {
    log_as(config.log_format.value, &config.log.value)
}

fn log_as(format: LogFormat, directives: &str) -> Result<(), Failure> {
    let filter = tracing_subscriber::EnvFilter::try_new(directives).map_err(|e| {
        Failure::Usage(format!("log = \"{directives}\": {e}; write `info`, or `warn,web=debug`"))
    })?;
    let logger = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        // A log that cannot be written (its disk is full) must not end what is logged: complaining of it would.
        .log_internal_errors(false)
        .with_ansi(io::stderr().is_terminal());
    // A second command in one process, as in tests, keeps the first logger.
    let _ = match format {
        LogFormat::Text => tracing::subscriber::set_global_default(logger.finish()),
        LogFormat::Json => {
            tracing::subscriber::set_global_default(logger.json().flatten_event(true).finish())
        }
    };
    Ok(())
}

/// Prints a JSON document, for a program that reads it.
fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|e| Failure::Refused(format!("stdout: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_shows_an_example_in_its_help() {
        Cli::command().debug_assert();
        for command in Cli::command().get_subcommands() {
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(
                example.contains(&format!("metodset {}", command.get_name())),
                "{}: no example",
                command.get_name()
            );
        }
    }

    #[test]
    fn of_a_repeated_flag_the_last_one_wins() {
        let cli = Cli::try_parse_from(["metodset", "serve", "--listen", "a:1", "--listen", "b:1"]).unwrap();
        let Command::Serve(arguments) = cli.command else { panic!("another command") };
        assert_eq!(arguments.listen.listen.as_deref(), Some("b:1"));
    }
}
