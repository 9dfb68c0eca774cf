//! The drill: an archive is restored aside, looked at, and thrown away. Only a restore that was done is known to work.

use std::path::Path;

use db::{Db, Durability, Migrations, Target, WriteTx};
use diesel::connection::SimpleConnection;
use diesel::sql_types::Bool;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use files::Vault;

use crate::archive::Archive;
use crate::fault::Result;
use crate::seal::{Hashing, hex};
use crate::{Fault, Progress, Restored, Task, restore};

/// What a drill is given.
pub struct Drill<'d> {
    /// The archive.
    pub file: &'d Path,
    /// The program's migrations.
    pub migrations: &'d Migrations,
    /// Version of the program.
    pub program: &'d str,
    /// As in [`Task`].
    pub settle: &'d dyn Fn(&mut WriteTx) -> db::Result<()>,
    /// Looks at the restored copy; what is wrong with it, in a sentence.
    pub examine: &'d dyn Fn(&Db) -> std::result::Result<(), String>,
}

impl Drill<'_> {
    /// Restores into a SQLite file and a folder that go away again; every file is read back.
    pub fn aside(&self, progress: Progress<'_>) -> Result<()> {
        let folder = tempfile::tempdir().map_err(Fault::disk("a temporary folder"))?;
        let target = Target::Sqlite(folder.path().join("metodset.db"));
        let vault = Vault::in_folder(&folder.path().join("files"))?;
        let archive = self.restore_into(&target, &vault, progress)?;
        for part in &archive.manifest.files {
            let mut nowhere = std::io::sink();
            let mut hashing = Hashing::onto(&mut nowhere);
            vault.copy(&part.sha256, &mut hashing)?;
            if hex(hashing.hash) != part.sha256 {
                return Err(Fault::damaged(format_args!("files/{}: restored with other bytes", part.sha256)));
            }
        }
        Ok(())
    }

    /// Restores into a database of its own on the server of this address, dropped afterwards; false where the user may not
    /// make one.
    pub fn on_server(&self, url: &str, name: &str, progress: Progress<'_>) -> Result<bool> {
        let mut admin = PgConnection::establish(url).map_err(|e| db::Error::Unavailable(e.to_string()))?;
        if !may_create(&mut admin)? {
            return Ok(false);
        }
        let target = Target::Postgres(beside(url, name)?);
        admin.batch_execute(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'"
        ))?;
        let folder = tempfile::tempdir().map_err(Fault::disk("a temporary folder"))?;
        let outcome = Vault::in_folder(&folder.path().join("files"))
            .map_err(Fault::from)
            .and_then(|vault| self.restore_into(&target, &vault, progress));
        let dropped = admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        outcome?;
        dropped?;
        Ok(true)
    }

    fn restore_into(&self, target: &Target, vault: &Vault, progress: Progress<'_>) -> Result<Archive> {
        let mut archive = Archive::open(self.file)?;
        let task = Task {
            target,
            vault,
            migrations: self.migrations,
            program: self.program,
            fresh: &[],
            takes_incomplete: false,
            settle: self.settle,
        };
        let Restored { .. } = restore(&mut archive, &task, progress)?;
        let db = Db::open(target, Durability::None)?;
        (self.examine)(&db).map_err(Fault::Refused)?;
        Ok(archive)
    }
}

#[derive(QueryableByName)]
struct Right {
    #[diesel(sql_type = Bool)]
    may: bool,
}

fn may_create(admin: &mut PgConnection) -> Result<bool> {
    let right: Right =
        sql_query("SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user")
            .get_result(admin)?;
    Ok(right.may)
}

/// The address of another database on the same server.
fn beside(url: &str, name: &str) -> Result<String> {
    let mut url =
        url::Url::parse(url).map_err(|e| Fault::Refused(format!("the address of the database: {e}")))?;
    url.set_path(name);
    Ok(url.into())
}
