//! Facts an indicator names: offered by the program, with the right parameters, answering what is scored.

use std::collections::BTreeMap;

use super::ground::{Ground, Lack};
use crate::{FactDecl, FactValue, Indicator, ParamDecl, ParamType, ParamValue, Scoring};

/// Sentences about the fact of an indicator, each with the key it is about.
pub(super) fn check(indicator: &Indicator, ground: &dyn Ground) -> Vec<(&'static str, String)> {
    let Some(name) = indicator.fact.as_deref() else {
        let lonely = (!indicator.params.is_empty())
            .then_some("Параметры «with» есть, а факта нет: добавьте fact = «…».");
        return lonely.map(|sentence| ("with", sentence.to_owned())).into_iter().collect();
    };
    named(name, &indicator.params, ground, |fact| value(indicator, fact))
}

/// Sentences about a fact named with its parameters; `value` tells whether it answers what is wanted.
pub(super) fn named(
    name: &str,
    with: &BTreeMap<String, ParamValue>,
    ground: &dyn Ground,
    value: impl Fn(&FactDecl) -> Vec<(&'static str, String)>,
) -> Vec<(&'static str, String)> {
    let Some(fact) = ground.facts().iter().find(|fact| fact.name == name) else {
        let offered: Vec<&str> = ground.facts().iter().map(|fact| fact.name).collect();
        return vec![("fact", format!("Факта «{name}» программа не знает. Есть: {}.", offered.join(", ")))];
    };
    let mut found = value(fact);
    found.extend(params(with, fact, ground));
    found
}

fn value(indicator: &Indicator, fact: &FactDecl) -> Vec<(&'static str, String)> {
    let wanted = match &indicator.scoring {
        Scoring::Presence { growth: None, .. } | Scoring::Bonus { .. } => FactValue::Presence,
        Scoring::Share { .. } => FactValue::Share,
        Scoring::Dynamics { .. }
        | Scoring::PerUnit { .. }
        | Scoring::Relative { .. }
        | Scoring::Count { .. } => FactValue::Number,
        _ => return vec![],
    };
    if wanted == fact.value {
        return vec![];
    }
    let sentence =
        format!("Факт «{}» отвечает на {}, а правилу оценки нужно другое: {wanted}.", fact.name, fact.value);
    vec![("fact", sentence)]
}

fn params(
    with: &BTreeMap<String, ParamValue>,
    fact: &FactDecl,
    ground: &dyn Ground,
) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (name, value) in with {
        match fact.params.iter().find(|param| param.name == name) {
            None => found.push(("with", format!("У факта «{}» нет параметра «{name}».", fact.name))),
            Some(param) => found.extend(param_value(param, value, ground).map(|sentence| ("with", sentence))),
        }
    }
    for param in fact.params.iter().filter(|param| param.required && !with.contains_key(param.name)) {
        found.push(("fact", format!("Факту «{}» нужен параметр «{}».", fact.name, param.name)));
    }
    found
}

fn param_value(param: &ParamDecl, value: &ParamValue, ground: &dyn Ground) -> Option<String> {
    let fits = match param.value {
        ParamType::Text => matches!(value, ParamValue::Text(_)),
        ParamType::Number => matches!(value, ParamValue::Number(_)),
        _ => !value.texts().is_empty(),
    };
    if !fits {
        let wanted = match param.value {
            ParamType::DocumentKinds => "вид документа или список видов",
            ParamType::Posts => "должность или список должностей",
            ParamType::UnitKinds => "вид организации или список видов",
            ParamType::StructureKinds => "вид структуры или список видов",
            ParamType::Text => "текст в кавычках",
            ParamType::Number => "целое число",
        };
        return Some(format!("Параметр «{}» – это {wanted}.", param.name));
    }
    if !param.value.is_named() {
        return None;
    }
    let lacks = |id: &&String| !ground.has_named(param.value, id);
    value.texts().iter().find(lacks).map(|id| ground.says(Lack::Named(param.value, id)))
}
