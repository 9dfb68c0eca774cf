//! How fast and how large an index of 15,000 documents is: `cargo run -p search --example figures`, with the address of the
//! test cluster in `METODSET_TEST_POSTGRES`; with `--release` for figures to compare by.
#![expect(clippy::unwrap_used, reason = "a measurement stops where its ground is missing")]

use std::time::Instant;

use db::{Db, Durability, Ranges};
use search::{Question, Sought, Thing, find, put, rebuild};
use testing::{Engine, TestDatabase};

const COUNT: i64 = 15_000;
const ROOTS: [&str; 16] = [
    "план",
    "приказ",
    "наставник",
    "программа",
    "методист",
    "совет",
    "школа",
    "район",
    "оценка",
    "справка",
    "урок",
    "педагог",
    "конкурс",
    "мониторинг",
    "показатель",
    "анализ",
];
const ENDINGS: [&str; 6] = ["а", "у", "ом", "ами", "ов", ""];

/// Text of some 400 words, a fifth of them common to many documents.
fn text(n: i64) -> String {
    let mut state = n.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_000).unwrap() % below
    };
    (0..400)
        .map(|_| match next(5) {
            0 => format!("{}{} ", ROOTS[next(16)], ENDINGS[next(6)]),
            _ => format!("{}{}{} ", ROOTS[next(16)], ["ск", "ов", "ист", "ост"][next(4)], next(3_000)),
        })
        .collect()
}

fn main() {
    measure(Engine::Sqlite);
    measure(Engine::Postgres);
}

fn measure(engine: Engine) {
    let database = TestDatabase::new(engine);
    let db = Db::open(&database.target, Durability::None).unwrap();
    let begun = Instant::now();
    for from in (0..COUNT).step_by(500) {
        db.write(|tx| {
            (from..from + 500).try_for_each(|n| {
                let (path, title, text) = (
                    format!("/1/{}/", n % 30),
                    format!("Приказ № {n} о плане {}", ROOTS[usize::try_from(n % 16).unwrap()]),
                    text(n),
                );
                put(
                    tx,
                    &Thing {
                        id: n + 1,
                        kind: "documents.document",
                        unit_path: &path,
                        title: &title,
                        text: &text,
                        position: n,
                        ..Thing::default()
                    },
                )
            })
        })
        .unwrap();
    }
    println!("{engine:?}: filled in {:?}", begun.elapsed());
    let begun = Instant::now();
    db.write(rebuild).unwrap();
    println!("{engine:?}: index made anew in {:?}", begun.elapsed());
    for (under, typed) in [
        ("/1/", "плана"),
        ("/1/", "программа наставника"),
        ("/1/7/", "план"),
        ("/1/", "школист1234"),
        ("/1/", "нигде"),
    ] {
        let scope = Ranges::under([under]);
        let question = Question::of(typed);
        let ask = || {
            db.read(|conn| {
                find(
                    conn,
                    &[Sought { kind: "documents.document", scope: &scope, also: &[] }],
                    &question,
                    2_000,
                )
            })
            .unwrap()
            .len()
        };
        let found = ask();
        let begun = Instant::now();
        for _ in 0..20 {
            ask();
        }
        println!("{engine:?}: «{typed}» in {under}: {found} rows, {:?}", begun.elapsed() / 20);
    }
}
