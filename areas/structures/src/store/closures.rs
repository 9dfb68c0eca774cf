//! Structures that were closed and work again.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Closure, Structure, StructureId};
use crate::schema::{structure_closures as closures, structures as table};

/// The day it was opened again last; none: it never was.
pub(crate) fn last_opened(conn: &mut Conn, id: StructureId) -> Result<Option<NaiveDate>> {
    Ok(closures::table
        .filter(closures::structure_id.eq(id.0))
        .order((closures::reopened_on.desc(), closures::id.desc()))
        .select(closures::reopened_on)
        .first(conn)
        .optional()?)
}

/// The structure works again; the days between are kept.
pub(crate) fn reopen(tx: &mut WriteTx, again: &Structure, closure: &Closure) -> Result<()> {
    diesel::insert_into(closures::table).values(closure).execute(&mut **tx)?;
    diesel::update(table::table.find(again.id.0))
        .set((
            (table::state.eq(&again.state), table::closed_on.eq(None::<NaiveDate>), table::result.eq("")),
            (table::ends_on.eq(again.ends_on), table::parent_id.eq(again.parent_id.map(|id| id.0))),
            (table::updated_at.eq(again.updated_at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    super::found_anew(tx, again.id)
}
