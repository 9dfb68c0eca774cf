//! People in the index: a row for each place they are seen from, all leading to one page; found by name.

use std::collections::BTreeSet;

use db::{Conn, Engine, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use super::{Hit, Sought, Thing, ask, remove};
use crate::names::{Named, Names, OF_NAME};
use crate::schema::search_things;
use crate::spelling;

/// Rows read at a time where all are gone through.
const AT_ONCE: i64 = 1_000;
/// Rows of one statement.
const ROWS: usize = 64;

/// A person to be found: the page, the name, and the places seen from; without any the person is found no more.
#[derive(Debug, Clone, Default)]
pub struct Human<'a> {
    /// The address of the page.
    pub address: &'a str,
    /// The name.
    pub named: Named<'a>,
    /// A row for each place; its address and title are the person's.
    pub places: Vec<Thing<'a>>,
}

/// Makes these people findable from their places, and from no others.
pub fn put_people(tx: &mut WriteTx, people: &[Human<'_>]) -> Result<()> {
    let stay: BTreeSet<i64> = people.iter().flat_map(|one| &one.places).map(|place| place.id).collect();
    let addresses: Vec<&str> = people.iter().map(|one| one.address).collect();
    for some in addresses.chunks(ROWS) {
        let before: Vec<i64> = search_things::table
            .filter(db::among(search_things::address, some.iter().copied()))
            .order(search_things::id.asc())
            .select(search_things::id)
            .load(&mut **tx)?;
        before.into_iter().filter(|id| !stay.contains(id)).try_for_each(|gone| remove(tx, gone))?;
    }
    let words: BTreeSet<String> =
        people.iter().filter(|one| !one.places.is_empty()).flat_map(|one| one.named.words()).collect();
    spelling::keep(tx, &words)?;
    let rows: Vec<(&Thing<'_>, String)> = people
        .iter()
        .flat_map(|one| one.places.iter().map(|place| (place, one.named.kept(place.line))))
        .collect();
    rows.chunks(ROWS).try_for_each(|some| keep_all(tx, some))
}

/// The rows of things with their words.
fn keep_all(tx: &mut WriteTx, rows: &[(&Thing<'_>, String)]) -> Result<()> {
    let columns = "id, kind, unit_path, address, title, line, title_key, position, version, words";
    let changed: Vec<String> =
        columns.split(", ").skip(1).map(|column| format!("{column} = excluded.{column}")).collect();
    let text = format!(
        "INSERT INTO search_things ({columns}) VALUES {} ON CONFLICT (id) DO UPDATE SET {}",
        marks(rows.len(), 10, |marks| marks.join(", ")),
        changed.join(", ")
    );
    let mut query = sql_query(text).into_boxed::<db::Backend>();
    for (thing, words) in rows {
        query = query
            .bind::<BigInt, _>(thing.id)
            .bind::<Text, _>(thing.kind)
            .bind::<Text, _>(thing.unit_path)
            .bind::<Text, _>(thing.address)
            .bind::<Text, _>(thing.title)
            .bind::<Text, _>(thing.line)
            .bind::<Text, _>(db::fold(thing.title))
            .bind::<BigInt, _>(thing.position)
            .bind::<BigInt, _>(thing.version)
            .bind::<Text, _>(words);
    }
    query.execute(&mut **tx)?;
    let text = match tx.engine() {
        Engine::Sqlite => format!(
            "INSERT OR REPLACE INTO __search_words (rowid, words) VALUES {}",
            marks(rows.len(), 2, |marks| marks.join(", "))
        ),
        Engine::Postgres => format!(
            "INSERT INTO __search_words (id, words) VALUES {} ON CONFLICT (id) DO UPDATE SET words = excluded.words",
            marks(rows.len(), 2, |marks| {
                format!("{}, array_to_tsvector(string_to_array({}, ' '))", marks[0], marks[1])
            })
        ),
    };
    let mut query = sql_query(text).into_boxed::<db::Backend>();
    for (thing, words) in rows {
        query = query.bind::<BigInt, _>(thing.id).bind::<Text, _>(words);
    }
    query.execute(&mut **tx)?;
    Ok(())
}

/// `($1, $2), ($3, $4)`
fn marks(rows: usize, width: usize, write: impl Fn(&[String]) -> String) -> String {
    let row = |row: usize| {
        let marks: Vec<String> = (1..=width).map(|mark| format!("${}", row * width + mark)).collect();
        format!("({})", write(&marks))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// The people who are called so, each once, at most `limit`: those at work whose full name begins so, then those whose family
/// name it is. Only where nobody is, those
/// whose name is another form of it or differs in one letter; the flag says so.
pub fn find_people(
    conn: &mut Conn,
    sought: &Sought<'_>,
    names: &Names,
    limit: usize,
) -> Result<(Vec<Hit>, bool)> {
    let Some(exact) = names.exact() else { return Ok((Vec::new(), false)) };
    let mut found = match names.beginning() {
        Some(begins) => beginning(conn, sought, &begins, limit)?,
        None => Vec::new(),
    };
    if found.len() < limit {
        found.extend(each_once(conn, sought, &exact, limit)?);
        let mut seen = BTreeSet::new();
        found.retain(|hit| seen.insert(hit.address.clone()));
        found.truncate(limit);
    }
    if !found.is_empty() {
        return Ok((found, false));
    }
    let close = spelling::close(conn, &names.words())?;
    match names.near(&close) {
        Some(near) => Ok((each_once(conn, sought, &near, limit)?, true)),
        None => Ok((found, false)),
    }
}

/// Those at work whose full name begins so, by name. Read in the order of the index, so that of a family name which thousands
/// have only the first are looked at; further ones than [`AT_ONCE`] are left to the index of words.
fn beginning(
    conn: &mut Conn,
    sought: &Sought<'_>,
    (typed, middle): &(String, Option<char>),
    limit: usize,
) -> Result<Vec<Hit>> {
    let mut values = vec![sought.kind.to_owned(), typed.clone(), db::prefix_end(typed)];
    let places: Vec<String> =
        sought.scope.pairs().iter().map(|pair| super::range(&mut values, pair)).collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let most =
        if middle.is_some() { AT_ONCE } else { i64::try_from(limit.saturating_mul(2)).unwrap_or(AT_ONCE) };
    let text = format!(
        "SELECT id, kind, address, title, line FROM search_things WHERE kind = $1 AND position = 1 \
         AND title_key >= $2 AND title_key < $3 AND ({}) ORDER BY title_key, id LIMIT {most}",
        places.join(" OR ")
    );
    let mut query = sql_query(text).into_boxed::<db::Backend>();
    for value in values {
        query = query.bind::<Text, _>(value);
    }
    let mut found: Vec<Hit> = query.load(conn)?;
    if let Some(letter) = middle {
        let is_so =
            |hit: &Hit| db::fold(&hit.title).split(' ').nth(2).is_some_and(|own| own.starts_with(*letter));
        found.retain(is_so);
    }
    let mut seen = BTreeSet::new();
    found.retain(|hit| seen.insert(hit.address.clone()));
    found.truncate(limit);
    Ok(found)
}

/// Somebody with several places comes several times: as many rows again are asked for, which is enough for all but a few.
fn each_once(
    conn: &mut Conn,
    sought: &Sought<'_>,
    asked: &[crate::expression::Expression; 2],
    limit: usize,
) -> Result<Vec<Hit>> {
    let most = i64::try_from(limit.saturating_mul(2)).unwrap_or(i64::MAX);
    let mut found = ask(conn, std::slice::from_ref(sought), asked, most)?;
    let mut seen = BTreeSet::new();
    found.retain(|hit| seen.insert(hit.address.clone()));
    found.truncate(limit);
    Ok(found)
}

/// Makes the spellings of names anew from the words kept with the rows.
pub(super) fn renew_spellings(tx: &mut WriteTx) -> Result<()> {
    let kinds: Vec<String> = search_things::table
        .select(search_things::kind)
        .distinct()
        .order(search_things::kind.asc())
        .load(&mut **tx)?;
    let mut words = BTreeSet::new();
    for kind in kinds {
        let mut after = 0;
        loop {
            let rows: Vec<(i64, String)> = search_things::table
                .filter(search_things::kind.eq(&kind))
                .filter(search_things::id.gt(after))
                .order(search_things::id.asc())
                .limit(AT_ONCE)
                .select((search_things::id, search_things::words))
                .load(&mut **tx)?;
            let names = rows
                .iter()
                .flat_map(|(_, kept)| kept.split(' '))
                .filter_map(|word| word.strip_prefix(OF_NAME));
            let before = words.len();
            words.extend(names.map(str::to_owned));
            // A kind has names in every row or in none.
            let Some((last, _)) = rows.last().filter(|_| words.len() > before || after > 0) else { break };
            after = *last;
        }
    }
    spelling::renew(tx, &words)
}
