//! What successors need before the order of replacement, one row for a mentor's part.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::{MentorId, PairId, Succession};
use crate::schema::replacing::mentorship_successions as successions;

/// What is kept of a part.
pub(crate) fn of_part(conn: &mut Conn, part: MentorId) -> Result<Option<Succession>> {
    Ok(successions::table
        .filter(successions::mentor_id.eq(part))
        .select(Succession::as_select())
        .first(conn)
        .optional()?)
}

/// What is kept of all parts of a pair.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<Succession>> {
    Ok(successions::table
        .filter(successions::mentorship_id.eq(pair))
        .order(successions::mentor_id.asc())
        .select(Succession::as_select())
        .load(conn)?)
}

/// Those recommended by a protocol.
pub(crate) fn recommended_by(conn: &mut Conn, document: DocumentId) -> Result<Vec<Succession>> {
    Ok(successions::table
        .filter(successions::council_document_id.eq(Some(document)))
        .order(successions::mentor_id.asc())
        .select(Succession::as_select())
        .load(conn)?)
}

/// Keeps a row, or what changed of it.
pub(crate) fn keep(tx: &mut WriteTx, one: &Succession) -> Result<()> {
    let changed = diesel::update(successions::table.filter(successions::mentor_id.eq(one.mentor_id)))
        .set((
            (
                successions::council_on.eq(one.council_on),
                successions::council_document_id.eq(one.council_document_id),
            ),
            (successions::council_note.eq(&one.council_note), successions::deputy_on.eq(one.deputy_on)),
            (successions::mentee_on.eq(one.mentee_on), successions::mentee_way.eq(&one.mentee_way)),
            successions::updated_at.eq(one.updated_at),
        ))
        .execute(&mut **tx)?;
    if changed == 0 {
        diesel::insert_into(successions::table).values(one).execute(&mut **tx)?;
    }
    Ok(())
}
