//! Structures that were closed and work again.

use db::{Result, WriteTx};
use diesel::prelude::*;

use crate::model::{Closure, Structure};
use crate::schema::{structure_closures as closures, structures as table};

/// The structure works again; the days between are kept.
pub(crate) fn reopen(tx: &mut WriteTx, again: &Structure, closure: &Closure) -> Result<()> {
    diesel::insert_into(closures::table).values(closure).execute(&mut **tx)?;
    diesel::update(table::table.find(again.id.0))
        .set((
            (
                table::state.eq(&again.state),
                table::closed_on.eq(None::<chrono::NaiveDate>),
                table::result.eq(""),
            ),
            (table::ends_on.eq(again.ends_on), table::parent_id.eq(again.parent_id.map(|id| id.0))),
            (table::updated_at.eq(again.updated_at), table::version.eq(table::version + 1)),
        ))
        .execute(&mut **tx)?;
    super::found_anew(tx, again.id)
}
