//! Editing a table of one's own: sums, numbers that stay, copies that leave behind what is not in force.

use super::template;
use crate::rules::editing;
use packs::{
    FactDecl, FactValue, Library, Number, ObjectLevel, ParamDecl, ParamType, Scoring, Template, faults,
};

const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::DocumentKinds, required: true };
const TOPIC: ParamDecl = ParamDecl { name: "topic", value: ParamType::Text, required: false };
const FACTS: [FactDecl; 2] = [
    FactDecl { name: "documents.in_force", params: &[KIND], value: FactValue::Presence },
    FactDecl { name: "documents.exists", params: &[KIND, TOPIC], value: FactValue::Presence },
];

fn amur() -> Template {
    Template::clone(&template("amur-2020/mms"))
}

fn numbers(table: &Template) -> Vec<String> {
    table.indicators().map(|(_, one)| one.no.clone()).collect()
}

#[test]
fn a_copy_as_it_is_keeps_its_sums() {
    for name in ["amur-2020/mms", "vladimir-2020/system", "terek-2021/service"] {
        let (table, mut counted) = (template(name), Template::clone(&template(name)));
        editing::recount(&mut counted).unwrap();
        assert_eq!(counted, *table, "{name}");
    }
}

#[test]
fn sums_follow_the_rules_and_weights_and_say_when_they_cannot_be_exact() {
    let mut table = amur();
    table.criteria[0].indicators[0].scoring = Scoring::Scale { max: 3, rubric: vec![] };
    editing::recount(&mut table).unwrap();
    assert_eq!((table.criteria[0].max, table.max), (Number::from(8), Some(Number::from(63))));
    table.criteria[0].weight = Some("0.5".parse().unwrap());
    editing::recount(&mut table).unwrap();
    assert_eq!(table.max, Some(Number::from(59)));
    table.criteria[0].weight = Some("0.3333".parse().unwrap());
    table.criteria[0].indicators[0].weight = Some("0.33".parse().unwrap());
    assert!(editing::recount(&mut table).unwrap_err().contains("больше четырёх знаков"));
}

#[test]
fn numbers_go_on_after_the_last_and_are_never_taken_twice() {
    let (amur, terek) = (template("amur-2020/mms"), template("terek-2021/service"));
    assert_eq!(editing::next_criterion(&amur), "8");
    assert_eq!(editing::next_indicator(&amur, &amur.criteria[0]), "1.7");
    assert_eq!(editing::next_indicator(&terek, &terek.criteria[0]), "4.1-11");
    assert_eq!(editing::next_criterion(&terek), "1");
    let mut table = Template::clone(&amur);
    table.criteria[0].indicators.remove(2);
    assert_eq!(
        editing::next_indicator(&table, &table.criteria[0]),
        "1.7",
        "a removed number is not given again"
    );
    let blank = editing::blank("Проба", vec![]);
    assert_eq!(editing::next_criterion(&blank), "1");
}

#[test]
fn moving_renumbers_nothing_and_renumbering_takes_along_what_rests_on_a_number() {
    let mut table = amur();
    editing::shift(&mut table.criteria[0].indicators, 1, true);
    assert_eq!(numbers(&table)[..2], ["1.2", "1.1"]);
    assert_eq!(table.indicator("1.2").unwrap().condition.as_deref(), Some("1.1"));
    editing::renumber(&mut table);
    assert_eq!(table.indicator("1.1").unwrap().condition.as_deref(), Some("1.2"));
    assert!(editing::is_in_order(&table));
    editing::rename(&mut table, "1.2", "1.2-а");
    assert_eq!(table.indicator("1.1").unwrap().condition.as_deref(), Some("1.2-а"));
    let before = numbers(&table);
    editing::shift(&mut table.criteria[0].indicators, 0, true);
    let last = table.criteria[0].indicators.len() - 1;
    editing::shift(&mut table.criteria[0].indicators, last, false);
    assert_eq!(numbers(&table), before, "the first does not go up, the last not down");
}

#[test]
fn numbers_of_a_regulation_are_in_order_as_long_as_they_rise() {
    for name in ["amur-2020/mms", "vladimir-2020/system", "terek-2021/service"] {
        let mut table = Template::clone(&template(name));
        assert!(editing::is_in_order(&table), "{name}");
        editing::shift(&mut table.criteria[0].indicators, 0, false);
        assert!(!editing::is_in_order(&table), "{name}");
    }
    let mut gap = amur();
    gap.criteria[0].indicators.remove(2);
    assert!(!editing::is_in_order(&gap), "after 1.2 comes 1.4");
}

#[test]
fn renumbering_follows_bonuses_and_values_from_below() {
    let mut table = Template::clone(&template("terek-2021/service"));
    editing::renumber(&mut table);
    let rollup = table.indicators().find_map(|(_, one)| one.rollup.clone()).unwrap();
    assert!(table.indicator(&rollup.of).is_some());
    let mut table = amur();
    table.criteria.swap(0, 4);
    editing::renumber(&mut table);
    let base = table.indicators().find_map(|(_, one)| match &one.scoring {
        Scoring::Bonus { base, .. } => Some(base.clone()),
        _ => None,
    });
    assert_eq!(base.as_deref(), Some("1.1"));
}

#[test]
fn a_copy_leaves_behind_what_its_new_owner_does_not_have() {
    let library = Library::embedded().unwrap();
    let rules = library.effective(&["kemerovo"]).unwrap();
    for name in ["amur-2020/mms", "vladimir-2020/system", "terek-2021/service"] {
        let mut table = Template::clone(&template(name));
        let left = editing::adapt(&mut table, &rules, &FACTS);
        editing::recount(&mut table).unwrap();
        assert!(!left.is_empty(), "{name}");
        assert_eq!(faults(&table, &rules, &FACTS), [], "{name}");
    }
    let mut table = Template::clone(&template("terek-2021/service"));
    assert_eq!(editing::adapt(&mut table, &rules, &FACTS)[0], "уровень «Образовательный округ»");
    assert!(table.criteria.iter().all(|criterion| criterion.no != "4.2"));
}

#[test]
fn a_blank_table_says_what_it_lacks() {
    let library = Library::embedded().unwrap();
    let rules = library.effective(&["amur-2020"]).unwrap();
    let level = ObjectLevel { id: "body".into(), title: "Объединение".into(), optional: false };
    let found = faults(&editing::blank("Работа ШМО", vec![level]), &rules, &FACTS);
    let sentences: Vec<&str> = found.iter().map(|fault| fault.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "Не указан пункт положения: у каждого правила должен быть источник.",
            "Критериев нет: добавьте хотя бы один."
        ]
    );
}
