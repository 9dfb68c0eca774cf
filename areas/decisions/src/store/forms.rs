//! Forms of names and posts mended by hand, of one unit's papers.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use units::UnitId;

use crate::rules::Forms;
use crate::schema::case_forms as table;

/// The forms of a unit's papers.
pub(crate) fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<Forms> {
    let rows: Vec<(String, String, String)> = table::table
        .filter(table::unit_id.eq(unit.0))
        .order(table::id.asc())
        .select((table::text_key, table::declension, table::form))
        .load(conn)?;
    Ok(Forms::of(rows))
}

/// Remembers a form, or forgets it when there is none.
pub(crate) fn remember(
    tx: &mut WriteTx,
    id: i64,
    unit: UnitId,
    (text_key, declension): (&str, &str),
    form: Option<&str>,
    (account, now): (Option<i64>, Moment),
) -> Result<()> {
    diesel::delete(
        table::table
            .filter(table::unit_id.eq(unit.0))
            .filter(table::text_key.eq(text_key))
            .filter(table::declension.eq(declension)),
    )
    .execute(&mut **tx)?;
    let Some(form) = form else { return Ok(()) };
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::unit_id.eq(unit.0), table::text_key.eq(text_key)),
            (table::declension.eq(declension), table::form.eq(form)),
            (table::updated_by.eq(account), table::updated_at.eq(now)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
