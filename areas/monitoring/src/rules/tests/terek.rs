//! Several levels in one template: each object is measured by the lines of its level.

use super::template;
use crate::rules::{Input, State, score};

#[test]
fn each_level_has_its_own_sheet() {
    let template = template("terek-2021/service");
    let text = r#"{"period": "2026", "objects": [
        {"id": "imc", "level": "municipality", "answers": {
            "4.1-1": {"mark": 2}, "4.1-4": {"value": "12"}, "4.1-8": {"num": "18", "den": "24"}, "4.1-6": {"value": "3.5"},
            "6.1-1.1": {"present": true}, "6.4-2": {"present": true, "value": "4"}, "6.1-1": {"mark": 1}}},
        {"id": "school", "level": "organisation", "parent": "imc", "answers": {"4.3-1.1": {"mark": 3}}},
        {"id": "okrug", "level": "okrug", "parent": "imc", "answers": {"4.2-1": {"present": true, "mark": 2}}}]}"#;
    let input = Input::from_json(text, &template).unwrap();
    let results = score(&template, &input.period, &input.objects).objects;
    let points: Vec<String> = results.iter().map(|one| format!("{}/{}", one.score, one.max)).collect();
    assert_eq!(points, ["4/19", "3/15", "3/7"]);
    let imc = &results[0];
    let kept = imc.indicator("4.1-4").unwrap();
    assert_eq!((kept.score, kept.state), (None, State::NotScored));
    assert_eq!(imc.indicator("6.1-1").unwrap().state, State::NotScored);
    assert_eq!(imc.indicator("4.1-2").unwrap().state, State::NotScored);
    assert!(imc.indicator("4.3-1.1").is_none());
    let numbers: Vec<&str> = imc.criteria.iter().map(|one| one.no.as_str()).collect();
    assert_eq!(numbers, ["4.1", "6.1", "6.2", "6.3", "6.4", "6.5"]);
}

#[test]
fn an_answer_of_another_level_is_refused() {
    let template = template("terek-2021/service");
    let text = r#"{"period": "2026", "objects": [{"id": "s", "level": "organisation", "answers": {"4.1-1": {"mark": 1}}}]}"#;
    let error = Input::from_json(text, &template).unwrap_err().0;
    assert_eq!(error, "Объект «s», показатель 4.1-1: это показатель другого уровня («municipality»).");
    let text = r#"{"period": "2026", "objects": [{"id": "s", "level": "city"}]}"#;
    let error = Input::from_json(text, &template).unwrap_err().0;
    assert_eq!(
        error,
        "Объект «s»: уровня «city» в таблице нет. Есть: municipality, okrug, organisation, person."
    );
}
