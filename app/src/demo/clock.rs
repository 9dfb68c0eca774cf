//! The demo's clock: it begins on a stored day and runs on from there (decision 20), never behind what was written.
//!
//! While it is served, an instant ahead of the clock is kept in the database: after a crash the next start begins
//! there, so that no id and no line of the journal lies in its future.

use std::sync::Arc;

use audit::schema::audit_entries;
use chrono::NaiveDate;
use chrono_tz::Tz;
use db::{Clock, Conn, Db, Moment, WriteTx};
use diesel::prelude::*;
use web::House;

use crate::server::Upkeep;
use crate::{Failure, ledger};

/// The day the demo begins on.
const DAY: &str = "demo_today";
/// The instant from which the next start may run.
const AHEAD: &str = "demo_clock";
/// How far ahead it is kept, seconds: more than the minute between two upkeeps.
const MARGIN: i64 = 120;

/// Noon of a day, where the demo begins.
pub(super) fn noon(zone: Tz, day: NaiveDate) -> Moment {
    db::day_start(zone, day).plus_seconds(12 * 3600)
}

/// Keeps the day and the instant up to which everything was written.
pub(super) fn set(tx: &mut WriteTx, day: NaiveDate, until: Moment) -> db::Result<()> {
    ledger::put(tx, DAY, &day.to_string())?;
    ledger::put(tx, AHEAD, &until.0.to_string())
}

/// The clock of this start. A day asked for moves the demo on; it cannot move it back behind what was written.
pub(super) fn begin(db: &Db, zone: Tz, day: Option<NaiveDate>) -> Result<Clock, Failure> {
    let (stored, reached) = db.read(known)?;
    let stored = stored.unwrap_or_default();
    let wanted = day.unwrap_or(stored);
    if wanted != stored && wanted < reached.day(zone) {
        return Err(Failure::Refused(format!(
            "this demo has come to {}: choose another folder for {wanted}, or a later day",
            reached.day(zone)
        )));
    }
    let start = noon(zone, wanted).max(reached.plus_seconds(1));
    db.write(|tx| set(tx, wanted, start.plus_seconds(MARGIN)))?;
    Ok(Clock::running_from(start))
}

/// The clock of an installation: a demo's own, which commands must not move to the machine's date; else the machine's.
pub(crate) fn of_installation(db: &Db, zone: Tz) -> Result<Clock, Failure> {
    match db.read(known)?.0 {
        Some(_) => begin(db, zone, None),
        None => Ok(Clock::system()),
    }
}

/// The stored day, and the latest instant anything was written at.
fn known(conn: &mut Conn) -> db::Result<(Option<NaiveDate>, Moment)> {
    let day = ledger::get(conn, DAY)?.and_then(|text| text.parse().ok());
    let ahead = ledger::get(conn, AHEAD)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    let newest: Option<i64> = audit_entries::table
        .order(audit_entries::id.desc())
        .select(audit_entries::at)
        .first(conn)
        .optional()?;
    Ok((day, Moment(ahead.max(newest.unwrap_or(0)))))
}

/// Keeps the stored instant ahead of the clock while the house is served, and on it at the end.
pub fn upkeep(house: &Arc<House>) -> Upkeep {
    let house = Arc::clone(house);
    Box::new(move |is_end| {
        let until = house.now().plus_seconds(if is_end { 0 } else { MARGIN });
        if let Err(error) = house.db.write(|tx| ledger::put(tx, AHEAD, &until.0.to_string())) {
            tracing::warn!(%error, "the demo's clock could not be kept");
        }
    })
}
