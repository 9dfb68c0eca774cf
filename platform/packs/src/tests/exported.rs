//! A table leaves as a pack and comes back the same; an archive from outside is opened under limits.

use super::FACTS;
use crate::export::{self, Export};
use crate::{Act, Day, Effective, Library, Rollup, RollupKind, Template, check, faults, received};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn out(rules: &Effective) -> Export<'_> {
    let on = "2026-06-18".parse().unwrap();
    Export {
        id: "own-1", issuer: "Управление образования «Северный»", on, rules
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn told(path: &Path) -> Vec<String> {
    check(path, &FACTS).iter().map(|problem| problem.sentence.clone()).collect()
}

#[test]
fn every_table_goes_out_as_a_pack_and_comes_back_the_same() {
    let library = Library::embedded().unwrap();
    for name in library.template_names() {
        let table = library.template(&name).unwrap();
        let rules = library.effective(&[name.split_once('/').unwrap().0]).unwrap();
        assert_eq!(faults(table, &rules, &FACTS), [], "{name}");
        let bytes = export::archive(table, &out(&rules), &library).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("own-1.zip");
        fs::write(&file, &bytes).unwrap();
        assert_eq!(told(&file), [""; 0], "{name}");
        for (inner, text) in export::files(table, &out(&rules), &library) {
            let path = dir.path().join("own-1").join(inner);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        assert_eq!(told(&dir.path().join("own-1")), [""; 0], "{name}");
        let pack = received(("own-1.zip", &bytes), "federal", &library, &FACTS).unwrap();
        assert_eq!(pack.templates, [Arc::clone(table)], "{name}");
        let toml = table.to_toml();
        let parent = rules.chain.first().unwrap();
        let pack = received(("t.toml", toml.as_bytes()), parent, &library, &FACTS).unwrap();
        assert_eq!(pack.templates[0].hash(), table.hash(), "{name}");
    }
}

#[test]
fn a_table_under_another_parent_takes_its_kinds_of_documents_along() {
    let library = Library::embedded().unwrap();
    let table = library.template("amur-2020/mms").unwrap();
    let amur = library.effective(&["amur-2020"]).unwrap();
    let rules = crate::Effective { chain: vec!["federal".to_owned()], ..(*amur).clone() };
    let bytes = export::archive(table, &out(&rules), &library).unwrap();
    let pack = received(("a.zip", &bytes), "federal", &library, &FACTS).unwrap();
    assert!(pack.document_kinds.iter().any(|kind| kind.id == "mms_regulation"));
    assert_eq!(pack.manifest.parent.as_deref(), Some("federal"));
}

#[test]
fn quotes_lines_and_the_act_survive() {
    let library = Library::embedded().unwrap();
    let rules = library.effective(&["terek-2021"]).unwrap();
    let mut table = Template::clone(library.template("terek-2021/service").unwrap());
    let day = Day("2025-09-01".parse().unwrap());
    table.act = Some(Act {
        title: "Положение \"О\\мониторинге\"".into(),
        number: "12-о".into(),
        date: Some(day),
        document: None,
    });
    table.criteria[0].indicators[0].purpose = "первая строка\nвторая\tи\u{1}".into();
    table.criteria[0].weight = Some("0.5".parse().unwrap());
    assert_eq!(faults(&table, &rules, &FACTS), []);
    let bytes = export::archive(&table, &out(&rules), &library).unwrap();
    let pack = received(("a.zip", &bytes), "federal", &library, &FACTS).unwrap();
    assert_eq!(*pack.templates[0], table);
    assert_eq!(pack.manifest.number, "12-о");
    assert_eq!(Template::from_json(&table.canonical_json()).unwrap(), table);
}

#[test]
fn an_archive_from_outside_is_told_apart_and_held_within_limits() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.zip");
    let said = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        told(&file).join(" ")
    };
    assert!(said(b"PK\x03\x04 no archive").contains("Архив ZIP не открывается"));
    assert!(said(&zipped(&[("../pack.toml", b"id = 1")])).contains("ведёт за пределы папки"));
    assert!(said(&zipped(&[("p/../../pack.toml", b"id = 1")])).contains("ведёт за пределы папки"));
    assert!(said(&zipped(&[("p/pack.toml", &[0xff, 0xfe])])).contains("не в кодировке UTF-8"));
    let many: Vec<String> = (0..201).map(|n| format!("{n}.toml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(said(&zipped(&many)).contains("больше 200 файлов"));
    let bomb = export::archive_of("bomb", &[("levels.toml".to_owned(), "#".repeat(1_900_000))]);
    assert!(said(&bomb).contains("слишком велик после распаковки"));
    assert!(said(&zipped(&[("big.toml", &vec![b'#'; 2_100_000])])).contains("слишком велик"));
    assert!(said(&zipped(&[("p/readme.txt", b"x")])).contains("Нет файла pack.toml"));
}

#[test]
fn a_file_that_is_no_pack_or_has_an_error_is_told_with_its_line() {
    let library = Library::embedded().unwrap();
    let said = |name: &str, text: &str| {
        let problems = received((name, text.as_bytes()), "federal", &library, &FACTS).unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert!(said("t.docx", "x").contains("Это не набор правил"));
    assert!(said("t.toml", "id = \"t\"\ntitle =").contains("monitoring/table.toml:2:"));
    let table = library.template("vladimir-2020/system").unwrap().to_toml();
    let broken = table.replacen("max = 51", "max = 50", 1);
    assert!(said("t.toml", &broken).contains("Максимум таблицы объявлен 50"));
}

#[test]
fn a_value_from_below_needs_a_lower_level_and_a_rule_that_can_hold_it() {
    let library = Library::embedded().unwrap();
    let rules = library.effective(&["terek-2021"]).unwrap();
    let said = |no: &str, kind: RollupKind, of: &str| {
        let mut table = Template::clone(library.template("terek-2021/service").unwrap());
        for criterion in &mut table.criteria {
            for one in criterion.indicators.iter_mut().filter(|one| one.no == no) {
                one.rollup = Some(Rollup { kind, of: of.to_owned() });
            }
        }
        let found = faults(&table, &rules, &FACTS);
        found.into_iter().map(|fault| format!("{}: {}", fault.key, fault.sentence)).collect::<Vec<_>>()
    };
    let (share, mean) = (RollupKind::Share, RollupKind::Mean);
    assert_eq!(said("4.1-3", share, "4.3-2"), [""; 0]);
    assert_eq!(said("4.1-4", mean, "4.3-1.1"), [""; 0]);
    assert_eq!(
        said("4.1-3", share, "9"),
        ["rollup: Показатель 4.1-3 берёт долю показателя 9, которого в таблице нет."]
    );
    assert!(said("4.3-2", share, "4.1-3")[0].contains("не ниже его уровнем"));
    assert!(said("4.1-1", mean, "4.3-1.1")[0].contains("правило «scale» не хранит среднее"));
    assert!(said("4.1-4", mean, "4.3-1")[0].contains("по правилу «heading» показателя 4.3-1 не сосчитать"));
}
