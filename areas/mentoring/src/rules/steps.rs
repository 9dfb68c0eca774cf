//! The way to an order: recommendation of the council, agreement of the deputy, consents, the agreement on content, term and
//! pay, the order, its announcement. Which of them are asked for, and by which clause, the rules in force say: the law alone asks
//! for the mentor's consent, the agreement and the order (ТК РФ, ст. 351.8), Амурская область for all (приложение 2, п. 3.1, 8.2).

use chrono::NaiveDate;
use packs::MentoringRules;

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

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// The steps the rules in force ask for, each with its clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    all: Vec<(Step, String)>,
}

impl Steps {
    /// Of the rules in force. Without an order no pair works, whatever they say.
    pub fn of(rules: &MentoringRules) -> Self {
        let asked = |step: Step| match rules.step(step.code()) {
            Some(rule) => Some((step, rule.clause.split(':').next().unwrap_or_default().to_owned())),
            None if step == Step::Order => Some((step, String::new())),
            None => None,
        };
        Self { all: Step::ALL.into_iter().filter_map(asked).collect() }
    }

    /// In their order.
    pub fn all(&self) -> impl Iterator<Item = Step> {
        self.all.iter().map(|(step, _)| *step)
    }

    /// Whether the step is asked for.
    pub fn has(&self, step: Step) -> bool {
        self.all().any(|one| one == step)
    }

    /// Its clause; empty: it is not asked for.
    pub fn clause(&self, step: Step) -> &str {
        self.all.iter().find(|(one, _)| *one == step).map_or("", |(_, clause)| clause)
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

/// The days on which the steps that are asked for were done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    steps: Steps,
    days: Vec<(Step, NaiveDate)>,
}

impl Progress {
    /// Of the steps done; what the rules do not ask for does not count.
    pub fn of(steps: Steps, done: impl IntoIterator<Item = (Step, Option<NaiveDate>)>) -> Self {
        let days = done.into_iter().filter_map(|(step, day)| Some((step, day?)));
        Self { days: days.filter(|(step, _)| steps.has(*step)).collect(), steps }
    }

    /// What is asked for.
    pub fn steps(&self) -> &Steps {
        &self.steps
    }

    /// The day of a step.
    pub fn day(&self, step: Step) -> Option<NaiveDate> {
        self.days.iter().find(|(done, _)| *done == step).map(|(_, day)| *day)
    }

    /// The first step that is not done.
    pub fn next(&self) -> Option<Step> {
        self.steps.all().find(|step| self.day(*step).is_none())
    }

    /// The bar.
    pub fn bar(&self) -> Vec<(Step, StepState)> {
        let next = self.next();
        let state = |step: Step| match self.day(step) {
            Some(day) => StepState::Done(day),
            None if next == Some(step) => StepState::Next,
            None => StepState::Later,
        };
        self.steps.all().map(|step| (step, state(step))).collect()
    }

    /// What an order still lacks.
    pub fn lacking(&self) -> Vec<Step> {
        self.steps.all().filter(|step| *step < Step::Order && self.day(*step).is_none()).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    /// The steps of a pack in the tree.
    pub(in crate::rules) fn steps(pack: &str) -> Steps {
        Steps::of(&packs::Library::embedded().unwrap().effective(&[pack]).unwrap().mentoring)
    }

    #[test]
    fn clause_3_1_an_order_lacks_every_step_before_it() {
        let amur = || steps("amur-2020");
        assert_eq!(Progress::of(amur(), []).lacking().len(), 5);
        let on = |step| (step, Some(day("2026-09-04")));
        let all = [Step::Council, Step::Deputy, Step::Mentor, Step::Mentee, Step::Agreement];
        for missing in all {
            let progress = Progress::of(amur(), all.into_iter().filter(|step| *step != missing).map(on));
            assert_eq!((progress.lacking(), progress.next()), (vec![missing], Some(missing)));
        }
        let ready = Progress::of(amur(), all.into_iter().map(on));
        assert!(ready.lacking().is_empty());
        assert_eq!(ready.bar()[5], (Step::Order, StepState::Next));
        assert_eq!(ready.bar()[6], (Step::Announced, StepState::Later));
        assert_eq!(amur().clause(Step::Announced), "приложение 2, п. 8.2");
    }

    #[test]
    fn the_law_alone_asks_for_the_consent_the_agreement_and_the_order() {
        let law = steps("terek-2021");
        let on = |step| (step, Some(day("2026-09-04")));
        let nothing = Progress::of(law.clone(), []);
        assert_eq!(nothing.lacking(), [Step::Mentor, Step::Agreement]);
        let marked = Progress::of(law.clone(), [on(Step::Council), on(Step::Mentor), on(Step::Agreement)]);
        assert!(marked.lacking().is_empty() && marked.day(Step::Council).is_none(), "nobody asked a council");
        let bar: Vec<Step> = marked.bar().into_iter().map(|(step, _)| step).collect();
        assert_eq!(bar, [Step::Mentor, Step::Agreement, Step::Order]);
        let ordered = Progress::of(law.clone(), [on(Step::Mentor), on(Step::Agreement), on(Step::Order)]);
        assert_eq!(ordered.next(), None, "nothing is announced");
        assert_eq!(law.clause(Step::Order), "Трудовой кодекс РФ, ст. 351.8, ч. 1");
        assert_eq!(law.clause(Step::Council), "");
    }

    #[test]
    fn rules_of_nothing_still_ask_for_an_order() {
        let none = Steps::of(&MentoringRules::default());
        assert_eq!(none.all().collect::<Vec<_>>(), [Step::Order]);
        assert_eq!(Progress::of(none, []).next(), Some(Step::Order));
    }
}
