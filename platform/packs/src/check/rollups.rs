//! Values taken from the level below: the indicator below exists, stands lower and can give such a value.

use super::key;
use crate::source::At;
use crate::{Criterion, Indicator, Rollup, RollupKind, Template};

/// Findings: path and sentence.
pub(super) fn check(template: &Template) -> Vec<(Vec<At>, String)> {
    let mut found = Vec::new();
    for (c, criterion) in template.criteria.iter().enumerate() {
        for (i, indicator) in criterion.indicators.iter().enumerate() {
            let sentence =
                indicator.rollup.as_ref().and_then(|rollup| wrong(template, criterion, indicator, rollup));
            if let Some(sentence) = sentence {
                let at = vec![key("criterion"), At::Item(c), key("indicator"), At::Item(i), key("rollup")];
                found.push((at, sentence));
            }
        }
    }
    found
}

fn wrong(template: &Template, home: &Criterion, indicator: &Indicator, rollup: &Rollup) -> Option<String> {
    let (no, of) = (&indicator.no, &rollup.of);
    let word = word(rollup.kind);
    let Some((below, lower)) = template.indicators().find(|(_, one)| one.no == *of) else {
        return Some(format!("Показатель {no} берёт {word} показателя {of}, которого в таблице нет."));
    };
    let place = |level: &str| template.levels.iter().position(|known| known.id == level);
    let (high, low) = (place(template.level_of(home)), place(template.level_of(below)));
    if high >= low {
        let sentence = format!(
            "Показатель {no} берёт {word} показателя {of}, а тот не ниже его уровнем: снизу вверх значения не собрать."
        );
        return Some(sentence);
    }
    let rule = indicator.scoring.name();
    if !rollup.kind.fits(&indicator.scoring) {
        return Some(format!("Показатель {no}: правило «{rule}» не хранит {word} по уровню ниже."));
    }
    if !rollup.kind.takes(&lower.scoring) {
        let lower = lower.scoring.name();
        return Some(format!("Показатель {no}: {word} по правилу «{lower}» показателя {of} не сосчитать."));
    }
    None
}

fn word(kind: RollupKind) -> &'static str {
    match kind {
        RollupKind::Share => "долю",
        RollupKind::Mean => "среднее",
    }
}
