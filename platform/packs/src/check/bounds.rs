//! Bounds of a template's numbers: beyond them sums overflow and lists of marks grow without end.

use super::key;
use crate::source::At;
use crate::{Indicator, Number, PartScoring, Scoring, Template};
use rust_decimal::Decimal;

/// Most points of a line, most weight.
const POINTS: i64 = 1_000;
/// The highest mark of a scale.
const MARK: u32 = 100;
/// Days to object.
const DAYS: u32 = 90;
/// Decimals of a number.
const DECIMALS: u32 = 4;

/// Findings of bounds: path and sentence.
pub(super) fn check(template: &Template) -> Vec<(Vec<At>, String)> {
    let mut found = Vec::new();
    if template.objection_days > DAYS {
        let sentence = format!("Дней на возражение {}, а можно не больше {DAYS}.", template.objection_days);
        found.push((vec![key("objection_days")], sentence));
    }
    if template.decimals > DECIMALS {
        let sentence = format!("Знаков после запятой {}, а можно не больше {DECIMALS}.", template.decimals);
        found.push((vec![key("decimals")], sentence));
    }
    for (c, criterion) in template.criteria.iter().enumerate() {
        let at = |name: &'static str| vec![key("criterion"), At::Item(c), key(name)];
        for (name, number) in [("max", Some(criterion.max)), ("weight", criterion.weight)] {
            found.extend(number.and_then(points).map(|sentence| (at(name), sentence)));
        }
        for (i, indicator) in criterion.indicators.iter().enumerate() {
            let at = |name: &'static str| {
                vec![key("criterion"), At::Item(c), key("indicator"), At::Item(i), key(name)]
            };
            for (name, number) in [("max", Some(indicator.max)), ("weight", indicator.weight)] {
                found.extend(number.and_then(points).map(|sentence| (at(name), sentence)));
            }
            found.extend(rule(indicator).map(|sentence| (at("scoring"), sentence)));
        }
    }
    found
}

fn points(number: Number) -> Option<String> {
    let is_fit =
        number.0 >= Decimal::ZERO && number.0 <= Decimal::from(POINTS) && number.0.scale() <= DECIMALS;
    (!is_fit).then(|| {
        format!(
            "Число {number} не подходит: нужно от 0 до {POINTS}, не больше {DECIMALS} знаков после запятой."
        )
    })
}

fn mark(max: u32) -> Option<String> {
    (max > MARK).then(|| format!("Шкала до {max}, а можно не больше {MARK}."))
}

/// The first number of a rule that is out of its bounds.
fn rule(indicator: &Indicator) -> Option<String> {
    let first = |numbers: &[Number]| numbers.iter().find_map(|number| points(*number));
    match &indicator.scoring {
        Scoring::Presence { points: own, growth } => first(&[*own, growth.unwrap_or_default()]),
        Scoring::Bonus { points: own, .. }
        | Scoring::PerUnit { points: own }
        | Scoring::Relative { points: own, .. } => first(&[*own]),
        Scoring::Dynamics { up, same, down, .. } => first(&[*up, *same, *down]),
        Scoring::Steps { round, steps, by_period, .. } => {
            let all: Vec<Number> =
                steps.iter().chain(by_period.values().flatten()).map(|step| step.points).collect();
            let rounding = round.filter(|round| *round > DECIMALS);
            first(&all).or_else(|| {
                rounding.map(|round| format!("Округление до {round} знаков, а можно не больше {DECIMALS}."))
            })
        }
        Scoring::Share { steps, .. } => first(&steps.iter().map(|step| step.points).collect::<Vec<_>>()),
        Scoring::Scale { max, .. } => mark(*max),
        Scoring::Parts { parts } => parts.iter().find_map(|part| match &part.scoring {
            PartScoring::Presence { points: own } => points(*own),
            PartScoring::Scale { max } => mark(*max),
            PartScoring::Count { .. } => None,
        }),
        Scoring::Count { .. } | Scoring::Text {} | Scoring::Heading {} => None,
    }
}
