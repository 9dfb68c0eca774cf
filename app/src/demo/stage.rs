//! The stage of the demo: who acts on which day. Each act is a transaction of its own, in the name of an account and at
//! an instant of its day; days after the demo's own day have not come yet.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use access::{AccountId, SessionId};
use chrono::NaiveDate;
use db::Clock;
use web::{Cx, House, Write};

use super::clock;
use crate::Failure;
use crate::house::Ground;

/// Where and when the demo acts.
pub(super) struct Stage<'a> {
    ground: &'a Ground,
    today: NaiveDate,
    /// One house a day: a second one would make the same ids again.
    houses: RefCell<BTreeMap<NaiveDate, Arc<House>>>,
}

impl<'a> Stage<'a> {
    pub(super) fn new(ground: &'a Ground, today: NaiveDate) -> Self {
        Self { ground, today, houses: RefCell::default() }
    }

    /// The regulation packs.
    pub(super) fn packs(&self) -> &'a packs::Library {
        self.ground.packs()
    }

    /// Whether the day has come.
    pub(super) fn has_come(&self, day: NaiveDate) -> bool {
        day <= self.today
    }

    /// The house at ten in the morning of a day.
    pub(super) fn house(&self, day: NaiveDate) -> Result<Arc<House>, Failure> {
        let mut houses = self.houses.borrow_mut();
        if let Some(house) = houses.get(&day) {
            return Ok(Arc::clone(house));
        }
        let at = clock::noon(self.ground.zone(), day).plus_seconds(-2 * 3600);
        let house = self.ground.house_of_day(Clock::standing_at(at))?;
        houses.insert(day, Arc::clone(&house));
        Ok(house)
    }

    /// Does something on a day in the name of an account, or of the program itself.
    pub(super) fn act<T>(
        &self,
        day: NaiveDate,
        who: Option<AccountId>,
        what: impl FnOnce(&mut Cx<Write>) -> web::Result<T>,
    ) -> Result<T, Failure> {
        let house = self.house(day)?;
        let person = match who {
            Some(account) => house.db.read(|conn| access::store::person(conn, account, SessionId(0), day))?,
            None => None,
        };
        let mut cx = Cx::<Write>::outside(&house, person)?;
        let value = what(&mut cx)?;
        cx.finish()?;
        Ok(value)
    }
}

/// The day itself if people work on it, else the next working day of the production calendar.
pub(super) fn workday(packs: &packs::Library, day: NaiveDate) -> NaiveDate {
    packs.pack("federal").map_or(day, |pack| pack.calendar.next_working(day))
}

/// A day written down in this program.
pub(super) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}
