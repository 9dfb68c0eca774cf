//! A personal application for a replacement (п. 3.6: «на основании личного заявления подшефного или наставника») and the refusal of
//! a mentor (ТК РФ, ст. 351.8, ч. 3): on what one may apply, by which day it is answered, where it stands.

use chrono::{Days, NaiveDate};
use packs::{Calendar, MentoringRules};

use super::last_day;

/// An application is answered within so many days: no clause names a term, the product proposes one.
const ANSWER_DAYS: u64 = 30;
/// The ground of a personal application.
const APPLICATION: &str = "application";
/// The ground of the law that runs from the notice of the mentor.
const REFUSAL: &str = "refusal";

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Waits for an answer.
    Submitted,
    /// Taken: an order is prepared.
    Accepted,
    /// Declined with a reason.
    Declined,
    /// Taken back by whoever applied.
    Withdrawn,
    /// An order has settled it.
    Settled,
    /// An order on another ground has overtaken it.
    Overtaken,
    /// The pair was carried to its end without an order.
    Lapsed,
}

impl Applied {
    const ALL: [Self; 7] = [
        Self::Submitted,
        Self::Accepted,
        Self::Declined,
        Self::Withdrawn,
        Self::Settled,
        Self::Overtaken,
        Self::Lapsed,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Settled => "settled",
            Self::Overtaken => "overtaken",
            Self::Lapsed => "lapsed",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Submitted => "ждёт ответа",
            Self::Accepted => "принято",
            Self::Declined => "отклонено",
            Self::Withdrawn => "отозвано",
            Self::Settled => "издан приказ",
            Self::Overtaken => "приказ издан по\u{a0}другому основанию",
            Self::Lapsed => "пара завершена",
        }
    }

    /// The colour of the badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Submitted => "warn",
            Self::Accepted => "info",
            Self::Declined => "bad",
            Self::Withdrawn | Self::Overtaken | Self::Lapsed => "muted",
            Self::Settled => "ok",
        }
    }

    /// By its code; an unknown one reads as withdrawn.
    pub fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.code() == code).unwrap_or(Self::Withdrawn)
    }

    /// Whether an order may still follow.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::Accepted)
    }
}

/// The grounds somebody may apply on, as the form of the order offers them. The parties of a pack stand in the order of п. 3.6: the
/// mentee's first, then the mentor's. Empty: the rules know no such application.
pub fn grounds_of(is_mentor: bool, rules: &MentoringRules) -> Vec<(String, String)> {
    let place = usize::from(is_mentor);
    let application = rules.ground(APPLICATION).map(|ground| match ground.parties.get(place) {
        Some(words) => (format!("{APPLICATION}:{}", place + 1), words.clone()),
        None => (ground.id.clone(), ground.title.clone()),
    });
    let refusal = rules.ground(REFUSAL).filter(|_| is_mentor);
    let refusal = refusal.map(|ground| (ground.id.clone(), ground.title.clone()));
    application.into_iter().chain(refusal).collect()
}

/// Whether the ground runs from the day it was told: the application is the notice of the law.
pub fn is_notice(ground: &str) -> bool {
    ground == REFUSAL
}

/// By which day an application is answered: a refusal of the mentor after the working days of the notice, any other within thirty days.
pub fn answer_due(
    ground: &str,
    applied_on: NaiveDate,
    rules: &MentoringRules,
    calendar: &Calendar,
) -> NaiveDate {
    if is_notice(ground) {
        last_day(applied_on, rules, calendar)
    } else {
        applied_on + Days::new(ANSWER_DAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::chosen;
    use crate::rules::term::tests::{amur, day};

    #[test]
    fn the_mentee_applies_and_the_mentor_applies_or_refuses() {
        let (rules, _) = amur();
        let codes =
            |is_mentor| grounds_of(is_mentor, &rules).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(codes(false), ["application:1"]);
        assert_eq!(codes(true), ["application:2", "refusal"]);
        assert!(
            grounds_of(false, &rules)[0].1.contains("подшефного")
                && grounds_of(true, &rules)[0].1.contains("наставника")
        );
        for code in codes(false).iter().chain(&codes(true)) {
            assert!(chosen(&rules, code).is_some(), "an order knows it: {code}");
        }
    }

    #[test]
    fn a_refusal_is_answered_after_three_working_days_any_other_within_thirty_days() {
        let (rules, calendar) = amur();
        let due = |ground: &str, on: &str| answer_due(ground, day(on), &rules, &calendar);
        assert_eq!(due("application:1", "2026-06-17"), day("2026-07-17"));
        assert_eq!(due("refusal", "2026-04-29"), day("2026-05-05"), "over the May holidays");
        assert_eq!(due("refusal", "2026-06-17"), day("2026-06-22"));
    }

    #[test]
    fn an_order_follows_only_what_is_open() {
        let open: Vec<&str> =
            Applied::ALL.into_iter().filter(|one| one.is_open()).map(Applied::code).collect();
        assert_eq!(open, ["submitted", "accepted"]);
        assert!(Applied::ALL.into_iter().all(|one| Applied::of(one.code()) == one));
        assert_eq!(Applied::of("нет"), Applied::Withdrawn);
    }
}
