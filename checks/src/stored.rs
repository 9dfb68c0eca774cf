//! Upgrades: a backup of each earlier version is restored onto both databases and brought up to this one. The main pages
//! open for the main roles, and published figures are those that were published then (invariant 8).

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use testing::Engine;

use crate::demo::Demo;
use crate::wire::Wire;

const ROLES: [&str; 6] =
    ["administrator", "ministry", "institute_methodist", "municipal_methodist", "principal", "teacher"];

#[test]
fn backups_of_earlier_versions_come_up_on_sqlite() {
    all_come_up(Engine::Sqlite);
}

#[test]
fn backups_of_earlier_versions_come_up_on_postgres() {
    all_come_up(Engine::Postgres);
}

fn all_come_up(engine: Engine) {
    let archives = archives();
    assert!(!archives.is_empty(), "checks/stored holds a backup of the last release");
    for archive in archives {
        let demo = Demo::stored(engine, &archive);
        main_pages_open(&demo);
        let (found, expected) = (figures(&demo), archive.with_extension("txt"));
        if std::env::var_os("METODSET_UPDATE").is_some() && !expected.exists() {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap();
        assert!(expected.lines().count() > 5, "{}: nothing is expected", archive.display());
        assert_eq!(found, expected, "{}", archive.display());
    }
}

/// `<version>.metodset` of every version kept.
fn archives() -> Vec<PathBuf> {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/stored")).unwrap();
    let mut found: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "metodset"));
    found.sort();
    found
}

fn main_pages_open(demo: &Demo) {
    for role in ROLES {
        let mut wire = Wire::signed_in(demo, role);
        assert_eq!(wire.get("/").status, 200, "/ as {role}");
        for page in ["/units", "/documents", "/monitoring"] {
            let status = wire.get(page).status;
            assert!(
                status == 200 || status == 403 && role != "institute_methodist",
                "{page} as {role}: {status}"
            );
        }
    }
    let mut wire = Wire::signed_in(demo, "institute_methodist");
    let unit = demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM units");
    let paper = demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM documents WHERE file_id IS NOT NULL");
    let sheet = demo.ask("SELECT CAST(min(id) AS TEXT) AS line FROM sheets WHERE state <> 'empty'");
    let pages = [
        format!("/units/{unit}"),
        format!("/documents/{paper}"),
        format!("/documents/{paper}/file"),
        format!("/monitoring/sheets/{sheet}"),
        format!("{}/results", published(demo)),
    ];
    for page in pages {
        assert_eq!(wire.get(&page).status, 200, "{page}");
    }
}

fn published(demo: &Demo) -> String {
    let id = demo.ask("SELECT CAST(min(campaign_id) AS TEXT) AS line FROM publications");
    format!("/monitoring/{id}")
}

/// What was published, as anybody takes it away: a line an object, its points by criterion, its indicators.
fn figures(demo: &Demo) -> String {
    let mut wire = Wire::signed_in(demo, "institute_methodist");
    let sent = wire.get(&format!("{}/download?what=results&as=json", published(demo)));
    assert_eq!(sent.status, 200, "{}", sent.text());
    let whole: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
    let summary = &whole["summary"];
    let mut text = format!("mean {} median {}\n", summary["mean_percent"], summary["median_percent"]);
    for object in whole["objects"].as_array().unwrap() {
        let _ = writeln!(
            text,
            "{}: {} of {}, {} %, place {}",
            object["name"], object["score"], object["max"], object["percent"], object["place"]
        );
        for (no, line) in object["indicators"].as_object().unwrap() {
            let _ = writeln!(text, "  {no}: {} of {}", line["score"], line["max"]);
        }
    }
    text
}
