//! What if: for every indicator of every pack the earning entry earns what it promises, and conditions still hold.

use super::super::{Answer, Entry, ObjectAnswers, score_object, what_if::earning};
use packs::Library;
use rust_decimal::Decimal;

#[test]
fn the_earning_answer_earns_the_whole_maximum_of_every_indicator_that_stands_alone() {
    let library = Library::embedded().unwrap();
    for name in ["amur-2020/mms", "vladimir-2020/system", "terek-2021/service"] {
        let template = library.template(name).unwrap();
        for (criterion, indicator) in template.indicators() {
            let Some(entry) = earning(indicator, "2026", None) else { continue };
            let object = ObjectAnswers {
                level: Some(template.level_of(criterion).to_owned()),
                answers: [(indicator.no.clone(), entry)].into(),
                ..ObjectAnswers::default()
            };
            let result = score_object(template, "2026", &object);
            let scored = result.indicator(&indicator.no).unwrap();
            let stands_alone = !matches!(scored.because, super::super::Because::Condition(_));
            if stands_alone && let Some(score) = scored.score {
                assert_eq!(score, scored.max, "{name} {}", indicator.no);
            }
        }
    }
}

#[test]
fn a_bonus_and_a_judgement_earn_nothing_without_what_they_rest_on() {
    let library = Library::embedded().unwrap();
    let template = library.template("amur-2020/mms").unwrap();
    let sum = |numbers: &[&str]| {
        let entry =
            |no: &&str| ((*no).to_owned(), earning(template.indicator(no).unwrap(), "2026", None).unwrap());
        let object =
            ObjectAnswers { answers: numbers.iter().map(entry).collect(), ..ObjectAnswers::default() };
        score_object(template, "2026", &object).score
    };
    assert_eq!(sum(&["5.2"]), Decimal::ZERO);
    assert_eq!(sum(&["5.1", "5.2"]), Decimal::from(3));
    assert_eq!(sum(&["1.2"]), Decimal::ZERO);
    assert_eq!(sum(&["1.1", "1.2"]), Decimal::from(2));
}

#[test]
fn growth_starts_from_the_value_known_and_a_rejection_is_taken_away() {
    let library = Library::embedded().unwrap();
    let template = library.template("vladimir-2020/system").unwrap();
    let dynamics =
        template.indicators().map(|(_, one)| one).find(|one| one.scoring.name() == "dynamics").unwrap();
    assert_eq!(earning(dynamics, "2026", None), None, "nothing to grow from");
    let known = Answer::of_value(Decimal::from(10), Some(Decimal::from(12)));
    let entry = Entry { rejected: Some("не тот год".into()), ..Entry::declared(known) };
    let earned = earning(dynamics, "2026", Some(&entry)).unwrap();
    assert_eq!(earned.rejected, None);
    assert!(earned.declared.unwrap().value.unwrap() > Decimal::from(12));
}
