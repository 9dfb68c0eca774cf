//! Whether a recommendation to encourage a mentor was answered by a representation (приложение 2, п. 3.7).

use chrono::NaiveDate;

use crate::model::State;

/// Whether one of these representations of the person – the day it was made, what became of it – answers the recommendation of a
/// pair that ended on a day: one that goes on whenever it was made, one made since; never one taken back.
pub fn is_answered(ended_on: NaiveDate, made: &[(NaiveDate, State)]) -> bool {
    made.iter().any(|(day, state)| match state {
        State::Withdrawn => false,
        State::Proposed | State::Returned | State::Approved => true,
        State::Awarded | State::Refused => ended_on <= *day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_representation_answers_from_the_day_of_the_end_and_while_it_goes_on() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let ended = day("2026-06-18");
        for (made, state, answers) in [
            ("2026-06-17", State::Awarded, false),
            ("2026-06-18", State::Awarded, true),
            ("2026-06-17", State::Refused, false),
            ("2026-06-18", State::Refused, true),
            ("2026-05-01", State::Proposed, true),
            ("2026-05-01", State::Returned, true),
            ("2026-05-01", State::Approved, true),
            ("2026-06-19", State::Withdrawn, false),
        ] {
            assert_eq!(is_answered(ended, &[(day(made), state)]), answers, "{made} {state:?}");
        }
        assert!(!is_answered(ended, &[]));
    }
}
