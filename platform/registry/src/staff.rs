//! Staff: who works in a unit, asked by whoever gives accounts to people it does not know.

use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};

/// Somebody who works in a unit and has no account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The id of their card.
    pub person: i64,
    /// Фамилия.
    pub last: String,
    /// Имя.
    pub first: String,
    /// Отчество; may be empty.
    pub middle: String,
    /// «учитель математики»
    pub post: String,
}

/// The offer of the area that keeps cards of people.
pub trait StaffOffer: Send + Sync {
    /// Who works in exactly this unit today and has no account, by name.
    fn without_account(&self, conn: &mut Conn, unit: i64, today: NaiveDate) -> Result<Vec<Staff>>;

    /// Ties a card to an account made for it; false when it has one meanwhile, or is no more.
    fn tie(&self, tx: &mut WriteTx, person: i64, account: i64, by: Option<i64>, at: Moment) -> Result<bool>;

    /// The card tied to an account: its id, whose it is.
    fn card_of(&self, _conn: &mut Conn, _account: i64) -> Result<Option<(i64, String)>> {
        Ok(None)
    }

    /// Unties whatever card the account has.
    fn untie(&self, _tx: &mut WriteTx, _account: i64, _by: Option<i64>, _at: Moment) -> Result<()> {
        Ok(())
    }

    /// How many people work at and under this path today in these posts.
    fn count(&self, _conn: &mut Conn, _path: &str, _posts: &[&str], _today: NaiveDate) -> Result<i64> {
        Ok(0)
    }

    /// Whether the person of an account works in this unit today.
    fn works(&self, conn: &mut Conn, account: i64, unit: i64, today: NaiveDate) -> Result<bool>;
}
