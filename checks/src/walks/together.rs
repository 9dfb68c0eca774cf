//! Two people answer one indicator: the second sees both values and chooses.

use super::readme::{answer_of, open_rows};
use super::{METHODIST, Stage};

#[test]
fn the_second_of_two_sees_both_values() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let (first, second) = (stage.person(METHODIST), stage.person("service_head"));
    first.open(&sheet);
    second.open(&sheet);
    let no = open_rows(&first).remove(0);
    first.choose(&answer_of(&no), "yes");
    first.sees("сохранено");
    second.choose(&answer_of(&no), "no");
    second.sees("изменили одновременно с вами");
    let both = second.text_of(".conflict");
    assert!(both.contains("Ваше, не сохранено нет") && both.contains("есть"), "not both values: {both}");
    second.picture("walk-conflict");
    assert_eq!(stage.stored(&sheet, &no), "{\"present\":true}", "the first answer was overwritten");
    second.press("Оставить моё");
    second.until("the second value is kept", || stage.stored(&sheet, &no) == "{\"present\":false}");
    second.until("the conflict goes", || !second.has(".conflict"));
}

#[test]
fn the_second_takes_the_value_of_the_first() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let (first, second) = (stage.person(METHODIST), stage.person("service_head"));
    first.open(&sheet);
    second.open(&sheet);
    let no = open_rows(&first).remove(0);
    first.choose(&answer_of(&no), "yes");
    first.sees("сохранено");
    second.choose(&answer_of(&no), "no");
    second.press("Взять это значение");
    second.until("the first value is shown", || {
        !second.has(".conflict") && second.value(&answer_of(&no), "value") == "yes"
    });
    assert_eq!(stage.stored(&sheet, &no), "{\"present\":true}");
}
