//! Export ∘ import = identity, for any network of a municipality: the register read against the same structures changes nothing,
//! and read where there are none it gives the same structures.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testing::{Browser, Engine};

use super::stage::{Stage, fields, send, stage, with};

/// Networks tried; each is two installations.
const CASES: u32 = 12;
const SUBJECTS: [&str; 4] = ["математика", "физика", "русский язык", "работа с одарёнными"];
/// A service, unions, groups with a term: the code of the kind.
const KINDS: [&str; 3] = ["municipal_service", "municipal_union", "creative_group"];

#[derive(Debug, Clone)]
struct Drawn {
    kind: usize,
    name: String,
    directions: Vec<&'static str>,
    days: u64,
    term: u64,
    task: String,
    url: String,
    section: String,
    is_under: bool,
    head: Option<(String, String)>,
}

fn words() -> impl Strategy<Value = String> {
    "[А-ЯЁ][а-яё0-9 №«»;,.()=+'\"-]{0,24}[а-яё»]"
        .prop_map(|text: String| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let url = "(https://[a-z]{1,8}[.]ru(/[a-z0-9=?&-]{0,10})?)?";
    let directions = proptest::sample::subsequence(SUBJECTS.to_vec(), 0..4);
    let name = ("[А-ЯЁ][а-яё]{1,9}", "[А-ЯЁ][а-яё]{1,9}").prop_map(|(a, b)| format!("{a} {b}"));
    let head = proptest::option::of((name, words()));
    let rest = ((url, url), any::<bool>(), head);
    (0..KINDS.len(), words(), directions, 0_u64..1_500, 1_u64..300, words(), rest).prop_map(
        |(kind, name, directions, days, term, task, ((url, section), is_under, head))| Drawn {
            kind,
            name,
            directions,
            days,
            term,
            task,
            url,
            section,
            is_under,
            head,
        },
    )
}

/// Each name once; services first, so that a union may stand under one.
fn network() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec(drawn(), 1..8).prop_map(|mut all| {
        let mut names = BTreeSet::new();
        all.retain(|one| names.insert(lists::plain(&one.name)));
        all.sort_by_key(|one| one.kind);
        all
    })
}

/// Founds what the rules let be founded, and says how many that is.
fn put(stage: &Stage, network: &[Drawn]) -> usize {
    let (mut founded, mut service) = (0, None);
    let day = |days: u64| {
        (chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() - chrono::Days::new(days)).to_string()
    };
    let last = |days: u64| {
        (chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap() + chrono::Days::new(days)).to_string()
    };
    for one in network {
        let (directions, started_on, ends_on) = (one.directions.join("; "), day(one.days), last(one.term));
        let parent: String = service.clone().filter(|_| one.is_under && one.kind == 1).unwrap_or_default();
        let mut more = vec![
            ("directions", directions.as_str()),
            ("started_on", started_on.as_str()),
            ("resource_url", one.url.as_str()),
            ("section_url", one.section.as_str()),
            ("parent", parent.as_str()),
        ];
        if one.kind == 2 {
            more.extend([("is_temporary", "1"), ("ends_on", ends_on.as_str()), ("task", one.task.as_str())]);
        }
        let shown = send(&stage.head, &with(fields(&stage.tree.north, KINDS[one.kind], &one.name), &more));
        if shown.status == 303 {
            founded += 1;
            let id = shown.location.trim_start_matches("/structures/").to_owned();
            if let Some((name, post)) = &one.head {
                let head =
                    [("name", name.as_str()), ("post", post), ("role", "head"), ("from_on", &started_on)];
                stage.head.page(&shown.location);
                stage.head.done(&format!("{}/members", shown.location), &head);
            }
            service = service.or((one.kind == 0).then_some(id));
        }
    }
    founded
}

fn register(browser: &Browser) -> Vec<u8> {
    let file = browser.get("/structures/register");
    assert_eq!(file.status, 200);
    file.bytes
}

/// Lines of a register in the order of the alphabet, from its titles on.
fn lines(bytes: &[u8]) -> Vec<Vec<String>> {
    let book = sheets::read("a.xlsx", bytes, &sheets::Caps::default()).unwrap();
    let grid = &book.grids[0];
    let mut lines: Vec<Vec<String>> =
        (4..grid.height()).map(|row| (0..21).map(|column| grid.text(row, column)).collect()).collect();
    lines.sort();
    lines
}

/// Uploads a register and says where its preview is, when all its lines have one verdict.
fn looked(browser: &Browser, bytes: &[u8], (verdict, lines): (&str, usize)) -> Result<String, TestCaseError> {
    let shown = browser.upload("/structures/imports", &[], ("file", "Структуры.xlsx", bytes));
    prop_assert_eq!(shown.status, 303, "{}", shown.body);
    let preview = browser.get(&shown.location).body;
    let all = [
        "новая: ",
        "изменится: ",
        "без изменений: ",
        "решите, что это: ",
        "ошибка: ",
        "Нет в списке",
        "Пропущенные строки",
    ];
    let is_all = preview.contains(&format!("{verdict}{lines}"))
        && !all.iter().any(|other| *other != verdict && preview.contains(other));
    prop_assert!(is_all, "not {verdict}{lines}: {preview}");
    Ok(shown.location)
}

fn comes_back(network: &[Drawn]) -> Result<(), TestCaseError> {
    let here = stage(Engine::Sqlite);
    let count = put(&here, network);
    prop_assume!(count > 0);
    let bytes = register(&here.head);
    prop_assert_eq!(lines(&bytes).iter().filter(|line| !line[0].is_empty()).count(), count);
    looked(&here.head, &bytes, ("без изменений: ", count))?;
    let there = stage(Engine::Sqlite);
    let url = looked(&there.head, &bytes, ("новая: ", count))?;
    let seen = there.head.get(&url).input("seen").unwrap();
    let accepted =
        there.head.post(&format!("{url}/acceptance"), &[("seen", seen.as_str()), ("choice", "whole")]);
    prop_assert_eq!(accepted.status, 303, "{}", accepted.body);
    prop_assert_eq!(lines(&register(&there.head)), lines(&bytes), "other structures came in");
    looked(&there.head, &bytes, ("без изменений: ", count)).map(|_| ())
}

#[test]
fn the_register_of_any_network_comes_back_as_the_same_structures() {
    let config =
        Config { cases: CASES, max_shrink_iters: 24, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&network(), |network| comes_back(&network)).unwrap();
}
