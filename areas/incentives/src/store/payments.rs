//! Decisions about the list of grounds for payments, and who is left out of it.

use chrono::NaiveDate;
use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use people::PersonId;
use units::UnitId;

use crate::model::{Omission, Switch};
use crate::schema::{payment_omissions as omitted, payment_switches as table};

/// Adds a decision.
pub(crate) fn add_switch(tx: &mut WriteTx, new: &Switch) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The decisions of a unit, the latest first.
pub(crate) fn switches(conn: &mut Conn, unit: UnitId) -> Result<Vec<Switch>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .order(table::id.desc())
        .select(Switch::as_select())
        .load(conn)?)
}

/// Leaves somebody out.
pub(crate) fn add_omission(tx: &mut WriteTx, new: &Omission) -> Result<()> {
    diesel::insert_into(omitted::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Takes that back, of every period that meets this one.
pub(crate) fn remove_omission(
    tx: &mut WriteTx,
    unit: UnitId,
    person: PersonId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<bool> {
    let rows = omitted::table
        .filter(omitted::unit_id.eq(unit).and(omitted::person_id.eq(person)))
        .filter(omitted::from_on.le(to).and(omitted::to_on.ge(from)));
    Ok(diesel::delete(rows).execute(&mut **tx)? > 0)
}

/// Who is left out of the list of a unit for a period: by a decision about any period that meets it, so that a list asked for
/// a day later leaves them out as well.
pub(crate) fn omissions(
    conn: &mut Conn,
    unit: UnitId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Omission>> {
    Ok(omitted::table
        .filter(omitted::unit_id.eq(unit))
        .filter(omitted::from_on.le(to).and(omitted::to_on.ge(from)))
        .order(omitted::id.asc())
        .select(Omission::as_select())
        .load(conn)?)
}

/// Whether the last decision of a unit is that the list is made.
pub(crate) fn is_switched_on(conn: &mut Conn, unit: i64) -> Result<bool> {
    Ok(switches(conn, UnitId(unit))?.first().is_some_and(|last| last.is_on))
}

/// Who is left out of a list of the unit that is not over on a day.
pub(crate) fn omitted_from(conn: &mut Conn, unit: i64, day: NaiveDate) -> Result<Vec<i64>> {
    Ok(omitted::table
        .filter(omitted::unit_id.eq(UnitId(unit)).and(omitted::to_on.ge(day)))
        .order(omitted::id.asc())
        .select(omitted::id)
        .load(conn)?)
}
