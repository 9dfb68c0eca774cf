//! Whose part in a pair counts: one rule for the card, the lists, the orders and the rights.

use super::{Mentor, Pair, State};
use crate::rules::StepDays;

impl Mentor {
    /// Whether the part is one of the pair as it is now: chosen while it is prepared, by an order while it works, to its last
    /// day when it is over. A successor is of the pair from the order on, whoever was replaced is of it no more.
    pub fn is_of(&self, pair: &Pair) -> bool {
        match pair.state() {
            State::Preparing => self.to_on.is_none(),
            State::Active => self.to_on.is_none() && self.from_on.is_some(),
            State::Ended => self.from_on.is_some() && self.to_on == pair.ended_on,
            State::Cancelled => false,
        }
    }

    /// Whether it waits for an order of replacement beside a mentor at work.
    pub fn waits(&self) -> bool {
        self.from_on.is_none() && self.to_on.is_none()
    }
}

impl Pair {
    /// The days of the steps, each mentor's own.
    pub fn days(&self, mentors: &[Mentor]) -> StepDays {
        let part = |one: &Mentor| (one.consent_on, one.terms_on.filter(|_| one.terms_way != "duty"));
        StepDays {
            hired_on: self.hired_on,
            council: self.council_on,
            deputy: self.deputy_on,
            mentee: self.mentee_on,
            mentors: mentors.iter().map(part).collect(),
        }
    }
}
