//! What a merger did, kept so that it can be taken back.

use db::{Conn, Moment, Result, Trail, WriteTx};
use diesel::prelude::*;
use registry::{Merged, Merger};
use serde::{Deserialize, Serialize};

use super::reversible;
use crate::UnitId;
use crate::schema::unit_mergers as table;

/// What is kept of a merger.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The unit that ended, as it stood.
    pub closed: Merged,
    /// The one that goes on, as it stood.
    pub into: Merged,
    /// Units that stood right under the closed one and came along.
    pub along: Vec<i64>,
    /// What the areas changed.
    pub trail: Trail,
}

/// A merger that stands.
pub(crate) type Kept = reversible::Kept<Told>;

/// Keeps a merger.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: i64,
    (merger, into): (&Merger, &Merged),
    (along, trail): (Vec<i64>, Trail),
) -> Result<()> {
    let told = Told { closed: merger.closed.clone(), into: into.clone(), along, trail };
    let told = reversible::written(&told)?;
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::closed_id.eq(merger.closed.unit), table::into_id.eq(into.unit)),
            (table::happened_on.eq(merger.day), table::told.eq(told)),
            (table::merged_by.eq(merger.by), table::merged_at.eq(merger.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The last merger of a closed unit, while it stands; none: it was joined before mergers were kept, or never.
pub(crate) fn standing(conn: &mut Conn, closed: UnitId) -> Result<Option<Kept>> {
    Kept::read(reversible::standing!(conn, table, table::closed_id.eq(closed.0))?)
}

/// A unit that was joined to this one after that merger and is joined still: what both brought is told apart no more.
pub(crate) fn later(conn: &mut Conn, into: UnitId, merger: i64) -> Result<Option<UnitId>> {
    let found: Option<i64> = table::table
        .filter(table::into_id.eq(into.0))
        .filter(table::id.gt(merger))
        .filter(table::undone_at.is_null())
        .order(table::id.desc())
        .select(table::closed_id)
        .first(conn)
        .optional()?;
    Ok(found.map(UnitId))
}

/// The merger was taken back.
pub(crate) fn undo(tx: &mut WriteTx, id: i64, by: Option<i64>, at: Moment) -> Result<()> {
    diesel::update(table::table.find(id))
        .set((table::undone_by.eq(by), table::undone_at.eq(Some(at.0))))
        .execute(&mut **tx)?;
    Ok(())
}
