//! Archives that were damaged on their way, and archives somebody made to do harm: sealed, but not by a backup.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

/// The parts of an archive, to be changed and sealed again as an attacker would.
fn parts(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn sealed(path: &Path, parts: &[(String, Vec<u8>)]) {
    let file = File::options().read(true).write(true).create(true).truncate(true).open(path).unwrap();
    let mut zip = ZipWriter::new(file);
    for (name, bytes) in parts {
        zip.start_file(name.clone(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.set_comment(crate::seal::blank()).unwrap();
    crate::seal::close(&mut zip.finish().unwrap(), &|e| panic!("{e}")).unwrap();
}

/// Restores an archive whose parts were changed; what was said of it. Nothing may be left of it.
fn refusal_of(engine: Engine, change: impl Fn(&mut Vec<(String, Vec<u8>)>)) -> String {
    let ground = Ground::of(Engine::Sqlite);
    ground.back_up("one.zip").unwrap();
    let mut changed = parts(&ground.path("one.zip"));
    change(&mut changed);
    sealed(&ground.path("evil.zip"), &changed);
    let (_database, target) = fresh(engine);
    let fault = restore_to(&ground.path("evil.zip"), &target, ground.folder.path()).unwrap_err();
    let db = Db::open(&target, Durability::None).unwrap();
    let columns = db.read(db::schema).unwrap();
    if columns.iter().any(|column| column.starts_with("units.")) {
        let left = db.read(|conn| files::store::page(conn, 0, 1)).unwrap();
        assert!(left.is_empty(), "half of it stays: {left:?}");
    }
    if let Target::Sqlite(path) = &target {
        let names: Vec<_> =
            fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(!names.iter().any(|name| name.to_string_lossy().contains("restoring")), "{names:?}");
    }
    fault.to_string()
}

/// Changes the manifest by its JSON.
fn manifest(parts: &mut [(String, Vec<u8>)], change: impl Fn(&mut serde_json::Value)) {
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name == "manifest.json").unwrap();
    let mut value = serde_json::from_slice(bytes).unwrap();
    change(&mut value);
    *bytes = serde_json::to_vec(&value).unwrap();
}

/// Changes the lines of a table and what the manifest says of their length and sum.
fn lines(parts: &mut [(String, Vec<u8>)], table: &str, lines: &str) {
    let (_, bytes) = parts.iter_mut().find(|(name, _)| *name == format!("tables/{table}.tsv")).unwrap();
    *bytes = lines.as_bytes().to_vec();
    let (length, sum) = (lines.len(), crate::seal::hex(Sha256::new_with_prefix(lines)));
    manifest(parts, |value| {
        let part =
            value["tables"].as_array_mut().unwrap().iter_mut().find(|part| part["name"] == table).unwrap();
        part["bytes"] = length.into();
        part["sha256"] = sum.clone().into();
    });
}

/// What is said of the archive with one bit of the byte changed.
fn said_of(file: &mut File, path: &Path, whole: &[u8], at: usize) -> String {
    changed(file, at, whole[at] ^ 1 << (at % 8));
    let fault = Archive::open(path).map(|_| ()).unwrap_err();
    assert!(matches!(fault, Fault::Damaged(_)), "byte {at}: {fault}");
    changed(file, at, whole[at]);
    fault.to_string()
}

fn changed(file: &mut File, at: usize, byte: u8) {
    file.seek(SeekFrom::Start(u64::try_from(at).unwrap())).unwrap();
    file.write_all(&[byte]).unwrap();
}

/// The seal finds every byte; what is wrong is sought through all parts, so it is asked at a byte of each part and on the
/// way through the rest.
#[test]
fn every_changed_byte_and_every_cut_is_found() {
    let ground = Ground::of(Engine::Sqlite);
    ground.back_up("one.zip").unwrap();
    let whole = fs::read(ground.path("one.zip")).unwrap();
    let other = ground.path("other.zip");
    fs::write(&other, &whole).unwrap();
    let mut file = File::options().read(true).write(true).open(&other).unwrap();
    for (at, byte) in whole.iter().enumerate() {
        changed(&mut file, at, byte ^ 1 << (at % 8));
        assert!(!crate::seal::is_whole(&mut file, &|e| panic!("{e}")).unwrap(), "byte {at}");
        changed(&mut file, at, *byte);
    }
    for at in (0..whole.len()).step_by(97) {
        said_of(&mut file, &other, &whole, at);
    }
    let mut zip = ZipArchive::new(File::open(&other).unwrap()).unwrap();
    for index in 0..zip.len() {
        let (name, middle, length) = {
            let entry = zip.by_index(index).unwrap();
            let (start, length) = (entry.data_start().unwrap(), entry.compressed_size());
            (entry.name().unwrap().into_owned(), usize::try_from(start + length / 2).unwrap(), entry.size())
        };
        if length > 0 {
            let said = said_of(&mut file, &other, &whole, middle);
            assert!(said.contains(&name), "the part is named: {name}: {said}");
        }
    }
    for length in (0..whole.len()).step_by(97).chain([whole.len() - 1]) {
        fs::write(&other, &whole[..length]).unwrap();
        assert!(matches!(Archive::open(&other), Err(Fault::Damaged(_))), "cut to {length}");
    }
    fs::write(&other, &whole).unwrap();
    Archive::open(&other).unwrap();
}

#[test]
fn names_that_climb_and_parts_nobody_asked_for_are_refused() {
    for name in ["../../etc/cron.d/x", "/etc/passwd", "files/..%2f..%2fx", "tables/evil.tsv"] {
        let said = refusal_of(Engine::Sqlite, |parts| parts.push((name.to_owned(), b"x".to_vec())));
        assert!(said.contains("parts are not those"), "{name}: {said}");
    }
    let said = refusal_of(Engine::Sqlite, |parts| {
        let file = parts.iter_mut().find(|(name, _)| name.starts_with("files/")).unwrap();
        file.0 = "files/../../../../tmp/x".to_owned();
        manifest(parts, |value| value["files"][0]["sha256"] = "../../../../tmp/x".into());
    });
    assert!(said.contains("its bytes are others"), "{said}");
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let line = "1".repeat(30_000_000);
    let said = refusal_of(Engine::Sqlite, |parts| lines(parts, "jobs", &line));
    assert!(said.contains("unpacks to 500 times"), "{said}");
}

#[test]
fn a_later_version_and_a_later_format_are_told() {
    let later = refusal_of(Engine::Sqlite, |parts| {
        manifest(parts, |value| value["migrations"].as_array_mut().unwrap().push("209901010000".into()));
    });
    assert!(later.contains("209901010000") && later.contains("version 0.0.1"), "{later}");
    let format = refusal_of(Engine::Sqlite, |parts| manifest(parts, |value| value["format"] = 2.into()));
    assert!(format.contains("format this program does not know"), "{format}");
}

testing::both_databases! {
    fn rows_that_are_no_rows_leave_nothing_behind(engine) {
        let injected = "a'); DROP TABLE units; --\t1\n";
        for (table, text, expected) in [
            ("house_settings", "a\n", "no row of this table"),
            ("house_settings", "a\tb\tc\n", "no row of this table"),
            ("house_settings", "a\tb", "no row of this table"),
            ("house_settings", "a\t\\x\n", "no row of this table"),
            ("house_settings", "a\t1\na\t2\n", "refused"),
            ("house_settings", injected, "rows instead of 0"),
            ("pack_bindings", "7\tx\t/\t2024-01-01\t\\N\n", "no row of this table"),
        ] {
            let said = refusal_of(engine, |parts| lines(parts, table, text));
            assert!(said.contains(expected), "{table} {text:?}: {said}");
        }
        let orphan = "1\tx\t424242\t2024-01-01\t\\N\n";
        let said = refusal_of(engine, |parts| {
            lines(parts, "pack_bindings", orphan);
            manifest(parts, |value| {
                let mut tables = value["tables"].as_array_mut().unwrap().iter_mut();
                tables.find(|part| part["name"] == "pack_bindings").unwrap()["rows"] = 1.into();
            });
        });
        assert!(said.contains("not there") || said.contains("FOREIGN KEY"), "{said}");
        let said = refusal_of(engine, |parts| manifest(parts, |value| value["tables"][0]["rows"] = 3.into()));
        assert!(said.contains("rows instead of 3"), "{said}");
        let said = refusal_of(engine, |parts| manifest(parts, |value| value["tables"][0]["columns"][0]["name"] = "id; --".into()));
        assert!(said.contains("tables are not those"), "{said}");
    }
}
