//! The program as a person at a terminal meets it: exit codes, sentences, JSON.

mod program;

use std::net::TcpListener;

use program::{Running, demo_small, json, run, text};
use testing::{Engine, TestDatabase};

#[test]
fn help_is_0_a_wrong_flag_is_2_and_a_missing_database_is_1() {
    assert_eq!(run(&["--help"]).status.code(), Some(0));
    assert_eq!(run(&["serve", "--no-such-flag"]).status.code(), Some(2));
    assert_eq!(run(&["serve", "--database", "metodset.db"]).status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let outcome = run(&["serve", "--dir", dir, "--listen", "127.0.0.1:0"]);
    assert_eq!(outcome.status.code(), Some(1));
    assert!(text(&outcome.stderr).contains("metodset migrate"), "{}", text(&outcome.stderr));
    assert!(!folder.path().join("metodset.db").exists(), "a mistyped folder must not become a database");
}

#[test]
fn an_unknown_setting_in_the_file_is_told_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("m.toml");
    std::fs::write(&file, "base_url = \"sqlite:x.db\"\n").unwrap();
    let outcome = run(&["doctor", "--config", file.to_str().unwrap()]);
    assert_eq!(outcome.status.code(), Some(2));
    assert!(text(&outcome.stderr).contains("m.toml: unknown setting `base_url`"));
    assert_eq!(run(&["doctor", "--config", "no-such-file.toml"]).status.code(), Some(2));
}

#[test]
fn a_taken_port_is_one_sentence_that_names_the_address_and_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let outcome =
        run(&["demo", "--dir", folder.path().to_str().unwrap(), "--scale", "small", "--listen", &address]);
    let said = text(&outcome.stderr);
    assert_eq!(outcome.status.code(), Some(1));
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
}

#[test]
fn a_read_only_database_is_a_sentence() {
    let database = TestDatabase::new(Engine::Sqlite);
    let db::Target::Sqlite(path) = &database.target else { panic!("another database") };
    let folder = tempfile::tempdir().unwrap();
    // By its address and not by its rights: for the superuser no file is read-only.
    let url = format!("sqlite:file:{}?mode=ro", path.display());
    let outcome = run(&[
        "serve",
        "--database",
        &url,
        "--dir",
        folder.path().to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ]);
    assert_eq!(outcome.status.code(), Some(1));
    assert!(text(&outcome.stderr).contains("read-only"), "{}", text(&outcome.stderr));
}

#[test]
fn a_database_of_another_locale_is_refused_with_the_command_that_makes_a_right_one() {
    let database = TestDatabase::bare("LOCALE 'C' ENCODING 'SQL_ASCII'");
    let db::Target::Postgres(url) = &database.target else { panic!("another database") };
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    for command in ["migrate", "serve", "doctor", "demo"] {
        let outcome = run(&[command, "--database", url, "--dir", dir]);
        let said = text(&outcome.stderr) + &text(&outcome.stdout);
        assert_eq!(outcome.status.code(), Some(1), "{command}: {said}");
        assert!(said.contains("createdb --locale=C -E UTF8 -T template0"), "{command}: {said}");
    }
}

#[test]
fn migrate_applies_once_and_doctor_then_finds_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let before = json(&run(&["doctor", "--dir", dir, "--json"]).stdout);
    assert_eq!(before["is_well"], false);
    let first = json(&run(&["migrate", "--dir", dir, "--json"]).stdout);
    assert!(!first["applied"].as_array().unwrap().is_empty());
    let second = json(&run(&["migrate", "--dir", dir, "--json"]).stdout);
    assert!(second["applied"].as_array().unwrap().is_empty());
    let outcome = run(&["doctor", "--dir", dir, "--json"]);
    let found = json(&outcome.stdout);
    assert_eq!((outcome.status.code(), &found["is_well"]), (Some(0), &true.into()), "{found}");
    let settings = found["settings"].as_array().unwrap();
    let origin = |name: &str| settings.iter().find(|s| s["name"] == name).unwrap()["origin"]["from"].clone();
    assert_eq!((origin("dir"), origin("listen")), ("flag".into(), "default".into()));
}

#[test]
fn a_migrated_postgresql_is_known_as_migrated() {
    let database = TestDatabase::new(Engine::Postgres);
    let db::Target::Postgres(url) = &database.target else { panic!("another database") };
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let outcome = run(&["user", "list", "--database", url, "--dir", dir]);
    assert_eq!(outcome.status.code(), Some(0), "{}", text(&outcome.stderr));
    let first = json(&run(&["doctor", "--database", url, "--dir", dir, "--json"]).stdout);
    assert_eq!(first["is_well"], true, "{first}");
}

#[test]
fn serve_answers_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    assert_eq!(run(&["migrate", "--dir", dir]).status.code(), Some(0));
    let mut running = Running::start(&["serve", "--dir", dir, "--listen", "127.0.0.1:0"]);
    let url = running.line();
    assert!(program::get(&url, "/sign-in").starts_with("HTTP/1.1 200"));
    assert!(program::get(&url, "/units").starts_with("HTTP/1.1 303"));
    assert_eq!(running.stop(), Some(0));
}

#[test]
fn a_token_is_made_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    demo_small(dir);
    let make = |more: &[&str]| {
        run(&[
            &["token", "create", "--dir", dir, "--login", "institute", "--name", "выгрузка", "--json"],
            more,
        ]
        .concat())
    };
    let made = json(&make(&["--days", "30"]).stdout);
    assert!(made["secret"].as_str().unwrap().starts_with("mst_"), "{made}");
    assert_eq!((&made["scope"], &made["expires_on"]), (&"read".into(), &"2026-07-17".into()));
    let too_long = make(&["--days", "400"]);
    assert_eq!(too_long.status.code(), Some(1));
    assert!(text(&too_long.stderr).contains("не\u{a0}дольше года"), "{}", text(&too_long.stderr));
    assert_eq!(make(&["--scope", "all"]).status.code(), Some(2));
    let list = || json(&run(&["token", "list", "--dir", dir, "--login", "institute", "--json"]).stdout);
    assert_eq!((&list()[0]["id"], &list()[0]["is_live"]), (&made["id"], &true.into()));
    assert!(!list().to_string().contains("mst_"), "a secret is shown once");
    let id = made["id"].as_str().unwrap();
    assert_eq!(run(&["token", "revoke", "--dir", dir, id]).status.code(), Some(0));
    assert_eq!(list()[0]["is_live"], false);
    assert_eq!(run(&["token", "revoke", "--dir", dir, "7"]).status.code(), Some(1));
}

#[test]
fn the_document_of_the_api_is_printed_without_a_database() {
    let outcome = run(&["openapi"]);
    let document = json(&outcome.stdout);
    assert_eq!((outcome.status.code(), &document["openapi"]), (Some(0), &"3.1.0".into()));
    assert!(document["paths"]["/api/v1/units"]["get"]["summary"].is_string());
}

#[test]
fn the_journal_of_a_demo_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    demo_small(dir);
    let outcome = run(&["audit", "verify", "--dir", dir, "--json"]);
    assert_eq!(outcome.status.code(), Some(0));
    assert!(json(&outcome.stdout)["broken"].is_null());
}
