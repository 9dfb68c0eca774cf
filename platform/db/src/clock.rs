//! Time: an instant in microseconds, and the only clock of the program.
//!
//! The demo starts its clock on a chosen day and lets it run on from there (decision 20).

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

/// An instant: UTC microseconds since 1970, stored as BIGINT in columns named `*_at`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = BigInt)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The instant as a date and time in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }

    /// The day this instant falls on in `zone`.
    pub fn day(self, zone: Tz) -> NaiveDate {
        self.utc().with_timezone(&zone).date_naive()
    }

    /// The instant `seconds` later (or earlier, when negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

impl<DB: Backend> ToSql<BigInt, DB> for Moment
where
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: Backend> FromSql<BigInt, DB> for Moment
where
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(bytes).map(Self)
    }
}

/// Where the program takes its time from.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Moment,
    since: Option<Instant>,
    hand: Option<&'static AtomicI64>,
}

impl Clock {
    /// The machine's own clock.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn system() -> Self {
        Self { start: Moment(Utc::now().timestamp_micros()), since: Some(Instant::now()), hand: None }
    }

    /// A clock that starts at `start` and runs on from there.
    pub fn running_from(start: Moment) -> Self {
        Self { start, since: Some(Instant::now()), hand: None }
    }

    /// A clock that stands still: tests, and the deterministic filling of a demo.
    pub fn standing_at(start: Moment) -> Self {
        Self { start, since: None, hand: None }
    }

    /// A clock that stands still until a test turns it: its eight bytes stay for the life of the process.
    pub fn turned_by_hand(start: Moment) -> Self {
        Self { start, since: None, hand: Some(Box::leak(Box::new(AtomicI64::new(start.0)))) }
    }

    /// Turns a clock made for it; any other goes on as it does.
    pub fn turn_to(&self, now: Moment) {
        if let Some(hand) = self.hand {
            hand.store(now.0, Ordering::SeqCst);
        }
    }

    /// The present instant, never earlier than the start.
    pub fn now(&self) -> Moment {
        if let Some(hand) = self.hand {
            return Moment(hand.load(Ordering::SeqCst));
        }
        let passed = self.since.map_or(0, |since| i64::try_from(since.elapsed().as_micros()).unwrap_or(0));
        Moment(self.start.0.saturating_add(passed))
    }
}

/// Today's date in `zone`: every deadline is a day in the zone of the unit concerned (decision 2).
pub fn today_in(zone: Tz, now: Moment) -> NaiveDate {
    now.day(zone)
}

/// The instant at which `day` begins in `zone`; used for terms that end with a day.
pub fn day_start(zone: Tz, day: NaiveDate) -> Moment {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let start =
        zone.from_local_datetime(&midnight).earliest().unwrap_or_else(|| zone.from_utc_datetime(&midnight));
    Moment(start.timestamp_micros())
}
