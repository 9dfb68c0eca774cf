//! Pieces of SQL stay prepared, and a text told once is nobody else's.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Connection, InstrumentationEvent};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::piece;
use crate::Conn;

diesel::table! {
    words (id) {
        id -> BigInt,
        word -> Text,
        note -> Text,
    }
}

fn conn() -> (Conn, Arc<AtomicUsize>) {
    let mut conn = Conn::establish(":memory:").unwrap();
    diesel::connection::SimpleConnection::batch_execute(
        &mut conn,
        "CREATE TABLE words (id BIGINT NOT NULL PRIMARY KEY, word TEXT NOT NULL, note TEXT NOT NULL);
         INSERT INTO words VALUES (1, 'раз', ''), (2, 'два', ''), (3, 'три', '');",
    )
    .unwrap();
    let kept = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&kept);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::CacheQuery { .. }) {
            seen.fetch_add(1, Ordering::Relaxed);
        }
    });
    (conn, kept)
}

#[test]
fn a_piece_holds_its_values_in_their_places_and_is_prepared_once() {
    let (mut conn, kept) = conn();
    let mut found = |from: i64, word: &str| -> Vec<i64> {
        let here = piece::<Bool>("(words.id >= ").bind::<BigInt, _>(from).sql(" AND words.word <> ");
        let rows = words::table.filter(here.bind::<Text, _>(word.to_owned()).sql(")"));
        rows.order(words::id.asc()).select(words::id).load(&mut conn).unwrap()
    };
    assert_eq!((found(1, "два"), found(2, "два"), found(1, "раз")), (vec![1, 3], vec![3], vec![2, 3]));
    assert_eq!(kept.load(Ordering::Relaxed), 1);
}

#[test]
fn another_piece_of_the_same_type_is_another_statement() {
    let (mut conn, kept) = conn();
    let mut found = |text: &'static str| -> Vec<i64> {
        let rows = words::table.filter(piece::<Bool>(text)).order(words::id.asc());
        rows.select(words::id).load(&mut conn).unwrap()
    };
    assert_eq!((found("words.id = 1"), found("words.id > 1")), (vec![1], vec![2, 3]));
    assert_eq!(kept.load(Ordering::Relaxed), 2);
}

#[test]
fn a_text_that_depends_on_its_values_is_written_each_time() {
    let (mut conn, _) = conn();
    let set = |conn: &mut Conn, word: Option<&str>, note: Option<&str>| {
        let word = word.map(|word| words::word.eq(word.to_owned()));
        let row = diesel::update(words::table.filter(words::id.eq(1)));
        row.set((word, note.map(|note| words::note.eq(note.to_owned())))).execute(conn).unwrap();
        words::table
            .filter(words::id.eq(1))
            .select((words::word, words::note))
            .first::<(String, String)>(conn)
    };
    let is = |word: &str, note: &str| Ok((word.to_owned(), note.to_owned()));
    assert_eq!(set(&mut conn, Some("один"), None), is("один", ""));
    assert_eq!(set(&mut conn, None, Some("число")), is("один", "число"));
    assert_eq!(set(&mut conn, Some("раз"), Some("счёт")), is("раз", "счёт"));
}

#[test]
fn a_query_known_by_its_type_asks_for_what_it_is_given_each_time() {
    let (mut conn, kept) = conn();
    let mut word = |id: i64| -> String {
        words::table.filter(words::id.eq(id)).select(words::word).first(&mut conn).unwrap()
    };
    assert_eq!((word(1), word(3), word(2)), ("раз".to_owned(), "три".to_owned(), "два".to_owned()));
    assert_eq!(kept.load(Ordering::Relaxed), 1);
}
