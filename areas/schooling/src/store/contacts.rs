//! Whom the young may turn to.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use structures::model::StructureId;
use structures::schema::structures as bodies;

use crate::model::{Contact, ContactId, NewContact};
use crate::schema::young_contacts as table;

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Contact) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Puts what is told now in the place of what was.
pub(crate) fn change(
    tx: &mut WriteTx,
    id: ContactId,
    new: &NewContact,
    (by, now): (Option<i64>, Moment),
) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((
            (table::direction.eq(&new.direction), table::who.eq(&new.who), table::about.eq(&new.about)),
            (table::phone.eq(&new.phone), table::email.eq(&new.email), table::hours.eq(&new.hours)),
            (table::updated_by.eq(by), table::updated_at.eq(now), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Shows one no more.
pub(crate) fn end(tx: &mut WriteTx, id: ContactId, (by, now): (Option<i64>, Moment)) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((
            table::ended_at.eq(Some(now)),
            (table::updated_by.eq(by), table::updated_at.eq(now), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A contact of a body.
pub(crate) fn find(conn: &mut Conn, body: StructureId, id: ContactId) -> Result<Option<Contact>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(table::structure_id.eq(body))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

/// The contacts of a body that are shown, as they came.
pub(crate) fn of_body(conn: &mut Conn, body: StructureId) -> Result<Vec<Contact>> {
    Ok(table::table
        .filter(table::structure_id.eq(body).and(table::ended_at.is_null()))
        .order(table::id.asc())
        .select(Contact::as_select())
        .load(conn)?)
}

/// The contacts that bodies at work of these units show, each with the name of the body, the nearest unit first.
pub(crate) fn at(conn: &mut Conn, paths: &[String]) -> Result<Vec<(Contact, String)>> {
    let bodies: Vec<(i64, String)> = bodies::table
        .filter(db::among(bodies::unit_path, paths.iter().map(String::as_str)))
        .filter(db::among(bodies::kind, [crate::KIND, crate::ASSOCIATION]))
        .filter(bodies::state.eq("active"))
        .order((bodies::unit_path.desc(), bodies::id.asc()))
        .select((bodies::id, bodies::name))
        .load(conn)?;
    let ids: Vec<StructureId> = bodies.iter().map(|(id, _)| StructureId(*id)).collect();
    let all: Vec<Contact> = table::table
        .filter(db::among(table::structure_id, ids.iter().copied()))
        .filter(table::ended_at.is_null())
        .order(table::id.asc())
        .select(Contact::as_select())
        .load(conn)?;
    let of = |(id, name): &(i64, String)| {
        let own = all.iter().filter(|one| one.structure_id.0 == *id);
        own.map(|one| (one.clone(), name.clone())).collect::<Vec<_>>()
    };
    Ok(bodies.iter().flat_map(of).collect())
}
