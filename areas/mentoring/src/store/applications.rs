//! Personal applications for a replacement.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use documents::DocumentId;
use files::FileRow;

use crate::model::{Application, ApplicationId, MentorId, PairId};
use crate::rules::Applied;
use crate::schema::replacing::mentorship_applications as applications;

/// Keeps an application, with its file if there is one: its object is already in the vault.
pub(crate) fn add(tx: &mut WriteTx, file: Option<&FileRow>, new: &Application) -> Result<()> {
    if let Some(file) = file {
        files::store::add(tx, file)?;
    }
    diesel::insert_into(applications::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// An application of a pair.
pub(crate) fn find(conn: &mut Conn, pair: PairId, id: ApplicationId) -> Result<Option<Application>> {
    Ok(applications::table
        .filter(applications::id.eq(id))
        .filter(applications::mentorship_id.eq(pair))
        .select(Application::as_select())
        .first(conn)
        .optional()?)
}

/// The applications of a pair, the latest first.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<Application>> {
    Ok(applications::table
        .filter(applications::mentorship_id.eq(pair))
        .order(applications::id.desc())
        .select(Application::as_select())
        .load(conn)?)
}

/// Those of these pairs an order may still follow.
pub(crate) fn open_of(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<Application>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Application> = applications::table
            .filter(db::among(applications::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(
                applications::state
                    .eq(Applied::Submitted.code())
                    .or(applications::state.eq(Applied::Accepted.code())),
            )
            .order(applications::id.asc())
            .select(Application::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Stores what became of an application.
pub(crate) fn change(tx: &mut WriteTx, one: &Application) -> Result<()> {
    diesel::update(applications::table.filter(applications::id.eq(one.id)))
        .set((
            (applications::state.eq(&one.state), applications::answer.eq(&one.answer)),
            (applications::answered_on.eq(one.answered_on), applications::answered_by.eq(one.answered_by)),
            (applications::document_id.eq(one.document_id), applications::updated_at.eq(one.updated_at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// An order settles the application it answers and whatever was asked of this part, or of the whole pair, on its own ground; what
/// was asked on another one is open no more either, but is not what the order answers.
pub(crate) fn settle(
    tx: &mut WriteTx,
    (pair, part): (PairId, Option<MentorId>),
    (order, answers, ground): (DocumentId, Option<ApplicationId>, &str),
    at: db::Moment,
) -> Result<()> {
    let mut open = open_of(tx, &[pair.0])?;
    open.retain(|one| part.is_none_or(|part| one.mentor_id == part));
    // An application names its ground with the party it is of: «application:1».
    let is_answered =
        |one: &Application| answers == Some(one.id) || one.ground.split(':').next() == Some(ground);
    let (answered, others): (Vec<_>, Vec<_>) = open.into_iter().partition(is_answered);
    for (these, state) in [(answered, Applied::Settled), (others, Applied::Overtaken)] {
        diesel::update(
            applications::table.filter(db::among(applications::id, these.iter().map(|one| one.id))),
        )
        .set((
            applications::state.eq(state.code()),
            applications::document_id.eq(Some(order)),
            applications::updated_at.eq(at),
        ))
        .execute(&mut **tx)?;
    }
    Ok(())
}

/// The pair came to its end: nothing follows what is open.
pub(crate) fn lapse(tx: &mut WriteTx, pair: PairId, at: db::Moment) -> Result<()> {
    let open = open_of(tx, &[pair.0])?;
    let these = open.iter().map(|one| one.id);
    diesel::update(applications::table.filter(db::among(applications::id, these)))
        .set((applications::state.eq(Applied::Lapsed.code()), applications::updated_at.eq(at)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The order has no force: what it settled waits for another one, or for the answer it never had.
pub(crate) fn reopen(tx: &mut WriteTx, order: DocumentId, at: db::Moment) -> Result<()> {
    let unanswered = applications::table
        .filter(applications::document_id.eq(Some(order)))
        .filter(applications::answered_on.is_null());
    diesel::update(unanswered)
        .set((
            applications::state.eq(Applied::Submitted.code()),
            applications::document_id.eq(None::<DocumentId>),
            applications::updated_at.eq(at),
        ))
        .execute(&mut **tx)?;
    diesel::update(applications::table.filter(applications::document_id.eq(Some(order))))
        .set((
            applications::state.eq(Applied::Accepted.code()),
            applications::document_id.eq(None::<DocumentId>),
            applications::updated_at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
