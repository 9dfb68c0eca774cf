//! An obligation to keep personal data confidential, as somebody accepted it.

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

use crate::schema::confidentiality_obligations;

/// Accepted by an account, in the words of that day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = confidentiality_obligations)]
pub struct Accepted {
    /// Its id.
    pub id: i64,
    /// Who.
    pub account: i64,
    /// Its title.
    pub title: String,
    /// A line a sentence.
    pub wording: String,
    /// The clause it rests on.
    pub source: String,
    /// The day.
    pub accepted_on: NaiveDate,
    /// When.
    pub accepted_at: Moment,
}
