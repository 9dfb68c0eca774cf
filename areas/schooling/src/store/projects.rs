//! Projects of the young with their authors.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;
use structures::model::StructureId;

use crate::model::{Author, Project, ProjectId};
use crate::schema::{young_project_authors as authors, young_projects as table};

/// Adds one with its authors.
pub(crate) fn add(tx: &mut WriteTx, new: &Project, whose: &[Author]) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    for one in whose {
        diesel::insert_into(authors::table).values(one).execute(&mut **tx)?;
    }
    Ok(())
}

/// Stores the step of one.
pub(crate) fn change(tx: &mut WriteTx, one: &Project) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(one.id)))
        .set((
            (table::state.eq(&one.state), table::updated_at.eq(one.updated_at)),
            (table::support.eq(&one.support), table::supported_on.eq(one.supported_on)),
            (table::result.eq(&one.result), table::ended_on.eq(one.ended_on)),
            table::version.eq(table::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A project of a body.
pub(crate) fn find(conn: &mut Conn, body: StructureId, id: ProjectId) -> Result<Option<Project>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(table::structure_id.eq(body))
        .select(Project::as_select())
        .first(conn)
        .optional()?)
}

/// The projects of a body, the latest first, at most so many.
pub(crate) fn of_body(conn: &mut Conn, body: StructureId, limit: i64) -> Result<Vec<Project>> {
    Ok(table::table
        .filter(table::structure_id.eq(body))
        .order((table::proposed_on.desc(), table::id.desc()))
        .limit(limit)
        .select(Project::as_select())
        .load(conn)?)
}

/// The projects somebody is an author of, the latest first.
pub(crate) fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Project>> {
    Ok(table::table
        .inner_join(authors::table.on(authors::project_id.eq(table::id)))
        .filter(authors::person_id.eq(person))
        .order((table::proposed_on.desc(), table::id.desc()))
        .select(Project::as_select())
        .load(conn)?)
}

/// The authors of these projects.
pub(crate) fn authors_of(conn: &mut Conn, ids: &[ProjectId]) -> Result<Vec<Author>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Author> = authors::table
            .filter(db::among(authors::project_id, some.iter().copied()))
            .order(authors::id.asc())
            .select(Author::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

pub(crate) mod events {
    //! What happened to projects.

    use crate::schema::young_project_events;

    audit::history!(young_project_events, project_id);
}
