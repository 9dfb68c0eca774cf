//! Roles at a unit that ends.

use access::schema::role_grants as table;
use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use registry::Merged;

/// A role that was in force, as it stands in its row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = table)]
pub(crate) struct Carried {
    pub id: i64,
    pub account_id: i64,
    pub role: String,
    pub level: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub basis: String,
    pub delegated_by: Option<i64>,
}

/// Roles held at exactly this unit that are in force on a day or begin later.
pub(crate) fn in_force_at(conn: &mut Conn, unit: i64, day: NaiveDate) -> Result<Vec<Carried>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::valid_to.is_null().or(table::valid_to.ge(day)))
        .order(table::id.asc())
        .select(Carried::as_select())
        .load(conn)?)
}

/// Ends a role with `last` as its last day.
pub(crate) fn end(tx: &mut WriteTx, id: i64, last: NaiveDate) -> Result<()> {
    diesel::update(table::table.find(id)).set(table::valid_to.eq(last)).execute(&mut **tx)?;
    Ok(())
}

/// Ends those of these roles that are held at this unit; one that began later was never in force.
pub(crate) fn end_at(tx: &mut WriteTx, ids: &[i64], unit: i64, last: NaiveDate) -> Result<()> {
    for some in ids.chunks(500) {
        let held: Vec<(i64, NaiveDate)> = table::table
            .filter(table::unit_id.eq(unit))
            .filter(db::among(table::id, some.iter().copied()))
            .order(table::id.asc())
            .select((table::id, table::valid_from))
            .load(&mut **tx)?;
        for (id, from) in held {
            end(tx, id, last.max(from.pred_opt().unwrap_or(from)))?;
        }
    }
    Ok(())
}

/// The same role at another unit, from a day on; a term and who delegated it stay.
pub(crate) fn go_on(
    tx: &mut WriteTx,
    id: i64,
    one: &Carried,
    into: &Merged,
    (day, basis): (NaiveDate, &str),
    now: Moment,
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::account_id.eq(one.account_id), table::role.eq(&one.role)),
            (table::unit_id.eq(into.unit), table::scope_path.eq(&into.path)),
            (table::level.eq(&one.level), table::basis.eq(basis)),
            (table::valid_from.eq(one.valid_from.max(day)), table::valid_to.eq(one.valid_to)),
            (table::delegated_by.eq(one.delegated_by), table::created_at.eq(now.0)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
