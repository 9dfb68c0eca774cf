//! Sums and dependencies of a template: declared maxima against what the rules can give, conditions that can be met.

use super::key;
use crate::source::At;
use crate::{Criterion, Indicator, Number, Scoring, Template};
use rust_decimal::Decimal;

/// Findings of sums and dependencies: path and sentence.
pub(super) fn check(template: &Template) -> Vec<(Vec<At>, String)> {
    // Sums are made of numbers within their bounds only.
    let mut found = super::bounds::check(template);
    if found.is_empty() {
        found = sums(template);
    }
    found.extend(dependencies(template));
    found
}

fn sums(template: &Template) -> Vec<(Vec<At>, String)> {
    let mut found = Vec::new();
    for (at, criterion) in template.criteria.iter().enumerate() {
        let sum = sum(criterion);
        if sum != criterion.max.0 {
            let sentence = format!(
                "Максимум критерия {} объявлен {}, а сумма по показателям – {}.",
                criterion.no,
                criterion.max,
                Number(sum)
            );
            found.push((vec![key("criterion"), At::Item(at), key("max")], sentence));
        }
    }
    let total: Decimal = template
        .criteria
        .iter()
        .map(|criterion| criterion.max.0 * criterion.weight.unwrap_or(Number::ONE).0)
        .sum();
    if let Some(max) = template.max.filter(|max| max.0 != total) {
        let sentence = format!("Максимум таблицы объявлен {max}, а сумма по критериям – {}.", Number(total));
        found.push((vec![key("max")], sentence));
    }
    found
}

fn sum(criterion: &Criterion) -> Decimal {
    criterion.indicators.iter().map(|one| one.max.0 * one.weight.unwrap_or(Number::ONE).0).sum()
}

/// Indicator numbers an indicator cannot do without, with the key that says so.
pub(super) fn needs(indicator: &Indicator) -> Vec<(&'static str, &str)> {
    let condition = indicator.condition.as_deref().map(|no| ("condition", no));
    let base = match &indicator.scoring {
        Scoring::Bonus { base, .. } => Some(("scoring", base.as_str())),
        _ => None,
    };
    condition.into_iter().chain(base).collect()
}

fn dependencies(template: &Template) -> Vec<(Vec<At>, String)> {
    let mut found = Vec::new();
    for (c, criterion) in template.criteria.iter().enumerate() {
        for (i, indicator) in criterion.indicators.iter().enumerate() {
            for (name, no) in needs(indicator) {
                if let Some(sentence) = unreachable(template, criterion, indicator, no) {
                    let at = vec![key("criterion"), At::Item(c), key("indicator"), At::Item(i), key(name)];
                    found.push((at, sentence));
                }
            }
        }
    }
    found
}

fn unreachable(
    template: &Template,
    criterion: &Criterion,
    indicator: &Indicator,
    no: &str,
) -> Option<String> {
    if indicator.no == no {
        return Some(format!("Показатель {no} зависит сам от себя: балла по нему не получить."));
    }
    let Some((home, needed)) = template.indicators().find(|(_, one)| one.no == no) else {
        return Some(format!(
            "Показатель {} зависит от показателя {no}, которого в таблице нет.",
            indicator.no
        ));
    };
    if template.level_of(home) != template.level_of(criterion) {
        return Some(format!("Показатель {} зависит от показателя {no} другого уровня.", indicator.no));
    }
    if !needed.scoring.is_scored() {
        return Some(format!(
            "Показатель {} зависит от показателя {no}, который не оценивается.",
            indicator.no
        ));
    }
    let circle = circle(template, indicator)?;
    Some(format!("Показатели зависят друг от друга по кругу: {}.", circle.join(" → ")))
}

fn circle(template: &Template, start: &Indicator) -> Option<Vec<String>> {
    let mut trail = vec![start.no.clone()];
    let mut next = needs(start).first().map(|(_, no)| (*no).to_owned());
    while let Some(no) = next {
        if trail.contains(&no) {
            let begins = trail.first() == Some(&no);
            trail.push(no);
            return begins.then_some(trail);
        }
        next = template.indicator(&no).and_then(|one| needs(one).first().map(|(_, no)| (*no).to_owned()));
        trail.push(no);
    }
    None
}
