//! Imports of lists, their marks, and how senders' columns are read.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use files::schema::files as file_table;

use crate::schema::{
    list_imports as imports, list_layouts as layouts, list_marks as marks, list_readings as readings,
};
use crate::{Import, ImportId, Mark, Reading};

/// So many of a sender's readings are looked at.
const MOST: i64 = 2_000;

/// Adds an import.
pub fn add(tx: &mut WriteTx, new: &Import) -> Result<()> {
    diesel::insert_into(imports::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The import of the kind, inside the scope.
pub fn find(conn: &mut Conn, kind: &str, scope: &Ranges, id: ImportId) -> Result<Option<Import>> {
    let of = imports::table.filter(imports::id.eq(id)).filter(imports::kind.eq(kind));
    let found: Option<Import> = of.select(Import::as_select()).first(conn).optional()?;
    Ok(found.filter(|one| scope.holds(&one.unit_path)))
}

/// The latest imports of the kind inside the scope.
pub fn latest(conn: &mut Conn, kind: &str, scope: &Ranges, limit: i64) -> Result<Vec<Import>> {
    Ok(imports::table
        .filter(imports::kind.eq(kind))
        .filter(db::within!(imports::table, imports::unit_path, scope))
        .order(imports::id.desc())
        .limit(limit)
        .select(Import::as_select())
        .load(conn)?)
}

/// How the latest accepted list of this file was read and what was decided about it: of the kind, the unit and the sender.
pub fn applied_of(
    conn: &mut Conn,
    (kind, unit, account): (&str, i64, Option<i64>),
    sha256: &str,
) -> Result<Option<(String, String)>> {
    let Some(account) = account else { return Ok(None) };
    let files: Vec<i64> = file_table::table
        .filter(file_table::sha256.eq(sha256))
        .order(file_table::id.desc())
        .limit(100)
        .select(file_table::id)
        .load(conn)?;
    let of = imports::table.filter(imports::kind.eq(kind)).filter(imports::unit_id.eq(unit));
    Ok(of
        .filter(db::among(imports::file_id, files))
        .filter(imports::created_by.eq(account))
        .filter(imports::state.eq("applied"))
        .order(imports::id.desc())
        .select((imports::layout, imports::choices))
        .first(conn)
        .optional()?)
}

/// Keeps how the list is read, what was decided, and how far it is.
pub fn change(tx: &mut WriteTx, one: &Import, at: Moment) -> Result<()> {
    diesel::update(imports::table.filter(imports::id.eq(one.id)))
        .set((
            (imports::layout.eq(&one.layout), imports::choices.eq(&one.choices)),
            (
                imports::started_on.eq(one.started_on),
                imports::state.eq(&one.state),
                imports::told.eq(&one.told),
            ),
            (imports::updated_at.eq(at), imports::version.eq(imports::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Marks what was done to a thing.
pub fn mark(
    tx: &mut WriteTx,
    id: i64,
    import: ImportId,
    (object, was, version): (i64, &str, i64),
) -> Result<()> {
    diesel::insert_into(marks::table)
        .values((
            (marks::id.eq(id), marks::import_id.eq(import), marks::object_id.eq(object)),
            (marks::was.eq(was), marks::object_version.eq(version), marks::outcome.eq("done")),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What an import did.
pub fn marks_of(conn: &mut Conn, import: ImportId) -> Result<Vec<Mark>> {
    Ok(marks::table
        .filter(marks::import_id.eq(import))
        .order(marks::id.asc())
        .select((marks::id, marks::object_id, marks::was, marks::object_version, marks::outcome))
        .load(conn)?)
}

/// Says what became of a mark; what it remembered is forgotten.
pub fn settle_mark(tx: &mut WriteTx, id: i64, outcome: &str) -> Result<()> {
    diesel::update(marks::table.filter(marks::id.eq(id)))
        .set((marks::outcome.eq(outcome), marks::was.eq("")))
        .execute(&mut **tx)?;
    Ok(())
}

/// What imports remember of an object holds for another version of it: what was changed between the two was changed back.
pub fn follow(tx: &mut WriteTx, object: i64, (before, now): (i64, i64)) -> Result<()> {
    let of = marks::table.filter(marks::object_id.eq(object)).filter(marks::object_version.eq(before));
    diesel::update(of.filter(marks::outcome.eq("done")))
        .set(marks::object_version.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// What imports remember of an object is forgotten: its data were erased.
pub fn forget(tx: &mut WriteTx, object: i64) -> Result<()> {
    diesel::update(marks::table.filter(marks::object_id.eq(object)))
        .set((marks::outcome.eq("kept"), marks::was.eq("")))
        .execute(&mut **tx)?;
    Ok(())
}

/// How the sender's list of these titles is read.
pub fn layout(conn: &mut Conn, kind: &str, account: i64, titles: &str) -> Result<Option<String>> {
    let of = layouts::table.filter(layouts::account_id.eq(account)).filter(layouts::kind.eq(kind));
    Ok(of.filter(layouts::titles.eq(titles)).select(layouts::layout).first(conn).optional()?)
}

/// Remembers it.
pub fn remember(
    tx: &mut WriteTx,
    (id, kind): (i64, &str),
    (account, titles, layout): (i64, &str, &str),
    at: Moment,
) -> Result<()> {
    let of = layouts::table.filter(layouts::account_id.eq(account)).filter(layouts::kind.eq(kind));
    diesel::delete(of.filter(layouts::titles.eq(titles))).execute(&mut **tx)?;
    diesel::insert_into(layouts::table)
        .values((
            (layouts::id.eq(id), layouts::kind.eq(kind)),
            (layouts::account_id.eq(account), layouts::titles.eq(titles)),
            (layouts::layout.eq(layout), layouts::updated_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// How the sender's own words are read in lists of the unit: field, folded text, reading; the latest first.
pub fn readings(
    conn: &mut Conn,
    kind: &str,
    (account, unit): (i64, i64),
) -> Result<Vec<(String, String, Reading)>> {
    let rows: Vec<(String, String, String, String)> = readings::table
        .filter(readings::account_id.eq(account))
        .filter(readings::kind.eq(kind))
        .filter(readings::unit_id.eq(unit))
        .order((readings::updated_at.desc(), readings::id.desc()))
        .limit(MOST)
        .select((readings::field, readings::folded, readings::said, readings::reading))
        .load(conn)?;
    Ok(rows.into_iter().map(|(field, folded, said, to)| (field, folded, Reading { said, to })).collect())
}

/// Remembers how a text of a field is read in lists of the unit.
pub fn remember_reading(
    tx: &mut WriteTx,
    (id, kind, of): (i64, &str, (i64, i64)),
    (field, folded, reading): (&str, &str, &Reading),
    at: Moment,
) -> Result<()> {
    forget_reading(tx, (kind, of), (field, folded))?;
    diesel::insert_into(readings::table)
        .values((
            (readings::id.eq(id), readings::kind.eq(kind)),
            (readings::account_id.eq(of.0), readings::unit_id.eq(of.1)),
            (readings::field.eq(field), readings::folded.eq(folded), readings::said.eq(&reading.said)),
            (readings::reading.eq(&reading.to), readings::updated_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets it.
pub fn forget_reading(
    tx: &mut WriteTx,
    (kind, (account, unit)): (&str, (i64, i64)),
    (field, folded): (&str, &str),
) -> Result<()> {
    let of = readings::table.filter(readings::account_id.eq(account)).filter(readings::kind.eq(kind));
    let it = of
        .filter(readings::unit_id.eq(unit))
        .filter(readings::field.eq(field))
        .filter(readings::folded.eq(folded));
    diesel::delete(it).execute(&mut **tx)?;
    Ok(())
}

/// Removes imports of before that instant with their files and marks; how many.
pub fn remove_old(tx: &mut WriteTx, before: Moment) -> Result<usize> {
    let old: Vec<(i64, i64)> = imports::table
        .filter(imports::created_at.lt(before))
        .order(imports::id.asc())
        .limit(500)
        .select((imports::id, imports::file_id))
        .load(&mut **tx)?;
    for (id, file) in &old {
        diesel::delete(marks::table.filter(marks::import_id.eq(id))).execute(&mut **tx)?;
        diesel::delete(imports::table.filter(imports::id.eq(id))).execute(&mut **tx)?;
        diesel::delete(file_table::table.find(file)).execute(&mut **tx)?;
    }
    Ok(old.len())
}
