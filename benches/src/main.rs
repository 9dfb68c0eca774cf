//! `./bench`: the built program measured from outside – pages against a bare handler with the same bytes, start, memory,
//! bytes on the wire – and scoring from inside. Prints tables; `--json FILE` keeps them for a comparison.

mod bare;
mod figures;
mod installation;
mod load;
mod machine;
mod memory;
mod pages;
mod rules;
mod search;
mod sheets;
mod start;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use figures::Report;
use installation::{Engine, Installation};

/// What a measurement ends with when its ground is missing: a sentence for the person at the terminal.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Measure the program
#[derive(Debug, Parser)]
#[command(
    name = "bench",
    after_help = "Example:\n  ./bench --json figures.json\n  ./bench --only pages --seconds 1"
)]
struct Arguments {
    /// The built program
    #[arg(long, default_value = "target/release/metodset")]
    program: PathBuf,
    /// A PostgreSQL cluster for throw-away databases, ending in a slash; none: SQLite alone is measured
    #[arg(long, env = "METODSET_BENCH_POSTGRES")]
    postgres: Option<String>,
    /// The data directory of that cluster: its processes are counted
    #[arg(long, env = "METODSET_BENCH_POSTGRES_DATA")]
    postgres_data: Option<PathBuf>,
    /// Keep all figures as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measure only these
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// How long each page is asked
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// The demo that is measured
    #[arg(long, default_value = "region")]
    scale: String,
    /// People among whom is searched, on SQLite and on PostgreSQL
    #[arg(long, num_args = 2, default_values_t = [15_000, 1_300_000])]
    people: Vec<i64>,
    /// A folder for the demos, kept and used again; a temporary one by default
    #[arg(long)]
    dir: Option<PathBuf>,
    #[command(subcommand)]
    inner: Option<Inner>,
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Start,
    Pages,
    Memory,
    Wire,
    Scoring,
    Sheets,
    Search,
}

#[derive(Debug, Subcommand)]
enum Inner {
    /// The bare server the pages are compared with: answers every request with the bytes of a file
    Bare { file: PathBuf },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.inner {
        Some(Inner::Bare { file }) => bare::serve(file),
        None => measure(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Outcome<()> {
    let wants = |part: Part| arguments.only.is_empty() || arguments.only.contains(&part);
    let mut report = Report::default();
    println!("{}, load {}", machine::processor(), machine::busyness());
    if wants(Part::Scoring) {
        rules::measure(&mut report)?;
    }
    if wants(Part::Search) {
        let people = (arguments.people[0], arguments.people[1]);
        search::measure(people, arguments.postgres.is_some(), &mut report)?;
    }
    let of_servers = [Part::Start, Part::Pages, Part::Memory, Part::Wire, Part::Sheets];
    if of_servers.into_iter().any(wants) {
        for engine in engines(arguments) {
            let installation = Installation::fill(arguments, engine)?;
            of_one(arguments, &installation, &wants, &mut report)?;
        }
    }
    if let Some(file) = &arguments.json {
        std::fs::write(file, report.json()?)?;
    }
    report.verdict();
    Ok(())
}

fn engines(arguments: &Arguments) -> Vec<Engine> {
    let postgres = arguments.postgres.as_ref().map(|_| Engine::Postgres);
    std::iter::once(Engine::Sqlite).chain(postgres).collect()
}

fn of_one(
    arguments: &Arguments,
    installation: &Installation,
    wants: &impl Fn(Part) -> bool,
    report: &mut Report,
) -> Outcome<()> {
    if wants(Part::Start) {
        start::measure(installation, report)?;
    }
    if wants(Part::Pages) {
        pages::measure(installation, Duration::from_secs(arguments.seconds), report)?;
    }
    if wants(Part::Memory) {
        memory::measure(installation, report)?;
    }
    if wants(Part::Wire) {
        wire::measure(installation, report)?;
    }
    if wants(Part::Sheets) {
        sheets::measure(installation, report)?;
    }
    Ok(())
}
