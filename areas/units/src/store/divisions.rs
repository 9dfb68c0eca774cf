//! What a division did, kept so that it can be taken back.

use db::{Conn, Moment, Result, Trail, WriteTx};
use diesel::prelude::*;
use registry::{Division, Merged};
use serde::{Deserialize, Serialize};

use super::reversible;
use crate::UnitId;
use crate::schema::unit_divisions as table;

/// What is kept of a division.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The unit that was divided and went on, as it stood.
    pub from: Merged,
    /// The new one, as it stood.
    pub new: Merged,
    /// Units that stood right under the old one and came along.
    pub along: Vec<i64>,
    /// What the areas changed.
    pub trail: Trail,
}

/// A division that stands.
pub(crate) type Kept = reversible::Kept<Told>;

/// Keeps a division.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: i64,
    division: &Division,
    (along, trail): (Vec<i64>, Trail),
) -> Result<()> {
    let told = Told { from: division.from.clone(), new: division.into.clone(), along, trail };
    let told = reversible::written(&told)?;
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::new_id.eq(division.into.unit), table::from_id.eq(division.from.unit)),
            (table::happened_on.eq(division.day), table::told.eq(told)),
            (table::divided_by.eq(division.by), table::divided_at.eq(division.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The division a unit came out of another by, while it stands; none: it was before divisions were kept, or never.
pub(crate) fn standing(conn: &mut Conn, new: UnitId) -> Result<Option<Kept>> {
    Kept::read(reversible::standing!(conn, table, table::new_id.eq(new.0))?)
}

/// A unit that came out of this one and stands still.
pub(crate) fn later(conn: &mut Conn, from: UnitId) -> Result<Option<UnitId>> {
    let found: Option<i64> = table::table
        .filter(table::from_id.eq(from.0))
        .filter(table::undone_at.is_null())
        .order(table::id.desc())
        .select(table::new_id)
        .first(conn)
        .optional()?;
    Ok(found.map(UnitId))
}

/// The division was taken back.
pub(crate) fn undo(tx: &mut WriteTx, id: i64, by: Option<i64>, at: Moment) -> Result<()> {
    diesel::update(table::table.find(id))
        .set((table::undone_by.eq(by), table::undone_at.eq(Some(at.0))))
        .execute(&mut **tx)?;
    Ok(())
}
