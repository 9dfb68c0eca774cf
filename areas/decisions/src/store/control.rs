//! What units owe after recommendations and decisions, counted for a page of many units at once.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::rules::{Stage, Status};
use crate::schema::{decisions, measures, recommendations};

/// Unit, code of the status, the day, how many.
pub(crate) type Owed = (i64, String, Option<NaiveDate>, i64);

/// Recommendations that wait for an answer, with the day it is owed by.
pub(crate) fn waiting(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Owed>> {
    use recommendations as table;
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(table::status.eq_any([Status::Sent.code(), Status::Acknowledged.code()]))
        .group_by((table::unit_id, table::status, table::reply_by))
        .order((table::unit_id.asc(), table::status.asc(), table::reply_by.asc()))
        .select((table::unit_id, table::status, table::reply_by, count_star()))
        .load(conn)?)
}

/// Measures that answer recommendations and that are points of no decision.
pub(crate) fn answers(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Owed>> {
    use measures as table;
    let over = recommendations::table
        .filter(recommendations::status.eq_any([Status::Withdrawn.code(), Status::Refused.code()]))
        .select(recommendations::id.nullable());
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(table::decision_id.is_null())
        .filter(table::recommendation_id.ne_all(over))
        .group_by((table::unit_id, table::status, table::due_on))
        .order((table::unit_id.asc(), table::status.asc(), table::due_on.asc()))
        .select((table::unit_id, table::status, table::due_on.nullable(), count_star()))
        .load(conn)?)
}

/// Points of decisions that were taken.
pub(crate) fn points(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Owed>> {
    use measures as table;
    let taken = decisions::table
        .filter(decisions::status.eq_any([Stage::Taken.code(), Stage::Closed.code()]))
        .select(decisions::id.nullable());
    Ok(table::table
        .filter(db::within!(table::table, table::unit_path, scope))
        .filter(table::decision_id.eq_any(taken))
        .group_by((table::unit_id, table::status, table::due_on))
        .order((table::unit_id.asc(), table::status.asc(), table::due_on.asc()))
        .select((table::unit_id, table::status, table::due_on.nullable(), count_star()))
        .load(conn)?)
}
