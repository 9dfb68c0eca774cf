//! Reads the answers file of `metodset monitoring score`: every error names the object and the indicator.

mod json;

use super::valid::check_answer;
use super::{Answer, Entry, ObjectAnswers};
use json::{Pairs, RawInput, RawObject};
use packs::{Indicator, Template};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// Answers of all objects for a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// Period key (`"2026"`).
    pub period: String,
    /// Objects in the order of the file.
    pub objects: Vec<ObjectAnswers>,
}

/// Why an answers file is refused: a full Russian sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError(pub String);

impl fmt::Display for InputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for InputError {}

impl Input {
    /// Reads answers to a template.
    pub fn from_json(text: &str, template: &Template) -> Result<Self, InputError> {
        let raw: RawInput = serde_json::from_str(text).map_err(|error| InputError(json::sentence(&error)))?;
        let lines: HashMap<&str, (&str, &Indicator)> = template
            .indicators()
            .map(|(criterion, one)| (one.no.as_str(), (template.level_of(criterion), one)))
            .collect();
        let mut seen = HashSet::new();
        let mut objects = Vec::with_capacity(raw.objects.len());
        for object in raw.objects {
            if !seen.insert(object.id.clone()) {
                return Err(InputError(format!("Объект «{}» указан дважды.", object.id)));
            }
            objects.push(read_object(object, template, &lines)?);
        }
        Ok(Self { period: raw.period, objects })
    }

    /// Fills missing previous values from the previous period's answers, by object and indicator; inline wins.
    pub fn fill_previous(&mut self, earlier: &Self) {
        let known: HashMap<&str, &ObjectAnswers> =
            earlier.objects.iter().map(|object| (object.id.as_str(), object)).collect();
        for object in &mut self.objects {
            let Some(before) = known.get(object.id.as_str()) else {
                continue;
            };
            for (no, entry) in &mut object.answers {
                let Some(value) = before.answers.get(no).and_then(Entry::winning).and_then(|one| one.value)
                else {
                    continue;
                };
                for answer in [&mut entry.declared, &mut entry.accepted].into_iter().flatten() {
                    if answer.value.is_some() && answer.previous.is_none() {
                        answer.previous = Some(value);
                    }
                }
            }
        }
    }
}

fn read_object(
    raw: RawObject,
    template: &Template,
    lines: &HashMap<&str, (&str, &Indicator)>,
) -> Result<ObjectAnswers, InputError> {
    let RawObject { id, group, level, parent, answers: Pairs(pairs) } = raw;
    let fail = |no: &str, text: String| InputError(format!("Объект «{id}», показатель {no}: {text}."));
    if let Some(level) = level.as_deref()
        && !template.levels.iter().any(|known| known.id == level)
    {
        let known: Vec<&str> = template.levels.iter().map(|level| level.id.as_str()).collect();
        let sentence = format!("Объект «{id}»: уровня «{level}» в таблице нет. Есть: {}.", known.join(", "));
        return Err(InputError(sentence));
    }
    let mut answers = BTreeMap::new();
    for (no, value) in pairs {
        let Some((home, indicator)) = lines.get(no.as_str()) else {
            return Err(fail(&no, format!("такого показателя в таблице «{}» нет", template.id)));
        };
        if level.as_deref().is_some_and(|level| level != *home) {
            return Err(fail(&no, format!("это показатель другого уровня («{home}»)")));
        }
        let entry = read_entry(&value, indicator).map_err(|text| fail(&no, text))?;
        if answers.insert(no.clone(), entry).is_some() {
            return Err(fail(&no, "ответ указан дважды".to_owned()));
        }
    }
    Ok(ObjectAnswers { id, group, level, parent, answers })
}

fn read_entry(value: &Value, indicator: &Indicator) -> Result<Entry, String> {
    let map = value.as_object().ok_or("ответ – это объект, например {\"present\": true}")?;
    if !map.contains_key("declared") && !map.contains_key("accepted") {
        return Ok(Entry::declared(read_checked(value, indicator)?));
    }
    if let Some(other) = map.keys().find(|key| !["declared", "accepted"].contains(&key.as_str())) {
        return Err(format!("рядом с declared и accepted нельзя писать «{other}»"));
    }
    let one = |key: &str| match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(inner) => read_checked(inner, indicator).map(Some).map_err(|text| format!("{key}: {text}")),
    };
    let entry = Entry { declared: one("declared")?, accepted: one("accepted")?, rejected: None };
    if entry.winning().is_none() {
        return Err("ответ пуст".to_owned());
    }
    Ok(entry)
}

fn read_checked(value: &Value, indicator: &Indicator) -> Result<Answer, String> {
    let answer = read_answer(value)?;
    check_answer(indicator, &answer)?;
    Ok(answer)
}

fn read_answer(value: &Value) -> Result<Answer, String> {
    let map = value.as_object().ok_or("ответ – это объект, например {\"present\": true}")?;
    let mut answer = Answer::default();
    for (key, value) in map {
        match key.as_str() {
            "present" => answer.present = Some(value.as_bool().ok_or("present – это true или false")?),
            "value" => answer.value = Some(decimal(key, value)?),
            "previous" => answer.previous = Some(decimal(key, value)?),
            "num" => answer.num = Some(decimal(key, value)?),
            "den" => answer.den = Some(decimal(key, value)?),
            "mark" => answer.mark = Some(mark(value)?),
            "text" => answer.text = Some(value.as_str().ok_or("text – это строка")?.to_owned()),
            "parts" => answer.parts = parts(value)?,
            other => return Err(format!("значения «{other}» в ответе не бывает")),
        }
    }
    Ok(answer)
}

fn parts(value: &Value) -> Result<BTreeMap<String, Answer>, String> {
    let map = value.as_object().ok_or("parts – это объект: часть и её ответ")?;
    map.iter().map(|(no, inner)| Ok((no.clone(), read_answer(inner)?))).collect()
}

fn mark(value: &Value) -> Result<u32, String> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    number.and_then(|mark| u32::try_from(mark).ok()).ok_or_else(|| "mark – это целая отметка".to_owned())
}

/// A decimal written as a string («12», «12.5») or a whole JSON number.
fn decimal(key: &str, value: &Value) -> Result<Decimal, String> {
    if let Some(number) = value.as_i64() {
        return Ok(Decimal::from(number));
    }
    let text = value.as_str().ok_or_else(|| format!("{key} – это число строкой, например \"12.5\""))?;
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(whole) && digits(part);
    let value = fits.then(|| Decimal::from_str_exact(text).ok()).flatten();
    value.ok_or_else(|| format!("{key}: «{text}» – не число; дробь пишется через точку"))
}
