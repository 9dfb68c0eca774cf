//! What stands beside pairs: orders of replacement, what they came to, exceptions, former lines of their journals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;

use crate::model::{Edit, Exception, Mentor, MentorId, Outcome, Pair, PairId, Replacing, Work, WorkId};
use crate::schema::{
    mentorship_exceptions as exceptions, mentorship_mentors as mentors, mentorship_orders as orders,
    mentorship_outcomes as outcomes, mentorship_work_edits as edits, mentorship_works as works,
    mentorships as pairs,
};

/// Keeps an order of replacement.
pub(crate) fn add_order(tx: &mut WriteTx, new: &Replacing) -> Result<()> {
    diesel::insert_into(orders::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Parts that ended with the very day of the order that replaced their mentor; at most so many.
pub(crate) fn ended_with_order(conn: &mut Conn, limit: i64) -> Result<Vec<Mentor>> {
    Ok(mentors::table
        .inner_join(orders::table.on(orders::leaving_id.eq(mentors::id)))
        .filter(mentors::to_on.eq(orders::signed_on.nullable()))
        .filter(mentors::from_on.lt(mentors::to_on))
        .order(mentors::id.asc())
        .limit(limit)
        .select(Mentor::as_select())
        .load(conn)?)
}

/// Another last day of a part; nothing else of it changes.
pub(crate) fn end_on(tx: &mut WriteTx, part: MentorId, last: NaiveDate) -> Result<()> {
    diesel::update(mentors::table.filter(mentors::id.eq(part)))
        .set(mentors::to_on.eq(Some(last)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The orders of replacement of a pair, the latest first.
pub(crate) fn orders_of(conn: &mut Conn, pair: PairId) -> Result<Vec<Replacing>> {
    Ok(orders::table
        .filter(orders::mentorship_id.eq(pair))
        .order(orders::id.desc())
        .select(Replacing::as_select())
        .load(conn)?)
}

/// The days of the orders that made these parts successors, by part.
pub(crate) fn made_by(conn: &mut Conn, parts: &[MentorId]) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut found = BTreeMap::new();
    for some in parts.chunks(500) {
        let rows: Vec<(MentorId, NaiveDate)> = orders::table
            .filter(db::among(orders::next_id, some.iter().copied()))
            .order(orders::id.asc())
            .select((orders::next_id, orders::signed_on))
            .load(conn)?;
        // The latest counts: one of before was cancelled.
        found.extend(rows.into_iter().map(|(part, day)| (part.0, day)));
    }
    Ok(found)
}

/// The order of replacement a document is.
pub(crate) fn order_of(conn: &mut Conn, document: DocumentId) -> Result<Option<Replacing>> {
    Ok(orders::table
        .filter(orders::document_id.eq(document))
        .order(orders::id.desc())
        .select(Replacing::as_select())
        .first(conn)
        .optional()?)
}

/// Pairs that rest on a document: by their order, or by the recommendation of the council.
pub(crate) fn resting_on(conn: &mut Conn, document: DocumentId) -> Result<Vec<Pair>> {
    Ok(pairs::table
        .filter(pairs::order_document_id.eq(Some(document)).or(pairs::council_document_id.eq(Some(document))))
        .order(pairs::id.asc())
        .select(Pair::as_select())
        .load(conn)?)
}

/// Keeps what a pair came to.
pub(crate) fn add_outcome(tx: &mut WriteTx, new: &Outcome) -> Result<()> {
    diesel::insert_into(outcomes::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What a pair came to.
pub(crate) fn outcome_of(conn: &mut Conn, pair: PairId) -> Result<Option<Outcome>> {
    Ok(outcomes::table
        .filter(outcomes::mentorship_id.eq(pair))
        .select(Outcome::as_select())
        .first(conn)
        .optional()?)
}

/// The outcomes of these pairs, by pair.
pub(crate) fn outcomes_of(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, Outcome>> {
    let mut found = BTreeMap::new();
    for some in pairs.chunks(500) {
        let part: Vec<Outcome> = outcomes::table
            .filter(db::among(outcomes::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order(outcomes::mentorship_id.asc())
            .select(Outcome::as_select())
            .load(conn)?;
        found.extend(part.into_iter().map(|one| (one.mentorship_id.0, one)));
    }
    Ok(found)
}

/// Keeps an exception.
pub(crate) fn add_exception(tx: &mut WriteTx, new: &Exception) -> Result<()> {
    diesel::insert_into(exceptions::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The exception a pair rests on.
pub(crate) fn exception_of(conn: &mut Conn, pair: PairId) -> Result<Option<Exception>> {
    Ok(exceptions::table
        .filter(exceptions::mentorship_id.eq(pair))
        .select(Exception::as_select())
        .first(conn)
        .optional()?)
}

/// A line of the journal of the pair.
pub(crate) fn find_work(conn: &mut Conn, pair: PairId, id: WorkId) -> Result<Option<Work>> {
    Ok(works::table
        .filter(works::id.eq(id))
        .filter(works::mentorship_id.eq(pair))
        .select(Work::as_select())
        .first(conn)
        .optional()?)
}

/// Gives a line other words; how it stood is kept.
pub(crate) fn correct_work(tx: &mut WriteTx, before: &Edit, after: &Work) -> Result<()> {
    diesel::insert_into(edits::table).values(before).execute(&mut **tx)?;
    diesel::update(works::table.filter(works::id.eq(after.id)))
        .set((
            (works::work.eq(&after.work), works::held_on.eq(after.held_on)),
            (works::topic.eq(&after.topic), works::outcome.eq(&after.outcome)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// How lines of the pair's journal stood before, the latest first, by line.
pub(crate) fn edits_of(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, Vec<Edit>>> {
    let all: Vec<Edit> = edits::table
        .inner_join(works::table.on(works::id.eq(edits::work_id)))
        .filter(works::mentorship_id.eq(pair))
        .order(edits::id.desc())
        .select(Edit::as_select())
        .load(conn)?;
    let mut found: BTreeMap<i64, Vec<Edit>> = BTreeMap::new();
    for one in all {
        found.entry(one.work_id.0).or_default().push(one);
    }
    Ok(found)
}
