//! Pairs that recommended their mentor for an incentive at their end.

use db::{Conn, Ranges, Result};
use diesel::prelude::*;

use crate::model::{Pair, State};
use crate::schema::{mentorship_outcomes as outcomes, mentorships as pairs};

/// Those of a place that came to their end so, the latest first; at most so many.
pub(crate) fn commending(conn: &mut Conn, place: &Ranges, limit: i64) -> Result<Vec<Pair>> {
    let recommended = outcomes::table.filter(outcomes::incentive.eq("yes")).select(outcomes::mentorship_id);
    Ok(pairs::table
        .filter(db::within!(pairs::table, pairs::unit_path, place))
        .filter(pairs::state.eq(State::Ended.code()).and(pairs::end_ground.eq("")))
        .filter(pairs::id.eq_any(recommended))
        .order((pairs::ended_on.desc(), pairs::id.desc()))
        .limit(limit)
        .select(Pair::as_select())
        .load(conn)?)
}
