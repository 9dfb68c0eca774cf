//! Partners and what was done together with them.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{JointWork, Partner, PartnerId, StructureId};
use crate::schema::{structure_joint_works as works, structure_partners as table};

/// Enters one.
pub(crate) fn add(tx: &mut WriteTx, new: &Partner) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Ends one.
pub(crate) fn end(tx: &mut WriteTx, id: PartnerId, day: NaiveDate) -> Result<()> {
    diesel::update(table::table.find(id.0)).set(table::until.eq(Some(day))).execute(&mut **tx)?;
    Ok(())
}

/// Takes one away that was entered by mistake.
pub(crate) fn remove(tx: &mut WriteTx, id: PartnerId) -> Result<()> {
    diesel::delete(table::table.find(id.0)).execute(&mut **tx)?;
    Ok(())
}

/// A partner of the structure.
pub(crate) fn find(conn: &mut Conn, structure: StructureId, id: PartnerId) -> Result<Option<Partner>> {
    Ok(table::table
        .filter(table::id.eq(id.0))
        .filter(table::structure_id.eq(structure.0))
        .select(Partner::as_select())
        .first(conn)
        .optional()?)
}

/// All partners of the structure, the latest first.
pub(crate) fn of(conn: &mut Conn, structure: StructureId) -> Result<Vec<Partner>> {
    Ok(table::table
        .filter(table::structure_id.eq(structure.0))
        .order((table::since.desc(), table::id.desc()))
        .select(Partner::as_select())
        .load(conn)?)
}

/// Notes something done together.
pub(crate) fn add_work(tx: &mut WriteTx, new: &JointWork) -> Result<()> {
    diesel::insert_into(works::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What was done together with the partners of the structure, the latest first.
pub(crate) fn works_of(conn: &mut Conn, structure: StructureId) -> Result<Vec<JointWork>> {
    Ok(works::table
        .inner_join(table::table.on(table::id.eq(works::partner_id)))
        .filter(table::structure_id.eq(structure.0))
        .order((works::held_on.desc(), works::id.desc()))
        .select(JointWork::as_select())
        .load(conn)?)
}

/// Takes a work away that was noted by mistake.
pub(crate) fn remove_work(tx: &mut WriteTx, id: i64) -> Result<()> {
    diesel::delete(works::table.find(id)).execute(&mut **tx)?;
    Ok(())
}
