//! A positive experience of mentoring is studied, generalised and spread (Амурская область, приложение 2, п. 8.2): the order of its
//! days, to whom it is passed on, who then reads it.

use chrono::NaiveDate;
use web::russian;

/// Where an experience stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExperienceState {
    /// It was noticed: what, whose, on which results.
    Registered,
    /// What others may do is written down.
    Generalised,
    /// The council or the municipal service has it.
    Passed,
}

impl ExperienceState {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::Registered, Self::Generalised, Self::Passed];

    /// By the days of its steps.
    pub fn of(generalised: Option<NaiveDate>, passed: Option<NaiveDate>) -> Self {
        match (generalised, passed) {
            (_, Some(_)) => Self::Passed,
            (Some(_), None) => Self::Generalised,
            (None, None) => Self::Registered,
        }
    }

    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Generalised => "generalised",
            Self::Passed => "passed",
        }
    }

    /// The word on a badge.
    pub fn title(self) -> &'static str {
        match self {
            Self::Registered => "зарегистрирован",
            Self::Generalised => "обобщён",
            Self::Passed => "передан",
        }
    }

    /// The tone of that badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Registered => "muted",
            Self::Generalised => "info",
            Self::Passed => "ok",
        }
    }
}

/// To whom an experience is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// The council of the own school: deputies and mentors of the school read it.
    Council,
    /// The municipal methodical service: those of the whole municipality read it.
    Service,
}

impl Passed {
    /// Both, the nearer first.
    pub const ALL: [Self; 2] = [Self::Council, Self::Service];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Service => "service",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The words of a choice.
    pub fn title(self) -> &'static str {
        match self {
            Self::Council => "методическому совету организации – увидят её наставники",
            Self::Service => "муниципальной методической службе – увидят наставники муниципалитета",
        }
    }

    /// «методическому совету»
    pub fn whom(self) -> &'static str {
        match self {
            Self::Council => "методическому совету организации",
            Self::Service => "муниципальной методической службе",
        }
    }
}

/// What is wrong with the day of a step; none: nothing. `before` is the day of the step before it, with its words.
pub fn experience_day(day: NaiveDate, (before, what): (NaiveDate, &str), today: NaiveDate) -> Option<String> {
    if day > today {
        return Some("Этот день ещё не\u{a0}наступил.".to_owned());
    }
    (day < before).then(|| format!("Не\u{a0}раньше {}: в\u{a0}этот день {what}.", russian::date(before)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn clause_8_2_an_experience_is_registered_then_generalised_then_passed() {
        let on = Some(day("2026-06-18"));
        let all = [(None, None), (on, None), (on, on)];
        assert_eq!(all.map(|(known, passed)| ExperienceState::of(known, passed)), ExperienceState::ALL);
        assert_eq!(
            Passed::ALL.map(|one| Passed::of(one.code())),
            [Some(Passed::Council), Some(Passed::Service)]
        );
        assert_eq!(Passed::of("bank"), None);
    }

    #[test]
    fn no_step_stands_before_the_one_before_it_nor_after_today() {
        let (before, today) = ((day("2026-06-15"), "зарегистрирован опыт"), day("2026-06-18"));
        for (given, said) in [
            ("2026-06-14", Some("Не\u{a0}раньше 15.06.2026: в\u{a0}этот день зарегистрирован опыт.")),
            ("2026-06-15", None),
            ("2026-06-18", None),
            ("2026-06-19", Some("Этот день ещё не\u{a0}наступил.")),
        ] {
            assert_eq!(experience_day(day(given), before, today).as_deref(), said, "{given}");
        }
    }
}
