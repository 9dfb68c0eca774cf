//! What the answers file is refused for: the sentence names the object and the indicator.

use super::template;
use crate::rules::Input;

fn refused(name: &str, objects: &str) -> String {
    let text = format!("{{\"period\": \"2026\", \"objects\": [{objects}]}}");
    Input::from_json(&text, &template(name)).unwrap_err().0
}

fn one(name: &str, no: &str, answer: &str) -> String {
    refused(name, &format!("{{\"id\": \"tynda\", \"answers\": {{\"{no}\": {answer}}}}}"))
}

#[test]
fn unknown_indicators_and_duplicate_objects() {
    assert_eq!(
        one("amur-2020/mms", "9.9", "{\"present\": true}"),
        "Объект «tynda», показатель 9.9: такого показателя в таблице «mms» нет."
    );
    assert_eq!(refused("amur-2020/mms", "{\"id\": \"a\"}, {\"id\": \"a\"}"), "Объект «a» указан дважды.");
    let twice = "{\"id\": \"a\", \"answers\": {\"1.1\": {\"present\": true}, \"1.1\": {\"present\": false}}}";
    assert_eq!(refused("amur-2020/mms", twice), "Объект «a», показатель 1.1: ответ указан дважды.");
}

#[test]
fn wrong_kinds_of_value() {
    let amur = |answer: &str| one("amur-2020/mms", "1.1", answer);
    let start = "Объект «tynda», показатель 1.1: ";
    assert_eq!(
        amur("{\"mark\": 2}"),
        format!("{start}значение «mark» не подходит к правилу «presence»; оно ждёт: present.")
    );
    assert_eq!(amur("{\"present\": \"да\"}"), format!("{start}present – это true или false."));
    assert_eq!(amur("true"), format!("{start}ответ – это объект, например {{\"present\": true}}."));
    assert_eq!(amur("{\"there\": true}"), format!("{start}значения «there» в ответе не бывает."));
    assert!(amur("{}").starts_with(&format!("{start}ответ пуст")));
    assert_eq!(
        amur("{\"accepted\": {\"value\": \"1\"}}"),
        format!("{start}accepted: значение «value» не подходит к правилу «presence»; оно ждёт: present.")
    );
    assert_eq!(
        amur("{\"declared\": {\"present\": true}, \"mark\": 1}"),
        format!("{start}рядом с declared и accepted нельзя писать «mark».")
    );
}

#[test]
fn malformed_numbers() {
    let vladimir = |answer: &str| one("vladimir-2020/system", "3-1", answer);
    let start = "Объект «tynda», показатель 3-1: ";
    for bad in ["12,5", "1e3", "", "abc", "1_000", "."] {
        let expected = format!("{start}value: «{bad}» – не число; дробь пишется через точку.");
        assert_eq!(vladimir(&format!("{{\"value\": \"{bad}\"}}")), expected);
    }
    assert_eq!(vladimir("{\"value\": 1.5}"), format!("{start}value – это число строкой, например \"12.5\"."));
    assert_eq!(vladimir("{\"value\": \"-1\"}"), format!("{start}число -1 меньше нуля."));
    assert_eq!(vladimir("{\"present\": true}"), format!("{start}не хватает: значение."));
}

#[test]
fn marks_and_shares() {
    let terek = |no: &str, answer: &str| one("terek-2021/service", no, answer);
    assert_eq!(terek("4.1-1", "{\"mark\": 4}"), "Объект «tynda», показатель 4.1-1: отметка 4 вне шкалы 0…3.");
    assert_eq!(
        terek("4.1-8", "{\"num\": \"1\"}"),
        "Объект «tynda», показатель 4.1-8: не хватает: знаменатель."
    );
    let zero = terek("4.1-8", "{\"num\": \"1\", \"den\": \"0\"}");
    assert_eq!(zero, "Объект «tynda», показатель 4.1-8: знаменатель 0 при числителе 1: доли не сосчитать.");
}

#[test]
fn a_file_of_another_shape() {
    let read = |text: &str| Input::from_json(text, &template("amur-2020/mms")).unwrap_err().0;
    assert_eq!(read("{"), "Файл ответов, строка 1: файл не читается как JSON.");
    assert_eq!(read("{\"objects\": []}"), "Файл ответов, строка 1: не хватает «period».");
    assert_eq!(read("{\"period\": 2026, \"objects\": []}"), "Файл ответов, строка 1: значение не того вида.");
}
