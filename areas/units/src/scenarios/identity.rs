//! Export ∘ import = identity, for any units: the register read against the same tree changes nothing, and read into a tree
//! without them it gives the same units.

use std::collections::BTreeSet;

use access::{Level, Role};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testing::{Browser, Engine, TestApp};

use crate::fixture::{SmallTree, plant_on};
use crate::{NewUnit, Unit, UnitId, store};

/// Trees tried; each is two installations.
const CASES: u32 = 12;
/// Units of the small tree.
const PLANTED: usize = 5;
const FORMS: [Option<&str>; 3] = [None, Some("cabinet"), Some("imc")];

#[derive(Debug, Clone)]
struct Municipality {
    name: String,
    is_city: bool,
    form: usize,
    staff: Option<i64>,
    url: Option<String>,
    is_far: bool,
}

#[derive(Debug, Clone)]
struct School {
    at: usize,
    number: u8,
    word: String,
    kind: &'static str,
    marks: (bool, bool),
    figures: [Option<i64>; 3],
    code: Option<u16>,
}

fn figure(most: i64) -> impl Strategy<Value = Option<i64>> {
    proptest::option::of(0..=most)
}

fn municipality() -> impl Strategy<Value = Municipality> {
    let url = proptest::option::of("https?://[a-z]{1,8}[.]ru(/[a-z0-9=?&%-]{0,12})?");
    (
        "[А-ЯЁ][а-яё]{2,9}(-[А-ЯЁ][а-яё]{2,6}| [0-9]{1,2})?",
        any::<bool>(),
        0..FORMS.len(),
        figure(1_000),
        url,
        any::<bool>(),
    )
        .prop_map(|(name, is_city, form, staff, url, is_far)| Municipality {
            name,
            is_city,
            form,
            staff,
            url,
            is_far,
        })
}

fn school() -> impl Strategy<Value = School> {
    let kind = prop_oneof![Just("school"), Just("kindergarten"), Just("extra_education")];
    let figures = (figure(5_000), figure(10_000_000), figure(1_000_000)).prop_map(|(a, b, c)| [a, b, c]);
    let code = proptest::option::of(1_000_u16..2_000);
    (
        0_usize..3,
        10_u8..16,
        "([А-ЯЁ«№][а-яё ,.;=+'\"-]{0,12}[а-яё»])?",
        kind,
        any::<(bool, bool)>(),
        figures,
        code,
    )
        .prop_map(|(at, number, word, kind, marks, figures, code)| {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            School { at, number, word, kind, marks, figures, code }
        })
}

type Drawn = (Vec<Municipality>, Vec<School>);

/// Schools of one municipality have different numbers, and each code is given once.
fn drawn() -> impl Strategy<Value = Drawn> {
    let all = (proptest::collection::vec(municipality(), 1..4), proptest::collection::vec(school(), 0..9));
    all.prop_map(|(mut towns, mut schools)| {
        let (mut names, mut numbers, mut codes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        towns.retain(|one| names.insert(db::fold(&one.name)));
        for one in &mut schools {
            one.at %= towns.len();
        }
        schools.retain(|one| numbers.insert((one.at, one.number)));
        for one in &mut schools {
            one.code = one.code.filter(|code| codes.insert(*code));
        }
        (towns, schools)
    })
}

fn app() -> (TestApp, SmallTree, Browser) {
    let app = TestApp::of(Engine::Sqlite, vec![crate::area()]);
    let tree = plant_on(&app.house, "2020-01-01".parse().unwrap()).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    (app, tree, institute)
}

fn put(app: &TestApp, tree: &SmallTree, (towns, schools): &Drawn) {
    let (house, from) = (&app.house, "2020-01-01".parse().unwrap());
    let put = |new: NewUnit<'_>| house.db.write(|tx| store::add(tx, house.id(), &new)).unwrap();
    let towns: Vec<Unit> = towns
        .iter()
        .map(|one| {
            let name = format!("Муниципальный округ {}", one.name);
            let named = NewUnit::named(
                UnitId(house.id()),
                Some(&tree.region),
                Level::Municipality,
                "municipal_okrug",
                &name,
                house.now(),
            );
            put(NewUnit {
                from,
                short_name: &one.name,
                size_group: if one.is_city { "city" } else { "district" },
                service_form: FORMS[one.form],
                service_staff: one.staff,
                resource_url: one.url.as_deref(),
                zone: one.is_far.then_some("Asia/Yakutsk"),
                ..named
            })
        })
        .collect();
    for one in schools {
        let (name, short) =
            (format!("Средняя школа № {} {}", one.number, one.word), format!("Школа № {}", one.number));
        let code = one.code.map(|code| format!("0{code}")).unwrap_or_default();
        let named = NewUnit::named(
            UnitId(house.id()),
            towns.get(one.at),
            Level::Organisation,
            one.kind,
            name.trim(),
            house.now(),
        );
        let [distance_km, pupils, teachers] = one.figures;
        let (is_small, is_remote) = one.marks;
        put(NewUnit {
            from,
            short_name: &short,
            code: &code,
            is_small,
            is_remote,
            distance_km,
            pupils,
            teachers,
            ..named
        });
    }
}

fn register(browser: &Browser) -> Vec<u8> {
    let file = browser.get("/units/register");
    assert_eq!(file.status, 200);
    file.bytes
}

/// Lines of a register in the order of the alphabet.
fn lines(bytes: &[u8]) -> Vec<Vec<String>> {
    let book = sheets::read("a.xlsx", bytes, &sheets::Caps::default()).unwrap();
    let grid = &book.grids[0];
    let mut lines: Vec<Vec<String>> =
        (1..grid.height()).map(|row| (0..17).map(|column| grid.text(row, column)).collect()).collect();
    lines.sort();
    lines
}

/// Uploads a register and says where its preview is, when it has so many lines of these verdicts and no others.
fn looked(browser: &Browser, bytes: &[u8], (new, same): (usize, usize)) -> Result<String, TestCaseError> {
    let shown = browser.upload("/units/imports", &[], ("file", "Организации.xlsx", bytes));
    prop_assert_eq!(shown.status, 303, "{}", shown.body);
    let preview = browser.get(&shown.location).body;
    let others = ["изменится: ", "решите, что это: ", "ошибка: ", "Нет в списке", "Пропущенные строки"];
    let is_all = (new == 0 || preview.contains(&format!("новая: {new}")))
        && preview.contains(&format!("без изменений: {same}"))
        && !others.iter().any(|other| preview.contains(other));
    prop_assert!(is_all, "not {new} new and {same} the same: {preview}");
    Ok(shown.location)
}

fn comes_back(drawn: &Drawn) -> Result<(), TestCaseError> {
    let (here, tree, institute) = app();
    put(&here, &tree, drawn);
    let (bytes, new) = (register(&institute), drawn.0.len() + drawn.1.len());
    prop_assert_eq!(lines(&bytes).len(), PLANTED + new);
    looked(&institute, &bytes, (0, PLANTED + new))?;
    let (_there, _, other) = app();
    let url = looked(&other, &bytes, (new, PLANTED))?;
    let seen = other.get(&url).input("seen").unwrap();
    let accepted = other.post(&format!("{url}/acceptance"), &[("seen", seen.as_str()), ("choice", "whole")]);
    prop_assert_eq!(accepted.status, 303, "{}", accepted.body);
    prop_assert_eq!(lines(&register(&other)), lines(&bytes), "other units came in");
    looked(&other, &bytes, (0, PLANTED + new)).map(|_| ())
}

#[test]
fn the_register_of_any_units_comes_back_as_the_same_units() {
    let config =
        Config { cases: CASES, max_shrink_iters: 24, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&drawn(), |drawn| comes_back(&drawn)).unwrap();
}
