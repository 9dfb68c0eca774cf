//! The house built from the configuration: database checked and migrated, node leased, files, packs, pages, areas.

use std::path::Path;
use std::sync::Arc;

use access::Token;
use chrono_tz::Tz;
use db::{Clock, Db, Durability, Ids, Target};
use files::Vault;
use web::{House, HouseParts};

use crate::assets::Built;
use crate::config::Config;
use crate::lease::Lease;
use crate::{Failure, areas, keys, ledger, press};

/// Everything a house stands on; houses at different instants may stand on the same ground.
pub struct Ground {
    /// The database, migrated.
    pub db: Db,
    /// The node of this process.
    pub lease: Lease,
    vault: Vault,
    packs: packs::Library,
    settings: web::Settings,
    key: String,
}

impl Ground {
    /// Takes the ground of the configured installation; its database must be there and migrated.
    pub fn take(config: &Config) -> Result<Self, Failure> {
        let db = open_existing(&config.database.value)?;
        refuse_pending(&db)?;
        Self::on(db, config)
    }

    /// The ground on a database known to be migrated.
    pub fn on(db: Db, config: &Config) -> Result<Self, Failure> {
        let packs = library(config.packs.value.as_deref())?;
        let vault = vault(config)?;
        let key = db.write(|tx| ledger::put_once(tx, "signing_key", Token::random().reveal()))?;
        let keys = keys::of(config, &db)?;
        let lease = Lease::take(&db)?;
        let settings = web::Settings { keys, ..config.settings() };
        Ok(Self { db, lease, vault, packs, settings, key })
    }

    /// The zone where a unit names none.
    pub fn zone(&self) -> Tz {
        self.settings.zone
    }

    /// The regulation packs.
    pub fn packs(&self) -> &packs::Library {
        &self.packs
    }

    /// A house on this ground that goes on after what is there: also on a clock that was set back it makes no id twice.
    pub fn house(&self, clock: Clock) -> Result<Arc<House>, Failure> {
        let newest = self.db.read(audit::store::newest)?;
        self.house_with(clock, Ids::of_node(self.lease.node()).after(newest))
    }

    /// A house at an instant of the past, for the filling of a demo, where days are told one after the other.
    pub(crate) fn house_of_day(&self, clock: Clock) -> Result<Arc<House>, Failure> {
        self.house_with(clock, Ids::of_node(self.lease.node()))
    }

    fn house_with(&self, clock: Clock, ids: Ids) -> Result<Arc<House>, Failure> {
        let house = House::build(HouseParts {
            db: self.db.clone(),
            clock,
            ids,
            vault: self.vault.clone(),
            packs: self.packs.clone(),
            assets: Box::new(Built::open()?),
            press: Box::new(press::Built::open()?),
            settings: self.settings.clone(),
            key: self.key.clone().into_bytes(),
            areas: areas::all(),
        });
        house.readiness.must_fit(migrations::ALL);
        Ok(house)
    }
}

/// The file store of the installation.
pub fn vault(config: &Config) -> Result<Vault, Failure> {
    config.files.open(&config.dir.value)
}

/// Opens a database that must be there already: a mistyped path makes no new file.
pub fn open_existing(target: &Target) -> Result<Db, Failure> {
    if let Target::Sqlite(path) = target
        && !path.to_string_lossy().starts_with("file:")
        && !path.is_file()
    {
        return Err(Failure::Refused(format!(
            "there is no database at {target}: run `metodset migrate`, or name another with --database"
        )));
    }
    Ok(Db::open(target, Durability::Full)?)
}

/// The first start makes the folder of a SQLite file.
pub fn make_folder_of(target: &Target) -> Result<(), Failure> {
    let Target::Sqlite(path) = target else {
        return Ok(());
    };
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|e| Failure::Refused(format!("{}: {e}", folder.display())))
}

/// A server never runs on tables it does not know.
pub fn refuse_pending(db: &Db) -> Result<(), Failure> {
    let pending = db::pending(db, &migrations::ALL)?;
    match pending.len() {
        0 => Ok(()),
        count => Err(Failure::Refused(format!(
            "the database {} is {count} migrations behind (first: {}): run `metodset migrate`",
            db.target(),
            pending[0]
        ))),
    }
}

/// The packs of the folder, or the embedded ones.
pub fn library(folder: Option<&Path>) -> Result<packs::Library, Failure> {
    let read = match folder {
        Some(folder) => packs::Library::open(folder),
        None => packs::Library::embedded(),
    };
    read.map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::Refused(format!("regulation packs cannot be read:\n{}", lines.join("\n")))
    })
}
