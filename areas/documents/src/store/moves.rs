//! What the steps of a document's life write.

use chrono::NaiveDate;
use db::{Result, WriteTx};
use diesel::prelude::*;

use super::Hand;
use crate::DocumentId;
use crate::schema::documents;
use crate::status::Status;

/// Moves the document; the version grows with it.
pub(crate) fn set_status(tx: &mut WriteTx, id: DocumentId, to: Status, hand: Hand) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((
            documents::status.eq(to.code()),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
            documents::version.eq(documents::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The day it was signed.
pub(crate) fn set_signed(tx: &mut WriteTx, id: DocumentId, day: NaiveDate) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set(documents::signed_on.eq(day))
        .execute(&mut **tx)?;
    Ok(())
}

/// The last day in force, and why.
pub(crate) fn set_lapsed(tx: &mut WriteTx, id: DocumentId, last: NaiveDate, reason: &str) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((documents::valid_to.eq(last), documents::cancel_reason.eq(reason)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Its number and the day of the journal.
pub(crate) fn set_registered(tx: &mut WriteTx, id: DocumentId, number: &str, day: NaiveDate) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((documents::number.eq(number), documents::registered_on.eq(day)))
        .execute(&mut **tx)?;
    Ok(())
}
