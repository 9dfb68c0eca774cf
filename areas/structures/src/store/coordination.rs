//! What the board of coordination asks of a place: one statement for each thing, however many structures stand there.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::prelude::*;
use documents::schema::documents as papers;
use documents::{DocumentId, Status};

use super::{Told, held, told_columns};
use crate::model::{ACTIVE, Member, StructureId, Task};
use crate::rules::{Held, TaskState};
use crate::schema::{
    structure_documents as ties, structure_members as members, structure_task_sides as sides,
    structure_tasks as tasks, structures,
};

/// The bounds of a place; of none, what holds nothing.
fn bounds(place: &Ranges) -> (String, String) {
    place.pairs().first().cloned().unwrap_or_default()
}

/// Who holds a role in the working structures of a place on a day, by structure and coming.
pub(crate) fn holders(conn: &mut Conn, place: &Ranges, role: &str, day: NaiveDate) -> Result<Vec<Member>> {
    let (from, to) = bounds(place);
    Ok(members::table
        .inner_join(structures::table.on(structures::id.eq(members::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(structures::state.eq(ACTIVE))
        .filter(members::role.eq(role))
        .filter(members::from_on.le(day))
        .filter(members::to_on.is_null().or(members::to_on.ge(day)))
        .order((members::structure_id.asc(), members::id.asc()))
        .select(Member::as_select())
        .load(conn)?)
}

/// Open tasks of the network with each working structure of a place that is a side of them, the nearest day first.
pub(crate) fn open_tasks(conn: &mut Conn, place: &Ranges) -> Result<Vec<(StructureId, Task)>> {
    let (from, to) = bounds(place);
    let open = TaskState::ALL.into_iter().filter(|state| state.is_open()).map(TaskState::code);
    let mut found: Vec<(StructureId, Task)> = sides::table
        .inner_join(tasks::table.on(tasks::id.eq(sides::task_id)))
        .inner_join(structures::table.on(structures::id.eq(sides::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .filter(structures::state.eq(ACTIVE))
        .filter(db::among(tasks::state, open))
        .order((sides::structure_id.asc(), sides::id.asc()))
        .select((sides::structure_id, Task::as_select()))
        .load(conn)?;
    found.sort_by_key(|(structure, task)| (*structure, task.due_on.is_none(), task.due_on, task.id));
    Ok(found)
}

/// Which documents were said to be whose own, of all structures of a place: closed ones as well, for what is theirs is no other's.
pub(crate) fn own_documents(conn: &mut Conn, place: &Ranges) -> Result<Vec<(DocumentId, StructureId)>> {
    let (from, to) = bounds(place);
    Ok(ties::table
        .inner_join(structures::table.on(structures::id.eq(ties::structure_id)))
        .filter(structures::unit_path.ge(from).and(structures::unit_path.lt(to)))
        .order(ties::id.asc())
        .select((ties::document_id, ties::structure_id))
        .load(conn)?)
}

/// Documents of these kinds in force on a day, of the units at and under a place and of those above, the latest first.
pub(crate) fn in_force(
    conn: &mut Conn,
    (place, above): (&Ranges, &[String]),
    kinds: &[String],
    day: NaiveDate,
) -> Result<Vec<Held>> {
    let (from, to) = bounds(place);
    let here = papers::unit_path.ge(from).and(papers::unit_path.lt(to));
    let found: Vec<Told> = papers::table
        .filter(here.or(papers::unit_path.eq_any(above.to_vec())))
        .filter(db::among(papers::kind, kinds.iter().map(String::as_str)))
        .filter(papers::status.eq(Status::InForce.code()))
        .filter(papers::valid_to.is_null().or(papers::valid_to.ge(day)))
        .order((papers::signed_on.desc(), papers::id.desc()))
        .select(told_columns())
        .load(conn)?;
    Ok(found.into_iter().map(held).collect())
}

/// Documents of a genus signed within a period that are or were in force, of the same units, the latest first.
pub(crate) fn signed_within(
    conn: &mut Conn,
    (place, above): (&Ranges, &[String]),
    genus: &str,
    (since, until): (NaiveDate, NaiveDate),
) -> Result<Vec<Held>> {
    let (from, to) = bounds(place);
    let here = papers::unit_path.ge(from).and(papers::unit_path.lt(to));
    let counted = Status::ALL.into_iter().filter(|status| status.has_force()).map(Status::code);
    let found: Vec<Told> = papers::table
        .filter(here.or(papers::unit_path.eq_any(above.to_vec())))
        .filter(papers::genus.eq(genus))
        .filter(papers::signed_on.ge(since).and(papers::signed_on.le(until)))
        .filter(db::among(papers::status, counted))
        .order((papers::signed_on.desc(), papers::id.desc()))
        .select(told_columns())
        .load(conn)?;
    Ok(found.into_iter().map(held).collect())
}
