//! Where pairs are at work.

use std::collections::BTreeSet;

use db::{Conn, Result};
use diesel::prelude::*;
use units::UnitId;

use crate::schema::mentorships as pairs;

/// Those of these units that have a pair at work.
pub(crate) fn with_pairs(conn: &mut Conn, units: &[i64]) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for some in units.chunks(500) {
        let rows: Vec<UnitId> = pairs::table
            .filter(db::among(pairs::unit_id, some.iter().map(|id| UnitId(*id))))
            .filter(pairs::state.eq("active"))
            .select(pairs::unit_id)
            .distinct()
            .order(pairs::unit_id.asc())
            .load(conn)?;
        found.extend(rows.into_iter().map(|id| id.0));
    }
    Ok(found)
}
