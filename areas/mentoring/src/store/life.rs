//! The life of a pair: journal, plan, reports.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{PairId, Report, ReportId, Task, TaskId, Work};
use crate::schema::{mentorship_reports as reports, mentorship_tasks as tasks, mentorship_works as works};

/// Adds a line of the journal.
pub(crate) fn add_work(tx: &mut WriteTx, new: &Work) -> Result<()> {
    diesel::insert_into(works::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The journal, the latest first.
pub(crate) fn works_of(conn: &mut Conn, pair: PairId) -> Result<Vec<Work>> {
    Ok(works::table
        .filter(works::mentorship_id.eq(pair))
        .order((works::held_on.desc(), works::id.desc()))
        .select(Work::as_select())
        .load(conn)?)
}

/// Lines of these kinds in the journals of these pairs, the latest first.
pub(crate) fn works_of_kinds(conn: &mut Conn, pairs: &[i64], kinds: &[&str]) -> Result<Vec<Work>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Work> = works::table
            .filter(db::among(works::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(db::among(works::work, kinds.iter().copied()))
            .order((works::held_on.desc(), works::id.desc()))
            .select(Work::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Adds a line of the plan.
pub(crate) fn add_task(tx: &mut WriteTx, new: &Task) -> Result<()> {
    diesel::insert_into(tasks::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// A line of the plan.
pub(crate) fn find_task(conn: &mut Conn, pair: PairId, id: TaskId) -> Result<Option<Task>> {
    Ok(tasks::table
        .filter(tasks::id.eq(id))
        .filter(tasks::mentorship_id.eq(pair))
        .select(Task::as_select())
        .first(conn)
        .optional()?)
}

/// Marks a line of the plan as done.
pub(crate) fn do_task(
    tx: &mut WriteTx,
    id: TaskId,
    (day, proof): (NaiveDate, &str),
    now: Moment,
) -> Result<()> {
    diesel::update(tasks::table.filter(tasks::id.eq(id)))
        .set((tasks::done_on.eq(Some(day)), tasks::proof.eq(proof), tasks::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes the mark off a line of the plan.
pub(crate) fn reopen_task(tx: &mut WriteTx, id: TaskId, now: Moment) -> Result<()> {
    diesel::update(tasks::table.filter(tasks::id.eq(id)))
        .set((tasks::done_on.eq(None::<NaiveDate>), tasks::proof.eq(""), tasks::updated_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The plan, by its days.
pub(crate) fn tasks_of(conn: &mut Conn, pair: PairId) -> Result<Vec<Task>> {
    Ok(tasks::table
        .filter(tasks::mentorship_id.eq(pair))
        .order((tasks::due_on.asc(), tasks::id.asc()))
        .select(Task::as_select())
        .load(conn)?)
}

/// Adds a report.
pub(crate) fn add_report(tx: &mut WriteTx, new: &Report) -> Result<()> {
    diesel::insert_into(reports::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed of a report.
pub(crate) fn change_report(tx: &mut WriteTx, one: &Report) -> Result<()> {
    diesel::update(reports::table.filter(reports::id.eq(one.id)))
        .set((
            (reports::body.eq(&one.body), reports::state.eq(&one.state)),
            (reports::submitted_on.eq(one.submitted_on), reports::heard_on.eq(one.heard_on)),
            (reports::protocol.eq(&one.protocol), reports::word.eq(&one.word)),
            (reports::written_by.eq(one.written_by), reports::updated_at.eq(one.updated_at)),
            reports::version.eq(reports::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A report of the pair.
pub(crate) fn find_report(conn: &mut Conn, pair: PairId, id: ReportId) -> Result<Option<Report>> {
    Ok(reports::table
        .filter(reports::id.eq(id))
        .filter(reports::mentorship_id.eq(pair))
        .select(Report::as_select())
        .first(conn)
        .optional()?)
}

/// The report of one side for half a year.
pub(crate) fn report_of(conn: &mut Conn, pair: PairId, side: &str, half: &str) -> Result<Option<Report>> {
    Ok(reports::table
        .filter(reports::mentorship_id.eq(pair))
        .filter(reports::side.eq(side))
        .filter(reports::half.eq(half))
        .select(Report::as_select())
        .first(conn)
        .optional()?)
}

/// The reports of these pairs, the latest first.
pub(crate) fn reports_of(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<Report>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Report> = reports::table
            .filter(db::among(reports::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order((reports::half.desc(), reports::id.desc()))
            .select(Report::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// The reports of these pairs that wait for the council: of which pair, submitted when.
pub(crate) fn unheard(conn: &mut Conn, pairs: &[i64]) -> Result<Vec<(PairId, NaiveDate)>> {
    let mut found = Vec::new();
    for some in pairs.chunks(500) {
        let rows: Vec<(PairId, NaiveDate)> = reports::table
            .filter(db::among(reports::mentorship_id, some.iter().map(|id| PairId(*id))))
            .filter(reports::state.eq("submitted"))
            .order(reports::id.asc())
            .select((reports::mentorship_id, reports::submitted_on))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}
