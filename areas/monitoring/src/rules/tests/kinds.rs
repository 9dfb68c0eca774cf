//! Each scoring kind at its boundaries.

use super::{object, small};
use crate::rules::{Answer, State, score, score_object};
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn value(text: &str) -> Answer {
    Answer::of_value(text.parse().unwrap(), None)
}

fn compared(previous: &str, now: &str) -> Answer {
    Answer::of_value(now.parse().unwrap(), Some(previous.parse().unwrap()))
}

fn share(num: &str, den: &str) -> Answer {
    Answer { num: num.parse().ok(), den: den.parse().ok(), ..Answer::default() }
}

/// Points and maximum of one answered indicator.
fn earned(max: &str, scoring: Value, answer: Answer) -> (Option<String>, String) {
    let template = small(&[("1.1", max, scoring)]);
    let result = score_object(&template, "2026", &object("o", &[("1.1", answer)]));
    let one = &result.indicators[0];
    (one.score.map(|score| score.normalize().to_string()), one.max.normalize().to_string())
}

fn points(max: &str, scoring: Value, answer: Answer) -> String {
    earned(max, scoring, answer).0.unwrap()
}

#[test]
fn dynamics_follow_the_table_of_vladimir() {
    let rule = json!({"kind": "dynamics"});
    assert_eq!(points("1", rule.clone(), compared("10", "12")), "1");
    assert_eq!(points("1", rule.clone(), compared("10", "10.0")), "0.5");
    assert_eq!(points("1", rule.clone(), compared("0", "0")), "0.5");
    assert_eq!(points("1", rule.clone(), compared("12", "10")), "0");
    assert_eq!(earned("1", rule, value("10")), (None, "0".to_owned()));
    let tolerant = json!({"kind": "dynamics", "tolerance": "1"});
    assert_eq!(points("1", tolerant.clone(), compared("10", "11")), "0.5");
    assert_eq!(points("1", tolerant, compared("10", "11.1")), "1");
}

#[test]
fn growth_is_never_paid_without_presence() {
    let rule = json!({"kind": "presence", "growth": "1"});
    let with = |present, answer: Answer| Answer { present: Some(present), ..answer };
    assert_eq!(earned("2", rule.clone(), with(true, compared("1", "2"))), (Some("2".into()), "2".into()));
    assert_eq!(earned("2", rule.clone(), with(true, compared("2", "2"))), (Some("1".into()), "2".into()));
    assert_eq!(earned("2", rule.clone(), with(true, value("2"))), (Some("1".into()), "1".into()));
    assert_eq!(earned("2", rule.clone(), with(false, compared("1", "2"))), (Some("0".into()), "2".into()));
    assert_eq!(earned("2", rule, Answer::absent()), (Some("0".into()), "1".into()));
}

#[test]
fn steps_leave_no_value_out() {
    let rule = json!({"kind": "steps", "of": "percent", "cap_at_100": true, "steps": [
        {"to": "50", "points": "0"}, {"from": "50", "to": "80", "points": "1"}, {"from": "80", "to": "100", "points": "2"}]});
    for (num, den, expected) in [
        ("0", "3", "0"),
        ("1", "2", "1"),
        ("4999", "10000", "0"),
        ("79999", "100000", "1"),
        ("4", "5", "2"),
        ("5", "5", "2"),
        ("7", "5", "2"),
    ] {
        assert_eq!(points("2", rule.clone(), share(num, den)), expected, "{num}/{den}");
    }
    assert_eq!(earned("2", rule, share("0", "0")), (None, "0".to_owned()));
}

#[test]
fn steps_round_before_the_choice_when_told() {
    let steps = json!([{"to": "70", "points": "0"}, {"from": "70", "points": "1"}]);
    let exact = json!({"kind": "steps", "of": "percent", "steps": steps});
    let rounded = json!({"kind": "steps", "of": "percent", "round": 0, "steps": steps});
    assert_eq!(points("1", exact, share("139", "200")), "0");
    assert_eq!(points("1", rounded, share("139", "200")), "1");
}

#[test]
fn steps_may_differ_by_period() {
    let rule = json!({"kind": "steps", "of": "number", "steps": [{"points": "0"}], "by_period": {"2026": [{"points": "1"}]}});
    let template = small(&[("1.1", "1", rule)]);
    let one = object("o", &[("1.1", value("5"))]);
    assert_eq!(score_object(&template, "2026", &one).score, Decimal::ONE);
    assert_eq!(score_object(&template, "2027", &one).score, Decimal::ZERO);
}

#[test]
fn units_are_paid_up_to_the_maximum() {
    let rule = json!({"kind": "per_unit", "points": "0.5"});
    assert_eq!(points("3", rule.clone(), value("5")), "2.5");
    assert_eq!(points("3", rule, value("50")), "3");
}

#[test]
fn relative_is_against_the_best() {
    let rule = json!({"kind": "relative", "direction": "more", "points": "100"});
    let template = small(&[("1.1", "100", rule)]);
    let of = |id: &str, text: &str| object(id, &[("1.1", value(text))]);
    let scores = |objects: &[_]| -> Vec<String> {
        score(&template, "2026", objects)
            .objects
            .iter()
            .map(|one| one.score.normalize().to_string())
            .collect()
    };
    assert_eq!(scores(&[of("a", "3"), of("b", "1"), of("c", "2")]), ["100", "33.3333", "66.6667"]);
    assert_eq!(scores(&[of("a", "0"), of("b", "0")]), ["0", "0"]);
    let less = small(&[("1.1", "100", json!({"kind": "relative", "direction": "less", "points": "100"}))]);
    let results = score(&less, "2026", &[of("a", "2"), of("b", "4")]);
    assert_eq!(
        results.objects.iter().map(|one| one.score).collect::<Vec<_>>(),
        [Decimal::from(100), Decimal::from(50)]
    );
}

#[test]
fn parts_add_up() {
    let rule = json!({"kind": "parts", "parts": [
        {"no": "1", "title": "Есть", "scoring": {"kind": "presence"}},
        {"no": "2", "title": "Оценка", "scoring": {"kind": "scale", "max": 3}}]});
    let mixed = Answer { present: Some(true), mark: Some(2), ..Answer::default() };
    assert_eq!(points("4", rule.clone(), mixed), "3");
    let by_part = [("2".to_owned(), Answer { mark: Some(3), ..Answer::default() })];
    assert_eq!(points("4", rule, Answer { parts: by_part.into(), ..Answer::default() }), "3");
}

#[test]
fn what_is_not_scored_leaves_no_trace_in_the_sum() {
    for rule in [json!({"kind": "count"}), json!({"kind": "text"}), json!({"kind": "share"})] {
        let template = small(&[("1.1", "0", rule)]);
        let result = score_object(&template, "2026", &object("o", &[("1.1", share("1", "2"))]));
        assert_eq!((result.indicators[0].state, result.percent), (State::NotScored, None));
    }
}

#[test]
fn weights_and_conditions() {
    let mut template =
        small(&[("1.1", "1", json!({"kind": "presence"})), ("1.2", "1", json!({"kind": "presence"}))]);
    template.criteria[0].indicators[0].weight = Some("0.3333".parse().unwrap());
    template.criteria[0].indicators[1].condition = Some("1.1".to_owned());
    let both = object("o", &[("1.1", Answer::present()), ("1.2", Answer::present())]);
    assert_eq!(score_object(&template, "2026", &both).score.to_string(), "1.3333");
    let alone = score_object(
        &template,
        "2026",
        &object("o", &[("1.1", Answer::absent()), ("1.2", Answer::present())]),
    );
    assert_eq!((alone.score, alone.max.to_string()), (Decimal::ZERO, "1.3333".to_owned()));
}
