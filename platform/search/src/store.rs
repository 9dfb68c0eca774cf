//! Rows of search and the index of words. What each database has its own words for stands here: how a row enters the
//! index, and how it is asked.

use db::{Backend, Conn, Engine, Ranges, Result, WriteTx, natural};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::expression::Expression;
use crate::schema::{search_texts, search_things};
use crate::{Question, words};

mod fills;
mod people;

pub use fills::{Fill, fill_of, note_fill};
pub use people::{Human, find_people, put_people};

/// What an area offers to be found.
#[derive(Debug, Clone, Default)]
pub struct Thing<'a> {
    /// Its own id; ids of the house are unique over all kinds (decision 1).
    pub id: i64,
    /// `area.noun`.
    pub kind: &'a str,
    /// The path of the unit it belongs to: it is found inside scopes that hold it.
    pub unit_path: &'a str,
    /// Of its page.
    pub address: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What stands under the title, found as the title is: number and date, a post, a municipality.
    pub line: &'a str,
    /// What is written in it; may be empty. Without personal data the reader of the title may not see.
    pub text: &'a str,
    /// Among things found alike the greater comes first, then the title decides: a day for papers, 0 for names.
    pub position: i64,
    /// The version of the thing, for whoever looks for what is behind.
    pub version: i64,
}

/// A kind that is looked for, within what the person may see of it.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// `area.noun`.
    pub kind: &'a str,
    /// The scope.
    pub scope: &'a Ranges,
    /// And what belongs to the very units at these paths.
    pub also: &'a [String],
}

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Hit {
    /// Its id.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// `area.noun`.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Of its page.
    #[diesel(sql_type = Text)]
    pub address: String,
    /// What it is called.
    #[diesel(sql_type = Text)]
    pub title: String,
    /// What stands under the title.
    #[diesel(sql_type = Text)]
    pub line: String,
}

/// Makes the thing findable, or what is found of it new.
pub fn put(tx: &mut WriteTx, thing: &Thing<'_>) -> Result<()> {
    let words = words::kept(thing.title, thing.line, thing.text);
    sql_query(
        "INSERT INTO search_things (id, kind, unit_path, address, title, line, title_key, position, version, words) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, \
         unit_path = excluded.unit_path, address = excluded.address, title = excluded.title, line = excluded.line, \
         title_key = excluded.title_key, position = excluded.position, version = excluded.version, \
         words = excluded.words",
    )
    .bind::<BigInt, _>(thing.id)
    .bind::<Text, _>(thing.kind)
    .bind::<Text, _>(thing.unit_path)
    .bind::<Text, _>(thing.address)
    .bind::<Text, _>(thing.title)
    .bind::<Text, _>(thing.line)
    .bind::<Text, _>(natural(thing.title))
    .bind::<BigInt, _>(thing.position)
    .bind::<BigInt, _>(thing.version)
    .bind::<Text, _>(&words)
    .execute(&mut **tx)?;
    set_text(tx, thing)?;
    set_words(tx, thing.id, &words)
}

fn set_text(tx: &mut WriteTx, thing: &Thing<'_>) -> Result<()> {
    diesel::delete(search_texts::table.filter(search_texts::id.eq(thing.id))).execute(&mut **tx)?;
    if !thing.text.is_empty() {
        // PostgreSQL keeps no such character, and nobody reads it.
        let text = thing.text.replace('\0', "");
        diesel::insert_into(search_texts::table)
            .values((search_texts::id.eq(thing.id), search_texts::text.eq(text)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

fn set_words(tx: &mut WriteTx, id: i64, words: &str) -> Result<()> {
    let text = match tx.engine() {
        Engine::Sqlite => "INSERT OR REPLACE INTO __search_words (rowid, words) VALUES ($1, $2)",
        Engine::Postgres => {
            "INSERT INTO __search_words (id, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' '))) \
             ON CONFLICT (id) DO UPDATE SET words = excluded.words"
        }
    };
    sql_query(text).bind::<BigInt, _>(id).bind::<Text, _>(words).execute(&mut **tx)?;
    Ok(())
}

/// The thing is found no more; one that never was is no fault.
pub fn remove(tx: &mut WriteTx, id: i64) -> Result<()> {
    let text = match tx.engine() {
        Engine::Sqlite => "DELETE FROM __search_words WHERE rowid = $1",
        Engine::Postgres => "DELETE FROM __search_words WHERE id = $1",
    };
    sql_query(text).bind::<BigInt, _>(id).execute(&mut **tx)?;
    diesel::delete(search_texts::table.filter(search_texts::id.eq(id))).execute(&mut **tx)?;
    diesel::delete(search_things::table.filter(search_things::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Makes the index of words anew from what is kept beside it: after a restore, which brings the rows alone.
pub fn rebuild(tx: &mut WriteTx) -> Result<usize> {
    let (clear, fill) = match tx.engine() {
        Engine::Sqlite => (
            "INSERT INTO __search_words (__search_words) VALUES ('delete-all')",
            "INSERT INTO __search_words (rowid, words) SELECT id, words FROM search_things",
        ),
        Engine::Postgres => (
            "DELETE FROM __search_words",
            "INSERT INTO __search_words (id, words) \
             SELECT id, array_to_tsvector(string_to_array(words, ' ')) FROM search_things",
        ),
    };
    sql_query(clear).execute(&mut **tx)?;
    let rows = sql_query(fill).execute(&mut **tx)?;
    people::renew_spellings(tx)?;
    Ok(rows)
}

/// What answers the question, at most `limit`: first where all of it stands in the title, then by position and title.
pub fn find(conn: &mut Conn, sought: &[Sought<'_>], question: &Question, limit: i64) -> Result<Vec<Hit>> {
    if question.is_empty() {
        return Ok(Vec::new());
    }
    ask(conn, sought, &[question.asked(false), question.asked(true)], limit)
}

/// The ids of what [`find`] finds, in its order.
pub fn ids(conn: &mut Conn, sought: &[Sought<'_>], question: &Question, limit: usize) -> Result<Vec<i64>> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(find(conn, sought, question, most)?.into_iter().map(|hit| hit.id).collect())
}

/// What answers the first condition, first those that answer the second as well.
fn ask(
    conn: &mut Conn,
    sought: &[Sought<'_>],
    [anywhere, first]: &[Expression; 2],
    limit: i64,
) -> Result<Vec<Hit>> {
    let (hits, write): (_, fn(&Expression) -> String) = match conn.engine() {
        Engine::Sqlite => {
            ("SELECT rowid FROM __search_words WHERE __search_words MATCH ?", Expression::for_sqlite)
        }
        Engine::Postgres => {
            ("SELECT id FROM __search_words WHERE words @@ ?::tsquery", Expression::for_postgres)
        }
    };
    let mut values: Vec<String> = vec![write(anywhere)];
    let kinds: Vec<String> = sought.iter().filter_map(|one| within(&mut values, one)).collect();
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    values.push(write(first));
    let text = format!(
        "SELECT id, kind, address, title, line FROM search_things WHERE id IN ({}) AND ({}) \
         ORDER BY CASE WHEN id IN ({}) THEN 0 ELSE 1 END, position DESC, title_key, id LIMIT {limit}",
        hits.replace('?', "$1"),
        kinds.join(" OR "),
        hits.replace('?', &format!("${}", values.len())),
    );
    let mut query = sql_query(text).into_boxed::<Backend>();
    for value in values {
        query = query.bind::<Text, _>(value);
    }
    Ok(query.load(conn)?)
}

/// The kind inside its scope; none where nothing may be seen.
fn within(values: &mut Vec<String>, one: &Sought<'_>) -> Option<String> {
    if one.scope.pairs().is_empty() && one.also.is_empty() {
        return None;
    }
    values.push(one.kind.to_owned());
    let kind = format!("kind = ${}", values.len());
    let mut places: Vec<String> = one.scope.pairs().iter().map(|pair| range(values, pair)).collect();
    for path in one.also {
        values.push(path.clone());
        places.push(format!("unit_path = ${}", values.len()));
    }
    Some(format!("({kind} AND ({}))", places.join(" OR ")))
}

fn range(values: &mut Vec<String>, (from, to): &(String, String)) -> String {
    values.extend([from.clone(), to.clone()]);
    format!("unit_path >= ${} AND unit_path < ${}", values.len() - 1, values.len())
}

/// The texts of these things that have one, for excerpts.
pub fn text_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    Ok(search_texts::table
        .filter(db::among(search_texts::id, ids))
        .order(search_texts::id.asc())
        .select((search_texts::id, search_texts::text))
        .load(conn)?)
}

/// Which versions of these things are kept.
pub fn versions(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    Ok(search_things::table
        .filter(db::among(search_things::id, ids))
        .order(search_things::id.asc())
        .select((search_things::id, search_things::version))
        .load(conn)?)
}
