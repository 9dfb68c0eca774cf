//! Export ∘ import = identity, for any staff: the register read against the same cards changes nothing, and read into empty
//! organisations it gives the same people.

use access::{Level, Role};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testing::{Browser, Engine, TestApp};
use units::Unit;
use units::fixture::SmallTree;
use web::{Cx, Write};

use super::setting::app;
use crate::actions::{add, employing, telling};
use crate::rules::names;
use crate::store::{employments, records};
use crate::{Name, NewCategory, NewEmployment, NewPerson, Person, Record, RecordId, RecordKind};

/// Staffs tried; each is two installations.
const CASES: u32 = 16;
const POSTS: [(&str, &str); 6] = [
    ("teacher", "учитель математики и физики"),
    ("teacher", ""),
    ("educator", ""),
    ("psychologist", "мастер на все руки"),
    ("deputy_teaching", "зам. директора по УВР"),
    ("speech_teacher", "Логопед, 1-е отделение"),
];
const SUBJECTS: [&str; 5] = ["mathematics", "physics", "russian", "literature", "safety"];
const CATEGORIES: [&str; 3] = ["conformity", "first", "highest"];

/// An employment drawn: post, other school, rate, main, days ago, order, subjects, dismissed.
type Place = (usize, bool, i64, bool, u64, String, Vec<&'static str>, bool);

type Lesson = (bool, String, u64, Option<i64>, Option<(i64, Option<&'static str>)>);

#[derive(Debug, Clone)]
struct Drawn {
    card: NewPerson,
    places: Vec<Place>,
    /// Category, days ago, order.
    categories: Vec<(usize, u64, String)>,
    /// Education, and a course with its hours: what, days ago, per cent passed and platform of one that goes on.
    told: Vec<Lesson>,
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

fn name() -> impl Strategy<Value = Name> {
    let last = "[А-ЯЁ][а-яё]{1,11}((-| )[А-ЯЁ][а-яё]{1,8})?|[А-Я]’[А-Я][а-я]{2,6}|Ёжикова|Йод-Ёлкина";
    let middle = "([А-ЯЁ][а-яё]{2,11})?|[А-Я][а-я]{2,6} (оглы|кызы)|[А-Я]\\.";
    (last, "[А-ЯЁ][а-яё]{1,9}(-[А-ЯЁ][а-яё]{1,6})?|[А-Я]\\.", middle).prop_map(|(last, first, middle)| Name {
        last,
        first,
        middle,
    })
}

/// What a person types into a field of one line.
fn words() -> impl Strategy<Value = String> {
    "([а-яёА-ЯA-Z0-9№=+@'\"-][а-яё0-9 №;,./=+'\"-]{0,20}[а-яё0-9\"])?"
        .prop_map(|text: String| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn card() -> impl Strategy<Value = NewPerson> {
    let born = proptest::option::of(9_000_u64..30_000);
    let service = proptest::option::of((0_u64..2_000, 0_u64..1_000));
    let contacts =
        ("([a-z]{1,8}[.]?[a-z0-9]{1,5}@[a-z]{2,8}[.]ru)?", "(8|[+]7)? ?[0-9]{3} [0-9]{3}-[0-9]{2}|");
    (name(), "([А-ЯЁ][а-яё]{1,10})?", born, service, contacts).prop_map(
        |(name, former_name, born, service, (email, phone))| NewPerson {
            name,
            former_name,
            birth_date: born.map(|days| day() - Days::new(days)),
            email,
            phone: phone.trim().to_owned(),
            general_since: service.map(|(pedagogical, before)| day() - Days::new(pedagogical + before)),
            pedagogical_since: service.map(|(pedagogical, _)| day() - Days::new(pedagogical)),
        },
    )
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let taught = proptest::sample::subsequence(SUBJECTS.to_vec(), 0..4);
    let place = (
        0..POSTS.len(),
        any::<bool>(),
        5_i64..=200,
        any::<bool>(),
        0_u64..9_000,
        words(),
        taught,
        any::<bool>(),
    );
    let category = (0..CATEGORIES.len(), 0_u64..4_000, words());
    let places = proptest::collection::vec(place, 1..4);
    let title =
        prop_oneof![words(), Just("Педагогика, 72 ч".to_owned()), Just("Университет, 2001".to_owned())];
    let going = (0_i64..=100, proptest::option::of(Just("СДО «Гранит», 2-я очередь")));
    let hours = proptest::option::of(1_i64..500);
    let told = (any::<bool>(), title, 0_u64..3_000, hours, proptest::option::of(going));
    let told = proptest::collection::vec(told, 0..4);
    let all = (card(), places, proptest::collection::vec(category, 0..3), told);
    all.prop_map(|(mut card, places, categories, told)| {
        // One name in two organisations is one person only when the birth says so.
        let is_of_two = places.iter().any(|place| place.1) && places.iter().any(|place| !place.1);
        if is_of_two {
            card.birth_date = card.birth_date.or(Some(day() - Days::new(15_000)));
        }
        // Whoever works was fourteen on the first day, and eighteen when a category was granted.
        let longest = places.iter().map(|place| place.4 + 5_200).max().unwrap_or(0).max(10_600);
        card.birth_date = card.birth_date.map(|born| born.min(day() - Days::new(longest)));
        Drawn { card, places, categories, told }
    })
}

/// Namesakes are told apart by their birth, as on paper.
fn staff() -> impl Strategy<Value = Vec<Drawn>> {
    (proptest::collection::vec(drawn(), 1..9), any::<bool>()).prop_map(|(mut all, has_namesake)| {
        if has_namesake && all.len() > 1 {
            all[1].card.name = all[0].card.name.clone();
            all[0].card.birth_date = Some(day() - Days::new(15_000));
            all[1].card.birth_date = Some(day() - Days::new(18_000));
        }
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|one| {
            seen.insert((names::likeness(&one.card.name), one.card.birth_date.filter(|_| has_namesake)))
        });
        let plain = |one: &Drawn| names::likeness(&one.card.name);
        let (all_names, first): (Vec<String>, _) = (all.iter().map(plain).collect(), all.first().map(plain));
        let mut at = 0;
        all.retain(|one| {
            at += 1;
            // Of other namesakes one is left.
            let is_twin = has_namesake && at <= 2 && first == Some(plain(one));
            is_twin || all_names.iter().position(|known| *known == plain(one)) == Some(at - 1)
        });
        all
    })
}

/// Puts the staff into the two schools, and says how many lines its register has.
fn put(app: &TestApp, tree: &SmallTree, staff: &[Drawn]) -> usize {
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    let lines = staff.iter().map(|one| put_one(&mut cx, tree, one)).sum();
    cx.finish().unwrap();
    lines
}

fn put_one(cx: &mut Cx<Write>, tree: &SmallTree, one: &Drawn) -> usize {
    let unit = |is_other: bool| if is_other { &tree.other_school } else { &tree.school };
    let mut taken: Vec<(bool, &str)> = Vec::new();
    let mut person: Option<Person> = None;
    let mut gone = Vec::new();
    for place in &one.places {
        let key = (place.1, POSTS[place.0].0);
        if taken.contains(&key) {
            continue;
        }
        taken.push(key);
        let work = work(place);
        person = Some(match person {
            None => add(cx, unit(place.1), &one.card, &work).unwrap(),
            Some(person) => {
                // Only a later place may have ended: of nobody the register says nothing.
                let person = employing::hire(cx, &person, unit(place.1), &work).unwrap();
                gone.extend(place.7.then_some((unit(place.1), key.1)));
                person
            }
        });
    }
    let person = person.unwrap();
    let lines = taken.len() - gone.len();
    for (unit, post) in gone {
        dismiss(cx, &person, unit, post);
    }
    let mut known = std::collections::BTreeSet::new();
    for (at, days, document) in one.categories.iter().filter(|(at, days, _)| known.insert((*at, *days))) {
        let granted_on = day() - Days::new(*days);
        let new = NewCategory {
            category: CATEGORIES[*at].into(),
            post: "teacher".into(),
            granted_on,
            document: document.clone(),
        };
        telling::grant(cx, &person, &new).unwrap();
    }
    for (is_course, title, days, hours, going) in
        one.told.iter().filter(|told| !matches!(told.1.as_str(), "" | "-" | "нет"))
    {
        let kind = if *is_course { RecordKind::Course } else { RecordKind::Education };
        let record = Record {
            id: RecordId(cx.id()),
            person_id: person.id,
            kind: kind.code().to_owned(),
            title: title.clone(),
            place: String::new(),
            began_on: going.filter(|_| *is_course).map(|_| day() - Days::new(*days)),
            happened_on: match going {
                Some(_) if *is_course => day() + Days::new(*days % 700),
                _ => day() - Days::new(*days),
            },
            hours: hours.filter(|_| *is_course),
            document: String::new(),
            form: None,
            level: None,
            platform: going.filter(|_| *is_course).and_then(|(_, platform)| platform.map(str::to_owned)),
            progress: going.filter(|_| *is_course).map(|(passed, _)| passed),
            version: 1,
        };
        telling::tell(cx, &person, &record, None).unwrap();
    }
    lines
}

fn work((post, _, rate, is_main, days, ground, subjects, _): &Place) -> NewEmployment {
    let (post, title) = POSTS[*post];
    NewEmployment {
        post: post.to_owned(),
        post_title: title.to_owned(),
        subjects: subjects.iter().map(|one| (*one).to_owned()).collect(),
        rate: *rate,
        teaching_hours: (*rate > 50).then_some(*rate * 18),
        is_main: *is_main,
        started_on: day() - Days::new(*days),
        is_start_told: true,
        ground: ground.clone(),
    }
}

fn dismiss(cx: &mut Cx<Write>, person: &Person, unit: &Unit, post: &str) {
    let works = employments::of(cx.conn(), person.id).unwrap();
    let one = works.iter().find(|one| one.unit_id == unit.id && one.post == post).unwrap();
    employing::dismiss(cx, person, (one.id, one.version), day(), "").unwrap();
}

fn institute(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path)
}

fn register(browser: &Browser) -> Vec<u8> {
    let file = browser.get("/people/register");
    assert_eq!(file.status, 200);
    file.bytes
}

/// Lines of a register in the order of the alphabet.
fn lines(bytes: &[u8]) -> Vec<Vec<String>> {
    let book = sheets::read("a.xlsx", bytes, &sheets::Caps::default()).unwrap();
    let grid = &book.grids[0];
    let mut lines: Vec<Vec<String>> =
        (1..grid.height()).map(|row| (0..42).map(|column| grid.text(row, column)).collect()).collect();
    lines.sort();
    lines
}

/// Uploads a register and says where its preview is, when all its lines have one verdict.
fn looked(browser: &Browser, bytes: &[u8], verdict: &str, lines: usize) -> Result<String, TestCaseError> {
    let shown = browser.upload("/people/imports", &[("unit", "")], ("file", "Педагоги.xlsx", bytes));
    prop_assert_eq!(shown.status, 303, "{}", shown.body);
    let mut preview = browser.page(&shown.location);
    // A name told by initials and one that another row may have under another family name are asked about where no card has
    // them: the file says no more.
    let short = preview.body.matches("вместо имени – инициалы").count()
        + preview.body.matches("похоже на\u{a0}строку").count();
    let asked: std::collections::BTreeSet<String> = preview
        .body
        .split("name=\"row-")
        .skip(1)
        .filter_map(|rest| Some(format!("row-{}", rest.split('"').next()?)))
        .collect();
    if verdict == "новый человек: " && short > 0 && asked.len() == short {
        let seen = preview.input("seen").unwrap_or_default();
        let mut fields = vec![("seen", seen.as_str()), ("choice", "decide")];
        fields.extend(asked.iter().map(|row| (row.as_str(), "other")));
        let decided = browser.post(&format!("{}/acceptance", shown.location), &fields);
        prop_assert_eq!(decided.status, 303, "{}", decided.body);
        preview = browser.page(&shown.location);
    }
    let preview = preview.body;
    let others = [
        "новый человек: ",
        "изменится: ",
        "решите, кто это: ",
        "ошибка: ",
        "без изменений: ",
        "Нет в списке",
    ];
    let is_all = preview.contains(&format!("{verdict}{lines}"))
        && others.iter().all(|other| *other == verdict || !preview.contains(other));
    let rows =
        preview.split("<tbody>").nth(1).unwrap_or(&preview).split("</tbody>").next().unwrap_or_default();
    prop_assert!(is_all, "{verdict}{lines} is not all: {rows}");
    Ok(shown.location)
}

fn comes_back(staff: &[Drawn]) -> Result<(), TestCaseError> {
    let (here, tree) = app(Engine::Sqlite);
    let count = put(&here, &tree, staff);
    let institute_here = institute(&here, &tree);
    let bytes = register(&institute_here);
    prop_assert_eq!(lines(&bytes).len(), count);
    looked(&institute_here, &bytes, "без изменений: ", count)?;
    let (there, other) = app(Engine::Sqlite);
    let institute_there = institute(&there, &other);
    let url = looked(&institute_there, &bytes, "новый человек: ", count)?;
    let seen = institute_there.get(&url).input("seen").unwrap();
    let accepted =
        institute_there.post(&format!("{url}/acceptance"), &[("seen", seen.as_str()), ("choice", "whole")]);
    prop_assert_eq!(accepted.status, 303, "{}", accepted.body);
    prop_assert_eq!(lines(&register(&institute_there)), lines(&bytes), "other people came in");
    prop_assert_eq!(
        granted(&there),
        lines(&bytes)
            .iter()
            .filter(|line| !line[14].is_empty())
            .map(|line| &line[..5])
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    );
    looked(&institute_there, &bytes, "без изменений: ", count).map(|_| ())
}

/// How many results of attestation are stored: one for each person who has one in the register.
fn granted(app: &TestApp) -> usize {
    let ids: Vec<i64> = app.house.db.read(|conn| crate::store::list::after(conn, 0, 1_000)).unwrap();
    let all = app.house.db.read(|conn| records::categories_of(conn, &ids)).unwrap();
    all.values().map(Vec::len).sum()
}

#[test]
fn the_register_of_any_staff_comes_back_as_the_same_people() {
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        max_shrink_iters: 24,
        failure_persistence: None,
        ..Config::default()
    });
    runner.run(&staff(), |staff| comes_back(&staff)).unwrap();
}
