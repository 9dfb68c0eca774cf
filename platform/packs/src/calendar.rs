//! `calendar.toml`: the production calendar: non-working holidays and transfers of days off.
//! A term that ends on a non-working day moves to the next working day (ст. 112 ТК РФ, ст. 193 ГК РФ).

use crate::Day;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Holidays and transfers in force.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Holidays of every year.
    #[serde(default, rename = "holiday")]
    pub holidays: Vec<Holiday>,
    /// Transfers of days off set by the Government for a year.
    #[serde(default, rename = "transfer")]
    pub transfers: Vec<Transfer>,
}

/// A non-working holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// First day, `MM-DD`.
    pub from: String,
    /// Last day, `MM-DD`.
    pub to: String,
    /// Name.
    pub title: String,
    /// A holiday on a day off moves the day off to the next working day.
    #[serde(default)]
    pub moves: bool,
    /// Clause.
    pub clause: String,
}

/// A day off moved to another date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Day off it is taken from.
    pub from: Day,
    /// Day that becomes non-working.
    pub to: Day,
    /// Clause.
    pub clause: String,
}

impl Calendar {
    /// Whether people work on that day.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        if self.transfers.iter().any(|moved| moved.to.0 == day) {
            return false;
        }
        !is_weekend(day) && self.holiday(day).is_none() && !self.is_moved_to(day)
    }

    /// The day itself if it is a working one, else the next working day.
    pub fn next_working(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().take(60).find(|day| self.is_working(*day)).unwrap_or(day)
    }

    fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        let key = day.format("%m-%d").to_string();
        self.holidays.iter().find(|one| one.from <= key && key <= one.to)
    }

    /// A Monday (or the day after a moved holiday) that takes over a holiday fallen on a weekend.
    fn is_moved_to(&self, day: NaiveDate) -> bool {
        let before: Vec<NaiveDate> =
            (1..=4).filter_map(|back| day.checked_sub_days(chrono::Days::new(back))).collect();
        let free = before.iter().take_while(|one| is_weekend(**one) || self.holiday(**one).is_some()).count();
        let owed =
            |one: &&NaiveDate| is_weekend(**one) && self.holiday(**one).is_some_and(|found| found.moves);
        let debts = before.iter().take(free).filter(owed).count();
        debts > 0 && day.weekday() == Weekday::Mon
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
