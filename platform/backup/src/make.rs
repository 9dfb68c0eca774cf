//! Making a backup: the rows of one snapshot, then the files those rows name. Both while the server runs: a snapshot
//! blocks no writer, and a file never changes under its hash.

use std::collections::BTreeMap;
use std::path::Path;

use db::{Conn, Db, Moment, Target};
use files::{Vault, VaultError};
use sha2::{Digest, Sha256};

use crate::fault::Result;
use crate::manifest::{FORMAT, FilePart, Manifest, Missing, TablePart};
use crate::seal::{Hashing, hex};
use crate::writer::Writer;
use crate::{Fault, Progress, catalog, rows};

/// Rows of files asked for at once.
const PAGE: i64 = 1000;

/// What to back up, and where to.
pub struct Plan<'p> {
    /// The database.
    pub db: &'p Db,
    /// The file store.
    pub vault: &'p Vault,
    /// The archive.
    pub file: &'p Path,
    /// Whether an archive of this name is replaced.
    pub is_forced: bool,
    /// Version of the program.
    pub program: &'p str,
    /// Tables whose rows mean nothing elsewhere: they travel empty.
    pub left_out: &'p [&'p str],
    /// The present instant.
    pub now: Moment,
}

/// A backup made.
#[derive(Debug)]
pub struct Made {
    /// What is in it.
    pub manifest: Manifest,
    /// Bytes of the archive.
    pub size: u64,
}

/// Rows of a file: its hash → its size and the ids of its rows.
type Named = BTreeMap<String, (u64, Vec<i64>)>;

/// Makes the backup; nothing under the archive's name until it is whole and on the disk.
pub fn make(plan: &Plan<'_>, progress: Progress<'_>) -> Result<Made> {
    let mut writer = Writer::begin(plan.file, plan.is_forced)?;
    let (mut manifest, named) = snapshot(plan, &mut writer, progress)?;
    let total = u64::try_from(named.len()).unwrap_or(u64::MAX);
    for (done, (sha256, (size, ids))) in (0..).zip(&named) {
        progress("files", done, total);
        match copy(&mut writer, plan.vault, sha256, *size)? {
            Copied::Whole(size) => manifest.files.push(FilePart { sha256: sha256.clone(), size }),
            Copied::Not(why) => manifest.missing.extend(ids.iter().map(|id| Missing {
                id: id.to_string(),
                sha256: sha256.clone(),
                why: why.clone(),
            })),
        }
    }
    progress("writing to the disk", total, total);
    let size = writer.finish(&manifest)?;
    Ok(Made { manifest, size })
}

/// Everything that has to be of one instant.
fn snapshot(plan: &Plan<'_>, writer: &mut Writer, progress: Progress<'_>) -> Result<(Manifest, Named)> {
    let mut tx = plan.db.begin_read()?;
    let migrations = db::applied(&mut tx);
    if migrations.is_empty() {
        return Err(Fault::Refused(format!(
            "{} holds no installation: there is nothing to back up",
            plan.db.target()
        )));
    }
    let named = named(&mut tx)?;
    let tables = catalog::tables(&mut tx)?;
    let total = u64::try_from(tables.len()).unwrap_or(u64::MAX);
    let mut parts = Vec::new();
    for (done, table) in (0..).zip(&tables) {
        progress("tables", done, total);
        writer.start_table(&table.name)?;
        let sum = if plan.left_out.contains(&table.name.as_str()) {
            rows::Sum { rows: 0, bytes: 0, sha256: hex(Sha256::new()) }
        } else {
            rows::dump(&mut tx, table, writer)?
        };
        let (name, columns) = (table.name.clone(), table.columns.clone());
        parts.push(TablePart { name, columns, rows: sum.rows, bytes: sum.bytes, sha256: sum.sha256 });
    }
    let database = if matches!(plan.db.target(), Target::Sqlite(_)) { "sqlite" } else { "postgres" };
    let manifest = Manifest {
        format: FORMAT,
        program: plan.program.to_owned(),
        database: database.to_owned(),
        made_at: plan.now.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        migrations,
        tables: parts,
        files: Vec::new(),
        missing: Vec::new(),
    };
    Ok((manifest, named))
}

fn named(conn: &mut Conn) -> Result<Named> {
    let (mut named, mut after) = (Named::new(), i64::MIN);
    loop {
        let page = files::store::page(conn, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(named) };
        after = last.id.0;
        for row in page {
            let size = u64::try_from(row.size).unwrap_or_default();
            named.entry(row.sha256).or_insert((size, Vec::new())).1.push(row.id.0);
        }
    }
}

enum Copied {
    Whole(u64),
    Not(String),
}

/// Copies an object; one that is not there, or not what its hash says, is told and left out.
fn copy(writer: &mut Writer, vault: &Vault, sha256: &str, size: u64) -> Result<Copied> {
    writer.start_file(sha256, size)?;
    let mut hashing = Hashing::onto(&mut *writer);
    let copied = vault.copy(sha256, &mut hashing);
    let found = hex(hashing.hash);
    let why = match copied {
        Ok(size) if found == sha256 => return Ok(Copied::Whole(size)),
        Ok(_) => format!("its bytes have changed: their hash is {found}"),
        Err(VaultError::Missing(_)) => "it is not in the file store".to_owned(),
        Err(VaultError::Target(error)) => return Err(writer.fault(error)),
        Err(fault) => return Err(fault.into()),
    };
    writer.abort()?;
    Ok(Copied::Not(why))
}
