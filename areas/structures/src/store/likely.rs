//! Cards that names told in short may mean: by the family name.

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use people::Name;
use people::schema::{employments, people as cards};

/// A card, as a unit sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Likely {
    /// Which.
    pub id: i64,
    /// The name in full.
    pub name: Name,
    /// The path of a unit that sees it.
    pub at: String,
}

type Named = Box<dyn BoxableExpression<cards::table, db::Backend, SqlType = Bool>>;

/// Cards at work of people of these families, folded, that units within a place see: each with every such unit.
pub(crate) fn cards_of_families(conn: &mut Conn, place: &str, families: &[String]) -> Result<Vec<Likely>> {
    let mut names: BTreeMap<i64, Name> = BTreeMap::new();
    for some in families.chunks(100) {
        let nobody: Named = Box::new(false.into_sql::<Bool>());
        let named = some.iter().fold(nobody, |all, family| -> Named {
            let begins = format!("{family} ");
            let end = db::prefix_end(&begins);
            Box::new(all.or(cards::name_key.ge(begins).and(cards::name_key.lt(end))))
        });
        let found: Vec<(i64, String, String, String)> = cards::table
            .filter(named)
            .filter(cards::state.eq(people::State::Active.code()))
            .order(cards::id.asc())
            .select((cards::id, cards::last_name, cards::first_name, cards::middle_name))
            .load(conn)?;
        names.extend(found.into_iter().map(|(id, last, first, middle)| (id, Name { last, first, middle })));
    }
    let (from, to) = Ranges::under([place]).pairs().first().cloned().unwrap_or_default();
    let ids: Vec<i64> = names.keys().copied().collect();
    let mut all = Vec::new();
    for some in ids.chunks(500) {
        let found: Vec<(i64, String)> = employments::table
            .filter(db::among(employments::person_id, some.iter().copied()))
            .filter(employments::shows.eq(true))
            .filter(employments::unit_path.ge(&from).and(employments::unit_path.lt(&to)))
            .order((employments::person_id.asc(), employments::id.asc()))
            .select((employments::person_id, employments::unit_path))
            .load(conn)?;
        let card = |(id, at): (i64, String)| Some(Likely { id, name: names.get(&id)?.clone(), at });
        all.extend(found.into_iter().filter_map(card));
    }
    Ok(all)
}
