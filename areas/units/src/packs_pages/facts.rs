//! Facts in words: what the program itself looks for to answer an indicator.

use packs::{Effective, Indicator, ParamValue};

/// «действующий документ: Положение о ММС или Программа развития»; empty when a person answers.
pub fn sentence(indicator: &Indicator, rules: &Effective) -> String {
    let Some(fact) = indicator.fact.as_deref() else {
        return String::new();
    };
    let texts = |name: &str| indicator.params.get(name).map(ParamValue::texts).unwrap_or_default();
    let kinds: Vec<String> = texts("kind").iter().map(|kind| kind_title(kind, rules)).collect();
    let topic = texts("topic").first().map(|topic| format!(" на тему «{topic}»")).unwrap_or_default();
    let what = match fact {
        "documents.in_force" => "документ, действующий в этом периоде",
        "documents.exists" => "документ, подписанный в этом периоде",
        "units.information_resource" => {
            return "адрес сайта или страницы службы в карточке территории".to_owned();
        }
        other => return other.to_owned(),
    };
    format!("{what}: {}{topic}", kinds.join(" или "))
}

fn kind_title(kind: &str, rules: &Effective) -> String {
    rules.document_kind(kind).map_or_else(|| kind.to_owned(), |kind| kind.rule.title.clone())
}
