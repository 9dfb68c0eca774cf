//! Words of names that differ in one letter: found by the keys they share, each the word itself or the word without one letter.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, ROWS_AT_ONCE, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

/// Shorter words have too many neighbours.
const SHORTEST: usize = 3;
/// So many neighbours of a word are asked for.
const MOST: usize = 40;

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// The word, and the word without each of its letters.
fn keys(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |at: usize| letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect();
    std::iter::once(word.to_owned()).chain((0..letters.len()).map(without)).collect()
}

/// Whether one letter was left out, put in, taken for another, or two neighbours were swapped.
pub(crate) fn are_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().min(other.len()) < SHORTEST || one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let alike = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[alike..], &other[alike..]);
    let rest = |of: &[char], from: usize| of.get(from..).unwrap_or_default().to_vec();
    match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => rest(other, 1) == one,
        std::cmp::Ordering::Greater => rest(one, 1) == other,
        std::cmp::Ordering::Equal => {
            let is_swapped = one.len() > 1 && one[0] == other[1] && one[1] == other[0];
            rest(one, 1) == rest(other, 1) || (is_swapped && rest(one, 2) == rest(other, 2))
        }
    }
}

/// Makes the words known.
pub(crate) fn keep(tx: &mut WriteTx, words: &BTreeSet<String>) -> Result<()> {
    let mut fresh: BTreeSet<&str> =
        words.iter().map(String::as_str).filter(|word| word.chars().count() >= SHORTEST).collect();
    for some in fresh.clone().into_iter().collect::<Vec<_>>().chunks(ROWS_AT_ONCE) {
        let marks: Vec<String> = (1..=some.len()).map(|mark| format!("${mark}")).collect();
        let text =
            format!("SELECT word FROM __search_spellings WHERE key IN ({}) AND word = key", marks.join(", "));
        let mut query = sql_query(text).into_boxed::<db::Backend>();
        for word in some {
            query = query.bind::<Text, _>(*word);
        }
        let known: Vec<Word> = query.load(&mut **tx)?;
        for known in &known {
            fresh.remove(known.word.as_str());
        }
    }
    add(tx, fresh.into_iter())
}

fn add<'a>(tx: &mut WriteTx, words: impl Iterator<Item = &'a str>) -> Result<()> {
    let rows: Vec<(String, &str)> =
        words.flat_map(|word| keys(word).into_iter().map(move |key| (key, word))).collect();
    for some in rows.chunks(ROWS_AT_ONCE) {
        let marks: Vec<String> =
            (0..some.len()).map(|row| format!("(${}, ${})", row * 2 + 1, row * 2 + 2)).collect();
        let text = format!(
            "INSERT INTO __search_spellings (key, word) VALUES {} ON CONFLICT DO NOTHING",
            marks.join(", ")
        );
        let mut query = sql_query(text).into_boxed::<db::Backend>();
        for (key, word) in some {
            query = query.bind::<Text, _>(key).bind::<Text, _>(*word);
        }
        query.execute(&mut **tx)?;
    }
    Ok(())
}

/// Forgets all of them and keeps these.
pub(crate) fn renew(tx: &mut WriteTx, words: &BTreeSet<String>) -> Result<()> {
    sql_query("DELETE FROM __search_spellings").execute(&mut **tx)?;
    add(tx, words.iter().map(String::as_str).filter(|word| word.chars().count() >= SHORTEST))
}

/// The words near each of these.
pub(crate) fn close(conn: &mut Conn, words: &[&str]) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found = BTreeMap::new();
    for word in words.iter().filter(|word| word.chars().count() >= SHORTEST) {
        let keys = keys(word);
        let marks: Vec<String> = (1..=keys.len()).map(|mark| format!("${mark}")).collect();
        let text = format!(
            "SELECT DISTINCT word FROM __search_spellings WHERE key IN ({}) ORDER BY word",
            marks.join(", ")
        );
        let mut query = sql_query(text).into_boxed::<db::Backend>();
        for key in keys {
            query = query.bind::<Text, _>(key);
        }
        let rows: Vec<Word> = query.load(conn)?;
        let near = rows.into_iter().map(|row| row.word).filter(|other| are_near(word, other));
        found.insert((*word).to_owned(), near.take(MOST).collect());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_makes_words_near() {
        for near in
            ["ванова", "ианова", "иваноа", "ивановаа", "иввнова", "иванвоа", "виванова", "вианова", "иваново"]
        {
            assert!(are_near("иванова", near), "{near}");
            let [one, other] = [keys("иванова"), keys(near)];
            assert!(one.intersection(&other).next().is_some(), "{near}");
        }
        for far in ["ивановна", "иванна", "ивонава", "авинова", "петрова", "ив"]
        {
            let is_near = are_near("иванова", far);
            assert_eq!(is_near, far == "ивановна", "{far}");
        }
    }
}
