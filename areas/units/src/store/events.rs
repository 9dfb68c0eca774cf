//! What happened to units, in the order of days.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::UnitId;
use crate::model::{Happened, UnitEvent};
use crate::schema::unit_events as table;

/// So many are shown on a card.
const SHOWN: i64 = 200;

/// An event to be noted.
pub(crate) struct NewEvent<'a> {
    pub unit: UnitId,
    pub happened: Happened,
    pub day: NaiveDate,
    pub text: &'a str,
    pub ground: &'a str,
    pub other: Option<UnitId>,
    pub account: Option<i64>,
    pub at: Moment,
}

/// Notes what happened.
pub(crate) fn add(tx: &mut WriteTx, id: i64, new: &NewEvent<'_>) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            (table::id.eq(id), table::unit_id.eq(new.unit), table::kind.eq(new.happened.code())),
            (table::happened_on.eq(new.day), table::text.eq(new.text), table::ground.eq(new.ground)),
            (table::other_id.eq(new.other), table::account_id.eq(new.account), table::at.eq(new.at)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What happened to the unit, the newest first.
pub(crate) fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<UnitEvent>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .order((table::happened_on.desc(), table::id.desc()))
        .limit(SHOWN)
        .select(UnitEvent::as_select())
        .load(conn)?)
}

/// The unit this one was joined to, while that was not taken back.
pub(crate) fn joined_to(conn: &mut Conn, unit: UnitId) -> Result<Option<UnitId>> {
    let last: Option<(String, Option<UnitId>)> = table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::kind.eq_any([Happened::Merged.code(), Happened::Parted.code()]))
        .order((table::at.desc(), table::id.desc()))
        .select((table::kind, table::other_id))
        .first(conn)
        .optional()?;
    Ok(last.filter(|(kind, _)| *kind == Happened::Merged.code()).and_then(|(_, other)| other))
}

/// What the unit ended by last: it was closed, or its division was taken back.
pub(crate) fn ended(conn: &mut Conn, unit: UnitId) -> Result<Option<UnitEvent>> {
    Ok(table::table
        .filter(table::unit_id.eq(unit))
        .filter(table::kind.eq(Happened::Closed.code()).or(table::kind.eq(Happened::Parted.code())))
        .order(table::id.desc())
        .select(UnitEvent::as_select())
        .first(conn)
        .optional()?)
}
