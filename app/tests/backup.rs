//! Backup, restore and the drill as an operator runs them: while the server answers, over a full disk, killed half-way.

#![expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

mod program;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use program::{Running, json, run, text};
use testing::{Engine, TestDatabase};

/// A small demo on a database, in a folder.
struct Demo {
    folder: tempfile::TempDir,
    url: String,
    _database: TestDatabase,
}

impl Demo {
    fn on(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("data").display().to_string();
        let database = TestDatabase::bare("LOCALE 'C' ENCODING 'UTF8'");
        let url = match (&database.target, engine) {
            (db::Target::Postgres(url), Engine::Postgres) => url.clone(),
            _ => format!("sqlite:{dir}/metodset.db"),
        };
        let made = run(&["demo", "--dir", &dir, "--database", &url, "--scale", "small", "--no-serve"]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        Self { folder, url, _database: database }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command on this installation.
    fn run(&self, arguments: &[&str]) -> std::process::Output {
        let dir = self.path("data").display().to_string();
        run(&[arguments, &["--dir", &dir, "--database", &self.url]].concat())
    }

    fn back_up(&self, name: &str) -> serde_json::Value {
        let outcome = self.run(&["backup", self.path(name).to_str().unwrap(), "--json"]);
        assert_eq!(outcome.status.code(), Some(0), "{}", text(&outcome.stderr));
        json(&outcome.stdout)
    }

    /// One of its objects.
    fn object(&self) -> PathBuf {
        let shard = self.path("data/files/objects").read_dir().unwrap().next().unwrap().unwrap().path();
        shard.read_dir().unwrap().next().unwrap().unwrap().path()
    }
}

testing::both_databases! {
    fn a_served_installation_is_backed_up_drilled_and_restored(engine) {
        let demo = Demo::on(engine);
        let dir = demo.path("data").display().to_string();
        let mut running =
            Running::start(&["demo", "--dir", &dir, "--database", &demo.url, "--listen", "127.0.0.1:0", "--json"]);
        let url = running.document()["url"].as_str().unwrap().to_owned();
        let made = demo.back_up("one.zip");
        assert!(made["files"].as_u64().unwrap() > 10 && made["rows"].as_u64().unwrap() > 1000, "{made}");
        assert!(program::get(&url, "/sign-in").starts_with("HTTP/1.1 200"));
        let archive = demo.path("one.zip").display().to_string();
        let refused = demo.run(&["restore", &archive]);
        let said = text(&refused.stderr);
        assert!(refused.status.code() == Some(1) && said.contains("is being served"), "{said}");
        assert_eq!(running.stop(), Some(0));

        let drill = demo.run(&["backup", "--verify", &archive]);
        let said = text(&drill.stdout);
        assert_eq!(drill.status.code(), Some(0), "{}", text(&drill.stderr));
        assert!(said.lines().last().unwrap().starts_with("проверено за "), "{said}");
        assert_eq!(said.contains("PostgreSQL"), engine == Engine::Postgres, "{said}");

        let other = demo.path("other").display().to_string();
        let restored = run(&["restore", &archive, "--dir", &other, "--json"]);
        assert_eq!(restored.status.code(), Some(0), "{}", text(&restored.stderr));
        assert_eq!(json(&restored.stdout)["rows"], made["rows"]);
        assert_eq!(json(&run(&["doctor", "--dir", &other, "--json"]).stdout)["is_well"], true);
        let mut served = Running::start(&["demo", "--dir", &other, "--listen", "127.0.0.1:0", "--json"]);
        let url = served.document()["url"].as_str().unwrap().to_owned();
        assert!(program::get(&url, "/sign-in").starts_with("HTTP/1.1 200"));
        assert_eq!(served.stop(), Some(0));
    }

    fn a_missing_file_is_told_and_the_archive_says_it_is_incomplete(engine) {
        let demo = Demo::on(engine);
        std::fs::remove_file(demo.object()).unwrap();
        let archive = demo.path("lost.zip").display().to_string();
        let outcome = demo.run(&["backup", &archive, "--json"]);
        let made = json(&outcome.stdout);
        assert_eq!((outcome.status.code(), &made["is_complete"]), (Some(1), &false.into()), "{made}");
        let id = made["missing"][0]["id"].as_str().unwrap();
        assert!(text(&outcome.stderr).is_empty() && id.len() > 10, "{made}");
        assert_eq!(demo.run(&["backup", "--verify", &archive]).status.code(), Some(1));
        let other = demo.path("other").display().to_string();
        assert_eq!(run(&["restore", &archive, "--dir", &other]).status.code(), Some(1));
        assert!(!Path::new(&other).join("metodset.db").exists());
        assert_eq!(run(&["restore", &archive, "--dir", &other, "--incomplete"]).status.code(), Some(0));
    }
}

#[test]
fn after_a_restore_nobody_is_signed_in_and_what_ran_waits_again() {
    let demo = Demo::on(Engine::Sqlite);
    let db = db::Db::open(&demo.url.parse().unwrap(), db::Durability::None).unwrap();
    db.write(|tx| {
        tx.batch(
            "INSERT INTO sessions (id, token_hash, account_id, csrf, agent, created_at, seen_at, expires_at) \
             SELECT 1, 'h', min(id), 'c', 'a', 1, 1, 9000000000000000 FROM accounts; \
             INSERT INTO jobs (id, kind, job_key, payload, state, run_at, attempts, lease_until, fault, created_at) \
             VALUES (1, 'files.sweep', '', '{}', 'running', 1, 1, 9000000000000000, '', 1)",
        )
    })
    .unwrap();
    let waiting = db.read(jobs::store::counts).unwrap();
    let waiting = waiting.iter().find(|(state, _)| state == "queued").map_or(0, |(_, count)| *count);
    demo.back_up("one.zip");
    let other = demo.path("other").display().to_string();
    assert!(run(&["restore", demo.path("one.zip").to_str().unwrap(), "--dir", &other]).status.success());
    let target: db::Target = format!("sqlite:{other}/metodset.db").parse().unwrap();
    let restored = db::Db::open(&target, db::Durability::None).unwrap();
    let queued = restored.read(jobs::store::counts).unwrap();
    assert_eq!(queued, [("queued".to_owned(), waiting + 1)]);
    let open: i64 = restored
        .read(|conn| {
            use diesel::prelude::*;
            let sessions = access::schema::sessions::table;
            Ok::<_, db::Error>(
                sessions.filter(access::schema::sessions::ended_at.is_null()).count().get_result(conn)?,
            )
        })
        .unwrap();
    assert_eq!(open, 0);
}

#[test]
fn a_backup_killed_half_way_leaves_no_archive_and_the_next_one_works() {
    let demo = Demo::on(Engine::Sqlite);
    let (object, aside) = (demo.object(), demo.path("aside"));
    std::fs::rename(&object, &aside).unwrap();
    // A pipe nobody writes to: reading this object takes for ever.
    assert!(Command::new("mkfifo").arg(&object).status().unwrap().success());
    let (archive, part) = (demo.path("one.zip"), demo.path("one.zip.part"));
    let dir = demo.path("data").display().to_string();
    let running = Running::start(&["backup", archive.to_str().unwrap(), "--dir", &dir]);
    for _ in 0..200 {
        if part.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_millis(300));
    let second = demo.run(&["backup", archive.to_str().unwrap()]);
    assert!(text(&second.stderr).contains("written by another backup"), "{}", text(&second.stderr));
    // Killed, without a chance to tidy up.
    drop(running);
    assert!(!archive.exists() && part.exists());
    std::fs::remove_file(&object).unwrap();
    std::fs::rename(&aside, &object).unwrap();
    demo.back_up("one.zip");
    assert!(archive.exists() && !part.exists());
}

/// `CAP_SYS_ADMIN`, bit 21 of the rights in effect: root outside a closed container has it.
fn may_mount() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let rights = status.lines().find_map(|line| line.strip_prefix("CapEff:")).unwrap();
    u64::from_str_radix(rights.trim(), 16).unwrap() >> 21 & 1 == 1
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing() {
    let demo = Demo::on(Engine::Sqlite);
    let disk = demo.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=128k", "tmpfs"]).arg(&disk).status();
    if !mounted.is_ok_and(|status| status.success()) {
        assert!(!may_mount(), "whoever may mount must be able to mount a small disk for this test");
        eprintln!("SKIPPED: no small disk can be mounted here, the full disk was not tried");
        return;
    }
    let archive = disk.join("one.zip");
    let outcome = demo.run(&["backup", archive.to_str().unwrap()]);
    let left: Vec<_> = disk.read_dir().unwrap().collect();
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    let said = text(&outcome.stderr);
    assert_eq!(outcome.status.code(), Some(1), "{said}");
    assert!(said.contains("one.zip") && said.contains("No space left on device"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(left.is_empty(), "{left:?}");
}

testing::both_databases! {
    fn the_journal_tells_its_first_bad_block_and_what_is_not_sealed_yet(engine) {
        let demo = Demo::on(engine);
        let db = db::Db::open(&demo.url.parse().unwrap(), db::Durability::None).unwrap();
        let sealed = db.write(|tx| audit::seal(tx, db::Moment(1))).unwrap();
        assert!(sealed > 100);
        db.write(|tx| {
            tx.batch(
                "INSERT INTO audit_entries (id, at, action, area, kind, object_id, unit_path, text, details) \
                 SELECT max(id) + 1, 1, 'read', 'web', 'x', 1, '/', 'line', '{}' FROM audit_entries",
            )
        })
        .unwrap();
        let verify = || demo.run(&["audit", "verify", "--json"]);
        let whole = verify();
        let told = json(&whole.stdout);
        assert_eq!((whole.status.code(), &told["blocks"], &told["unsealed"]), (Some(0), &1.into(), &1.into()));
        db.write(|tx| {
            tx.batch("UPDATE audit_entries SET text = text || '.' WHERE id = (SELECT min(id) FROM audit_entries)")
        })
        .unwrap();
        let broken = verify();
        assert_eq!((broken.status.code(), &json(&broken.stdout)["broken"]), (Some(1), &1.into()));
        assert!(text(&demo.run(&["audit", "verify"]).stdout).contains("block 1 is not as it was sealed"));
        demo.back_up("one.zip");
        let drill = demo.run(&["backup", "--verify", demo.path("one.zip").to_str().unwrap()]);
        let said = text(&drill.stderr);
        assert!(drill.status.code() == Some(1) && said.contains("block 1"), "{said}");
        assert!(!text(&drill.stdout).contains("проверено"));
    }
}
