//! Every query of documents.

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx, fold};
use diesel::prelude::*;
use units::{Unit, UnitId};

pub(crate) mod act_marks;
pub(crate) mod circulations;
pub(crate) mod disposals;
pub(crate) mod files;
pub(crate) mod forms;
pub(crate) mod links;
mod list;
pub(crate) mod mergers;
pub(crate) mod moves;
pub(crate) mod numbers;
pub(crate) mod sections;
pub(crate) mod visas;

pub use files::of as files_of;
pub(crate) use list::{Filter, list, out_of_force, regulations};

use crate::model::Proving;
use crate::schema::documents;
use crate::status::Status;
use crate::{Addressee, Document, DocumentId, Frozen, NewDocument};

/// The document, if its owner lies inside the scope.
pub fn find(conn: &mut Conn, scope: &Ranges, id: DocumentId) -> Result<Option<Document>> {
    Ok(documents::table
        .filter(documents::id.eq(id))
        .filter(db::within!(documents::table, documents::unit_path, scope))
        .select(Document::as_select())
        .first(conn)
        .optional()?)
}

/// The documents of these ids, in no promised order.
pub fn all_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Document>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let part: Vec<Document> = documents::table
            .filter(db::among(documents::id, some))
            .order(documents::id.asc())
            .select(Document::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// The next documents after this id, each with its version.
pub(crate) fn versions_after(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<(i64, i64)>> {
    Ok(documents::table
        .filter(documents::id.gt(DocumentId(after)))
        .order(documents::id.asc())
        .limit(limit)
        .select((documents::id, documents::version))
        .load::<(DocumentId, i64)>(conn)?
        .into_iter()
        .map(|(id, version)| (id.0, version))
        .collect())
}

/// Documents of exactly this unit that are or were in force, newest first, for choosing evidence; no kinds: any kind.
pub fn of_unit(conn: &mut Conn, unit_path: &str, kinds: &[String], limit: i64) -> Result<Vec<Document>> {
    let mut query = documents::table
        .into_boxed()
        .filter(documents::unit_path.eq(unit_path.to_owned()))
        .filter(db::among(
            documents::status,
            Status::ALL.into_iter().filter(|one| one.has_force()).map(Status::code),
        ));
    if !kinds.is_empty() {
        query = query.filter(db::among(documents::kind, kinds.to_vec()));
    }
    Ok(query
        .order((documents::signed_on.desc(), documents::id.desc()))
        .limit(limit)
        .select(Document::as_select())
        .load(conn)?)
}

/// Documents of exactly this unit and these kinds that are or were in force and answer what was typed – the beginning of a number,
/// a day, words of the title or text –, newest first, however many the unit has.
pub fn sought(
    conn: &mut Conn,
    unit_path: &str,
    kinds: &[String],
    typed: &str,
    limit: i64,
) -> Result<Vec<Document>> {
    let by_words = crate::finding::found_at(conn, unit_path, &search::Question::of(typed))?;
    let force = || Status::ALL.into_iter().filter(|one| one.has_force()).map(Status::code);
    let all = || {
        documents::table
            .into_boxed()
            .filter(documents::unit_path.eq(unit_path.to_owned()))
            .filter(db::among(documents::status, force()))
            .filter(db::among(documents::kind, kinds.to_vec()))
            .order((documents::signed_on.desc(), documents::id.desc()))
            .limit(limit)
            .select(Document::as_select())
    };
    let typed = typed.trim().trim_start_matches(['№', ' ', '\u{a0}']);
    let [as_is, small, capital] = [typed.to_owned(), typed.to_lowercase(), typed.to_uppercase()];
    let [(low, high), (small, smaller), (capital, capitals)] =
        [as_is, small, capital].map(|begins| (begins.clone(), db::prefix_end(&begins)));
    let number = documents::number
        .ge(low)
        .and(documents::number.lt(high))
        .or(documents::number.ge(small).and(documents::number.lt(smaller)))
        .or(documents::number.ge(capital).and(documents::number.lt(capitals)));
    let day = NaiveDate::parse_from_str(typed, "%d.%m.%Y")
        .or_else(|_| NaiveDate::parse_from_str(typed, "%Y-%m-%d"));
    // A number or a day is meant where there is one: letters of it are words of many titles.
    let meant: Vec<Document> = match day {
        Ok(day) => all().filter(number.or(documents::signed_on.eq(day))).load(conn)?,
        Err(_) => all().filter(number).load(conn)?,
    };
    if !meant.is_empty() {
        return Ok(meant);
    }
    Ok(all().filter(db::among(documents::id, by_words)).load(conn)?)
}

/// The documents of these ids as an answer keeps them at submission (decision 8).
pub fn frozen(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Frozen>> {
    let found = all_of(conn, ids)?.into_iter().map(|document| Frozen {
        title_line: document.title_line(),
        id: document.id,
        title: document.title,
        kind: document.kind,
        number: document.number,
        signed_on: document.signed_on,
        valid_to: document.valid_to,
        status: document.status,
        sha256: document.sha256,
        link: document.link,
        version: document.version,
    });
    Ok(found.collect())
}

/// Who writes a row, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hand {
    /// The account; none: a command.
    pub account: Option<i64>,
    /// The instant.
    pub at: Moment,
}

/// What is written besides the typed requisites: the state and the genus of the kind. Files have rows of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    /// The state it begins in, or keeps.
    pub state: Status,
    /// Genus of the kind.
    pub genus: &'a str,
}

/// Adds a document of the unit.
pub(crate) fn add(
    tx: &mut WriteTx,
    id: DocumentId,
    unit: &Unit,
    new: &NewDocument,
    found: Found<'_>,
    hand: Hand,
) -> Result<()> {
    diesel::insert_into(documents::table)
        .values((
            (documents::id.eq(id), documents::unit_id.eq(unit.id), documents::unit_path.eq(&unit.path)),
            (documents::kind.eq(&new.kind), documents::genus.eq(found.genus)),
            (documents::title.eq(&new.title), documents::name_key.eq(fold(&new.title))),
            (documents::number.eq(&new.number), documents::signed_on.eq(new.signed_on)),
            (documents::issuer.eq(&new.issuer), documents::valid_to.eq(new.valid_to)),
            (documents::status.eq(found.state.code()), documents::cancel_reason.eq("")),
            (documents::topic.eq(&new.topic), documents::topic_key.eq(fold(&new.topic))),
            documents::link.eq(new.link.as_deref()),
            (documents::created_by.eq(hand.account), documents::created_at.eq(hand.at)),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
            documents::version.eq(1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives a document other requisites.
pub(crate) fn change(
    tx: &mut WriteTx,
    id: DocumentId,
    new: &NewDocument,
    found: Found<'_>,
    hand: Hand,
) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((
            (documents::kind.eq(&new.kind), documents::genus.eq(found.genus)),
            (documents::title.eq(&new.title), documents::name_key.eq(fold(&new.title))),
            (documents::number.eq(&new.number), documents::signed_on.eq(new.signed_on)),
            (documents::issuer.eq(&new.issuer), documents::valid_to.eq(new.valid_to)),
            (documents::topic.eq(&new.topic), documents::topic_key.eq(fold(&new.topic))),
            documents::link.eq(new.link.as_deref()),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
            documents::version.eq(documents::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Says whom a material is addressed to; its requisites, and so its version, stay.
pub(crate) fn address(tx: &mut WriteTx, id: DocumentId, to: Option<Addressee>, hand: Hand) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((
            documents::addressee.eq(to.map(Addressee::code)),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Says on whom the control of its execution is laid; its version stays.
pub(crate) fn entrust(tx: &mut WriteTx, id: DocumentId, to: Option<&str>, hand: Hand) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((
            documents::controller.eq(to),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Materials addressed to somebody that units of the scope had in force on a day or later, the latest first.
pub fn addressed(conn: &mut Conn, scope: &Ranges, to: Addressee, since: NaiveDate) -> Result<Vec<Document>> {
    let with_force = Status::ALL.into_iter().filter(|one| one.has_force()).map(Status::code);
    Ok(documents::table
        .filter(documents::addressee.eq(to.code()))
        .filter(db::within!(documents::table, documents::unit_path, scope))
        .filter(db::among(documents::status, with_force))
        .filter(documents::valid_to.is_null().or(documents::valid_to.ge(since)))
        .order((documents::signed_on.desc(), documents::id.desc()))
        .select(Document::as_select())
        .load(conn)?)
}

/// Cancels a document.
pub(crate) fn cancel(tx: &mut WriteTx, id: DocumentId, reason: &str, hand: Hand) -> Result<()> {
    diesel::update(documents::table.filter(documents::id.eq(id)))
        .set((
            documents::status.eq(Status::Cancelled.code()),
            documents::cancel_reason.eq(reason),
            (documents::updated_by.eq(hand.account), documents::updated_at.eq(hand.at)),
            documents::version.eq(documents::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Documents of these kinds whatever their state, newest first, each with its folded topic: one query for all subjects
/// of a campaign. What does not count any more is told to whoever asks why a fact does not hold.
pub(crate) fn of_kinds(conn: &mut Conn, units: &[i64], kinds: &[String]) -> Result<Vec<Proving>> {
    let mut found = Vec::new();
    // SQLite takes 32 766 values in a statement: no campaign of a region comes near.
    for some in units.chunks(30_000) {
        let part: Vec<Proving> = documents::table
            .filter(db::among(documents::unit_id, some))
            .filter(db::among(documents::kind, kinds))
            .order((documents::signed_on.desc(), documents::id.desc()))
            .select(Proving::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Another document of the unit with the same file.
pub(crate) fn same_file(
    conn: &mut Conn,
    unit: UnitId,
    sha256: &str,
    but: DocumentId,
) -> Result<Option<Document>> {
    Ok(documents::table
        .filter(documents::unit_id.eq(unit))
        .filter(documents::sha256.eq(sha256))
        .filter(documents::id.ne(but))
        .order(documents::id.asc())
        .select(Document::as_select())
        .first(conn)
        .optional()?)
}

/// Other documents of the unit and kind signed on these days: where the same number is looked for (decision 13).
pub(crate) fn of_year(
    conn: &mut Conn,
    unit: UnitId,
    kind: &str,
    year: (NaiveDate, NaiveDate),
    but: DocumentId,
) -> Result<Vec<Document>> {
    Ok(documents::table
        .filter(documents::unit_id.eq(unit))
        .filter(documents::kind.eq(kind))
        .filter(documents::signed_on.ge(year.0))
        .filter(documents::signed_on.le(year.1))
        .filter(documents::id.ne(but))
        .order(documents::id.asc())
        .select(Document::as_select())
        .load(conn)?)
}
