//! Objections to a preliminary result: until when, to what, and how they end.

use chrono::{Days, NaiveDate};
use packs::{Indicator, Scoring, Template};

use super::{Answer, Refusal, SheetState};

/// How an objection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The object was right: the points are given.
    Upheld,
    /// The verifier stays with the ruling.
    Declined,
}

impl Outcome {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Declined => "declined",
        }
    }

    /// The outcome of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Upheld, Self::Declined].into_iter().find(|one| one.code() == code)
    }

    /// Words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Upheld => "возражение принято",
            Self::Declined => "возражение отклонено",
        }
    }
}

/// The last day to object: so many calendar days after the day of the preliminary result, as the table says.
pub fn object_to(verified_on: NaiveDate, template: &Template) -> Option<NaiveDate> {
    (template.objection_days > 0).then(|| verified_on + Days::new(u64::from(template.objection_days)))
}

/// Whether an object may still object on `today`, and says why.
pub fn may_object(
    state: SheetState,
    until: Option<NaiveDate>,
    today: NaiveDate,
    template: &Template,
    text: &str,
) -> Result<(), Refusal> {
    if state != SheetState::Objected {
        state.step(SheetState::Objected)?;
    }
    if until.is_none_or(|until| today > until) {
        return Err(Refusal::ObjectionTooLate(template.objection_days));
    }
    if text.trim().is_empty() { Err(Refusal::ObjectionWithoutText) } else { Ok(()) }
}

/// The value that gives the points of an upheld objection, where the declared one does not: presence or the full mark.
pub fn upheld_value(indicator: &Indicator, declared: Option<&Answer>) -> Option<Answer> {
    let is_there = declared.is_some_and(|answer| !answer.is_empty() && answer.present != Some(false));
    match &indicator.scoring {
        _ if is_there && indicator.assessment != packs::Assessment::Manual => None,
        Scoring::Presence { .. } | Scoring::Bonus { .. } => Some(Answer::present()),
        Scoring::Scale { max, .. } => Some(Answer { mark: Some(*max), ..Answer::default() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, of).unwrap()
    }

    #[test]
    fn the_last_day_is_the_tenth_after_the_result_and_the_eleventh_is_too_late() {
        let library = packs::Library::embedded().unwrap();
        let template = library.template("amur-2020/mms").unwrap();
        let until = object_to(day(1), template);
        assert_eq!(until, Some(day(11)));
        let may = |today, text| may_object(SheetState::Verified, until, today, template, text);
        assert_eq!(may(day(11), "есть протокол"), Ok(()));
        assert_eq!(may(day(12), "есть протокол"), Err(Refusal::ObjectionTooLate(10)));
        assert_eq!(may(day(5), "  "), Err(Refusal::ObjectionWithoutText));
        let early = may_object(SheetState::Submitted, None, day(1), template, "рано");
        assert_eq!(early, Err(Refusal::SheetStep(SheetState::Submitted, SheetState::Objected)));
    }
}
