//! Sentences that explain a score and what would earn the lost point.

use super::{object, template};
use crate::rules::{Answer, Entry, Explanation, ObjectAnswers, score_object};

fn explained(name: &str, no: &str, object: &ObjectAnswers) -> String {
    let template = template(name);
    let result = score_object(&template, "2026", object);
    Explanation::of(template.indicator(no).unwrap(), result.indicator(no).unwrap()).sentence()
}

#[test]
fn a_lost_point_says_what_would_earn_it() {
    let empty = object("o", &[]);
    assert_eq!(
        explained("amur-2020/mms", "3.2", &empty),
        "Ответа нет: 0 баллов. Ответьте и приложите подтверждение, это 1\u{a0}балл: план-график заседаний РМО."
    );
    let alone = object("o", &[("5.2", Answer::present())]);
    assert_eq!(
        explained("amur-2020/mms", "5.2", &alone),
        "Показатель 5.1 равен нулю, поэтому и здесь 0 баллов. Сначала подтвердите показатель 5.1: это вернёт 2\u{a0}балла."
    );
    let present = object("o", &[("3.2", Answer::present())]);
    assert_eq!(explained("amur-2020/mms", "3.2", &present), "Подтверждение есть: 1\u{a0}балл.");
}

#[test]
fn a_rejection_shows_its_reason() {
    let mut one = object("o", &[("4.1", Answer::present())]);
    let rejected =
        Entry { rejected: Some("нет подписи".to_owned()), ..Entry::declared(Answer::present()) };
    one.answers.insert("4.1".to_owned(), rejected);
    let sentence = explained("amur-2020/mms", "4.1", &one);
    assert!(
        sentence.starts_with("Проверяющий не принял ответ: нет подписи. Приложите подтверждение"),
        "{sentence}"
    );
}

#[test]
fn dynamics_show_both_values() {
    let same = object("o", &[("3-1", Answer::of_value(7.into(), Some(7.into())))]);
    assert_eq!(
        explained("vladimir-2020/system", "3-1", &same),
        "Было 7, стало 7 – без изменений: 0,5\u{a0}балла. Полный балл – если значение станет больше 7."
    );
    let first = object("o", &[("3-1", Answer::of_value(7.into(), None))]);
    assert_eq!(
        explained("vladimir-2020/system", "3-1", &first),
        "Нет значения прошлого периода: показатель не оценивается."
    );
}
