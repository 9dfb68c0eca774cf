//! Places where a role may be held: active units inside the scope, found by code or by the beginning of a name.

use std::collections::HashMap;

use access::Level;
use db::{Conn, Ranges, Result, natural, natural_ranges};
use diesel::prelude::*;
use units::schema::units as table;

use crate::model::Place;

/// A candidate: the place and its code.
pub(crate) type Candidate = (Place, String);

type Row = (i64, String, String, String, String);

/// Units of these levels whose name begins with `text`, at most `limit`, by name; one whose code or whole name is
/// `text` comes alone.
pub(crate) fn matching(
    conn: &mut Conn,
    scope: &Ranges,
    levels: &[Level],
    text: &str,
    limit: i64,
) -> Result<Vec<Candidate>> {
    let exact = rows(conn, scope, levels, text, true, 2)?;
    let found = if exact.len() == 1 { exact } else { rows(conn, scope, levels, text, false, limit)? };
    Ok(found.into_iter().filter_map(candidate).collect())
}

fn rows(
    conn: &mut Conn,
    scope: &Ranges,
    levels: &[Level],
    text: &str,
    is_exact: bool,
    limit: i64,
) -> Result<Vec<Row>> {
    let codes: Vec<&str> = levels.iter().map(|level| level.code()).collect();
    let query = table::table
        .into_boxed()
        .filter(table::state.eq("active"))
        .filter(table::level.eq_any(codes))
        .filter(db::within!(table::table, table::path, scope));
    let query = if is_exact {
        query.filter(table::code.eq(text).or(table::name_key.eq(natural(text))))
    } else {
        query.filter(db::within!(table::table, table::name_key, natural_ranges(text)))
    };
    Ok(query
        .order((table::name_key.asc(), table::id.asc()))
        .limit(limit)
        .select((table::id, table::path, table::level, table::short_name, table::code))
        .load(conn)?)
}

fn candidate((unit, path, level, title, code): Row) -> Option<Candidate> {
    Some((Place { unit, path, level: level.parse().ok()?, title }, code))
}

/// Names of units by their ids; the whole installation is 0.
pub(crate) fn titles(conn: &mut Conn, ids: impl IntoIterator<Item = i64>) -> Result<HashMap<i64, String>> {
    let ids: Vec<i64> = ids.into_iter().filter(|id| *id != 0).collect();
    let mut titles: HashMap<i64, String> =
        units::store::all_of(conn, &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect();
    titles.insert(0, Place::installation().title);
    Ok(titles)
}
