//! Lists of pairs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::max;
use diesel::prelude::*;

use crate::model::{Pair, PairId, State};
use crate::schema::{mentorship_works as works, mentorships as pairs};

/// Which pairs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Of the units within it.
    pub place: Ranges,
    /// In this state; none: those that are prepared or work.
    pub state: Option<State>,
    /// After this one.
    pub after: Option<PairId>,
}

/// The latest pairs first; at most so many.
pub(crate) fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<Pair>> {
    let mut query =
        pairs::table.into_boxed().filter(db::within!(pairs::table, pairs::unit_path, filter.place));
    query = match filter.state {
        Some(state) => query.filter(pairs::state.eq(state.code())),
        None => query.filter(db::among(pairs::state, [State::Preparing.code(), State::Active.code()])),
    };
    if let Some(after) = filter.after {
        query = query.filter(pairs::id.lt(after));
    }
    Ok(query.order(pairs::id.desc()).limit(limit).select(Pair::as_select()).load(conn)?)
}

/// The day of the last line in the journal of each of these pairs.
pub(crate) fn last_works(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found = BTreeMap::new();
    for some in pairs.chunks(500) {
        let rows: Vec<(PairId, Option<NaiveDate>)> = works::table
            .filter(db::among(works::mentorship_id, some.iter().map(|id| PairId(*id))))
            .group_by(works::mentorship_id)
            .select((works::mentorship_id, max(works::held_on)))
            .order(works::mentorship_id.asc())
            .load(conn)?;
        found.extend(rows.into_iter().filter_map(|(pair, day)| Some((pair.0, day?))));
    }
    Ok(found)
}

/// Pairs that work, and those that came to their end since a day, the latest first; at most so many.
pub(crate) fn lately(conn: &mut Conn, place: &Ranges, since: NaiveDate, limit: i64) -> Result<Vec<Pair>> {
    let is_over = pairs::state.eq(State::Ended.code()).and(pairs::ended_on.ge(since));
    Ok(pairs::table
        .filter(db::within!(pairs::table, pairs::unit_path, place))
        .filter(pairs::state.eq(State::Active.code()).or(is_over))
        .order(pairs::id.desc())
        .limit(limit)
        .select(Pair::as_select())
        .load(conn)?)
}
