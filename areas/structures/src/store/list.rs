//! The list of structures, and how many there are of each kind.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, fold, prefix_end};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date};

use super::provided::{self, Provided};
use super::{View, seen};
use crate::model::{ACTIVE, AWAITED, CLOSED, Structure};
use crate::schema::{structure_directions as directions, structure_members as members, structures as table};

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only at and under this place.
    pub place: Option<Ranges>,
    /// And those of the very units at these paths.
    pub also: Vec<String>,
    /// Only of this level.
    pub level: String,
    /// Only of this block.
    pub block: String,
    /// Only of this kind.
    pub kind: String,
    /// Only of this direction of the service.
    pub direction: String,
    /// Only of one of these kinds; none: of any.
    pub kinds: Option<Vec<String>>,
    /// Only those provided so.
    pub provided: Option<Provided>,
    /// `active`, `closed`, or those whose term passed by a day.
    pub state: State,
    /// Names that begin with this, folded by the store.
    pub name: String,
    /// The last row of the page before: its name key and id.
    pub after: Option<(String, i64)>,
}

/// Which of them, by their life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum State {
    /// Those that work.
    #[default]
    Active,
    /// Those that have ended.
    Closed,
    /// Temporary ones that work.
    Temporary,
    /// Those that work although their term has passed.
    Overdue(NaiveDate),
    /// Those that wait for their act.
    Awaited,
    /// Those that have not ended and name no document they are founded by, or one that is in force no more on a day.
    Unfounded(NaiveDate),
    /// All.
    Any,
}

/// No document in force is named.
const UNFOUNDED: &str = "NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = structures.document_id AND d.status = 'in_force' \
                       AND (d.valid_to IS NULL OR d.valid_to >= ";

/// What the filter leaves of what is seen, without its page.
fn narrowed<'a>(view: &View, filter: &Filter) -> table::BoxedQuery<'a, db::Backend> {
    let mut query = table::table.into_boxed().filter(seen!(view));
    if let Some(place) = &filter.place {
        let here = db::within!(table::table, table::unit_path, place);
        query = query.filter(here.or(table::unit_path.eq_any(filter.also.clone())));
    }
    if !filter.level.is_empty() {
        query = query.filter(table::level.eq(filter.level.clone()));
    }
    if !filter.block.is_empty() {
        query = query.filter(table::block.eq(filter.block.clone()));
    }
    if !filter.kind.is_empty() {
        query = query.filter(table::kind.eq(filter.kind.clone()));
    }
    if !filter.direction.is_empty() {
        let of = directions::table
            .filter(directions::direction.eq(filter.direction.clone()))
            .select(directions::structure_id);
        query = query.filter(table::id.eq_any(of));
    }
    if let Some(kinds) = &filter.kinds {
        query = query.filter(table::kind.eq_any(kinds.clone()));
    }
    if let Some(by) = filter.provided {
        query = provided::narrowed(query, by);
    }
    query = match filter.state {
        State::Active => query.filter(table::state.eq(ACTIVE)),
        State::Closed => query.filter(table::state.eq(CLOSED)),
        State::Temporary => query.filter(table::state.eq(ACTIVE)).filter(table::is_temporary.eq(true)),
        State::Overdue(today) => query.filter(table::state.eq(ACTIVE)).filter(table::ends_on.lt(today)),
        State::Awaited => query.filter(table::state.eq(AWAITED)),
        State::Unfounded(today) => {
            let bare = db::piece::<Bool>(UNFOUNDED).bind::<Date, _>(today).sql("))");
            query.filter(table::state.ne(CLOSED)).filter(bare)
        }
        State::Any => query,
    };
    let prefix = fold(&filter.name);
    if !prefix.is_empty() {
        query =
            query.filter(table::name_key.ge(prefix.clone())).filter(table::name_key.lt(prefix_end(&prefix)));
    }
    query
}

/// How many there are, whatever the page.
pub(crate) fn count(conn: &mut Conn, view: &View, filter: &Filter) -> Result<i64> {
    Ok(narrowed(view, filter).count().get_result(conn)?)
}

/// A page of the list.
pub(crate) fn list(conn: &mut Conn, view: &View, filter: &Filter, limit: i64) -> Result<Vec<Structure>> {
    let mut query = narrowed(view, filter);
    if let Some((key, id)) = filter.after.clone() {
        query =
            query.filter(table::name_key.gt(key.clone()).or(table::name_key.eq(key).and(table::id.gt(id))));
    }
    Ok(query
        .order((table::name_key.asc(), table::id.asc()))
        .limit(limit)
        .select(Structure::as_select())
        .load(conn)?)
}

/// Working structures at and under a place, by level, block and kind: (level, block, kind, how many).
pub(crate) fn counts(conn: &mut Conn, place: &Ranges) -> Result<Vec<(String, String, String, i64)>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, place))
        .filter(table::state.eq(ACTIVE))
        .group_by((table::level, table::block, table::kind))
        .order((table::level.asc(), table::block.asc(), table::kind.asc()))
        .select((table::level, table::block, table::kind, count_star()))
        .load(conn)?)
}

/// Working structures at and under a place, by unit and kind: (path of the unit, kind, how many).
pub(crate) fn kinds_by_unit(conn: &mut Conn, place: &Ranges) -> Result<Vec<(String, String, i64)>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, place))
        .filter(table::state.eq(ACTIVE))
        .group_by((table::unit_path, table::kind))
        .order((table::unit_path.asc(), table::kind.asc()))
        .select((table::unit_path, table::kind, count_star()))
        .load(conn)?)
}

/// Working structures at and under a place, by level and kind: (level, kind, how many).
pub(crate) fn kinds_by_level(conn: &mut Conn, place: &Ranges) -> Result<Vec<(String, String, i64)>> {
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, place))
        .filter(table::state.eq(ACTIVE))
        .group_by((table::level, table::kind))
        .order((table::level.asc(), table::kind.asc()))
        .select((table::level, table::kind, count_star()))
        .load(conn)?)
}

/// How many people are in each of these structures now.
pub(crate) fn members_count(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, i64>> {
    let mut found = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(i64, i64)> = members::table
            .filter(db::among(members::structure_id, some))
            .filter(members::to_on.is_null())
            .group_by(members::structure_id)
            .order(members::structure_id.asc())
            .select((members::structure_id, count_star()))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Working ones of a place without any address: how many, and the first by name.
pub(crate) fn without_address(conn: &mut Conn, place: &Ranges, most: i64) -> Result<(i64, Vec<Structure>)> {
    let bare = || {
        table::table
            .filter(db::within!(table::table, table::unit_path, place))
            .filter(table::state.eq(ACTIVE))
            .filter(table::resource_url.eq("").and(table::section_url.is_null()))
    };
    let count = bare().count().get_result(conn)?;
    let found = bare()
        .order((table::name_key.asc(), table::id.asc()))
        .limit(most)
        .select(Structure::as_select())
        .load(conn)?;
    Ok((count, found))
}
