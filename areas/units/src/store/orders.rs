//! Orders for units from a day to come.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::UnitId;
use crate::model::{OrderId, UnitOrder};
use crate::schema::unit_orders as table;

/// Keeps an order.
pub(crate) fn add(tx: &mut WriteTx, new: &UnitOrder) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// What awaits the unit, or another that is to be joined to it, the nearest first.
pub(crate) fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<UnitOrder>> {
    Ok(table::table
        .filter(table::state.eq(UnitOrder::AWAITING))
        .filter(table::unit_id.eq(unit).or(table::into_id.eq(unit)))
        .order((table::due_on.asc(), table::id.asc()))
        .select(UnitOrder::as_select())
        .load(conn)?)
}

/// Whatever awaits anywhere: there are few of these.
pub(crate) fn all(conn: &mut Conn) -> Result<Vec<UnitOrder>> {
    Ok(table::table
        .filter(table::state.eq(UnitOrder::AWAITING))
        .order((table::due_on.asc(), table::id.asc()))
        .select(UnitOrder::as_select())
        .load(conn)?)
}

/// Another stands behind an order from now on.
pub(crate) fn stand_behind(tx: &mut WriteTx, id: OrderId, by: i64) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((table::ordered_by.eq(Some(by)), table::refusal.eq(""), table::stopped_at.eq(None::<Moment>)))
        .execute(&mut **tx)?;
    Ok(())
}

/// What awaits and whose day has come anywhere by this one.
pub(crate) fn due(conn: &mut Conn, day: NaiveDate) -> Result<Vec<UnitOrder>> {
    Ok(table::table
        .filter(table::state.eq(UnitOrder::AWAITING))
        .filter(table::due_on.le(day))
        .order((table::due_on.asc(), table::id.asc()))
        .select(UnitOrder::as_select())
        .load(conn)?)
}

/// What was ordered and its day did not do, wherever: there are few of these.
pub(crate) fn refused(conn: &mut Conn) -> Result<Vec<UnitOrder>> {
    Ok(table::table
        .filter(table::state.eq(UnitOrder::AWAITING))
        .filter(table::refusal.ne(""))
        .order((table::due_on.asc(), table::id.asc()))
        .select(UnitOrder::as_select())
        .load(conn)?)
}

/// An order of the unit that awaits.
pub(crate) fn awaiting(conn: &mut Conn, unit: UnitId, id: OrderId) -> Result<Option<UnitOrder>> {
    Ok(table::table
        .filter(table::id.eq(id))
        .filter(table::unit_id.eq(unit))
        .filter(table::state.eq(UnitOrder::AWAITING))
        .select(UnitOrder::as_select())
        .first(conn)
        .optional()?)
}

/// It was done or withdrawn.
pub(crate) fn end(tx: &mut WriteTx, id: OrderId, state: &str, at: Moment) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)))
        .set((table::state.eq(state), table::refusal.eq(""), table::ended_at.eq(Some(at))))
        .execute(&mut **tx)?;
    Ok(())
}

/// Why its day did not do it.
pub(crate) fn refuse(tx: &mut WriteTx, id: OrderId, why: &str, stopped_at: Option<Moment>) -> Result<()> {
    diesel::update(table::table.filter(table::id.eq(id)).filter(table::state.eq(UnitOrder::AWAITING)))
        .set((table::refusal.eq(why), table::stopped_at.eq(stopped_at)))
        .execute(&mut **tx)?;
    Ok(())
}
