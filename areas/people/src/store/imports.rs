//! Imports of staff lists, their marks, and how senders' columns are read.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use files::schema::files as file_table;

use crate::model::{Import, ImportId, Mark};
use crate::schema::{
    employment_subjects as taught, employments, people, people_import_marks as marks,
    people_imports as imports, people_layouts as layouts,
};
use crate::{EmploymentId, PersonId};

/// Adds an import.
pub(crate) fn add(tx: &mut WriteTx, new: &Import) -> Result<()> {
    diesel::insert_into(imports::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The import, inside the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: ImportId) -> Result<Option<Import>> {
    let found: Option<Import> =
        imports::table.filter(imports::id.eq(id)).select(Import::as_select()).first(conn).optional()?;
    Ok(found.filter(|one| scope.holds(&one.unit_path)))
}

/// The latest imports inside the scope.
pub(crate) fn latest(conn: &mut Conn, scope: &Ranges, limit: i64) -> Result<Vec<Import>> {
    Ok(imports::table
        .filter(db::within!(imports::table, imports::unit_path, scope))
        .order(imports::id.desc())
        .limit(limit)
        .select(Import::as_select())
        .load(conn)?)
}

/// Keeps how the list is read, what was decided, and how far it is.
pub(crate) fn change(tx: &mut WriteTx, one: &Import, at: Moment) -> Result<()> {
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

/// Marks what was done to a person.
pub(crate) fn mark(
    tx: &mut WriteTx,
    id: i64,
    import: ImportId,
    (person, was, version): (i64, &str, i64),
) -> Result<()> {
    diesel::insert_into(marks::table)
        .values((
            (marks::id.eq(id), marks::import_id.eq(import), marks::person_id.eq(person)),
            (marks::was.eq(was), marks::person_version.eq(version), marks::outcome.eq("done")),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What an import did.
pub(crate) fn marks_of(conn: &mut Conn, import: ImportId) -> Result<Vec<Mark>> {
    Ok(marks::table
        .filter(marks::import_id.eq(import))
        .order(marks::id.asc())
        .select((marks::id, marks::person_id, marks::was, marks::person_version, marks::outcome))
        .load(conn)?)
}

/// Says what became of a mark; what it remembered is forgotten.
pub(crate) fn settle_mark(tx: &mut WriteTx, id: i64, outcome: &str) -> Result<()> {
    diesel::update(marks::table.filter(marks::id.eq(id)))
        .set((marks::outcome.eq(outcome), marks::was.eq("")))
        .execute(&mut **tx)?;
    Ok(())
}

/// How the sender's list of these titles is read.
pub(crate) fn layout(conn: &mut Conn, account: i64, titles: &str) -> Result<Option<String>> {
    let of = layouts::table.filter(layouts::account_id.eq(account)).filter(layouts::titles.eq(titles));
    Ok(of.select(layouts::layout).first(conn).optional()?)
}

/// Remembers it.
pub(crate) fn remember(
    tx: &mut WriteTx,
    id: i64,
    (account, titles, layout): (i64, &str, &str),
    at: Moment,
) -> Result<()> {
    let of = layouts::table.filter(layouts::account_id.eq(account)).filter(layouts::titles.eq(titles));
    diesel::delete(of).execute(&mut **tx)?;
    diesel::insert_into(layouts::table)
        .values((
            (layouts::id.eq(id), layouts::account_id.eq(account), layouts::titles.eq(titles)),
            (layouts::layout.eq(layout), layouts::updated_at.eq(at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes an employment away with its subjects.
pub(crate) fn unhire(tx: &mut WriteTx, id: EmploymentId) -> Result<()> {
    diesel::delete(taught::table.filter(taught::employment_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(employments::table.filter(employments::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Takes a card away that nothing hangs on.
pub(crate) fn remove_card(tx: &mut WriteTx, id: PersonId) -> Result<()> {
    diesel::delete(people::table.filter(people::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Removes imports of before that instant with their files and marks; how many.
pub(crate) fn remove_old(tx: &mut WriteTx, before: Moment) -> Result<usize> {
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
