//! What an order must not say: a day before what it rests on, days outside of the work, more than the clauses allow
//! (п. 3.1).

use chrono::NaiveDate;
use web::{FieldFault, russian};

use super::{Progress, Step};

/// What an order is held against.
#[derive(Debug, Clone)]
pub struct OrderFacts<'a> {
    /// The day of the order.
    pub ordered_on: NaiveDate,
    /// Today at the place.
    pub today: NaiveDate,
    /// The steps done.
    pub progress: &'a Progress,
    /// The first day of the mentee's work here.
    pub hired_on: NaiveDate,
    /// Its last day.
    pub left_on: Option<NaiveDate>,
    /// The mentors' work: name, first day, last day.
    pub mentors: Vec<(String, NaiveDate, Option<NaiveDate>)>,
}

/// Everything wrong with the day of an order.
pub fn order_faults(facts: &OrderFacts<'_>) -> Vec<FieldFault> {
    let day = facts.ordered_on;
    let mut said = Vec::new();
    if day > facts.today {
        said.push("Этот день ещё не\u{a0}наступил.".to_owned());
    }
    if day < facts.hired_on {
        let hired = russian::date(facts.hired_on);
        said.push(format!("Приказ не\u{a0}может быть раньше приёма на\u{a0}работу ({hired})."));
    }
    if facts.left_on.is_some_and(|last| last < day) {
        said.push("К\u{a0}этому дню наставляемый у\u{a0}вас уже не\u{a0}работал.".to_owned());
    }
    for (name, from, to) in &facts.mentors {
        if day < *from || to.is_some_and(|last| last < day) {
            said.push(format!(
                "{name} в\u{a0}этот день не\u{a0}работает: проверьте день или выберите другого."
            ));
        }
    }
    let before = [
        (Step::Council, "рекомендации методсовета"),
        (Step::Deputy, "согласия заместителя"),
        (Step::Mentor, "согласия наставника"),
        (Step::Mentee, "согласия наставляемого"),
        (Step::Agreement, "дополнительного соглашения"),
    ];
    for (step, what) in before {
        if let Some(done) = facts.progress.day(step).filter(|done| day < *done) {
            let clause = facts.progress.steps().clause(step);
            said.push(format!("Приказ раньше {what} ({}): {clause}.", russian::date(done)));
        }
    }
    said.into_iter().map(|text| FieldFault { field: "signed_on".to_owned(), text }).collect()
}

/// Whether an order can have been announced on a day (п. 8.2): on its own day or later, and not ahead.
pub fn may_be_announced(day: NaiveDate, ordered_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    day <= today && ordered_on.is_none_or(|ordered| ordered <= day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::day;

    fn said(ordered: &str) -> Vec<String> {
        let steps = crate::rules::steps::tests::steps("amur-2020");
        let progress = Progress::of(
            steps,
            [
                (Step::Council, Some(day("2026-09-04"))),
                (Step::Deputy, Some(day("2026-09-05"))),
                (Step::Mentor, Some(day("2026-09-05"))),
                (Step::Mentee, Some(day("2026-09-05"))),
                (Step::Agreement, Some(day("2026-09-07"))),
            ],
        );
        let facts = OrderFacts {
            ordered_on: day(ordered),
            today: day("2026-09-15"),
            progress: &progress,
            hired_on: day("2026-09-01"),
            left_on: Some(day("2026-09-12")),
            mentors: vec![("Орлова Н. П.".to_owned(), day("2010-09-01"), Some(day("2026-09-13")))],
        };
        order_faults(&facts).into_iter().map(|fault| fault.text).collect()
    }

    #[test]
    fn an_order_is_not_before_what_it_rests_on() {
        assert!(said("2026-09-07").is_empty() && said("2026-09-12").is_empty());
        assert!(said("2026-09-05")[0].contains("раньше дополнительного соглашения"));
        assert!(
            said("2026-09-04").iter().all(|text| !text.contains("методсовета"))
                && said("2026-09-04").len() == 4
        );
        assert!(said("2026-09-03")[0].contains("раньше рекомендации методсовета"));
    }

    #[test]
    fn clause_8_2_an_order_is_announced_on_its_day_or_later_and_not_ahead() {
        let may = |on: &str| may_be_announced(day(on), Some(day("2026-09-10")), day("2026-09-15"));
        assert!(may("2026-09-10") && may("2026-09-15"));
        assert!(!may("2026-09-09") && !may("2026-09-16"));
    }

    #[test]
    fn an_order_is_of_a_day_on_which_both_work() {
        assert!(said("2026-08-31")[0].contains("раньше приёма"));
        assert!(said("2026-09-13")[0].contains("уже не\u{a0}работал"));
        assert!(said("2026-09-14").iter().any(|text| text.starts_with("Орлова Н. П.")));
        assert!(said("2026-09-16")[0].contains("не\u{a0}наступил"));
    }
}
