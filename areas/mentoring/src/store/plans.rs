//! Plans of professional formation and what their lines are for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::model::around::{Aim, Controlled, Plan};
use crate::model::{PairId, TaskId};
use crate::schema::around::{
    mentorship_controls as controls, mentorship_plans as plans, mentorship_task_aims as aims,
};
use crate::schema::mentorship_tasks as tasks;

const CONTROLS: [&str; 5] = ["task_id", "mentorship_id", "control", "written_by", "written_at"];

/// Adds a plan.
pub(crate) fn add_plan(tx: &mut WriteTx, new: &Plan) -> Result<()> {
    diesel::insert_into(plans::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Stores what changed of a plan.
pub(crate) fn change_plan(tx: &mut WriteTx, one: &Plan) -> Result<()> {
    diesel::update(plans::table.filter(plans::id.eq(one.id)))
        .set((
            (plans::goals.eq(&one.goals), plans::goals_at.eq(one.goals_at)),
            (plans::mentor_on.eq(one.mentor_on), plans::mentor_at.eq(one.mentor_at)),
            (plans::mentor_account.eq(one.mentor_account), plans::mentee_on.eq(one.mentee_on)),
            (plans::mentee_at.eq(one.mentee_at), plans::mentee_account.eq(one.mentee_account)),
            (plans::council_on.eq(one.council_on), plans::council_note.eq(&one.council_note)),
            (plans::council_word.eq(&one.council_word), plans::updated_by.eq(one.updated_by)),
            plans::updated_at.eq(one.updated_at),
            plans::version.eq(plans::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The plans of these pairs.
pub(crate) fn plans_of(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, Plan>> {
    let mut found = BTreeMap::new();
    for some in pairs.chunks(500) {
        let rows: Vec<Plan> = plans::table
            .filter(db::among(plans::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order(plans::id.asc())
            .select(Plan::as_select())
            .load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.mentorship_id.0, row)));
    }
    Ok(found)
}

/// A line of a plan, as far as it is counted: its day, the day it was done, when it was added.
pub(crate) type Due = (NaiveDate, Option<NaiveDate>, Moment);

/// The lines of the plans of these pairs, as far as they are counted.
pub(crate) fn dues_of(conn: &mut Conn, pairs: &[i64]) -> Result<BTreeMap<i64, Vec<Due>>> {
    let mut found: BTreeMap<i64, Vec<Due>> = BTreeMap::new();
    for some in pairs.chunks(500) {
        let rows: Vec<(PairId, Due)> = tasks::table
            .filter(db::among(tasks::mentorship_id, some.iter().map(|id| PairId(*id))))
            .order((tasks::due_on.asc(), tasks::id.asc()))
            .select((tasks::mentorship_id, (tasks::due_on, tasks::done_on, tasks::created_at)))
            .load(conn)?;
        for (pair, due) in rows {
            found.entry(pair.0).or_default().push(due);
        }
    }
    Ok(found)
}

/// Says what a line is for.
pub(crate) fn add_aim(tx: &mut WriteTx, new: &Aim) -> Result<()> {
    diesel::insert_into(aims::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What the lines of a pair are for.
pub(crate) fn aims_of(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, Aim>> {
    let rows: Vec<Aim> = aims::table
        .filter(aims::mentorship_id.eq(pair))
        .order(aims::task_id.asc())
        .select(Aim::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.task_id.0, row)).collect())
}

/// How the lines of a pair are controlled, by the line.
pub(crate) fn controls_of(conn: &mut Conn, pair: PairId) -> Result<BTreeMap<i64, String>> {
    let rows: Vec<Controlled> = controls::table
        .filter(controls::mentorship_id.eq(pair))
        .order(controls::task_id.asc())
        .select(Controlled::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.task_id.0, row.control)).collect())
}

/// Says how these lines are controlled, instead of what was said before; an empty word takes it away.
pub(crate) fn control(tx: &mut WriteTx, rows: &[Controlled]) -> Result<()> {
    for some in rows.chunks(db::ROWS_AT_ONCE) {
        let known = controls::table.filter(db::among(controls::task_id, some.iter().map(|row| row.task_id)));
        diesel::delete(known).execute(&mut **tx)?;
        let said: Vec<&Controlled> = some.iter().filter(|row| !row.control.is_empty()).collect();
        if said.is_empty() {
            continue;
        }
        let mut query = db::insert_rows("mentorship_controls", &CONTROLS, said.len());
        for one in said {
            query = query
                .bind::<BigInt, _>(one.task_id)
                .bind::<BigInt, _>(one.mentorship_id)
                .bind::<Text, _>(&one.control)
                .bind::<Nullable<BigInt>, _>(one.written_by)
                .bind::<BigInt, _>(one.written_at);
        }
        query.execute(&mut **tx)?;
    }
    Ok(())
}

/// Takes a line out of the plan with what it was for and how it was to be controlled.
pub(crate) fn drop_line(tx: &mut WriteTx, id: TaskId) -> Result<()> {
    diesel::delete(controls::table.filter(controls::task_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(aims::table.filter(aims::task_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(tasks::table.filter(tasks::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}
