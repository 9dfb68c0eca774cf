//! Directories of structures.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use units::UnitId;

use crate::model::Directory;
use crate::schema::directories::{self, table};

/// The directory of a unit, decided either way.
pub(crate) fn of(conn: &mut Conn, unit: UnitId) -> Result<Option<Directory>> {
    Ok(table.filter(directories::unit_id.eq(unit.0)).select(Directory::as_select()).first(conn).optional()?)
}

/// The nearest directory by which everybody sees the unit at the path: its own, or one of a unit above.
pub(crate) fn over(conn: &mut Conn, path: &str) -> Result<Option<Directory>> {
    let ends = path.match_indices('/').map(|(end, _)| path[..=end].to_owned());
    let paths: Vec<String> = ends.filter(|one| one != "/").collect();
    let mut found: Vec<Directory> = table
        .filter(directories::is_open.eq(true))
        .filter(db::among(directories::unit_path, paths))
        .order(directories::id.asc())
        .select(Directory::as_select())
        .load(conn)?;
    found.sort_by_key(|one| one.unit_path.len());
    Ok(found.pop())
}

/// All that everybody sees, from the top, at most so many.
pub(crate) fn list(conn: &mut Conn, limit: i64) -> Result<Vec<Directory>> {
    Ok(table
        .filter(directories::is_open.eq(true))
        .order((directories::unit_path.asc(), directories::id.asc()))
        .limit(limit)
        .select(Directory::as_select())
        .load(conn)?)
}

/// Directories of these units.
pub(crate) fn of_units(conn: &mut Conn, units: &[i64]) -> Result<Vec<Directory>> {
    Ok(table
        .filter(directories::unit_id.eq_any(units))
        .order(directories::id.asc())
        .select(Directory::as_select())
        .load(conn)?)
}

/// Writes what was decided: the first time as a row of its own, afterwards into it.
pub(crate) fn put(tx: &mut WriteTx, directory: &Directory) -> Result<()> {
    if directory.version == 1 {
        diesel::insert_into(table).values(directory).execute(&mut **tx)?;
        return Ok(());
    }
    diesel::update(table.find(directory.id.0))
        .set((
            (directories::about.eq(&directory.about), directories::is_open.eq(directory.is_open)),
            (
                directories::changed_at.eq(directory.changed_at.0),
                directories::changed_by.eq(directory.changed_by),
            ),
            directories::version.eq(directory.version),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
