//! The sheet of visas: who agrees, whether it is to be published, whom it is sent to.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::Hand;
use crate::DocumentId;
use crate::model::{Asked, Mailing, MailingId, Mark, NewMark, Publishable, Visa, VisaId};
use crate::schema::{document_mailings as mailings, document_visas as visas, documents};

const COLUMNS: [&str; 5] = ["id", "document_id", "name", "created_by", "created_at"];

/// The rows of the sheet, in its order.
pub(crate) fn of(conn: &mut Conn, document: DocumentId) -> Result<Vec<Visa>> {
    Ok(visas::table
        .filter(visas::document_id.eq(document))
        .order((visas::place.asc(), visas::id.asc()))
        .select(Visa::as_select())
        .load(conn)?)
}

/// Adds a row.
pub(crate) fn add(
    tx: &mut WriteTx,
    (id, document): (VisaId, DocumentId),
    (place, asked): (i64, Asked),
    (post, name): (&str, &str),
    hand: Hand,
) -> Result<()> {
    diesel::insert_into(visas::table)
        .values((
            (visas::id.eq(id), visas::document_id.eq(document), visas::place.eq(place)),
            (visas::asked.eq(asked.code()), visas::post.eq(post), visas::name.eq(name)),
            (visas::remark.eq(""), visas::version.eq(1)),
            (visas::created_by.eq(hand.account), visas::created_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes a row away.
pub(crate) fn remove(tx: &mut WriteTx, id: VisaId) -> Result<()> {
    diesel::delete(visas::table.filter(visas::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Puts a row at another place of the sheet.
pub(crate) fn put(tx: &mut WriteTx, id: VisaId, place: i64) -> Result<()> {
    diesel::update(visas::table.filter(visas::id.eq(id))).set(visas::place.eq(place)).execute(&mut **tx)?;
    Ok(())
}

/// Writes the mark of a row, or takes it back.
pub(crate) fn mark(tx: &mut WriteTx, id: VisaId, new: &NewMark, hand: Hand) -> Result<()> {
    diesel::update(visas::table.filter(visas::id.eq(id)))
        .set((
            (visas::mark.eq(new.mark.map(Mark::code)), visas::marked_on.eq(new.marked_on)),
            (visas::remark.eq(&new.remark), visas::version.eq(visas::version + 1)),
            (visas::marked_by.eq(hand.account), visas::marked_at.eq(Some(hand.at))),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Says whether it is to be published; its version stays.
pub(crate) fn decide(tx: &mut WriteTx, id: DocumentId, to: Option<Publishable>, hand: Hand) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((
            documents::publishable.eq(to.map(Publishable::code)),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whom it is sent to, in the order they were told.
pub(crate) fn mailings(conn: &mut Conn, document: DocumentId) -> Result<Vec<Mailing>> {
    Ok(mailings::table
        .filter(mailings::document_id.eq(document))
        .order(mailings::id.asc())
        .select(Mailing::as_select())
        .load(conn)?)
}

/// Adds these to whom it is sent.
pub(crate) fn address(
    tx: &mut WriteTx,
    id: &dyn Fn() -> i64,
    document: DocumentId,
    names: &[String],
    hand: Hand,
) -> Result<()> {
    for some in names.chunks(db::ROWS_AT_ONCE) {
        let mut query = db::insert_rows("document_mailings", &COLUMNS, some.len());
        for name in some {
            query = query
                .bind::<BigInt, _>(id())
                .bind::<BigInt, _>(document.0)
                .bind::<Text, _>(name)
                .bind::<Nullable<BigInt>, _>(hand.account)
                .bind::<BigInt, _>(hand.at);
        }
        query.execute(&mut **tx)?;
    }
    Ok(())
}

/// Sends it to somebody no more.
pub(crate) fn strike(tx: &mut WriteTx, id: MailingId) -> Result<()> {
    diesel::delete(mailings::table.filter(mailings::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Writes the day it was sent to these, or takes it back.
pub(crate) fn send(tx: &mut WriteTx, ids: &[i64], day: Option<NaiveDate>, hand: Hand) -> Result<()> {
    diesel::update(mailings::table.filter(db::among(mailings::id, ids.iter().copied().map(MailingId))))
        .set((
            mailings::sent_on.eq(day),
            (mailings::sent_by.eq(hand.account), mailings::sent_at.eq(Some(hand.at))),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
