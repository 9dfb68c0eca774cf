//! The way to an order: recommendation of the council, agreement of the deputy, consents, the agreement on content, term and
//! pay, the order, its announcement (п. 3.1, 8.2; ТК РФ, ст. 351.8).

use chrono::NaiveDate;

/// A step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The methodical council recommends the mentor.
    Council,
    /// The deputy who answers for methodical work agrees.
    Deputy,
    /// Every mentor has consented in writing.
    Mentor,
    /// The mentee has consented.
    Mentee,
    /// Content, term, form and pay are agreed on, or mentoring is the post's own duty.
    Agreement,
    /// The head's order.
    Order,
    /// The order is announced, the mentee presented.
    Announced,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Council,
        Self::Deputy,
        Self::Mentor,
        Self::Mentee,
        Self::Agreement,
        Self::Order,
        Self::Announced,
    ];

    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Deputy => "deputy",
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
            Self::Agreement => "agreement",
            Self::Order => "order",
            Self::Announced => "announcement",
        }
    }

    /// The words on the bar.
    pub fn title(self) -> &'static str {
        match self {
            Self::Council => "Рекомендация методсовета",
            Self::Deputy => "Согласие заместителя",
            Self::Mentor => "Согласие наставника",
            Self::Mentee => "Согласие наставляемого",
            Self::Agreement => "Доп. соглашение",
            Self::Order => "Приказ",
            Self::Announced => "Объявлен",
        }
    }

    /// What is still to be done, as it stands in a sentence.
    pub fn lacking(self) -> &'static str {
        match self {
            Self::Council => "рекомендации методического совета",
            Self::Deputy => "согласия заместителя директора",
            Self::Mentor => "письменного согласия наставника",
            Self::Mentee => "согласия наставляемого",
            Self::Agreement => "дополнительного соглашения с\u{a0}наставником",
            Self::Order => "приказа",
            Self::Announced => "объявления приказа",
        }
    }

    /// The clause it comes from.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Council | Self::Deputy | Self::Mentee | Self::Order => "приложение 2, п. 3.1",
            Self::Mentor | Self::Agreement => "ТК РФ, ст. 351.8",
            Self::Announced => "приложение 2, п. 8.2",
        }
    }
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Done on this day.
    Done(NaiveDate),
    /// The next one.
    Next,
    /// Still to come.
    Later,
}

/// The days on which the steps were done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    days: Vec<(Step, NaiveDate)>,
}

impl Progress {
    /// Of the steps done.
    pub fn of(done: impl IntoIterator<Item = (Step, Option<NaiveDate>)>) -> Self {
        Self { days: done.into_iter().filter_map(|(step, day)| Some((step, day?))).collect() }
    }

    /// The day of a step.
    pub fn day(&self, step: Step) -> Option<NaiveDate> {
        self.days.iter().find(|(done, _)| *done == step).map(|(_, day)| *day)
    }

    /// The first step that is not done.
    pub fn next(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| self.day(*step).is_none())
    }

    /// The bar.
    pub fn bar(&self) -> Vec<(Step, StepState)> {
        let next = self.next();
        let state = |step: Step| match self.day(step) {
            Some(day) => StepState::Done(day),
            None if next == Some(step) => StepState::Next,
            None => StepState::Later,
        };
        Step::ALL.into_iter().map(|step| (step, state(step))).collect()
    }

    /// What an order still lacks.
    pub fn lacking(&self) -> Vec<Step> {
        Step::ALL.into_iter().filter(|step| *step < Step::Order && self.day(*step).is_none()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    #[test]
    fn clause_3_1_an_order_lacks_every_step_before_it() {
        assert_eq!(Progress::default().lacking().len(), 5);
        let on = |step| (step, Some(day("2026-09-04")));
        let all = [Step::Council, Step::Deputy, Step::Mentor, Step::Mentee, Step::Agreement];
        for missing in all {
            let progress = Progress::of(all.into_iter().filter(|step| *step != missing).map(on));
            assert_eq!((progress.lacking(), progress.next()), (vec![missing], Some(missing)));
        }
        let ready = Progress::of(all.into_iter().map(on));
        assert!(ready.lacking().is_empty());
        assert_eq!(ready.bar()[5], (Step::Order, StepState::Next));
        assert_eq!(ready.bar()[6], (Step::Announced, StepState::Later));
    }
}
