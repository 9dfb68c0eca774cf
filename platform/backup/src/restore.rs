//! Restoring an archive into an empty installation: files first, then all rows in one transaction. Until that ends there is
//! nothing anybody could use by mistake; objects of a restore that failed are removed by the daily sweep.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use db::{Conn, Db, Durability, Engine, Migrations, Target, WriteTx};
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use files::{Vault, VaultError};

use crate::archive::Archive;
use crate::fault::Result;
use crate::{Fault, Progress, catalog, load};

/// Where an archive is restored to, and how.
pub struct Task<'t> {
    /// The database: a SQLite file that is not there, or one without an installation.
    pub target: &'t Target,
    /// The file store.
    pub vault: &'t Vault,
    /// The program's migrations.
    pub migrations: &'t Migrations,
    /// Version of the program.
    pub program: &'t str,
    /// Tables that hold rows in an installation nobody has used.
    pub fresh: &'t [&'t str],
    /// Whether an archive that lacks files is taken.
    pub takes_incomplete: bool,
    /// What changes in a restored installation, in the same transaction: sessions end, jobs wait again.
    pub settle: &'t dyn Fn(&mut WriteTx) -> db::Result<()>,
}

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    /// Migrations newer than the backup, applied to it.
    pub applied: Vec<String>,
}

/// Restores the archive.
pub fn restore(archive: &mut Archive, task: &Task<'_>, progress: Progress<'_>) -> Result<Restored> {
    refuse_newer(archive, task)?;
    if !archive.manifest.is_complete() && !task.takes_incomplete {
        return Err(Fault::Refused(format!(
            "the archive is incomplete: {} files were missing when it was made; to restore it without them say --incomplete",
            archive.manifest.missing.len()
        )));
    }
    match task.target {
        Target::Sqlite(path) => into_file(path, archive, task, progress),
        Target::Postgres(_) => {
            let db = Db::open(task.target, Durability::Full)?;
            refuse_used(&db, task)?;
            put_files(archive, task.vault, progress)?;
            into_database(&db, archive, task, progress)
        }
    }
}

fn refuse_newer(archive: &Archive, task: &Task<'_>) -> Result<()> {
    let known = db::known_versions(task.migrations)?;
    let manifest = &archive.manifest;
    let Some(unknown) = manifest.migrations.iter().find(|version| !known.contains(version)) else {
        return Ok(());
    };
    Err(Fault::Newer(format!(
        "the backup was made by version {}, this is {}: it does not know the migration {unknown}; restore with that version or a later one",
        manifest.program, task.program
    )))
}

/// Beside the file and renamed at the end.
fn into_file(
    path: &Path,
    archive: &mut Archive,
    task: &Task<'_>,
    progress: Progress<'_>,
) -> Result<Restored> {
    if path.exists() {
        refuse_used(&Db::open(task.target, Durability::Full)?, task)?;
    }
    put_files(archive, task.vault, progress)?;
    let beside = with_ending(path, ".restoring");
    let leftovers = [beside.clone(), with_ending(&beside, "-wal"), with_ending(&beside, "-shm")];
    let clear = || leftovers.iter().for_each(|name| drop(fs::remove_file(name)));
    clear();
    let outcome = fill_file(&beside, archive, task, progress).and_then(|restored| {
        let fault = Fault::disk(path.display());
        File::open(&beside).and_then(|file| file.sync_all()).map_err(&fault)?;
        // Of an empty database that was there.
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(with_ending(path, ending));
        }
        fs::rename(&beside, path).map_err(&fault)?;
        Ok(restored)
    });
    clear();
    outcome
}

fn fill_file(
    beside: &Path,
    archive: &mut Archive,
    task: &Task<'_>,
    progress: Progress<'_>,
) -> Result<Restored> {
    let db = Db::open(&Target::Sqlite(beside.to_owned()), Durability::Full)?;
    let restored = into_database(&db, archive, task, progress)?;
    drop(db);
    // All of it into the file itself, before it gets its name: its log does not follow.
    let mut conn = <diesel::SqliteConnection as diesel::Connection>::establish(&beside.to_string_lossy())
        .map_err(|e| Fault::Disk(format!("{}: {e}", beside.display())))?;
    diesel::connection::SimpleConnection::batch_execute(&mut conn, "PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(restored)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// All rows in one transaction: the tables of the backup's version, its rows, then what is newer.
fn into_database(
    db: &Db,
    archive: &mut Archive,
    task: &Task<'_>,
    progress: Progress<'_>,
) -> Result<Restored> {
    let mut tx = db.begin_write()?;
    refuse_rows(&mut tx, task)?;
    drop_tables(&mut tx)?;
    db::migrate_to(&mut tx, task.migrations, &archive.manifest.migrations)?;
    load::load(&mut tx, archive, progress)?;
    let applied = db::migrate_within(&mut tx, task.migrations)?;
    (task.settle)(&mut tx)?;
    tx.commit()?;
    Ok(Restored { applied })
}

fn refuse_used(db: &Db, task: &Task<'_>) -> Result<()> {
    let mut tx = db.begin_read()?;
    refuse_rows(&mut tx, task)
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

fn refuse_rows(conn: &mut Conn, task: &Task<'_>) -> Result<()> {
    for table in catalog::tables(conn)? {
        if task.fresh.contains(&table.name.as_str()) {
            continue;
        }
        let found: Count = sql_query(format!(
            "SELECT count(*) AS rows FROM (SELECT 1 AS one FROM {} LIMIT 1) AS first_row",
            table.name
        ))
        .get_result(conn)?;
        if found.rows > 0 {
            return Err(Fault::Refused(format!(
                "{} holds an installation (table {} has rows): a backup is restored into an empty one; name another with --database and --dir",
                task.target, table.name
            )));
        }
    }
    Ok(())
}

/// Tables that hold nothing, perhaps of another version: made anew by the migrations of the backup.
fn drop_tables(tx: &mut WriteTx) -> Result<()> {
    let cascade = if tx.engine() == Engine::Sqlite { "" } else { " CASCADE" };
    for table in catalog::tables(tx)? {
        tx.batch(&format!("DROP TABLE {}{cascade}", table.name))?;
    }
    tx.batch("DROP TABLE IF EXISTS __diesel_schema_migrations")?;
    Ok(())
}

fn put_files(archive: &mut Archive, vault: &Vault, progress: Progress<'_>) -> Result<()> {
    let parts = archive.manifest.files.clone();
    let total = u64::try_from(parts.len()).unwrap_or(u64::MAX);
    for (done, part) in (0..).zip(&parts) {
        progress("files", done, total);
        let mut bytes = archive.file(&part.sha256, part.size)?;
        match vault.receive(&part.sha256, &mut bytes) {
            Ok(()) => {}
            Err(VaultError::Changed { .. }) => {
                return Err(Fault::damaged(format_args!("files/{}: its bytes are others", part.sha256)));
            }
            Err(VaultError::Source(e)) => {
                return Err(Fault::damaged(format_args!("files/{}: {e}", part.sha256)));
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(())
}
