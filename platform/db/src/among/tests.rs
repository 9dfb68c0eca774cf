//! What `among` finds, and that its statements are few.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Connection, InstrumentationEvent};
use diesel::prelude::*;

use super::among;
use crate::Conn;

diesel::table! {
    numbers (id) {
        id -> BigInt,
        word -> Nullable<Text>,
    }
}

fn conn() -> Conn {
    let mut conn = Conn::establish(":memory:").unwrap();
    diesel::connection::SimpleConnection::batch_execute(
        &mut conn,
        "CREATE TABLE numbers (id BIGINT NOT NULL PRIMARY KEY, word TEXT);
         INSERT INTO numbers VALUES (1, 'раз'), (2, 'два'), (3, NULL), (4, 'раз'), (5, 'пять');",
    )
    .unwrap();
    conn
}

#[test]
fn it_finds_what_is_among_the_values_and_nothing_among_none() {
    let mut conn = conn();
    let found = |conn: &mut Conn, values: &[i64]| -> Vec<i64> {
        let rows = numbers::table.filter(among(numbers::id, values)).order(numbers::id.asc());
        rows.select(numbers::id).load(conn).unwrap()
    };
    assert_eq!(found(&mut conn, &[]), Vec::<i64>::new());
    assert_eq!(found(&mut conn, &[4]), [4]);
    assert_eq!(found(&mut conn, &[4, 1, 9]), [1, 4]);
    assert_eq!(found(&mut conn, &(1..=200).collect::<Vec<_>>()), [1, 2, 3, 4, 5]);
    let words = numbers::table.filter(among(numbers::word, ["раз", "два"])).select(numbers::id);
    let words = words.order(numbers::id.asc()).load::<i64>(&mut conn).unwrap();
    assert_eq!(words, [1, 2, 4], "an empty field is among nothing");
}

#[test]
fn sixty_four_numbers_of_values_make_seven_statements_that_are_kept() {
    let mut conn = conn();
    let kept = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&kept);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::CacheQuery { .. }) {
            seen.fetch_add(1, Ordering::Relaxed);
        }
    });
    for _ in 0..2 {
        for count in 1..=512_i64 {
            let rows = numbers::table.filter(among(numbers::id, 1..=count)).select(numbers::id);
            rows.load::<i64>(&mut conn).unwrap();
        }
    }
    assert_eq!(kept.load(Ordering::Relaxed), 10, "1, 2, 4 … 512");
    let many = numbers::table.filter(among(numbers::id, 1..=513_i64)).select(numbers::id);
    many.load::<i64>(&mut conn).unwrap();
    assert_eq!(kept.load(Ordering::Relaxed), 10, "no number of values fills the memory");
}
