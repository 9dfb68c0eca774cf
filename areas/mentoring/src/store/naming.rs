//! The orders that name a person: of appointment, of replacement, of early end.

use db::{Conn, Result};
use diesel::prelude::*;
use documents::DocumentId;
use people::PersonId;

use crate::model::PairId;
use crate::schema::{
    mentorship_ends as ends, mentorship_mentors as mentors, mentorship_orders as orders, mentorships as pairs,
};

/// Their documents, of all pairs the person is or was in.
pub(crate) fn documents(conn: &mut Conn, person: PersonId) -> Result<Vec<i64>> {
    let mut ids: Vec<PairId> = mentors::table
        .filter(mentors::person_id.eq(person))
        .order(mentors::id.asc())
        .select(mentors::mentorship_id)
        .load(conn)?;
    let mentored: Vec<PairId> = pairs::table
        .filter(pairs::mentee_id.eq(person))
        .order(pairs::id.asc())
        .select(pairs::id)
        .load(conn)?;
    ids.extend(mentored);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let appointing: Vec<Option<DocumentId>> = pairs::table
        .filter(db::among(pairs::id, ids.clone()))
        .order(pairs::id.asc())
        .select(pairs::order_document_id)
        .load(conn)?;
    let replacing: Vec<DocumentId> = orders::table
        .filter(db::among(orders::mentorship_id, ids.clone()))
        .order(orders::id.asc())
        .select(orders::document_id)
        .load(conn)?;
    let ending: Vec<DocumentId> = ends::table
        .filter(db::among(ends::mentorship_id, ids))
        .order(ends::id.asc())
        .select(ends::document_id)
        .load(conn)?;
    Ok(appointing.into_iter().flatten().chain(replacing).chain(ending).map(|id| id.0).collect())
}
