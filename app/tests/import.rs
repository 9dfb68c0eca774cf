//! `metodset import`: what it prints and how it ends; killed in the middle it leaves all of a list or nothing.

#![expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

mod program;

use std::path::Path;
use std::time::{Duration, Instant};

use db::Target;
use program::{json, run, started, text};
use testing::TestDatabase;

/// So many people are in a list.
const PEOPLE: u64 = 800;
const ROUNDS: u32 = 6;

fn written(folder: &Path, round: u32) -> String {
    program::staff::written(folder, round, PEOPLE).to_str().unwrap().to_owned()
}

fn counted(base: &[&str], file: &str) -> (u64, u64) {
    let shown =
        run(&[&["import", "people", file, "--unit", "ДЕМО-10", "--dry-run", "--json"], base].concat());
    let told = json(&shown.stdout);
    assert_eq!(told["rows"], PEOPLE, "{told}");
    (told["new"].as_u64().unwrap(), told["same"].as_u64().unwrap())
}

/// Kills an import after ever more of the time a whole one takes.
fn killed(folder: &Path, base: &[&str]) {
    let arguments = |file: &str| -> Vec<String> {
        let own = ["import", "people", file, "--unit", "ДЕМО-10"];
        own.iter().chain(base).map(|one| (*one).to_owned()).collect()
    };
    let whole = Instant::now();
    let first = written(folder, 0);
    let outcome = run(&arguments(&first).iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(outcome.status.code(), Some(0), "{}", text(&outcome.stderr));
    let whole = whole.elapsed();
    assert_eq!(counted(base, &first), (0, PEOPLE), "the same list again changes nothing");
    let mut nothing = 0;
    for round in 1..=ROUNDS {
        let file = written(folder, round);
        let mut child = started(&arguments(&file).iter().map(String::as_str).collect::<Vec<_>>());
        std::thread::sleep(
            whole.mul_f64(f64::from(round) / f64::from(ROUNDS + 1)) + Duration::from_millis(5),
        );
        child.kill().unwrap();
        child.wait().unwrap();
        let left = counted(base, &file);
        assert!(left == (PEOPLE, 0) || left == (0, PEOPLE), "round {round}: {left:?} is half a list");
        nothing += u32::from(left.0 == PEOPLE);
    }
    assert!(nothing > 0, "no import was killed before its end");
}

#[test]
fn an_import_killed_in_the_middle_leaves_all_or_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    program::demo_small(dir);
    killed(folder.path(), &["--dir", dir]);
}

#[test]
fn an_import_killed_in_the_middle_leaves_all_or_nothing_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let database = TestDatabase::bare("LOCALE 'C' ENCODING 'UTF8'");
    let Target::Postgres(url) = &database.target else { panic!("another database") };
    let filled = run(&["demo", "--database", url, "--dir", dir, "--scale", "small", "--no-serve", "--json"]);
    assert_eq!(filled.status.code(), Some(0), "{}", text(&filled.stderr));
    killed(folder.path(), &["--database", url, "--dir", dir]);
}

#[test]
fn lists_of_units_and_structures_say_what_they_would_do_and_end_as_told() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    program::demo_small(dir);
    let at = |name: &str, list: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, list).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let units = at(
        "школы.csv",
        "Название;Код;Муниципалитет;Обучающихся\nШкола № 900;900;Белогорск;100\nШкола № 901;901;Нигде;5\n",
    );
    let structures =
        at("сеть.csv", "Структура;Вид;Территория;Создана\nРМО учителей пения;РМО;Михайловский район;2020\n");
    let import = |kind: &str, file: &str| run(&["import", kind, file, "--dir", dir, "--json"]);
    let told = import("units", &units);
    assert_eq!(told.status.code(), Some(1), "{}", text(&told.stderr));
    let shown = json(&told.stdout);
    assert_eq!((&shown["new"], &shown["errors"][0]["cell"]), (&1.into(), &"C3".into()), "{shown}");
    assert_eq!(json(&import("units", &units).stdout)["same"], 1, "the good row was taken");
    let told = import("structures", &structures);
    assert_eq!(
        (told.status.code(), &json(&told.stdout)["new"]),
        (Some(0), &1.into()),
        "{}",
        text(&told.stderr)
    );
    assert_eq!(json(&import("structures", &structures).stdout)["same"], 1);
    let members = at(
        "состав.csv",
        "Структура;Территория;ФИО;Роль\nРМО учителей пения;Михайловский район;Выдумкина Ярослава Осиповна;руководитель\n\
         ;;Выдумкин Ярослав Осипович;кассир\n",
    );
    let told = import("members", &members);
    let shown = json(&told.stdout);
    assert_eq!((told.status.code(), &shown["new"]), (Some(1), &1.into()), "{shown} {}", text(&told.stderr));
    assert_eq!(shown["errors"][0]["cell"], "D3", "{shown}");
    assert_eq!(json(&import("members", &members).stdout)["same"], 1);
    let staff =
        at("учителя.csv", "№;Должность;ФИО;Ставка\n1;Директор школы;Выдумкин Пётр Осипович;1\n;Итого;;1\n");
    let told = run(&["import", "people", &staff, "--unit", "ДЕМО-10-02-02", "--dry-run", "--dir", dir]);
    assert!(text(&told.stdout).contains("новых 1"), "{}", text(&told.stdout));
    assert!(text(&told.stderr).contains("строка 3 пропущена: «Итого»"), "{}", text(&told.stderr));
    let told = run(&["import", "people", &staff, "--unit", "28", "--dry-run", "--dir", dir]);
    assert_eq!(told.status.code(), Some(2), "no list was read");
    let said = text(&told.stderr);
    assert!(said.contains("с кодом «28» нет: исправьте --unit") && said.contains("Коды: "), "{said}");
    let none = at("никакой.csv", "Показатель;Значение\n1;2\n");
    assert_eq!(import("structures", &none).status.code(), Some(2));
}
