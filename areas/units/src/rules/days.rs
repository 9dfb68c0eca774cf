//! On which day something may be told to have happened to a unit: not to come, and not before what is told already.

use chrono::NaiveDate;

use super::Refusal;

/// The days a dated event is checked against.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    /// Today, where the unit stands.
    pub today: NaiveDate,
    /// The last day on which something happened to it or to a unit under it.
    pub last: Option<NaiveDate>,
    /// Its card, for the way out.
    pub url: String,
}

/// Whether it may have happened on `day`.
pub(crate) fn may_happen(day: NaiveDate, days: &Days) -> Result<(), Refusal> {
    if day > days.today {
        return Err(Refusal::Future(days.today));
    }
    match days.last {
        Some(last) if day < last => Err(Refusal::BeforeLast(last, days.url.clone())),
        _ => Ok(()),
    }
}
