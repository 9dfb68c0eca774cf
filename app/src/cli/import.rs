//! `metodset import`: lists from spreadsheets, through the same actions as the pages.

mod alone;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use access::Permission;
use clap::{Args, Subcommand};
use db::Target;
use files::{Spool, Spooled};
use lists::{Kind, Plan as _, Preview, Verdict};
use people::actions::importing::StaffLists;
use serde_json::{Value, json};
use sheets::{Book, Caps};
use structures::{MemberLists, StructureLists};
use units::{Unit, UnitLists};
use web::{Cx, House, Write};

use crate::Failure;
use crate::config::{Config, Flags};
use crate::house::Ground;

/// Take lists from spreadsheets in: people, units, structures and their members
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset import people учителя.xlsx --unit 28101 --dry-run --json\n\nExit codes: 0 all rows \
    are good, 1 some are not, 2 no list was read: the file is no such list or --unit names no organisation."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A staff list: every good row is taken; --dry-run tells what would be
    #[command(after_help = "Example:\n  metodset import people педагоги.csv --dry-run")]
    People(List),
    /// Municipalities and organisations: new ones, and what changed in those that are there
    #[command(after_help = "Example:\n  metodset import units школы.xlsx --dry-run --json")]
    Units(List),
    /// Methodical structures with their kinds, terms and heads
    #[command(after_help = "Example:\n  metodset import structures объединения.xlsx --unit 28101")]
    Structures(List),
    /// Members of methodical structures: name, role, from when to when, ground
    #[command(after_help = "Example:\n  metodset import members составы.xlsx --unit 28101 --dry-run --json")]
    Members(List),
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    flags: Flags,
    /// XLSX, ODS or CSV
    file: PathBuf,
    /// Code of the organisation, municipality or region the list is of; without it the only region there is
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
    match &arguments.command {
        Command::People(list) => taken::<StaffLists>(list, alone::people),
        Command::Units(list) => taken::<UnitLists>(list, alone::units),
        Command::Structures(list) => taken::<StructureLists>(list, alone::structures),
        Command::Members(list) => taken::<MemberLists>(list, alone::members),
    }
}

/// A preview without an installation.
type Alone = fn(&Config, &Book) -> Result<Preview, Failure>;

fn taken<K: Kind>(list: &List, alone: Alone) -> Result<ExitCode, Failure>
where
    K::May: Permission,
{
    let config = list.flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let (name, bytes, book) = read(&list.file)?;
    let told = if list.dry_run && has_none(&config) {
        alone(&config, &book)?
    } else {
        let ground = Ground::take(&config)?;
        let house = ground.house(crate::demo::clock::of_installation(&ground.db, ground.zone())?)?;
        within::<K>(&house, list, (&name, &bytes, &book))?
    };
    unseen(&book, &told)?;
    tell(&told, list.json)
}

/// What nobody sees in the file is read all the same, what a title leaves open is read by a guess: said beside the report.
fn unseen(book: &Book, told: &Preview) -> Result<(), Failure> {
    let (sheet, mut said) = (&told.sheet, told.questions.clone());
    let hidden = book.grids.iter().filter(|grid| grid.is_hidden && grid.name != *sheet);
    said.extend(hidden.map(|grid| format!("лист «{}» скрыт: из него ничего не взято", grid.name)));
    let own = book.grid(sheet).map(|grid| lists::unseen(grid, 0)).filter(|own| !own.is_empty());
    said.extend(own.map(|own| format!("на листе «{sheet}» скрыты {own}: они прочитаны вместе с остальными")));
    if told.verdicts.is_empty() {
        said.push(format!("на листе «{sheet}» под заголовками нет ни одной строки: ничего не взято"));
    }
    for line in said {
        writeln!(std::io::stderr(), "{line}").map_err(|e| Failure::Refused(format!("stderr: {e}")))?;
    }
    Ok(())
}

/// No SQLite file where the settings say.
fn has_none(config: &Config) -> bool {
    matches!(&config.database.value, Target::Sqlite(path) if !path.is_file())
}

fn read(file: &Path) -> Result<(String, Vec<u8>, Book), Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = std::fs::read(file).map_err(|e| Failure::Usage(unreadable(file, &e)))?;
    let book =
        sheets::read_marked(&name, &bytes, &Caps::default()).map_err(|e| Failure::Usage(e.to_string()))?;
    Ok((name, bytes, book))
}

/// Why a file cannot be read, and what to do.
fn unreadable(file: &Path, error: &std::io::Error) -> String {
    let name = file.display();
    match error.kind() {
        ErrorKind::NotFound => format!("Файла {name} нет: проверьте путь и имя."),
        ErrorKind::PermissionDenied => format!("Файл {name} читать нельзя: дайте на него право чтения."),
        ErrorKind::IsADirectory => format!("{name} – это папка: укажите файл XLSX, ODS или CSV."),
        _ => format!("Файл {name} не читается ({error}): скопируйте его на этот компьютер и повторите."),
    }
}

/// Against the installation; without --dry-run the good rows stay.
fn within<K: Kind>(
    house: &Arc<House>,
    list: &List,
    (name, bytes, book): (&str, &[u8], &Book),
) -> Result<Preview, Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<K::May>()?;
    let (unit, is_whole) = place(&mut cx, &list.unit)?;
    let file = spooled(house, name, bytes)?;
    let of = (unit.id.0, unit.path.as_str(), is_whole);
    let import = lists::begin::<K>(&mut cx, of, &file, book).map_err(|error| match error {
        web::Error::Invalid(faults) => {
            Failure::Usage(faults.into_iter().map(|fault| fault.text).collect::<Vec<_>>().join(" "))
        }
        other => super::user::told(other),
    })?;
    let plan = K::plan(&mut cx, may.ranges(), import, book)?;
    if !list.dry_run {
        house.vault.keep(&file).map_err(web::Error::from)?;
        K::apply(&mut cx, &may, &plan, &|_| true)?;
        cx.finish()?;
    }
    Ok(Preview {
        sheet: plan.layout().sheet.clone(),
        verdicts: plan.verdicts(),
        faults: plan.faults(),
        left_out: plan.left_out().to_vec(),
        questions: K::EITHER.map(|either| either.asked(plan.layout())).unwrap_or_default(),
    })
}

/// The organisation of the code; without one the only region there is. Another code is a wrong call: no list was read.
fn place(cx: &mut Cx<Write>, code: &str) -> Result<(Unit, bool), Failure> {
    let all = units::store::under(cx.conn(), "/", access::Level::Region)?;
    if let ("", [only]) = (code, all.as_slice()) {
        return Ok((only.clone(), false));
    }
    let mut found: Vec<Unit> = Vec::new();
    for region in &all {
        for level in [access::Level::Municipality, access::Level::Organisation] {
            found.extend(units::store::under(cx.conn(), &region.path, level)?);
        }
    }
    found.splice(0..0, all);
    let of_code = || found.iter().filter(|unit| unit.code == code && !code.is_empty());
    match (of_code().next(), of_code().count()) {
        (Some(unit), 1) => Ok((unit.clone(), unit.level() == access::Level::Organisation)),
        _ => Err(Failure::Usage(unknown(code, of_code().count(), &found))),
    }
}

/// So many codes are named in a refusal.
const NAMED: usize = 12;

/// Why a code is of no one organisation, and which codes there are.
fn unknown(code: &str, count: usize, all: &[Unit]) -> String {
    let why = match (code, count) {
        ("", _) => {
            "Не указано, чей это список: назовите код организации, муниципалитета или региона (--unit КОД)."
                .to_owned()
        }
        (_, 0) => format!("Организации, муниципалитета или региона с кодом «{code}» нет: исправьте --unit."),
        (_, count) => {
            format!("Код «{code}» у нескольких организаций ({count}): дайте им разные коды на их карточках.")
        }
    };
    let named: Vec<String> = all
        .iter()
        .filter(|unit| !unit.code.is_empty())
        .take(NAMED)
        .map(|unit| format!("{} – {}", unit.code, unit.short_name))
        .collect();
    match (named.is_empty(), all.len() > NAMED) {
        (true, _) => format!("{why} В этой установке ещё нет ни одной организации с кодом."),
        (false, false) => format!("{why} Коды: {}.", named.join("; ")),
        (false, true) => format!("{why} Коды: {} и другие, на карточках организаций.", named.join("; ")),
    }
}

fn spooled(house: &House, name: &str, bytes: &[u8]) -> Result<Spooled, Failure> {
    let fault = |e: std::io::Error| Failure::Refused(format!("spool: {e}"));
    let mut spool = Spool::begin(house.vault.spool(), name, u64::MAX).map_err(fault)?;
    spool.take(bytes).map_err(fault)?;
    spool.finish().map_err(fault)
}

fn tell(told: &Preview, is_json: bool) -> Result<ExitCode, Failure> {
    let count = |asked: Verdict| told.verdicts.iter().filter(|(_, one)| *one == asked).count();
    let is_good = told.faults.is_empty() && count(Verdict::Doubtful) == 0;
    // Beside the report, so that a program that reads it sees the same as before.
    for (row, reason) in &told.left_out {
        writeln!(std::io::stderr(), "строка {row} пропущена: {reason}")
            .map_err(|e| Failure::Refused(format!("stderr: {e}")))?;
    }
    let report: Value = json!({
        "sheet": told.sheet, "rows": told.verdicts.len(), "new": count(Verdict::New),
        "changed": count(Verdict::Changed), "same": count(Verdict::Same),
        "doubtful": count(Verdict::Doubtful), "errors": told.faults,
    });
    if is_json {
        super::print_json(&report)?;
    } else {
        let mut out = std::io::stdout().lock();
        let said =
            told.faults.iter().try_for_each(|fault| writeln!(out, "{}: {}", fault.cell, fault.message));
        let sum = said.and_then(|()| {
            writeln!(
                out,
                "Лист «{}», строк {}: новых {}, изменится {}, без изменений {}, решить вручную {}, с ошибками {}",
                told.sheet, told.verdicts.len(), count(Verdict::New), count(Verdict::Changed),
                count(Verdict::Same), count(Verdict::Doubtful), count(Verdict::Wrong)
            )
        });
        sum.map_err(|e| Failure::Refused(format!("stdout: {e}")))?;
    }
    Ok(ExitCode::from(u8::from(!is_good)))
}
