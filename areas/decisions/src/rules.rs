//! Pure decisions: what is a deficit, what may be done with a recommendation or a decision, what became of an indicator.

mod audience;
mod codes;
mod decision;
mod deficits;
mod effect;
mod forms;
mod refusal;
mod status;
#[cfg(test)]
mod tests;

pub use audience::Audience;
pub use decision::{DecisionKind, Stage, TakenAt, Topic, may_bind, numbers, share_below};
pub use deficits::{Deficit, deficits, recommended};
pub use effect::{Aside, Effect, Points, aside, effect};
pub use forms::{Declension, Forms, inflected};
pub use refusal::Refusal;
pub use status::{Status, Verb, next};

use chrono::{Days, NaiveDate};
use packs::Calendar;

/// So many days are given to answer, unless the sender names another day.
const REPLY_DAYS: u64 = 30;
/// The longest text of a recommendation, letters.
pub const TEXT_LIMIT: usize = 4_000;

/// The usual last day to answer: a term that ends on a non-working day moves to the next working day.
pub fn reply_by(today: NaiveDate, calendar: &Calendar) -> NaiveDate {
    calendar.next_working(today + Days::new(REPLY_DAYS))
}

/// Whether a recommendation may be taken off control: every measure ended, one of them done.
pub fn may_fulfil(planned: usize, done: usize) -> Result<(), Refusal> {
    match (planned, done) {
        (0, 0) => Err(Refusal::NothingDone),
        (0, _) => Ok(()),
        (left, _) => Err(Refusal::MeasuresLeft(left)),
    }
}
