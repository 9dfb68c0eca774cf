//! Ticks of the checklist of required sections.

use std::collections::BTreeMap;

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use super::Hand;
use crate::DocumentId;
use crate::schema::document_sections as marks;

/// Which sections were found in the document, each with who found it and when.
pub(crate) fn of(conn: &mut Conn, document: DocumentId) -> Result<BTreeMap<String, (Option<i64>, Moment)>> {
    let found: Vec<(String, Option<i64>, Moment)> = marks::table
        .filter(marks::document_id.eq(document))
        .order(marks::id.asc())
        .select((marks::section, marks::marked_by, marks::marked_at))
        .load(conn)?;
    Ok(found.into_iter().map(|(section, by, at)| (section, (by, at))).collect())
}

/// How many sections were found in each of these documents.
pub(crate) fn counts(conn: &mut Conn, documents: &[i64]) -> Result<BTreeMap<i64, usize>> {
    let mut found = BTreeMap::new();
    for some in documents.chunks(500) {
        let part: Vec<DocumentId> = marks::table
            .filter(db::among(marks::document_id, some.iter().copied()))
            .order(marks::id.asc())
            .select(marks::document_id)
            .load(conn)?;
        for id in part {
            *found.entry(id.0).or_default() += 1;
        }
    }
    Ok(found)
}

/// Ticks a section.
pub(crate) fn mark(tx: &mut WriteTx, id: i64, document: DocumentId, section: &str, hand: Hand) -> Result<()> {
    diesel::insert_into(marks::table)
        .values((
            (marks::id.eq(id), marks::document_id.eq(document), marks::section.eq(section)),
            (marks::marked_by.eq(hand.account), marks::marked_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes a tick back.
pub(crate) fn unmark(tx: &mut WriteTx, document: DocumentId, section: &str) -> Result<()> {
    let row = marks::table.filter(marks::document_id.eq(document)).filter(marks::section.eq(section));
    diesel::delete(row).execute(&mut **tx)?;
    Ok(())
}
