//! Shape of the answers file; a map that keeps repeated keys, so that a repeated indicator is told.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInput {
    pub(super) period: String,
    pub(super) objects: Vec<RawObject>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawObject {
    pub(super) id: String,
    #[serde(default)]
    pub(super) group: Option<String>,
    #[serde(default)]
    pub(super) level: Option<String>,
    #[serde(default)]
    pub(super) parent: Option<String>,
    #[serde(default)]
    pub(super) answers: Pairs,
}

/// Pairs of a JSON object in the order written, repeats included.
#[derive(Default)]
pub(super) struct Pairs(pub(super) Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of answers")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Pairs, M::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

/// Russian sentence for a file that does not have the shape.
pub(super) fn sentence(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let name = text.split('`').nth(1).unwrap_or_default();
    let what = match text.as_str() {
        _ if text.starts_with("missing field") => format!("не хватает «{name}»"),
        _ if text.starts_with("unknown field") => format!("«{name}» здесь не бывает"),
        _ if text.starts_with("invalid type") => "значение не того вида".to_owned(),
        _ => "файл не читается как JSON".to_owned(),
    };
    format!("Файл ответов, строка {}: {what}.", error.line())
}
