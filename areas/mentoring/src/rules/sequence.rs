//! The days of the steps in their order: an appointment rests on the council's recommendation, and both consent when one is hired
//! and the other recommended (Амурская область, приложение 2, п. 3.1). Only steps the rules in force ask for are compared; where
//! they give no order, an odd one is only told.

use chrono::NaiveDate;
use web::russian;

use super::{Step, Steps};

/// The days known of a pair on its way to the order; a day of `None` is not marked yet.
#[derive(Debug, Clone, Default)]
pub struct StepDays {
    /// The first day of the mentee's work.
    pub hired_on: NaiveDate,
    /// The recommendation.
    pub council: Option<NaiveDate>,
    /// The deputy's agreement.
    pub deputy: Option<NaiveDate>,
    /// The mentee's consent.
    pub mentee: Option<NaiveDate>,
    /// Of each mentor: the consent, the supplementary agreement; a duty of the post has no day to compare.
    pub mentors: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
}

/// Two steps in the wrong order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What should have come first; none: the hiring.
    pub first: Option<Step>,
    /// What should have come after it.
    pub then: Step,
    /// The sentence.
    pub text: String,
    /// Whether the regulation forbids it; otherwise it is only told.
    pub is_refused: bool,
}

impl Clash {
    /// Whether it is of this step.
    pub fn touches(&self, step: Step) -> bool {
        self.first == Some(step) || self.then == step
    }
}

/// Everything out of order.
pub fn clashes(days: &StepDays, steps: &Steps) -> Vec<Clash> {
    let mut found = Vec::new();
    let mut add = |(first, before): (Option<Step>, Option<NaiveDate>),
                   (then, day): (Step, Option<NaiveDate>),
                   by: &str| {
        let is_asked = steps.has(then) && first.is_none_or(|first| steps.has(first));
        let Some((before, day)) = before.zip(day).filter(|(before, day)| is_asked && day < before) else {
            return;
        };
        let text = said((first, before), (then, day), by);
        let clash = Clash { first, then, text, is_refused: !by.is_empty() };
        if !found.contains(&clash) {
            found.push(clash);
        }
    };
    // The order is given by whoever asks for the recommendation, for the consent of both.
    let (recommended, mutual) = (steps.clause(Step::Council), steps.clause(Step::Mentee));
    let council = (Some(Step::Council), days.council);
    let deputy = (Some(Step::Deputy), days.deputy);
    let hired = (None, Some(days.hired_on));
    // A candidate may be recommended before the hiring; a day before it is odder than that, and is told.
    add(hired, (Step::Council, days.council), TOLD);
    add(council, (Step::Deputy, days.deputy), recommended);
    for (consent, agreement) in &days.mentors {
        add(council, (Step::Mentor, *consent), recommended);
        add(hired, (Step::Mentor, *consent), mutual);
        add(deputy, (Step::Mentor, *consent), TOLD);
        add(council, (Step::Agreement, *agreement), TOLD);
        add((Some(Step::Mentor), *consent), (Step::Agreement, *agreement), TOLD);
    }
    add(council, (Step::Mentee, days.mentee), recommended);
    add(hired, (Step::Mentee, days.mentee), mutual);
    add(deputy, (Step::Mentee, days.mentee), TOLD);
    found
}

/// No clause: out of order, but not forbidden.
const TOLD: &str = "";

fn said((first, before): (Option<Step>, NaiveDate), (then, day): (Step, NaiveDate), by: &str) -> String {
    let what = first.map_or("приёма на\u{a0}работу", Step::lacking);
    let (then_title, day, before) = (then.title(), russian::date(day), russian::date(before));
    if by == TOLD {
        return format!("{then_title} ({day}) – раньше {what} ({before}): проверьте дни.");
    }
    let why = match first {
        None => "согласие дают наставник и\u{a0}уже принятый молодой педагог",
        Some(_) => "назначают по\u{a0}рекомендации совета",
    };
    format!("{then_title} ({day}) – раньше {what} ({before}), а\u{a0}{why} ({by}): исправьте день.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::steps::tests::steps;
    use crate::rules::term::tests::day;

    fn days() -> StepDays {
        StepDays {
            hired_on: day("2026-06-10"),
            council: Some(day("2026-06-16")),
            deputy: Some(day("2026-06-16")),
            mentee: Some(day("2026-06-16")),
            mentors: vec![(Some(day("2026-06-16")), Some(day("2026-06-16")))],
        }
    }

    fn amur(days: &StepDays) -> Vec<Clash> {
        clashes(days, &steps("amur-2020"))
    }

    fn told(days: &StepDays) -> Vec<(Option<Step>, Step, bool)> {
        amur(days).into_iter().map(|one| (one.first, one.then, one.is_refused)).collect()
    }

    #[test]
    fn clause_3_1_a_recommendation_before_the_hiring_is_told_and_not_refused() {
        let on = |text: &str| told(&StepDays { council: Some(day(text)), ..days() });
        assert!(on("2026-06-10").is_empty(), "the day of hiring itself");
        assert_eq!(on("2026-06-09"), [(None, Step::Council, false)]);
    }

    #[test]
    fn all_on_one_day_is_in_order() {
        assert!(amur(&days()).is_empty());
        assert!(amur(&StepDays { council: None, ..days() }).is_empty(), "nothing is known of the council");
    }

    #[test]
    fn clause_3_1_nothing_comes_before_the_recommendation() {
        let early = Some(day("2026-06-15"));
        let council = Some(Step::Council);
        assert_eq!(told(&StepDays { deputy: early, ..days() }), [(council, Step::Deputy, true)]);
        let consent = StepDays { mentors: vec![(early, Some(day("2026-06-16")))], deputy: early, ..days() };
        assert_eq!(told(&consent), [(council, Step::Deputy, true), (council, Step::Mentor, true)]);
        let mentee = StepDays { mentee: early, deputy: None, ..days() };
        assert_eq!(told(&mentee), [(council, Step::Mentee, true)]);
        assert!(amur(&mentee)[0].text.contains("15.06.2026") && amur(&mentee)[0].text.contains("3.1"));
    }

    #[test]
    fn consents_are_not_before_the_hiring_to_the_day() {
        let hired = StepDays { council: Some(day("2026-06-01")), deputy: None, ..days() };
        // The recommendation before the hiring is told on its own.
        let told =
            |days: &StepDays| told(days).into_iter().filter(|one| one.1 != Step::Council).collect::<Vec<_>>();
        for (given, is_wrong) in [("2026-06-09", true), ("2026-06-10", false)] {
            let own = StepDays { mentors: vec![(Some(day(given)), None)], ..hired.clone() };
            assert_eq!(!told(&own).is_empty(), is_wrong, "{given}");
            let mentee = StepDays { mentee: Some(day(given)), ..hired.clone() };
            assert_eq!(!told(&mentee).is_empty(), is_wrong, "{given}");
        }
    }

    #[test]
    fn what_the_regulation_leaves_open_is_only_told() {
        let late = Some(day("2026-06-17"));
        let deputy = StepDays { deputy: late, ..days() };
        assert_eq!(
            told(&deputy),
            [(Some(Step::Deputy), Step::Mentor, false), (Some(Step::Deputy), Step::Mentee, false)]
        );
        let agreement = StepDays { mentors: vec![(late, Some(day("2026-06-16")))], ..days() };
        assert_eq!(told(&agreement), [(Some(Step::Mentor), Step::Agreement, false)]);
    }

    #[test]
    fn where_the_law_alone_is_worked_by_nothing_is_held_against_a_council() {
        let law = steps("vladimir-2020");
        let early = Some(day("2026-06-01"));
        let days = StepDays { mentors: vec![(early, Some(day("2026-06-16")))], mentee: early, ..days() };
        let found = clashes(&days, &law);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            !found[0].is_refused && found[0].first.is_none(),
            "a consent before the hiring is odd, not forbidden"
        );
        assert!(found[0].text.ends_with("проверьте дни."), "{}", found[0].text);
        let agreement =
            StepDays { mentors: vec![(Some(day("2026-06-17")), Some(day("2026-06-16")))], ..days };
        assert_eq!(clashes(&agreement, &law)[0].first, Some(Step::Mentor));
    }
}
