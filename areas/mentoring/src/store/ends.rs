//! Orders of early ends, and whose parts each of them ended.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::{EarlyEnd, Mentor, MentorId, PairId};
use crate::schema::{mentorship_end_parts as parts, mentorship_ends as ends, mentorship_mentors as mentors};

/// Keeps an order.
pub(crate) fn add(tx: &mut WriteTx, new: &EarlyEnd) -> Result<()> {
    diesel::insert_into(ends::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Keeps that an order ended somebody's part.
pub(crate) fn add_part(tx: &mut WriteTx, (id, end): (i64, i64), mentor: MentorId) -> Result<()> {
    let row = (parts::id.eq(id), parts::end_id.eq(end), parts::mentor_id.eq(mentor));
    diesel::insert_into(parts::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The orders of a pair, the latest first.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<EarlyEnd>> {
    Ok(ends::table
        .filter(ends::mentorship_id.eq(pair))
        .order(ends::id.desc())
        .select(EarlyEnd::as_select())
        .load(conn)?)
}

/// The order a document is.
pub(crate) fn by_document(conn: &mut Conn, document: DocumentId) -> Result<Option<EarlyEnd>> {
    Ok(ends::table
        .filter(ends::document_id.eq(document))
        .order(ends::id.desc())
        .select(EarlyEnd::as_select())
        .first(conn)
        .optional()?)
}

/// The parts an order ended.
pub(crate) fn parts_of(conn: &mut Conn, end: i64) -> Result<Vec<Mentor>> {
    Ok(parts::table
        .inner_join(mentors::table.on(mentors::id.eq(parts::mentor_id)))
        .filter(parts::end_id.eq(end))
        .order(parts::id.asc())
        .select(Mentor::as_select())
        .load(conn)?)
}
