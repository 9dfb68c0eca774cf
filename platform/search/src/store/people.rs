//! People in the index: a row for each place they are seen from, all leading to one page; found by name.

use std::collections::BTreeSet;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use super::{Hit, Sought, Thing, ask, keep, remove};
use crate::names::{Named, Names, OF_NAME};
use crate::schema::search_things;
use crate::spelling;

/// Rows read at a time where all are gone through.
const AT_ONCE: i64 = 1_000;

/// Makes the person at this address findable from these places, and from no others.
pub fn put_people(tx: &mut WriteTx, address: &str, named: &Named<'_>, places: &[Thing<'_>]) -> Result<()> {
    let before: Vec<i64> = search_things::table
        .filter(search_things::address.eq(address))
        .order(search_things::id.asc())
        .select(search_things::id)
        .load(&mut **tx)?;
    for gone in before.into_iter().filter(|id| places.iter().all(|place| place.id != *id)) {
        remove(tx, gone)?;
    }
    if places.is_empty() {
        return Ok(());
    }
    spelling::keep(tx, &named.words())?;
    places.iter().try_for_each(|place| keep(tx, place, &named.kept(place.line)))
}

/// The people who are called so, each once, at most `limit`: those whose family name it is first. Only where nobody is, those
/// whose name is another form of it or differs in one letter; the flag says so.
pub fn find_people(
    conn: &mut Conn,
    sought: &Sought<'_>,
    names: &Names,
    limit: usize,
) -> Result<(Vec<Hit>, bool)> {
    let Some(exact) = names.exact() else { return Ok((Vec::new(), false)) };
    let found = each_once(conn, sought, &exact, limit)?;
    if !found.is_empty() {
        return Ok((found, false));
    }
    let close = spelling::close(conn, &names.words())?;
    match names.near(&close) {
        Some(near) => Ok((each_once(conn, sought, &near, limit)?, true)),
        None => Ok((found, false)),
    }
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
