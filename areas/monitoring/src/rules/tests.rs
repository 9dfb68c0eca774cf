//! Scoring against examples of the regulations, boundaries, and properties that hold for any answers.

mod comparison;
mod editing;
mod explaining;
mod forecast;
mod golden;
mod input_errors;
mod kinds;
mod places;
mod properties;
mod rollup;
mod sheet;
mod terek;
mod what_if;

use super::{Answer, Entry, ObjectAnswers};
use packs::{Library, Template};
use std::sync::Arc;

fn template(name: &str) -> Arc<Template> {
    Arc::clone(Library::embedded().unwrap().template(name).unwrap())
}

fn object(id: &str, answers: &[(&str, Answer)]) -> ObjectAnswers {
    let answers =
        answers.iter().map(|(no, answer)| ((*no).to_owned(), Entry::declared(answer.clone()))).collect();
    ObjectAnswers { id: id.to_owned(), answers, ..ObjectAnswers::default() }
}

/// A template of one criterion with these indicators (`no`, `max`, scoring in TOML's inline form as JSON).
fn small(indicators: &[(&str, &str, serde_json::Value)]) -> Template {
    let indicators: Vec<serde_json::Value> = indicators
        .iter()
        .map(|(no, max, scoring)| {
            serde_json::json!({
                "no": no, "title": "Показатель", "source": "Показатель", "clause": "п. 1",
                "max": max, "scoring": scoring, "assessment": "semi"
            })
        })
        .collect();
    let template = serde_json::json!({
        "id": "t", "title": "Таблица", "clause": "п. 1", "period": "school_year",
        "level": [{"id": "municipality", "title": "Служба"}],
        "criterion": [{"no": "1", "title": "Критерий", "short": "К", "clause": "п. 1", "max": "0",
                       "indicator": indicators}]
    });
    serde_json::from_value(template).unwrap()
}
