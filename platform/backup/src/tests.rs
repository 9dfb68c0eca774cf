//! Archives as they are made and as somebody may have changed them.

mod hostile;
mod together;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use db::{Db, Durability, Moment, Target};
use files::Vault;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use testing::{Engine, TestDatabase};

use crate::{Archive, Fault, Made, Plan, Restored, Task, make, restore};

/// An installation with a unit, two texts that are hard to carry, and a file.
struct Ground {
    database: TestDatabase,
    db: Db,
    vault: Vault,
    folder: TempDir,
}

const FILE: &[u8] = b"%PDF-1.7 invented";

impl Ground {
    fn of(engine: Engine) -> Self {
        let database = TestDatabase::new(engine);
        let db = Db::open(&database.target, Durability::None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(&folder.path().join("files")).unwrap();
        let sha256 = crate::seal::hex(Sha256::new_with_prefix(FILE));
        vault.put(&sha256, FILE.to_vec()).unwrap();
        db.write(|tx| {
            tx.batch(&format!(
                "INSERT INTO files (id, sha256, size, media_type, name, created_at) \
                 VALUES (5, '{sha256}', 17, 'application/pdf', 'Приказ.pdf', 1)"
            ))?;
            // A unit under a newer one, and every letter that a line must hide.
            tx.batch(&unit(7, "NULL", "'Область''s\ttab\\n\n\\N'"))?;
            tx.batch(&unit(9, "7", "'Район'"))?;
            tx.batch("UPDATE units SET parent_id = 9, zone = '' WHERE id = 7; UPDATE units SET parent_id = NULL WHERE id = 9")?;
            tx.batch("INSERT INTO unit_versions (id, unit_id, path, name, valid_from) VALUES (1, 7, '/7/', '\\N', '2024-02-29')")?;
            tx.batch("INSERT INTO nodes (id, holder, until_at) VALUES (0, 'a server', 9000000000000000)")
        })
        .unwrap();
        Self { database, db, vault, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn back_up(&self, name: &str) -> crate::fault::Result<Made> {
        let file = self.path(name);
        let plan = Plan {
            db: &self.db,
            vault: &self.vault,
            file: &file,
            is_forced: false,
            program: "0.0.1",
            left_out: &["nodes"],
            now: Moment(1_000_000),
        };
        make(&plan, &|_, _, _| {})
    }
}

fn unit(id: i64, parent: &str, name: &str) -> String {
    format!(
        "INSERT INTO units (id, parent_id, path, level, kind, code, name, short_name, name_key, size_group, is_small, \
         is_remote, state, created_at, updated_at, version) VALUES ({id}, {parent}, '/{id}/', 'region', 'region', \
         '{id}', {name}, '', '', '', TRUE, FALSE, 'active', 1, 1, 1)"
    )
}

/// Restores into a fresh place; the database must be one that holds nothing.
fn restore_to(archive: &Path, target: &Target, folder: &Path) -> crate::fault::Result<Restored> {
    let vault = Vault::in_folder(&folder.join("restored")).unwrap();
    let task = Task {
        target,
        vault: &vault,
        migrations: &migrations::ALL,
        program: "0.0.1",
        fresh: &["house_settings", "jobs", "nodes"],
        takes_incomplete: false,
        settle: &|_| Ok(()),
    };
    restore(&mut Archive::open(archive)?, &task, &|_, _, _| {})
}

fn fresh(engine: Engine) -> (TestDatabase, Target) {
    let database = match engine {
        Engine::Postgres => TestDatabase::bare("LOCALE 'C' ENCODING 'UTF8'"),
        Engine::Sqlite => TestDatabase::new(engine),
    };
    let target = database.target.clone();
    (database, target)
}

#[test]
fn an_archive_goes_from_each_database_to_each_and_is_the_same_again() {
    for from in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::of(from);
        let made = ground.back_up("one.zip").unwrap();
        assert_eq!((made.manifest.files.len(), made.manifest.is_complete()), (1, true));
        let nodes = made.manifest.tables.iter().find(|part| part.name == "nodes").unwrap();
        assert_eq!(nodes.rows, 0, "leases do not travel");
        // Without tables, and with the tables of an installation nobody has used.
        for (to, is_bare) in [(Engine::Sqlite, false), (Engine::Postgres, true), (Engine::Postgres, false)] {
            let (_database, target) = if is_bare {
                fresh(to)
            } else {
                let database = TestDatabase::new(to);
                let target = database.target.clone();
                (database, target)
            };
            let place = tempfile::tempdir().unwrap();
            restore_to(&ground.path("one.zip"), &target, place.path()).unwrap();
            let db = Db::open(&target, Durability::None).unwrap();
            let vault = Vault::in_folder(&place.path().join("restored")).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let database = TestDatabase::new(Engine::Sqlite);
            let again = Ground { database, db, vault, folder }.back_up("two.zip").unwrap();
            assert_eq!(again.manifest.tables, made.manifest.tables, "{from:?} to {to:?}");
            assert_eq!(again.manifest.files, made.manifest.files);
        }
    }
}

#[test]
fn an_installation_in_use_is_never_overwritten() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let ground = Ground::of(engine);
        ground.back_up("one.zip").unwrap();
        let place = tempfile::tempdir().unwrap();
        let refused = restore_to(&ground.path("one.zip"), &ground.database.target, place.path());
        let Err(Fault::Refused(text)) = refused else { panic!("{engine:?}: {refused:?}") };
        assert!(text.contains("holds an installation"), "{text}");
        assert!(!place.path().join("restored/objects").read_dir().unwrap().any(|_| true), "no file was put");
    }
}

#[test]
fn a_backup_is_not_overwritten_and_leaves_nothing_unfinished() {
    let ground = Ground::of(Engine::Sqlite);
    ground.back_up("one.zip").unwrap();
    assert!(matches!(ground.back_up("one.zip"), Err(Fault::Refused(_))));
    let names: Vec<_> = fs::read_dir(ground.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(fs::metadata(ground.path("one.zip")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_lost_and_a_changed_file_are_told_by_the_id_of_their_row() {
    let ground = Ground::of(Engine::Sqlite);
    let sha256 = ground.back_up("whole.zip").unwrap().manifest.files[0].sha256.clone();
    ground.vault.put(&sha256, b"other bytes".to_vec()).unwrap();
    let changed = ground.back_up("changed.zip").unwrap().manifest;
    assert_eq!((changed.missing[0].id.as_str(), changed.files.len()), ("5", 0));
    assert!(changed.missing[0].why.contains("have changed"));
    ground.vault.remove(&sha256).unwrap();
    let lost = ground.back_up("lost.zip").unwrap().manifest;
    assert!(!lost.is_complete() && lost.missing[0].why.contains("not in the file store"));
    let (_database, target) = fresh(Engine::Sqlite);
    let refused = restore_to(&ground.path("lost.zip"), &target, ground.folder.path());
    assert!(matches!(refused, Err(Fault::Refused(text)) if text.contains("--incomplete")));
}
