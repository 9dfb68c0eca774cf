//! Journals of registration: a counter for each issuer, genus and year, and who took which number (decision 13).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use db::{Conn, Error, Result, WriteTx, fold};
use diesel::prelude::*;
use units::UnitId;

use crate::rules::number_year;
use crate::schema::{document_counters, document_numbers, documents};
use crate::{Document, DocumentId, Status};

/// The journal a number is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Journal {
    unit: UnitId,
    genus: String,
    year: i64,
}

impl Journal {
    /// The journal of the document's issuer and genus on the day.
    pub fn of(document: &Document, day: NaiveDate) -> Self {
        Self::named(document.unit_id, &document.genus, day)
    }

    /// The journal of a unit and a genus on the day.
    pub fn named(unit: UnitId, genus: &str, day: NaiveDate) -> Self {
        Self { unit, genus: genus.to_owned(), year: i64::from(day.year()) }
    }
}

/// The number that would come next, `written` as the paper would bear it: a hint, another may take it first.
pub(crate) fn coming(conn: &mut Conn, journal: &Journal, written: impl Fn(i64) -> String) -> Result<String> {
    let taken = row(conn, journal)?.map_or(0, |(_, taken)| taken);
    Ok(free(conn, journal, taken, written)?.1)
}

/// The first number after `taken` that no paper of the journal bears: one typed by hand is taken as well (decision 13).
fn free(
    conn: &mut Conn,
    journal: &Journal,
    taken: i64,
    written: impl Fn(i64) -> String,
) -> Result<(i64, String)> {
    let first = i32::try_from(journal.year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    let (from, to) = number_year(first.unwrap_or_default());
    let borne: BTreeSet<String> = documents::table
        .filter(documents::unit_id.eq(journal.unit))
        .filter(documents::genus.eq(&journal.genus))
        .filter(documents::signed_on.ge(from))
        .filter(documents::signed_on.le(to))
        .filter(documents::number.ne(""))
        .order(documents::id.asc())
        .select(documents::number)
        .load::<String>(conn)?
        .iter()
        .map(|number| fold(number))
        .collect();
    let mut n = taken + 1;
    loop {
        let text = written(n);
        if !borne.contains(&fold(&text)) {
            return Ok((n, text));
        }
        n += 1;
    }
}

/// The papers of a genus a unit signed in a year, the earliest first, whatever gave them their numbers.
pub(crate) fn of_genus(
    conn: &mut Conn,
    (unit, genus): (UnitId, &str),
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Document>> {
    Ok(documents::table
        .filter(documents::unit_id.eq(unit))
        .filter(documents::genus.eq(genus))
        .filter(documents::signed_on.ge(from))
        .filter(documents::signed_on.le(to))
        .order((documents::signed_on.asc(), documents::id.asc()))
        .select(Document::as_select())
        .load(conn)?)
}

/// The paper of the latest day that the journal gave a number to, unless it was a mistake.
pub(crate) fn last(conn: &mut Conn, journal: &Journal) -> Result<Option<Document>> {
    let given = document_numbers::table
        .filter(document_numbers::unit_id.eq(journal.unit))
        .filter(document_numbers::genus.eq(&journal.genus))
        .filter(document_numbers::year.eq(journal.year))
        .select(document_numbers::id);
    Ok(documents::table
        .filter(documents::id.eq_any(given))
        .filter(documents::status.ne(Status::Cancelled.code()))
        .order((documents::signed_on.desc(), documents::id.desc()))
        .select(Document::as_select())
        .first(conn)
        .optional()?)
}

/// The next number, kept for the document, as `written`. `fresh` becomes the id of the counter where there is none yet.
pub(crate) fn take(
    tx: &mut WriteTx,
    fresh: i64,
    journal: &Journal,
    document: DocumentId,
    written: impl Fn(i64) -> String,
) -> Result<String> {
    let counter = counter(tx, fresh, journal)?;
    // Whoever waited here for another must see what the other took: the row is read after the lock.
    tx.lock("document_counters", counter)?;
    let taken: i64 =
        document_counters::table.find(counter).select(document_counters::taken).first(&mut **tx)?;
    let (n, text) = free(tx, journal, taken, written)?;
    diesel::update(document_counters::table.find(counter))
        .set(document_counters::taken.eq(n))
        .execute(&mut **tx)?;
    diesel::insert_into(document_numbers::table)
        .values((
            (document_numbers::id.eq(document), document_numbers::unit_id.eq(journal.unit)),
            (document_numbers::genus.eq(&journal.genus), document_numbers::year.eq(journal.year)),
            document_numbers::n.eq(n),
        ))
        .execute(&mut **tx)?;
    Ok(text)
}

/// The counter's id; of two who begin a journal at once the second finds the row of the first.
fn counter(tx: &mut WriteTx, fresh: i64, journal: &Journal) -> Result<i64> {
    if let Some((id, _)) = row(tx, journal)? {
        return Ok(id);
    }
    match tx.attempt(|tx| begin(tx, fresh, journal)) {
        Ok(()) => Ok(fresh),
        Err(Error::Unique(fault)) => row(tx, journal)?.map(|(id, _)| id).ok_or(Error::Unique(fault)),
        Err(other) => Err(other),
    }
}

fn begin(tx: &mut WriteTx, id: i64, journal: &Journal) -> Result<()> {
    diesel::insert_into(document_counters::table)
        .values((
            (document_counters::id.eq(id), document_counters::unit_id.eq(journal.unit)),
            (document_counters::genus.eq(&journal.genus), document_counters::year.eq(journal.year)),
            document_counters::taken.eq(0),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

fn row(conn: &mut Conn, journal: &Journal) -> Result<Option<(i64, i64)>> {
    Ok(document_counters::table
        .filter(document_counters::unit_id.eq(journal.unit))
        .filter(document_counters::genus.eq(&journal.genus))
        .filter(document_counters::year.eq(journal.year))
        .select((document_counters::id, document_counters::taken))
        .first(conn)
        .optional()?)
}

/// The genus of the journal that gave the document its number; none: it bears a typed one.
pub(crate) fn journal_of(conn: &mut Conn, document: DocumentId) -> Result<Option<String>> {
    Ok(document_numbers::table.find(document.0).select(document_numbers::genus).first(conn).optional()?)
}

/// Every number of the journals, as they are kept.
#[cfg(test)]
pub(crate) fn all(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    Ok(document_numbers::table.select((document_numbers::genus, document_numbers::n)).load(conn)?)
}
