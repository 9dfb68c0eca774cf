//! Who works where and has no account: told to whoever makes accounts for a whole school.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use registry::{Staff, StaffOffer};

use crate::store::staff;

/// The offer.
pub(crate) struct Staffing;

impl StaffOffer for Staffing {
    fn without_account(&self, conn: &mut Conn, unit: i64, today: NaiveDate) -> Result<Vec<Staff>> {
        staff::without_account(conn, unit, today)
    }

    fn tie(&self, tx: &mut WriteTx, person: i64, account: i64, by: Option<i64>, at: Moment) -> Result<bool> {
        staff::tie_new(tx, person, account, (by, at))
    }

    fn card_of(&self, conn: &mut Conn, account: i64) -> Result<Option<(i64, String)>> {
        let card = crate::store::of_account(conn, account)?;
        Ok(card.map(|card| (card.id.0, card.name().full())))
    }

    fn untie(&self, tx: &mut WriteTx, account: i64, by: Option<i64>, at: Moment) -> Result<()> {
        match crate::store::of_account(tx, account)? {
            Some(card) => crate::store::tie(tx, card.id, None, crate::store::Hand { account: by, at }),
            None => Ok(()),
        }
    }

    fn count(&self, conn: &mut Conn, path: &str, posts: &[&str], today: NaiveDate) -> Result<i64> {
        staff::count(conn, path, posts, today)
    }

    fn works(&self, conn: &mut Conn, account: i64, unit: i64, today: NaiveDate) -> Result<bool> {
        staff::works(conn, account, unit, today)
    }
}
