//! To whom documents are addressed for acquaintance, and the marks of units.

use access::Level;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};
use units::UnitId;

use super::Hand;
use crate::model::{Acquaintance, Circle, Circulation};
use crate::schema::{document_acquaintances as marks, document_circulations as rows, documents};
use crate::status::Status;
use crate::{Document, DocumentId};

const COLUMNS: [&str; 7] = ["id", "document_id", "level", "unit_id", "read_by", "created_by", "created_at"];

/// To whom the document is addressed, in the order it was said.
pub(crate) fn of(conn: &mut Conn, document: DocumentId) -> Result<Vec<Circulation>> {
    Ok(rows::table
        .filter(rows::document_id.eq(document))
        .order(rows::id.asc())
        .select(Circulation::as_select())
        .load(conn)?)
}

/// Addresses the document to these and to nobody else.
pub(crate) fn put(
    tx: &mut WriteTx,
    id: &dyn Fn() -> i64,
    document: DocumentId,
    circle: &Circle,
    hand: Hand,
) -> Result<()> {
    end(tx, document)?;
    let levels = circle.levels.iter().map(|level| (Some(level.code()), None));
    let units = circle.units.iter().map(|unit| (None, Some(unit.0)));
    let new: Vec<(Option<&str>, Option<i64>)> = levels.chain(units).collect();
    for some in new.chunks(db::ROWS_AT_ONCE) {
        let mut query = db::insert_rows("document_circulations", &COLUMNS, some.len());
        for (level, unit) in some {
            query = query
                .bind::<BigInt, _>(id())
                .bind::<BigInt, _>(document.0)
                .bind::<Nullable<Text>, _>(*level)
                .bind::<Nullable<BigInt>, _>(*unit)
                .bind::<Date, _>(circle.read_by)
                .bind::<Nullable<BigInt>, _>(hand.account)
                .bind::<BigInt, _>(hand.at);
        }
        query.execute(&mut **tx)?;
    }
    Ok(())
}

/// Addresses the document to nobody; the marks stay.
pub(crate) fn end(tx: &mut WriteTx, document: DocumentId) -> Result<()> {
    diesel::delete(rows::table.filter(rows::document_id.eq(document))).execute(&mut **tx)?;
    Ok(())
}

/// A unit that may be addressed, with those above it.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// The unit.
    pub unit: UnitId,
    /// Its path.
    pub path: String,
    /// Its level.
    pub level: Level,
}

/// Documents addressed to some of these units or to their levels, whatever their state, the latest first; which unit is
/// meant by which row, the rules say.
pub(crate) fn to(conn: &mut Conn, units: &[Placed]) -> Result<Vec<(Document, Circulation)>> {
    let mut above: Vec<String> = units.iter().flat_map(|one| above(&one.path)).collect();
    above.sort();
    above.dedup();
    let mut levels: Vec<&'static str> = units.iter().map(|one| one.level.code()).collect();
    levels.sort_unstable();
    levels.dedup();
    let ids: Vec<i64> = units.iter().map(|one| one.unit.0).collect();
    Ok(rows::table
        .inner_join(documents::table)
        .filter(db::among(documents::unit_path, above))
        .filter(
            db::among(rows::level.assume_not_null(), levels)
                .or(db::among(rows::unit_id.assume_not_null(), ids)),
        )
        .filter(documents::status.ne(Status::Draft.code()))
        .order((documents::signed_on.desc(), documents::id.desc(), rows::id.asc()))
        .select((Document::as_select(), Circulation::as_select()))
        .load(conn)?)
}

/// The paths above this one.
fn above(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = path.trim_end_matches('/');
    while let Some(at) = rest.rfind('/') {
        found.push(rest[..=at].to_owned());
        rest = rest[..at].trim_end_matches('/');
    }
    found
}

/// The marks under these documents.
pub(crate) fn marks_of(conn: &mut Conn, documents: &[i64]) -> Result<Vec<Acquaintance>> {
    Ok(marks::table
        .filter(db::among(marks::document_id, documents))
        .order((marks::marked_at.asc(), marks::id.asc()))
        .select(Acquaintance::as_select())
        .load(conn)?)
}

/// The marks of these units.
pub(crate) fn marks_by(conn: &mut Conn, units: &[i64]) -> Result<Vec<Acquaintance>> {
    Ok(marks::table
        .filter(db::among(marks::unit_id, units))
        .order(marks::id.asc())
        .select(Acquaintance::as_select())
        .load(conn)?)
}

/// The mark of a unit under a document.
pub(crate) fn mark_of(conn: &mut Conn, document: DocumentId, unit: UnitId) -> Result<Option<Acquaintance>> {
    Ok(marks::table
        .filter(marks::document_id.eq(document))
        .filter(marks::unit_id.eq(unit))
        .order(marks::id.asc())
        .select(Acquaintance::as_select())
        .first(conn)
        .optional()?)
}

/// Marks that the unit has acquainted itself.
pub(crate) fn mark(tx: &mut WriteTx, id: i64, document: DocumentId, unit: UnitId, hand: Hand) -> Result<()> {
    diesel::insert_into(marks::table)
        .values((
            (marks::id.eq(id), marks::document_id.eq(document), marks::unit_id.eq(unit)),
            (marks::account_id.eq(hand.account), marks::marked_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
