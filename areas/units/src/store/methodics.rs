//! Cards of methodical work, and the resources the organisations of a municipality share.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::UnitId;
use crate::model::{KeptMethodics, Methodics};
use crate::schema::{unit_methodics as table, units};

/// The card of a municipality; an empty one where nobody wrote any.
pub(crate) fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<KeptMethodics> {
    let row: Option<(Methodics, Option<i64>, Moment, i64)> = table::table
        .find(unit.0)
        .select((Methodics::as_select(), table::updated_by, table::updated_at, table::version))
        .first(conn)
        .optional()?;
    Ok(row.map_or_else(KeptMethodics::default, |(card, updated_by, at, version)| KeptMethodics {
        card,
        updated_by,
        updated_at: Some(at),
        version,
    }))
}

/// Writes it whole: the version is counted on from the one before.
pub(crate) fn put(
    tx: &mut WriteTx,
    unit: UnitId,
    new: &Methodics,
    (by, now): (Option<i64>, Moment),
    version: i64,
) -> Result<()> {
    let stamp = (table::updated_by.eq(by), table::updated_at.eq(now), table::version.eq(version + 1));
    if version == 0 {
        diesel::insert_into(table::table).values((table::id.eq(unit.0), new, stamp)).execute(&mut **tx)?;
    } else {
        diesel::update(table::table.find(unit.0)).set((new, stamp)).execute(&mut **tx)?;
    }
    Ok(())
}

/// The working units at and under a path that name an information resource of their own: name and address, by name.
pub(crate) fn resources(conn: &mut Conn, path: &str) -> Result<Vec<(String, String)>> {
    let found: Vec<(String, Option<String>)> = units::table
        .filter(db::within!(units::table, units::path, Ranges::under([path])))
        .filter(units::state.eq("active"))
        .filter(units::resource_url.is_not_null())
        .order((units::name_key.asc(), units::id.asc()))
        .select((units::short_name, units::resource_url))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(name, url)| Some((name, url.filter(|url| !url.is_empty())?))).collect())
}
