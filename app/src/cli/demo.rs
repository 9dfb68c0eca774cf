//! `metodset demo`: the demo region, filled once into a folder or database and served from there.

use std::process::ExitCode;
use std::time::Instant;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use crate::Failure;
use crate::assets::Built;
use crate::config::{Flags, ListenFlags};
use crate::demo::{self, Plan, Ready, Scale};
use crate::server::{self, Doors};

/// The day the demo begins on: inside the collection of the yearly monitoring.
const TODAY: (i32, u32, u32) = (2026, 6, 18);

/// Fill and serve the demo region: invented people in the region of the pack amur-2020
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  metodset demo --dir ./data --listen 127.0.0.1:8080\n  \
    metodset demo --dir /tmp/small --scale small --no-serve --json\n\nA folder that holds a demo is served as it is. \
    Of a repeated flag the last one wins.")]
pub struct Arguments {
    #[command(flatten)]
    flags: Flags,
    #[command(flatten)]
    listen: ListenFlags,
    /// The same seed gives the same region; of a demo that is there already it changes nothing
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The day the demo begins on, 2026-06-18 by default; a demo that is there already is moved on to it
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
    /// How much is planted; of a demo that is there already it changes nothing
    #[arg(long, value_enum, default_value_t)]
    scale: Scale,
    /// Only fill it
    #[arg(long)]
    no_serve: bool,
    /// Print {"url": … or null, "sign_ins": [{"role", "login", "password", "unit"}]} once it is ready
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let config = arguments.flags.resolve_with(&arguments.listen)?;
    super::log_of_server(&config)?;
    Built::open()?;
    let doors = if arguments.no_serve { None } else { Some(Doors::open(&config)?) };
    let begun = Instant::now();
    let (year, month, day) = TODAY;
    let first_day = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let plan =
        Plan { seed: arguments.seed, today: arguments.today.unwrap_or(first_day), scale: arguments.scale };
    let ready = demo::open(&config, &plan, arguments.today)?;
    let what = if ready.is_old { "opened" } else { "filled" };
    tracing::info!(seconds = begun.elapsed().as_secs_f32(), "demo {what}");
    let Some(doors) = doors else {
        tell(arguments.json, &ready.sign_ins, None)?;
        return Ok(ExitCode::SUCCESS);
    };
    serve(ready, doors, arguments.json)
}

fn serve(ready: Ready, doors: Doors, is_json: bool) -> Result<ExitCode, Failure> {
    let url = doors.url();
    let house = ready.ground.house(ready.clock)?;
    let upkeep = demo::upkeep(&house);
    server::serve(&house, doors, ready.ground.lease, upkeep, || tell(is_json, &ready.sign_ins, Some(&url)))?;
    Ok(ExitCode::SUCCESS)
}

/// What `--json` prints.
#[derive(Serialize)]
struct Told<'a> {
    url: Option<&'a str>,
    sign_ins: &'a [demo::SignIn],
}

fn tell(is_json: bool, sign_ins: &[demo::SignIn], url: Option<&str>) -> Result<(), Failure> {
    if is_json {
        return super::print_json(&Told { url, sign_ins });
    }
    for one in sign_ins {
        println!("{:<20} {:<10} {:<20} {}", one.role, one.login, one.password, one.unit);
    }
    if let Some(url) = url {
        println!("\n{url}");
    }
    Ok(())
}
