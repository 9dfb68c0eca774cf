//! What sessions leave.

use std::collections::BTreeMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use structures::model::StructureId;

use crate::model::{Material, Session, SessionId, State};
use crate::schema::{school_materials as table, school_sessions as sessions};

/// Adds one.
pub(crate) fn add(tx: &mut WriteTx, new: &Material) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The materials of these sessions, as they came.
pub(crate) fn of_sessions(conn: &mut Conn, ids: &[SessionId]) -> Result<Vec<Material>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let part: Vec<Material> = table::table
            .filter(db::among(table::session_id, some.iter().copied()))
            .order(table::id.asc())
            .select(Material::as_select())
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// Says whether one is a methodical material.
pub(crate) fn mark(tx: &mut WriteTx, id: i64, is_methodical: bool) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set(table::is_methodical.eq(Some(is_methodical)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Links that sessions these bodies held left as methodical materials, each with its session.
pub(crate) fn methodical(conn: &mut Conn, bodies: &[StructureId]) -> Result<Vec<(Material, Session)>> {
    let mut found = Vec::new();
    for some in bodies.chunks(500) {
        let part: Vec<(Material, Session)> = table::table
            .inner_join(sessions::table.on(sessions::id.eq(table::session_id)))
            .filter(db::among(sessions::structure_id, some.iter().copied()))
            .filter(sessions::state.eq(State::Held.code()))
            .filter(table::is_methodical.eq(true).and(table::document_id.is_null()))
            .order(table::id.asc())
            .select((Material::as_select(), Session::as_select()))
            .load(conn)?;
        found.extend(part);
    }
    Ok(found)
}

/// How many each of these sessions left.
pub(crate) fn counts(conn: &mut Conn, ids: &[SessionId]) -> Result<BTreeMap<SessionId, usize>> {
    let mut found = BTreeMap::new();
    for one in of_sessions(conn, ids)? {
        *found.entry(one.session_id).or_default() += 1;
    }
    Ok(found)
}
