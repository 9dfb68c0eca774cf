//! Every query of mentoring.

pub(crate) mod analyses;
pub(crate) mod applications;
pub(crate) mod around;
pub(crate) mod assessed;
pub(crate) mod beside;
pub(crate) mod coming;
mod commended;
pub(crate) mod ends;
pub(crate) mod experience;
pub(crate) mod folders;
pub(crate) mod gatherings;
pub(crate) mod grounds;
pub(crate) mod handings;
mod life;
pub(crate) mod lines;
mod list;
pub(crate) mod naming;
pub(crate) mod ordered;
pub(crate) mod plans;
pub(crate) mod reports;
pub(crate) mod sheets;
pub(crate) mod signed;
pub(crate) mod successions;
pub(crate) mod unfit;
pub(crate) mod young;

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result, WriteTx};
use diesel::prelude::*;
use documents::Document;
use documents::schema::documents as papers;
use units::UnitId;

pub(crate) use beside::{
    add_exception, add_order, add_outcome, correct_work, edits_of, exception_of, find_work, made_by,
    order_of, orders_of, outcome_of, outcomes_of, resting_on,
};
pub(crate) use commended::commending;
pub(crate) use life::{
    add_report, add_task, add_work, change_report, do_task, find_report, find_task, reopen_task, report_of,
    reports_of, tasks_of, unheard, works_of, works_of_kinds,
};
pub(crate) use list::{Filter, last_works, lately, list};

use crate::model::{Event, Mentor, MentorId, Pair, PairId, State};
use crate::schema::{mentorship_events as events, mentorship_mentors as mentors, mentorships as pairs};

/// Adds a pair.
pub(crate) fn add(tx: &mut WriteTx, new: &Pair) -> Result<()> {
    diesel::insert_into(pairs::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed of a pair; never its unit, mentee, category and kind.
pub(crate) fn change(tx: &mut WriteTx, one: &Pair) -> Result<()> {
    diesel::update(pairs::table.filter(pairs::id.eq(one.id)))
        .set((
            (pairs::state.eq(&one.state), pairs::graduates_on.eq(one.graduates_on)),
            pairs::hired_on.eq(one.hired_on),
            (pairs::starts_on.eq(one.starts_on), pairs::ends_on.eq(one.ends_on)),
            (pairs::council_on.eq(one.council_on), pairs::council_document_id.eq(one.council_document_id)),
            (pairs::council_note.eq(&one.council_note), pairs::deputy_on.eq(one.deputy_on)),
            (pairs::deputy_account.eq(one.deputy_account), pairs::mentee_on.eq(one.mentee_on)),
            (pairs::mentee_way.eq(&one.mentee_way), pairs::order_on.eq(one.order_on)),
            (pairs::order_document_id.eq(one.order_document_id), pairs::announced_on.eq(one.announced_on)),
            (pairs::reason.eq(&one.reason), pairs::ended_on.eq(one.ended_on)),
            (pairs::end_ground.eq(&one.end_ground), pairs::end_note.eq(&one.end_note)),
            (pairs::result.eq(&one.result), pairs::updated_at.eq(one.updated_at)),
            pairs::version.eq(pairs::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A pair of the units of the scope.
pub(crate) fn find(conn: &mut Conn, scope: &Ranges, id: PairId) -> Result<Option<Pair>> {
    Ok(pairs::table
        .filter(pairs::id.eq(id))
        .filter(db::within!(pairs::table, pairs::unit_path, scope))
        .select(Pair::as_select())
        .first(conn)
        .optional()?)
}

/// A pair by its id, whoever asks.
pub(crate) fn reread(conn: &mut Conn, id: PairId) -> Result<Option<Pair>> {
    Ok(pairs::table.filter(pairs::id.eq(id)).select(Pair::as_select()).first(conn).optional()?)
}

/// Adds a mentor.
pub(crate) fn add_mentor(tx: &mut WriteTx, new: &Mentor) -> Result<()> {
    diesel::insert_into(mentors::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed of a mentor's part.
pub(crate) fn change_mentor(tx: &mut WriteTx, one: &Mentor) -> Result<()> {
    diesel::update(mentors::table.filter(mentors::id.eq(one.id)))
        .set((
            (mentors::agreement.eq(&one.agreement), mentors::consent_on.eq(one.consent_on)),
            (mentors::consent_way.eq(&one.consent_way), mentors::terms_on.eq(one.terms_on)),
            (mentors::terms_way.eq(&one.terms_way), mentors::terms_note.eq(&one.terms_note)),
            (mentors::from_on.eq(one.from_on), mentors::to_on.eq(one.to_on)),
            (mentors::end_ground.eq(&one.end_ground), mentors::end_note.eq(&one.end_note)),
            mentors::updated_at.eq(one.updated_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A mentor's part in a pair.
pub(crate) fn find_mentor(conn: &mut Conn, pair: PairId, id: MentorId) -> Result<Option<Mentor>> {
    Ok(mentors::table
        .filter(mentors::id.eq(id))
        .filter(mentors::mentorship_id.eq(pair))
        .select(Mentor::as_select())
        .first(conn)
        .optional()?)
}

/// The mentors of these pairs, in the order they came.
pub(crate) fn mentors_of(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, Vec<Mentor>>> {
    let mut found: BTreeMap<i64, Vec<Mentor>> = BTreeMap::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Mentor> = mentors::table
            .filter(db::among(mentors::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order(mentors::id.asc())
            .select(Mentor::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(row.mentorship_id.0).or_default().push(row);
        }
    }
    Ok(found)
}

/// Pairs of these people as mentees, the latest first; but those that never came to an order.
pub(crate) fn of_mentees(conn: &mut Conn, people: &[i64]) -> Result<Vec<Pair>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let rows: Vec<Pair> = pairs::table
            .filter(db::among(pairs::mentee_id, some.iter().map(|id| people::PersonId(*id))))
            .filter(pairs::state.ne(State::Cancelled.code()))
            .order(pairs::id.desc())
            .select(Pair::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// The unit's pairs that are prepared or work, each with its state.
pub(crate) fn open_at(conn: &mut Conn, unit: i64) -> Result<Vec<(i64, String)>> {
    let found: Vec<(PairId, String)> = pairs::table
        .filter(pairs::unit_id.eq(UnitId(unit)))
        .filter(db::among(pairs::state, [State::Preparing.code(), State::Active.code()]))
        .order(pairs::id.asc())
        .select((pairs::id, pairs::state))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, state)| (id.0, state)).collect())
}

/// What being a mentor over a time counts: each pair that was not cancelled once.
pub(crate) const MENTORINGS_COUNTED: &str = "SELECT m.person_id AS person, 'mentoring' AS kind, COUNT(DISTINCT p.id) AS n \
     FROM whom JOIN mentorship_mentors m ON m.person_id = whom.id \
     JOIN mentorships p ON p.id = m.mentorship_id CROSS JOIN span \
     WHERE p.state <> 'cancelled' AND m.from_on <= span.to_on AND (m.to_on IS NULL OR m.to_on > m.from_on) \
     AND (m.to_on IS NULL OR m.to_on >= span.from_on) GROUP BY m.person_id";

/// Parts of these people as mentors, with their pairs; but those of pairs that never came to an order.
pub(crate) fn of_mentors(conn: &mut Conn, people: &[i64]) -> Result<Vec<(Mentor, Pair)>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let rows: Vec<(Mentor, Pair)> = mentors::table
            .inner_join(pairs::table.on(pairs::id.eq(mentors::mentorship_id)))
            .filter(db::among(mentors::person_id, some.iter().map(|id| people::PersonId(*id))))
            .filter(pairs::state.ne(State::Cancelled.code()))
            .order(mentors::id.asc())
            .select((Mentor::as_select(), Pair::as_select()))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Protocols of the unit in force, the latest first; at most so many.
pub(crate) fn protocols(conn: &mut Conn, unit: UnitId, limit: i64) -> Result<Vec<Document>> {
    Ok(papers::table
        .filter(papers::unit_id.eq(unit))
        .filter(papers::genus.eq("protocol"))
        .filter(papers::status.eq(documents::Status::InForce.code()))
        .order((papers::signed_on.desc(), papers::id.desc()))
        .limit(limit)
        .select(Document::as_select())
        .load(conn)?)
}

/// Notes what happened.
pub(crate) fn note(tx: &mut WriteTx, event: &Event) -> Result<()> {
    diesel::insert_into(events::table).values(event).execute(&mut **tx)?;
    Ok(())
}

/// What happened, the newest first.
pub(crate) fn events(conn: &mut Conn, id: PairId) -> Result<Vec<Event>> {
    Ok(events::table
        .filter(events::mentorship_id.eq(id))
        .order(events::id.desc())
        .select(Event::as_select())
        .load(conn)?)
}
