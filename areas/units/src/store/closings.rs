//! What a closing did, kept so that it can be taken back.

use db::{Conn, Moment, Result, Trail, WriteTx};
use diesel::prelude::*;
use registry::{Merged, Merger};
use serde::{Deserialize, Serialize};

use super::reversible;
use crate::UnitId;
use crate::schema::unit_closings as table;

/// What is kept of a closing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The unit, as it stood.
    pub closed: Merged,
    /// What the areas changed.
    pub trail: Trail,
}

/// A closing that stands.
pub(crate) type Kept = reversible::Kept<Told>;

/// Keeps a closing.
pub(crate) fn add(tx: &mut WriteTx, id: i64, merger: &Merger, trail: Trail) -> Result<()> {
    let told = reversible::written(&Told { closed: merger.closed.clone(), trail })?;
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::unit_id.eq(merger.closed.unit)),
            (table::happened_on.eq(merger.day), table::told.eq(told)),
            (table::closed_by.eq(merger.by), table::closed_at.eq(merger.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The closing of a closed unit; none: it was closed before closings were kept.
pub(crate) fn standing(conn: &mut Conn, unit: UnitId) -> Result<Option<Kept>> {
    Kept::read(reversible::standing!(conn, table, table::unit_id.eq(unit.0))?)
}

/// The closings of a unit stand no more: the last was taken back, or it works anew.
pub(crate) fn undo(tx: &mut WriteTx, unit: UnitId, by: Option<i64>, at: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::unit_id.eq(unit.0)).filter(table::undone_at.is_null()))
        .set((table::undone_by.eq(by), table::undone_at.eq(Some(at.0))))
        .execute(&mut **tx)?;
    Ok(())
}
