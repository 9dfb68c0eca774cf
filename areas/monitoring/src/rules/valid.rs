//! Whether an answer fits its indicator's scoring kind: which values it may and must carry, and their bounds.

use super::{Answer, kinds};
use packs::{Indicator, Part, PartScoring, Scoring, StepBasis};
use rust_decimal::Decimal;

/// Checks an answer against the rule of its indicator; the error is a Russian sentence without the object's name.
pub fn check_answer(indicator: &Indicator, answer: &Answer) -> Result<(), String> {
    if answer.is_empty() {
        return Err("ответ пуст; если показателя нет, заявите отсутствие: present = false".to_owned());
    }
    let allowed = allowed(&indicator.scoring);
    let given = given(answer);
    if let Some(extra) = given.iter().find(|key| !allowed.contains(key)) {
        let rule = indicator.scoring.name();
        return Err(format!(
            "значение «{extra}» не подходит к правилу «{rule}»; оно ждёт: {}",
            allowed.join(", ")
        ));
    }
    within_bounds(answer)?;
    if answer.present == Some(false) {
        return Ok(());
    }
    required(&indicator.scoring, answer)?;
    bounds(&indicator.scoring, answer)
}

/// A value as the screen calls it: forms leave values out; only machines send others, and they know the keys.
fn title_of(key: &str) -> &str {
    match key {
        "present" => "есть или нет",
        "value" => "значение",
        "mark" => "отметка",
        "num" => "числитель",
        "den" => "знаменатель",
        "text" => "текст",
        other => other,
    }
}

fn given(answer: &Answer) -> Vec<&'static str> {
    let keys = [
        (answer.present.is_some(), "present"),
        (answer.value.is_some(), "value"),
        (answer.previous.is_some(), "previous"),
        (answer.mark.is_some(), "mark"),
        (answer.num.is_some(), "num"),
        (answer.den.is_some(), "den"),
        (answer.text.is_some(), "text"),
        (!answer.parts.is_empty(), "parts"),
    ];
    keys.into_iter().filter(|(has, _)| *has).map(|(_, key)| key).collect()
}

fn allowed(scoring: &Scoring) -> &'static [&'static str] {
    match scoring {
        Scoring::Presence { growth: None, .. } | Scoring::Bonus { .. } => &["present"],
        Scoring::Scale { .. } => &["present", "mark"],
        Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. } => &["present", "num", "den"],
        Scoring::Text {} => &["present", "text"],
        Scoring::Parts { .. } => &["present", "value", "mark", "parts"],
        Scoring::Heading {} => &["present", "value", "previous", "mark", "num", "den", "text", "parts"],
        Scoring::Presence { .. }
        | Scoring::Dynamics { .. }
        | Scoring::Steps { .. }
        | Scoring::PerUnit { .. }
        | Scoring::Relative { .. }
        | Scoring::Count { .. } => &["present", "value", "previous"],
    }
}

/// The largest number an answer may hold: sums over a country stay exact.
const MOST: i64 = 1_000_000_000_000;
/// Most decimals of a number.
const DECIMALS: u32 = 6;
/// The longest text, in characters.
const LONGEST: usize = 10_000;

/// Numbers from nothing to a thousand milliards, texts of some pages.
fn within_bounds(answer: &Answer) -> Result<(), String> {
    for value in [answer.value, answer.previous, answer.num, answer.den].into_iter().flatten() {
        if value < Decimal::ZERO {
            return Err(format!("число {value} меньше нуля"));
        }
        if value > Decimal::from(MOST) || value.normalize().scale() > DECIMALS {
            return Err(format!(
                "число {value} слишком длинное: можно до {MOST} и не больше {DECIMALS} знаков после запятой"
            ));
        }
    }
    match answer.text.as_ref().map(|text| text.chars().count()) {
        Some(length) if length > LONGEST => Err(format!("текст в {length} знаков, а помещается {LONGEST}")),
        _ => Ok(()),
    }
}

fn required(scoring: &Scoring, answer: &Answer) -> Result<(), String> {
    let need = |has: bool, key: &str| {
        if has { Ok(()) } else { Err(format!("не хватает: {}", title_of(key))) }
    };
    match scoring {
        Scoring::Presence { .. } | Scoring::Bonus { .. } => need(answer.present.is_some(), "present"),
        Scoring::Scale { .. } => need(answer.mark.is_some(), "mark"),
        Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. } => {
            need(answer.num.is_some(), "num").and_then(|()| need(answer.den.is_some(), "den"))
        }
        Scoring::Text {} => need(answer.text.is_some(), "text"),
        Scoring::Parts { .. } | Scoring::Heading {} => Ok(()),
        Scoring::Dynamics { .. }
        | Scoring::Steps { .. }
        | Scoring::PerUnit { .. }
        | Scoring::Relative { .. }
        | Scoring::Count { .. } => need(answer.value.is_some(), "value"),
    }
}

fn bounds(scoring: &Scoring, answer: &Answer) -> Result<(), String> {
    match scoring {
        Scoring::Scale { max, .. } => mark(answer, *max),
        Scoring::Parts { parts } => check_parts(parts, answer),
        Scoring::Share { .. } => share(answer, true),
        Scoring::Steps { of: StepBasis::Percent, cap_at_100, .. } => share(answer, *cap_at_100),
        _ => Ok(()),
    }
}

fn mark(answer: &Answer, max: u32) -> Result<(), String> {
    match answer.mark {
        Some(mark) if mark > max => Err(format!("отметка {mark} вне шкалы 0…{max}")),
        _ => Ok(()),
    }
}

fn share(answer: &Answer, may_exceed: bool) -> Result<(), String> {
    let (Some(num), Some(den)) = (answer.num, answer.den) else {
        return Ok(());
    };
    if den.is_zero() && !num.is_zero() {
        return Err(format!("знаменатель 0 при числителе {num}: доли не сосчитать"));
    }
    if num > den && !may_exceed {
        return Err(format!("доля {num} из {den} больше 100 %"));
    }
    Ok(())
}

fn check_parts(parts: &[Part], answer: &Answer) -> Result<(), String> {
    if let Some(no) = answer.parts.keys().find(|no| !parts.iter().any(|part| part.no == **no)) {
        let known: Vec<&str> = parts.iter().map(|part| part.no.as_str()).collect();
        return Err(format!("части «{no}» нет; есть: {}", known.join(", ")));
    }
    for (key, has, wanted) in [
        ("present", answer.present.is_some(), "presence"),
        ("mark", answer.mark.is_some(), "scale"),
        ("value", answer.value.is_some(), "count"),
    ] {
        if has && parts.iter().filter(|part| name(&part.scoring) == wanted).count() != 1 {
            return Err(format!("значение «{key}» не подходит ни к одной части; ответьте по частям: parts"));
        }
    }
    for part in parts {
        if let Some(own) = kinds::part_answer(part, parts, answer) {
            check_part(part, own, answer.parts.contains_key(&part.no))?;
        }
    }
    Ok(())
}

fn check_part(part: &Part, own: &Answer, of_its_own: bool) -> Result<(), String> {
    within_bounds(own)?;
    let (key, has) = match &part.scoring {
        PartScoring::Presence { .. } => ("present", own.present.is_some()),
        PartScoring::Count { .. } => ("value", own.value.is_some()),
        PartScoring::Scale { max } => {
            mark(own, *max)?;
            ("mark", own.mark.is_some())
        }
    };
    let extra = given(own).into_iter().find(|other| *other != key && *other != "present");
    match extra {
        _ if !of_its_own => Ok(()),
        Some(extra) => Err(format!("в части «{}» значение «{extra}» не подходит, нужно «{key}»", part.no)),
        None if has || own.present == Some(false) => Ok(()),
        None => Err(format!("в части «{}» не хватает значения «{key}»", part.no)),
    }
}

fn name(scoring: &PartScoring) -> &'static str {
    match scoring {
        PartScoring::Presence { .. } => "presence",
        PartScoring::Scale { .. } => "scale",
        PartScoring::Count { .. } => "count",
    }
}
