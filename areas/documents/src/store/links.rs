//! Links of documents.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use super::Hand;
use crate::DocumentId;
use crate::links::{Relation, Target};
use crate::model::{Link, LinkId};
use crate::schema::document_links as links;

/// What the document says of others, in the order it was said.
pub(crate) fn of(conn: &mut Conn, document: DocumentId) -> Result<Vec<Link>> {
    Ok(links::table
        .filter(links::document_id.eq(document))
        .order(links::id.asc())
        .select(Link::as_select())
        .load(conn)?)
}

/// What others say of the document.
pub(crate) fn to(conn: &mut Conn, document: DocumentId) -> Result<Vec<Link>> {
    Ok(links::table
        .filter(links::target_id.eq(document))
        .order(links::id.asc())
        .select(Link::as_select())
        .load(conn)?)
}

/// Documents that approve these, as they say themselves or as the approved one says it is their annex: (approved, approving).
pub(crate) fn approving(conn: &mut Conn, documents: &[i64]) -> Result<Vec<(DocumentId, DocumentId)>> {
    let mut found = Vec::new();
    for some in documents.chunks(500) {
        let approves = db::among(links::target_id, some.iter().map(|id| Some(*id)))
            .and(links::relation.eq(Relation::Approves.code()));
        let annexed = db::among(links::document_id, some.iter().copied())
            .and(links::relation.eq(Relation::AnnexTo.code()));
        let said: Vec<(String, DocumentId, Option<DocumentId>)> = links::table
            .filter(approves.or(annexed))
            .order(links::id.asc())
            .select((links::relation, links::document_id, links::target_id))
            .load(conn)?;
        found.extend(said.into_iter().filter_map(|(relation, one, other)| {
            Some(if relation == Relation::Approves.code() { (other?, one) } else { (one, other?) })
        }));
    }
    Ok(found)
}

/// Keeps a link.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: LinkId,
    document: DocumentId,
    relation: Relation,
    target: &Target,
    hand: Hand,
) -> Result<()> {
    let (to, line, dated, valid_to) = match target {
        Target::Document(id) => (Some(*id), "", None, None),
        Target::Act { line, dated, valid_to } => (None, line.as_str(), *dated, *valid_to),
    };
    diesel::insert_into(links::table)
        .values((
            (links::id.eq(id), links::document_id.eq(document), links::relation.eq(relation.code())),
            (links::target_id.eq(to), links::line.eq(line), links::dated.eq(dated)),
            links::valid_to.eq(valid_to),
            (links::created_by.eq(hand.account), links::created_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Removes a link of the document; false: there was none.
pub(crate) fn remove(tx: &mut WriteTx, document: DocumentId, id: LinkId) -> Result<bool> {
    let gone = diesel::delete(links::table.filter(links::id.eq(id)).filter(links::document_id.eq(document)))
        .execute(&mut **tx)?;
    Ok(gone > 0)
}
