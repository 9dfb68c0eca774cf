//! Export ∘ import = identity, for any network of a municipality: the register read against the same structures changes nothing,
//! and read where there are none it gives the same structures.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testing::Engine;

use super::stage::{Stage, fields, send, stage, with};
use super::trip::Trip;

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

const REGISTER: Trip = Trip {
    out: "/structures/register",
    back: "/structures/imports",
    file: "Структуры.xlsx",
    grid: (4, 21),
    words: ["новая: ", "решите, что это: "],
};

fn comes_back(network: &[Drawn]) -> Result<(), TestCaseError> {
    let (here, there) = (stage(Engine::Sqlite), stage(Engine::Sqlite));
    let count = put(&here, network);
    prop_assume!(count > 0);
    let bytes = REGISTER.exported(&here.head);
    prop_assert_eq!(REGISTER.lines(&bytes).iter().filter(|line| !line[0].is_empty()).count(), count);
    REGISTER.comes_back(&bytes, count, &here.head, &there.head)
}

#[test]
fn the_register_of_any_network_comes_back_as_the_same_structures() {
    let config =
        Config { cases: CASES, max_shrink_iters: 24, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&network(), |network| comes_back(&network)).unwrap();
}
