//! The demo: the region of the regulation `amur-2020` with invented people, the same from the same seed.
//!
//! A folder is filled once and served as it is ever after; its clock begins on a chosen day and runs on from there.

mod absences;
mod around;
mod associated;
mod chance;
mod circulated;
pub(crate) mod clock;
mod consents;
mod country;
mod helped;
mod intake;
mod leading;
mod living;
mod mentee;
mod monitoring;
mod municipalities;
mod names;
mod neighbours;
mod newcomers;
mod organisations;
mod pairs;
mod papers;
mod people;
mod planned;
mod praised;
mod procedures;
mod registry;
mod schooled;
mod schools;
mod sign_ins;
mod staff;
mod stage;
mod structures;
mod tables;
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use clap::ValueEnum;
use db::{Clock, Db, Durability, Target};
use indicatif::{ProgressBar, ProgressStyle};

pub use clock::upkeep;
pub use sign_ins::SignIn;

use crate::config::Config;
use crate::house::{self, Ground};
use crate::lease::Lease;
use crate::{Failure, ledger};
use people::Cast;
use stage::{Stage, day};
use tree::Tree;

/// How much is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Scale {
    /// 29 municipalities, 295 schools; beside them Владимир and Терский район.
    #[default]
    Region,
    /// 3 municipalities, 6 schools.
    Small,
    /// 89 regions, 2,500 municipalities, 40,000 schools: minutes to fill, for measuring.
    Country,
}

/// What a fresh demo is made from.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The same seed gives the same region.
    pub seed: u64,
    /// The day it begins on.
    pub today: NaiveDate,
    /// How much is planted.
    pub scale: Scale,
}

/// A demo ready to be served.
pub struct Ready {
    /// Its ground.
    pub ground: Ground,
    /// One sign-in a role.
    pub sign_ins: Vec<SignIn>,
    /// The clock that runs on from its day.
    pub clock: Clock,
    /// It was there before.
    pub is_old: bool,
}

/// Names in `house_settings`.
const STATE: &str = "demo_state";
const SIGN_INS: &str = "demo_sign_ins";
const FILLING: &str = "filling";
const FILLED: &str = "filled";

/// Opens the demo of the configuration, filling it first if it is not there. `day` is the day asked for, if one was.
pub fn open(config: &Config, plan: &Plan, day: Option<NaiveDate>) -> Result<Ready, Failure> {
    let is_old = is_there(&config.database.value)?;
    if !is_old {
        fill(config, plan)?;
    }
    let db = house::open_existing(&config.database.value)?;
    if is_old {
        db::migrate(&db, migrations::ALL)?;
    }
    let ground = Ground::on(db, config)?;
    let sign_ins = serde_json::from_str(&ledger_of(&ground.db, SIGN_INS)?.unwrap_or_default())?;
    let clock = clock::begin(&ground.db, ground.zone(), day)?;
    Ok(Ready { ground, sign_ins, clock, is_old })
}

fn ledger_of(db: &Db, name: &str) -> Result<Option<String>, Failure> {
    Ok(db.read(|conn| ledger::get(conn, name))?)
}

/// Whether a filled demo is there; a real installation and a half-filled demo are refused.
fn is_there(target: &Target) -> Result<bool, Failure> {
    if let Target::Sqlite(path) = target
        && !path.is_file()
    {
        return Ok(false);
    }
    let db = house::open_existing(target)?;
    // An unsuitable database is refused here, before anything is written to it.
    db::pending(&db, &migrations::ALL)?;
    if db.read(db::schema)?.is_empty() {
        return Ok(false);
    }
    match ledger_of(&db, STATE)?.as_deref() {
        Some(FILLED) => Ok(true),
        Some(_) => Err(Failure::Refused(format!(
            "{target} holds a demo that was not filled to the end: remove it and start again"
        ))),
        None if db.read(|conn| units::store::counts_under(conn, "/"))?.is_empty() => Ok(false),
        None => Err(Failure::Refused(format!(
            "{target} is an installation, not a demo: choose another folder or database"
        ))),
    }
}

/// Fills a fresh database. A SQLite file is filled under another name and renamed at the end, so that an interrupted
/// filling leaves nothing behind that looks like a demo.
fn fill(config: &Config, plan: &Plan) -> Result<(), Failure> {
    let mut config = config.clone();
    let Target::Sqlite(path) = config.database.value.clone() else {
        return fill_database(&config, plan);
    };
    let unfinished = beside(&path, "filling");
    for name in [unfinished.clone(), beside(&path, "filling-wal"), beside(&path, "filling-shm")] {
        // What an interrupted filling left; usually nothing.
        let _ = std::fs::remove_file(name);
    }
    config.database.value = Target::Sqlite(unfinished.clone());
    fill_database(&config, plan)?;
    std::fs::rename(&unfinished, &path).map_err(|e| Failure::Refused(format!("{}: {e}", path.display())))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    PathBuf::from(name)
}

fn fill_database(config: &Config, plan: &Plan) -> Result<(), Failure> {
    let target = &config.database.value;
    house::make_folder_of(target)?;
    let db = Db::open(target, Durability::None)?;
    db::migrate(&db, migrations::ALL)?;
    db.write(|tx| ledger::put(tx, STATE, FILLING))?;
    let ground = Ground::on(db, config)?;
    thread::scope(|scope| {
        // Dropped at the end, however it ends.
        let (_filling, filled) = mpsc::channel();
        scope.spawn(|| hold(&ground.lease, filled));
        tell(&ground, plan)
    })
}

/// Keeps the node while a demo is filled: that of a country takes longer than a lease.
fn hold(lease: &Lease, filled: mpsc::Receiver<()>) {
    while filled.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
        if lease.is_due()
            && let Err(error) = lease.renew()
        {
            tracing::warn!(%error, "the lease could not be renewed; trying again");
        }
    }
}

fn tell(ground: &Ground, plan: &Plan) -> Result<(), Failure> {
    let bar = progress_bar(plan.scale);
    let stage = Stage::new(ground, plan.today);
    // The hashes are slow on purpose: made before any transaction begins.
    let hashes = people::hashes();
    // The neighbours have the longest past, and ids are made in the order of time.
    let neighbours = match plan.scale {
        Scale::Region | Scale::Country => neighbours::tell(&stage, plan.seed, &hashes, &|| bar.inc(1))?,
        Scale::Small => Vec::new(),
    };
    let (tree, cast) = people_the_tree(&stage, plan, &hashes, &|| bar.inc(1))?;
    procedures::tell(&stage, &tree, &cast, plan.seed)?;
    monitoring::tell(&stage, &tree, &cast, plan.seed, &|| bar.inc(1))?;
    tables::make(&stage, &tree)?;
    let staff = staff::tell(&stage, &tree, &cast, plan.seed, &|| bar.inc(1))?;
    structures::tell(&stage, &tree, (plan, &staff))?;
    leading::tell(&stage, &tree, &cast)?;
    registry::tell(&stage, &tree, &cast)?;
    circulated::tell(&stage, &tree, &cast)?;
    living::tell(&stage, &tree)?;
    helped::tell(&stage, &tree, &cast)?;
    planned::tell(&stage, &tree)?;
    absences::tell(&stage, &tree, &cast)?;
    newcomers::tell(&stage, &tree, plan.seed)?;
    let varied = pairs::tell(&stage, &tree, &cast, plan.seed)?;
    newcomers::study(&stage, &tree, plan.seed)?;
    consents::tell(&stage, &tree)?;
    around::tell(&stage, &tree, plan.seed)?;
    pairs::turn(&stage, &varied)?;
    praised::tell(&stage, &tree, &cast)?;
    schooled::tell(&stage, &tree, &cast)?;
    let mentee = mentee::tell(&stage, &tree, &hashes)?;
    if plan.scale == Scale::Country {
        country::tell(&stage, country::Size::WHOLE, plan.seed, &hashes, &|| bar.inc(1))?;
    }
    // Who left meanwhile stands so from the first page on, not from the first hour.
    ::people::settle(&*stage.house(plan.today)?)?;
    let sign_ins = [cast.sign_ins, mentee.into_iter().collect(), neighbours].concat();
    let sign_ins = serde_json::to_string(&sign_ins)?;
    let start = clock::noon(ground.zone(), plan.today);
    ground.db.write(|tx| {
        ledger::put(tx, SIGN_INS, &sign_ins)?;
        clock::set(tx, plan.today, start)?;
        ledger::put(tx, STATE, FILLED)
    })?;
    bar.finish_and_clear();
    Ok(())
}

/// The tree and its accounts, before the first year that is told.
fn people_the_tree(
    stage: &Stage<'_>,
    plan: &Plan,
    hashes: &BTreeMap<&'static str, String>,
    progress: &dyn Fn(),
) -> Result<(Tree, Cast), Failure> {
    stage.act(day(2023, 9, 4).min(plan.today), None, |cx| {
        let tree = tree::plant(cx, plan, progress)?;
        let cast = people::settle(cx, &tree, plan.seed, hashes)?;
        Ok((tree, cast))
    })
}

fn progress_bar(scale: Scale) -> ProgressBar {
    let style = ProgressStyle::with_template("filling the demo {wide_bar} {elapsed}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let further = if scale == Scale::Country { country::Size::WHOLE.steps() } else { 0 };
    ProgressBar::new(u64::try_from(531 + further).unwrap_or_default()).with_style(style)
}
