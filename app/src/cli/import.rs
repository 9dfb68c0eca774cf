//! `metodset import`: lists from spreadsheets, through the same actions as the pages.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use db::Target;
use files::{Spool, Spooled};
use people::actions::importing;
use people::import::judge::Terms;
use people::import::{Fault, Ground as Reading, Judged, Known, Layout, Places, Rulings, Verdict};
use people::import::{found, judged, lines};
use people::{KeepPeople, import::List};
use serde_json::{Value, json};
use sheets::{Book, Caps};
use units::Unit;
use web::{Cx, House, Write};

use crate::Failure;
use crate::config::{Config, Flags};
use crate::house::Ground;

/// Take lists from spreadsheets in: people
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset import people учителя.xlsx --unit 28101 --dry-run --json\n\nExit codes: 0 all rows \
    are good, 1 some are not, 2 the file cannot be read as a staff list."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A staff list: every good row is taken; --dry-run tells what would be
    #[command(after_help = "Example:\n  metodset import people педагоги.csv --dry-run")]
    People(People),
}

#[derive(Debug, Args)]
struct People {
    #[command(flatten)]
    flags: Flags,
    /// XLSX, ODS or CSV
    file: PathBuf,
    /// Code of the organisation the whole list is of; without it the list names one in each row
    #[arg(long, default_value = "")]
    unit: String,
    /// Change nothing; without a database the list is held against an empty one
    #[arg(long)]
    dry_run: bool,
    /// Print {"sheet", "rows", "new", "changed", "same", "doubtful", "errors": [{"row", "cell", "message"}]}
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::People(people) = &arguments.command;
    let config = people.flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let (name, bytes, book) = read(&people.file)?;
    let told = if people.dry_run && has_none(&config) {
        alone(&config, &book)?
    } else {
        let ground = Ground::take(&config)?;
        let house = ground.house(crate::demo::clock::of_installation(&ground.db, ground.zone())?)?;
        within(&house, people, (&name, &bytes, &book))?
    };
    tell(&told, people.json)
}

/// What became of the rows.
struct Told {
    sheet: String,
    all: Vec<Judged>,
}

/// No SQLite file where the settings say.
fn has_none(config: &Config) -> bool {
    matches!(&config.database.value, Target::Sqlite(path) if !path.is_file())
}

fn read(file: &Path) -> Result<(String, Vec<u8>, Book), Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let unreadable = |e: std::io::Error| Failure::Usage(format!("{}: {e}", file.display()));
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let book = sheets::read(&name, &bytes, &Caps::default()).map_err(|e| Failure::Usage(e.to_string()))?;
    Ok((name, bytes, book))
}

/// Against nobody: by the federal words of posts and subjects, whatever the organisation.
fn alone(config: &Config, book: &Book) -> Result<Told, Failure> {
    let packs = super::pack::open(config.packs.value.as_ref()).map_err(Failure::Refused)?;
    let rules = packs.effective(&[]).map_err(|e| Failure::Refused(e.to_string()))?;
    let layout = found(book, &rules).map_err(|e| Failure::Usage(e.to_string()))?;
    let today = db::Clock::system().now().day(config.settings().zone);
    let places = Places::of(&[], Some(units::UnitId(0)));
    let rules = Rulings::one(rules);
    let list: List = lines(book, &layout, Reading { rules: &rules, places: &places, today });
    let terms = Terms { rules: &rules, today, started: today };
    let all = judged(list.lines, &layout, &Known::default(), &people::import::Choices::new(), terms);
    Ok(Told { sheet: layout.sheet, all })
}

/// Against the installation; without --dry-run the good rows stay.
fn within(
    house: &Arc<House>,
    people: &People,
    (name, bytes, book): (&str, &[u8], &Book),
) -> Result<Told, Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<KeepPeople>()?;
    let (unit, is_whole) = place(&mut cx, &people.unit)?;
    let file = spooled(house, name, bytes)?;
    let import = importing::begin(&mut cx, &unit, is_whole, &file, book).map_err(|error| match error {
        web::Error::Invalid(faults) => {
            Failure::Usage(faults.into_iter().map(|fault| fault.text).collect::<Vec<_>>().join(" "))
        }
        other => super::user::told(other),
    })?;
    let plan = importing::plan(&mut cx, may.ranges(), import, book)?;
    if !people.dry_run {
        house.vault.keep(&file).map_err(web::Error::from)?;
        importing::apply(&mut cx, &plan, |_| true)?;
        cx.finish()?;
    }
    let Layout { sheet, .. } = plan.layout;
    Ok(Told { sheet, all: plan.all })
}

/// The organisation of the code; without one the only region there is.
fn place(cx: &mut Cx<Write>, code: &str) -> Result<(Unit, bool), Failure> {
    let refused = |text: String| Failure::Refused(text);
    let all = units::store::under(cx.conn(), "/", access::Level::Region)?;
    if code.is_empty() {
        return match all.as_slice() {
            [only] => Ok((only.clone(), false)),
            _ => Err(refused("name the organisation or the region: --unit CODE".to_owned())),
        };
    }
    let mut found: Vec<Unit> = Vec::new();
    for region in &all {
        for level in [access::Level::Municipality, access::Level::Organisation] {
            found.extend(units::store::under(cx.conn(), &region.path, level)?);
        }
    }
    found.extend(all);
    found.retain(|unit| unit.code == code);
    match (found.pop(), found.is_empty()) {
        (Some(unit), true) => {
            let is_whole = unit.level() == access::Level::Organisation;
            Ok((unit, is_whole))
        }
        (None, _) => Err(refused(format!("there is no organisation of the code {code}"))),
        (Some(_), false) => Err(refused(format!("several organisations have the code {code}"))),
    }
}

fn spooled(house: &House, name: &str, bytes: &[u8]) -> Result<Spooled, Failure> {
    let fault = |e: std::io::Error| Failure::Refused(format!("spool: {e}"));
    let mut spool = Spool::begin(house.vault.spool(), name, u64::MAX).map_err(fault)?;
    spool.take(bytes).map_err(fault)?;
    spool.finish().map_err(fault)
}

fn tell(told: &Told, is_json: bool) -> Result<ExitCode, Failure> {
    let count = |verdict| told.all.iter().filter(|one| one.verdict == verdict).count();
    let errors: Vec<&Fault> = told.all.iter().flat_map(|one| &one.faults).collect();
    let is_good = errors.is_empty() && count(Verdict::Doubtful) == 0;
    let report: Value = json!({
        "sheet": told.sheet, "rows": told.all.len(), "new": count(Verdict::New),
        "changed": count(Verdict::Changed), "same": count(Verdict::Same),
        "doubtful": count(Verdict::Doubtful), "errors": errors,
    });
    if is_json {
        super::print_json(&report)?;
    } else {
        let mut out = std::io::stdout().lock();
        let said = errors.iter().try_for_each(|fault| writeln!(out, "{}: {}", fault.cell, fault.message));
        let sum = said.and_then(|()| {
            writeln!(
                out,
                "Лист «{}», строк {}: новых {}, изменится {}, без изменений {}, решить вручную {}, с ошибками {}",
                told.sheet, told.all.len(), count(Verdict::New), count(Verdict::Changed),
                count(Verdict::Same), count(Verdict::Doubtful), count(Verdict::Wrong)
            )
        });
        sum.map_err(|e| Failure::Refused(format!("stdout: {e}")))?;
    }
    Ok(ExitCode::from(u8::from(!is_good)))
}
