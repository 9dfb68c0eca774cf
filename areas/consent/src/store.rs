//! Every query of consents.

mod obliged;
pub(crate) mod stood;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use files::FileId;
use people::PersonId;
use units::UnitId;

pub(crate) use obliged::{accept, accepted};

use crate::model::{Consent, ConsentId, NewWithdrawal};
use crate::schema::consents::{self, table};

/// The person works in the organisation the consent was given to: elsewhere, and after leaving, it says nothing. Written by
/// hand: a boxed query cannot stand inside another on two databases.
const AT_WORK: &str = "EXISTS (SELECT 1 FROM employments w WHERE w.person_id = consents.person_id \
                       AND w.unit_id = consents.unit_id AND w.shows = TRUE AND w.started_on <= ";

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Consent) -> Result<()> {
    diesel::insert_into(table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// All of a person, the latest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Consent>> {
    Ok(table
        .filter(consents::person_id.eq(person))
        .order((consents::given_on.desc(), consents::id.desc()))
        .select(Consent::as_select())
        .load(conn)?)
}

/// One of the person.
pub(crate) fn find(conn: &mut Conn, person: PersonId, id: ConsentId) -> Result<Option<Consent>> {
    Ok(table
        .filter(consents::id.eq(id).and(consents::person_id.eq(person)))
        .select(Consent::as_select())
        .first(conn)
        .optional()?)
}

/// All of those at work that stand at a place, the earliest first; those that were replaced are left out.
pub(crate) fn within(conn: &mut Conn, scope: &Ranges, today: NaiveDate) -> Result<Vec<Consent>> {
    Ok(table
        .filter(db::within!(consents::table, consents::unit_path, scope))
        .filter(consents::replaced_on.is_null())
        .filter(at_work(today))
        .order((consents::given_on.asc(), consents::id.asc()))
        .select(Consent::as_select())
        .load(conn)?)
}

/// All of these people at work that were given at a place, the earliest first; those that were replaced are left out.
pub(crate) fn within_of(
    conn: &mut Conn,
    scope: &Ranges,
    people: &[i64],
    today: NaiveDate,
) -> Result<Vec<Consent>> {
    Ok(table
        .filter(db::among(consents::person_id, people.iter().map(|id| PersonId(*id))))
        .filter(db::within!(consents::table, consents::unit_path, scope))
        .filter(consents::replaced_on.is_null())
        .filter(at_work(today))
        .order((consents::given_on.asc(), consents::id.asc()))
        .select(Consent::as_select())
        .load(conn)?)
}

/// The consents of a kind in force today of these people at their present work, the latest last.
pub(crate) fn in_force(
    conn: &mut Conn,
    kind: &str,
    people: &[i64],
    today: NaiveDate,
) -> Result<Vec<Consent>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let part: Vec<Consent> = table
            .filter(db::among(consents::person_id, some.iter().map(|id| PersonId(*id))))
            .filter(consents::kind.eq(kind))
            .filter(consents::withdrawn_on.is_null().and(consents::replaced_on.is_null()))
            .filter(consents::given_on.le(today))
            .filter(consents::last_day.is_null().or(consents::last_day.ge(today)))
            .filter(at_work(today))
            .order((consents::given_on.asc(), consents::id.asc()))
            .select(Consent::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

type OfConsent = Box<dyn BoxableExpression<consents::table, db::Backend, SqlType = Bool>>;

fn at_work(today: NaiveDate) -> OfConsent {
    use diesel::sql_types::Date;
    let since = db::piece::<Bool>(AT_WORK).bind::<Date, _>(today);
    Box::new(since.sql(" AND (w.ended_on IS NULL OR w.ended_on >= ").bind::<Date, _>(today).sql("))"))
}

/// What is to be done at these very units: what a withdrawal started, and terms that end by a day, those past for a month too.
pub(crate) fn due(
    conn: &mut Conn,
    paths: &[String],
    (from, by): (NaiveDate, NaiveDate),
) -> Result<Vec<Consent>> {
    let erasure = consents::erase_by.is_not_null().and(consents::erased_on.is_null());
    let term = consents::withdrawn_on
        .is_null()
        .and(consents::replaced_on.is_null())
        .and(consents::last_day.ge(from))
        .and(consents::last_day.le(by));
    Ok(table
        .filter(db::among(consents::unit_path, paths.iter().cloned()))
        .filter(erasure.or(term.assume_not_null()))
        .order(consents::id.asc())
        .select(Consent::as_select())
        .load(conn)?)
}

/// Notes that another one took its place.
pub(crate) fn replace(tx: &mut WriteTx, id: ConsentId, on: NaiveDate) -> Result<()> {
    diesel::update(table.filter(consents::id.eq(id)))
        .set((consents::replaced_on.eq(Some(on)), consents::version.eq(consents::version + 1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes a withdrawal and the day by which what it starts is to be done.
pub(crate) fn withdraw(
    tx: &mut WriteTx,
    id: ConsentId,
    new: NewWithdrawal,
    (file, by): (Option<FileId>, Option<i64>),
    erase_by: NaiveDate,
) -> Result<()> {
    diesel::update(table.filter(consents::id.eq(id)))
        .set((
            (consents::withdrawn_on.eq(Some(new.on)), consents::withdrawn_way.eq(new.delivery.code())),
            (consents::withdrawal_file_id.eq(file), consents::withdrawal_by.eq(by)),
            (consents::erase_by.eq(Some(erase_by)), consents::version.eq(consents::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that what the withdrawal started is done.
pub(crate) fn erase(
    tx: &mut WriteTx,
    id: ConsentId,
    (on, note): (NaiveDate, &str),
    what: &str,
) -> Result<()> {
    diesel::update(table.filter(consents::id.eq(id)))
        .set((
            (consents::erased_on.eq(Some(on)), consents::erasure_note.eq(note)),
            consents::erased_what.eq(Some(what)),
            consents::version.eq(consents::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// How many of a unit are in force or await erasure: what goes along when it ends.
pub(crate) fn open_at(conn: &mut Conn, unit: i64) -> Result<i64> {
    Ok(table
        .filter(consents::unit_id.eq(UnitId(unit)))
        .filter(consents::replaced_on.is_null())
        .filter(consents::erased_on.is_null())
        .count()
        .get_result(conn)?)
}

/// Everything that was given to a unit.
pub(crate) fn given_to(conn: &mut Conn, unit: i64) -> Result<Vec<i64>> {
    let given = table.filter(consents::unit_id.eq(UnitId(unit))).order(consents::id.asc());
    let ids: Vec<ConsentId> = given.select(consents::id).load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}
