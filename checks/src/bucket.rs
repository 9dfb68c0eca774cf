//! Files in a bucket: a real S3 server (moto, installed by ./test) holds them, hangs, and comes back. And the small disk that
//! is full while somebody uploads.

mod moto;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use access::{Level, Role};
use backup::{Archive, Plan, Task};
use db::{Db, Durability, Moment, Target};
use files::{Vault, VaultError};
use sha2::{Digest, Sha256};
use testing::{Browser, Engine, Shown, TestApp, TestDatabase};
use units::fixture::plant;

use moto::Moto;

const PDF: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn app(engine: Engine, vault: Vault) -> (TestApp, Browser) {
    let app = TestApp::over(engine, vec![units::area(), documents::area()], vault);
    let tree = plant(&app.house).unwrap();
    let person = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    (app, person)
}

fn upload(person: &Browser, title: &str, bytes: &[u8]) -> Shown {
    let fields = [
        ("unit", ""),
        ("kind", "mms_programme"),
        ("title", title),
        ("number", "114"),
        ("signed_on", "2025-09-02"),
        ("issuer", "Управление образования"),
        ("valid_to", ""),
        ("link", ""),
    ];
    person.upload("/documents", &fields, ("file", "Программа.pdf", bytes))
}

/// Rows of files whose object is not there.
fn rows_without_objects(app: &TestApp) -> usize {
    let rows = app.house.db.read(|conn| files::store::page(conn, 0, 1000)).unwrap();
    rows.iter().filter(|row| !app.house.vault.has(&row.sha256).unwrap()).count()
}

fn files_of(app: &TestApp) -> usize {
    app.house.db.read(|conn| files::store::page(conn, 0, 1000)).unwrap().len()
}

#[test]
fn objects_go_into_a_bucket_and_come_back_the_same() {
    let moto = Moto::start();
    let vault = moto.vault("files/here", 20);
    let large: Vec<u8> = (0..20_000_000_u32).map(|at| (at ^ (at >> 9)).to_le_bytes()[0]).collect();
    for bytes in [PDF, &large] {
        let sha256 = hash(bytes);
        assert!(!vault.has(&sha256).unwrap());
        let other = vault.receive(&hash(b"other"), &mut &*bytes);
        assert!(matches!(other, Err(VaultError::Changed { .. })));
        vault.receive(&sha256, &mut &*bytes).unwrap();
        assert!(vault.has(&sha256).unwrap() && vault.get(&sha256).unwrap() == bytes);
    }
    assert!(!vault.has(&hash(b"other")).unwrap());
    assert_eq!(moto.vault("elsewhere", 20).shards().unwrap(), [""; 0], "a prefix is its own world");
    let mut swept = 0;
    for shard in vault.shards().unwrap() {
        assert!(vault.keys_older_than(&shard, Moment(1)).unwrap().is_empty());
        for key in vault.keys_older_than(&shard, Moment(i64::MAX)).unwrap() {
            vault.remove(&key).unwrap();
            vault.remove(&key).unwrap();
            swept += 1;
        }
    }
    assert_eq!((swept, vault.has(&hash(PDF)).unwrap()), (2, false));
    assert!(matches!(vault.get(&hash(PDF)), Err(VaultError::Missing(_))));
}

#[test]
fn a_backup_of_a_bucket_restores_into_a_folder_and_back() {
    let moto = Moto::start();
    let (app, person) = app(Engine::Sqlite, moto.vault("one", 20));
    assert_eq!(upload(&person, "Программа развития службы", PDF).status, 303);
    let folder = tempfile::tempdir().unwrap();
    let into_folder = Vault::in_folder(&folder.path().join("files")).unwrap();
    let into_bucket = moto.vault("two", 20);
    let mut db = app.house.db.clone();
    let mut from = app.house.vault.clone();
    let mut kept: Vec<TestDatabase> = Vec::new();
    for (number, to) in [into_folder, into_bucket].into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.zip"));
        let plan = Plan {
            db: &db,
            vault: &from,
            file: &file,
            is_forced: false,
            program: "test",
            left_out: &["nodes"],
            now: Moment(1),
        };
        let made = backup::make(&plan, &|_, _, _| {}).unwrap().manifest;
        assert_eq!((made.files.len(), made.is_complete()), (1, true));
        let database = TestDatabase::new(Engine::Sqlite);
        restore(&file, &database.target, &to);
        assert_eq!(to.get(&hash(PDF)).unwrap(), PDF);
        db = Db::open(&database.target, Durability::None).unwrap();
        kept.push(database);
        from = to;
    }
}

fn restore(file: &Path, target: &Target, vault: &Vault) {
    let task = Task {
        target,
        vault,
        migrations: &migrations::ALL,
        program: "test",
        fresh: &[],
        takes_incomplete: false,
        settle: &|_| Ok(()),
    };
    backup::restore(&mut Archive::open(file).unwrap(), &task, &|_, _, _| {}).unwrap();
}

testing::both_databases! {
    fn a_store_that_hangs_keeps_nobody_from_pages_without_files(engine) {
        let moto = Moto::start();
        let (app, person) = app(engine, moto.vault("files", 2));
        let card = upload(&person, "Программа развития службы", PDF).location;
        assert_eq!(person.page(&format!("{card}/file")).bytes, PDF);
        let before = files_of(&app);
        moto.freeze();
        let account = app.account(Role::MunicipalMethodist, Level::Municipality, "/");
        std::thread::scope(|scope| {
            // More than there are connections to read with, and more than the store takes at once.
            for _ in 0..24 {
                let (app, card) = (&app, &card);
                scope.spawn(move || {
                    let shown = app.signed_in(account).get(&format!("{card}/file"));
                    assert!(matches!(shown.status, 503), "{}", shown.status);
                });
            }
            std::thread::sleep(Duration::from_millis(200));
            for _ in 0..5 {
                let begun = Instant::now();
                person.page("/documents");
                assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
            }
        });
        let begun = Instant::now();
        let shown = upload(&person, "Программа на три года", b"%PDF-1.7\nother\nstartxref\n0\n%%EOF");
        assert_eq!(shown.status, 503, "{}", shown.body);
        assert!(shown.says("Сейчас не получается сохранить") && shown.says("Программа на три года"));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        assert_eq!(files_of(&app), before, "no row without its object");
        moto.thaw();
        std::thread::sleep(Duration::from_secs(6));
        assert_eq!(upload(&person, "Программа на три года", b"%PDF-1.7\nother\nstartxref\n0\n%%EOF").status, 303);
        assert_eq!(rows_without_objects(&app), 0);
        assert_eq!(person.page(&format!("{card}/file")).bytes, PDF);
    }

    fn a_full_disk_refuses_an_upload_whole(engine) {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).status();
        if !mounted.is_ok_and(|status| status.success()) {
            assert!(!may_mount(), "whoever may mount must be able to mount a small disk for this test");
            eprintln!("SKIPPED: no small disk can be mounted here, the full disk was not tried");
            return;
        }
        let vault = Vault::in_folder(folder.path()).unwrap();
        let (app, person) = app(engine, vault.clone());
        let mut large = PDF.to_vec();
        large.resize(2_000_000, b' ');
        let shown = upload(&person, "Скан на два мегабайта", &large);
        let mut middling = PDF.to_vec();
        middling.splice(9..9, std::iter::repeat_n(b' ', 600_000));
        // It goes into the spool and not beside itself into the store.
        let second = upload(&person, "Скан поменьше", &middling);
        let rows = files_of(&app);
        let shards = std::fs::read_dir(folder.path().join("objects")).unwrap();
        let objects = shards.map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap().count()).sum::<usize>();
        let spooled = std::fs::read_dir(vault.spool()).unwrap().count();
        let small = upload(&person, "Программа", PDF).status;
        drop((app, vault));
        assert!(Command::new("umount").arg(folder.path()).status().unwrap().success());
        assert_eq!((shown.status, second.status), (503, 503), "{}", shown.body);
        assert!(shown.says("Сейчас не получается сохранить") && shown.says("Скан на два мегабайта"));
        assert!(second.says("Скан поменьше"));
        assert_eq!((rows, objects, spooled, small), (0, 0, 0, 303), "nothing half kept, and room for the next");
    }
}

/// `CAP_SYS_ADMIN`, bit 21 of the rights in effect.
fn may_mount() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let rights = status.lines().find_map(|line| line.strip_prefix("CapEff:")).unwrap();
    u64::from_str_radix(rights.trim(), 16).unwrap() >> 21 & 1 == 1
}
