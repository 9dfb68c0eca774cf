//! What sessions leave.

use std::collections::BTreeMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Material, SessionId};
use crate::schema::school_materials as table;

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

/// How many each of these sessions left.
pub(crate) fn counts(conn: &mut Conn, ids: &[SessionId]) -> Result<BTreeMap<SessionId, usize>> {
    let mut found = BTreeMap::new();
    for one in of_sessions(conn, ids)? {
        *found.entry(one.session_id).or_default() += 1;
    }
    Ok(found)
}
