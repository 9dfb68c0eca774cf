//! Sheets of criteria of candidates with their marks.

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;

use crate::model::{Sheet, SheetId, SheetMark};
use crate::schema::{mentorship_marks as marks, mentorship_sheets as sheets};

/// Adds a sheet with its marks.
pub(crate) fn add(tx: &mut WriteTx, new: &Sheet, all: &[SheetMark]) -> Result<()> {
    diesel::insert_into(sheets::table).values(new).execute(&mut **tx)?;
    put(tx, all)
}

/// Stores what changed of a sheet; its marks are put anew.
pub(crate) fn change(tx: &mut WriteTx, one: &Sheet, all: &[SheetMark]) -> Result<()> {
    diesel::update(sheets::table.filter(sheets::id.eq(one.id)))
        .set((
            (sheets::held_on.eq(one.held_on), sheets::document_id.eq(one.document_id)),
            (sheets::protocol.eq(&one.protocol), sheets::decision.eq(&one.decision)),
            (sheets::word.eq(&one.word), sheets::written_by.eq(one.written_by)),
            (sheets::updated_at.eq(one.updated_at), sheets::version.eq(sheets::version + 1)),
        ))
        .execute(&mut **tx)?;
    diesel::delete(marks::table.filter(marks::sheet_id.eq(one.id))).execute(&mut **tx)?;
    put(tx, all)
}

fn put(tx: &mut WriteTx, all: &[SheetMark]) -> Result<()> {
    for one in all {
        diesel::insert_into(marks::table).values(one).execute(&mut **tx)?;
    }
    Ok(())
}

/// The sheet of a candidate for a mentee and a kind of mentor.
pub(crate) fn of_candidate(
    conn: &mut Conn,
    (mentee, candidate): (PersonId, PersonId),
    kind: &str,
) -> Result<Option<Sheet>> {
    Ok(sheets::table
        .filter(sheets::mentee_id.eq(mentee))
        .filter(sheets::candidate_id.eq(candidate))
        .filter(sheets::kind.eq(kind))
        .select(Sheet::as_select())
        .first(conn)
        .optional()?)
}

/// The sheets of everybody weighed for a mentee in the units of the scope, the latest first.
pub(crate) fn of_mentee(conn: &mut Conn, scope: &Ranges, mentee: PersonId) -> Result<Vec<Sheet>> {
    Ok(sheets::table
        .filter(db::within!(sheets::table, sheets::unit_path, scope))
        .filter(sheets::mentee_id.eq(mentee))
        .order((sheets::held_on.desc(), sheets::id.desc()))
        .select(Sheet::as_select())
        .load(conn)?)
}

/// The marks of these sheets.
pub(crate) fn marks_of(conn: &mut Conn, sheets: &[SheetId]) -> Result<BTreeMap<i64, Vec<SheetMark>>> {
    let mut found: BTreeMap<i64, Vec<SheetMark>> = BTreeMap::new();
    for some in sheets.chunks(500) {
        let rows: Vec<SheetMark> = marks::table
            .filter(db::among(marks::sheet_id, some.iter().copied()))
            .order(marks::id.asc())
            .select(SheetMark::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(row.sheet_id.0).or_default().push(row);
        }
    }
    Ok(found)
}
