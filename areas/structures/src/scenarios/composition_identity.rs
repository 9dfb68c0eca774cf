//! Export ∘ import = identity, for any composition: the file read against the same people changes nothing, and read where the
//! structure is empty it brings the same people in.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testing::Engine;

use super::stage::{Stage, fields, found, stage, with};
use super::trip::Trip;

/// Compositions tried; each is two installations.
const CASES: u32 = 10;
const ROLES: [&str; 3] = ["head", "secretary", "member"];

#[derive(Debug, Clone)]
struct Drawn {
    name: String,
    post: String,
    basis: String,
    role: usize,
    from: u64,
    term: Option<u64>,
    left: Option<(u64, String)>,
    /// The school is the member, the person represents it.
    is_school: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let word = "[А-ЯЁ][а-яё]{1,9}";
    let text = "([А-ЯЁа-яё][а-яё0-9 №«»;,.()/-]{0,20}[а-яё»])?"
        .prop_map(|text: String| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let name =
        (word, word, "([А-ЯЁ][а-яё]{1,9})?").prop_map(|(a, b, c)| format!("{a} {b} {c}").trim().to_owned());
    let left = proptest::option::of((0_u64..400, text.clone()));
    let days = (0_u64..600, proptest::option::of(0_u64..900));
    (name, text.clone(), text, 0..ROLES.len(), days, left, proptest::bool::weighted(0.3)).prop_map(
        |(name, post, basis, role, (from, term), left, is_school)| Drawn {
            role: if is_school { 2 } else { role },
            name,
            post,
            basis,
            from,
            term,
            left,
            is_school,
        },
    )
}

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 9, 1).unwrap() + Days::new(days)
}

/// A union with the people the rules let come in, and how many that is.
fn put(stage: &Stage, all: &[Drawn]) -> usize {
    let card = union(stage);
    let (mut come, mut names) = (0, BTreeSet::new());
    for one in all.iter().filter(|one| names.insert(db::fold(&one.name))) {
        let (from, term) = (day(one.from).to_string(), one.term.map(|days| day(one.from + days).to_string()));
        let school = stage.tree.school.id.to_string();
        let post = [
            ("organisation", school.as_str()),
            ("name", one.name.as_str()),
            ("role", ROLES[one.role]),
            ("from_on", &from),
            ("term_on", term.as_deref().unwrap_or_default()),
            ("post", &one.post),
            ("basis", &one.basis),
        ];
        stage.head.page(&card);
        let (to, first) = if one.is_school { ("members/organisations", 0) } else { ("members", 1) };
        if stage.head.post(&format!("{card}/{to}"), &post[first..]).status != 303 {
            continue;
        }
        come += 1;
        let Some((days, reason)) = &one.left else { continue };
        let last = day(one.from + days).min(NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()).to_string();
        let page = stage.head.page(&card).body;
        let own =
            page.split("<li>").find(|part| part.contains(&format!(">{}<", one.name))).unwrap_or_default();
        if let Some(end) = own.split('"').find(|part| part.ends_with("/end")) {
            stage.head.post(end, &[("to_on", &last), ("end_reason", reason)]);
        }
    }
    come
}

fn union(stage: &Stage) -> String {
    let fields = fields(&stage.tree.north, "municipal_union", "РМО учителей математики");
    found(&stage.head, &with(fields, &[("started_on", "2024-09-01")]))
}

const COMPOSITIONS: Trip = Trip {
    out: "/structures/compositions",
    back: "/members/imports",
    file: "Составы.xlsx",
    grid: (3, 14),
    words: ["войдёт в\u{a0}состав: ", "решите, кто это: "],
};

fn comes_back(all: &[Drawn]) -> Result<(), TestCaseError> {
    let (here, there) = (stage(Engine::Sqlite), stage(Engine::Sqlite));
    let count = put(&here, all);
    prop_assume!(count > 0);
    let bytes = COMPOSITIONS.exported(&here.head);
    let lines = COMPOSITIONS.lines(&bytes);
    prop_assert_eq!(lines.iter().filter(|line| line[0].starts_with("РМО")).count(), count);
    union(&there);
    COMPOSITIONS.comes_back(&bytes, count, &here.head, &there.head)
}

#[test]
fn the_composition_of_any_union_comes_back_as_the_same_people() {
    let config =
        Config { cases: CASES, max_shrink_iters: 24, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&proptest::collection::vec(drawn(), 1..8), |all| comes_back(&all)).unwrap();
}
