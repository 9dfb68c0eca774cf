//! Structures of a unit that ends.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use registry::Merged;

use crate::model::ACTIVE;
use crate::schema::structures as table;

/// How many of the unit's structures work.
pub(crate) fn at_work(conn: &mut Conn, unit: i64) -> Result<i64> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::state.eq(ACTIVE))
        .count()
        .get_result(conn)?)
}

/// They go on in another unit.
pub(crate) fn go_on(tx: &mut WriteTx, unit: i64, into: &Merged) -> Result<()> {
    diesel::update(table::table.filter(table::unit_id.eq(unit)).filter(table::state.eq(ACTIVE)))
        .set((table::unit_id.eq(into.unit), table::unit_path.eq(&into.path)))
        .execute(&mut **tx)?;
    let all = super::all_of_unit(tx, units::UnitId(into.unit))?;
    crate::finding::put_all(tx, &all)
}
