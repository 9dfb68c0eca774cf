//! Tasks of the network and their sides.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Side, Structure, StructureId, Task, TaskId};
use crate::schema::{structure_task_sides as sides, structure_tasks as tasks, structures};

/// So many tasks a board holds.
const MOST: i64 = 500;

/// Enters a task.
pub(crate) fn add(tx: &mut WriteTx, new: &Task) -> Result<()> {
    diesel::insert_into(tasks::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Gives a task other words, or another state.
pub(crate) fn change(tx: &mut WriteTx, task: &Task, at: Moment) -> Result<()> {
    diesel::update(tasks::table.filter(tasks::id.eq(task.id.0)))
        .set((
            (tasks::title.eq(&task.title), tasks::ground.eq(&task.ground), tasks::due_on.eq(task.due_on)),
            (tasks::state.eq(&task.state), tasks::result.eq(&task.result)),
            (tasks::updated_at.eq(at), tasks::version.eq(tasks::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Adds a side.
pub(crate) fn join(tx: &mut WriteTx, new: &Side) -> Result<()> {
    diesel::insert_into(sides::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Takes a side away.
pub(crate) fn part(tx: &mut WriteTx, task: TaskId, id: i64) -> Result<()> {
    diesel::delete(sides::table.filter(sides::id.eq(id)).filter(sides::task_id.eq(task.0)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The task, if the structure is one of its sides.
pub(crate) fn find(conn: &mut Conn, structure: StructureId, id: TaskId) -> Result<Option<Task>> {
    Ok(tasks::table
        .inner_join(sides::table.on(sides::task_id.eq(tasks::id)))
        .filter(tasks::id.eq(id.0))
        .filter(sides::structure_id.eq(structure.0))
        .select(Task::as_select())
        .first(conn)
        .optional()?)
}

/// Tasks the structure is a side of, the latest first.
pub(crate) fn of(conn: &mut Conn, structure: StructureId) -> Result<Vec<Task>> {
    Ok(tasks::table
        .inner_join(sides::table.on(sides::task_id.eq(tasks::id)))
        .filter(sides::structure_id.eq(structure.0))
        .order(tasks::id.desc())
        .limit(MOST)
        .select(Task::as_select())
        .load(conn)?)
}

/// Tasks any side of which is a structure of the place, each once, the nearest day first.
pub(crate) fn at(conn: &mut Conn, place: &Ranges) -> Result<Vec<Task>> {
    let (from, to) = place.pairs().first().cloned().unwrap_or_default();
    let ids: Vec<i64> = sides::table
        .inner_join(structures::table.on(structures::id.eq(sides::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .select(sides::task_id)
        .distinct()
        .order(sides::task_id.desc())
        .limit(MOST)
        .load(conn)?;
    let mut found: Vec<Task> = tasks::table
        .filter(db::among(tasks::id, ids.iter().copied()))
        .order(tasks::id.asc())
        .select(Task::as_select())
        .load(conn)?;
    found.sort_by_key(|task| (task.due_on.is_none(), task.due_on, task.id));
    Ok(found)
}

/// The sides of these tasks with their structures, those that lead first.
pub(crate) fn sides_of(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(Side, Structure)>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<(Side, Structure)> = sides::table
            .inner_join(structures::table.on(structures::id.eq(sides::structure_id)))
            .filter(db::among(sides::task_id, some.iter().copied()))
            .order((sides::task_id.asc(), sides::is_leading.desc(), sides::id.asc()))
            .select((Side::as_select(), Structure::as_select()))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Structures at work of one level under a place, by name: who may be asked to take part.
pub(crate) fn below(conn: &mut Conn, place: &Ranges, level: &str) -> Result<Vec<Structure>> {
    let (from, to) = place.pairs().first().cloned().unwrap_or_default();
    Ok(structures::table
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(structures::level.eq(level))
        .filter(structures::state.eq(crate::model::ACTIVE))
        .order((structures::name_key.asc(), structures::id.asc()))
        .limit(MOST)
        .select(Structure::as_select())
        .load(conn)?)
}
