//! Errors of sense inside one monitoring template: of a file with its lines, or of a table being edited.

use super::ground::{Ground, Lack};
use super::{facts, key, rollups, steps, table};
use crate::source::At;
use crate::{Indicator, ParamType, Scoring, StepBasis, Template};

/// What is wrong: path and sentence.
pub(super) fn check(template: &Template, ground: &dyn Ground) -> Found {
    let mut found = table::check(template);
    found.extend(rollups::check(template));
    found.extend(empty(&[], &[("title", &template.title), ("clause", &template.clause)], ground));
    found.extend(numbers(template, ground));
    found.extend(levels(template, ground));
    found.extend(bands(template));
    if template.criteria.is_empty() {
        found.push((vec![key("criterion")], "Критериев нет: добавьте хотя бы один.".to_owned()));
    }
    for (c, criterion) in template.criteria.iter().enumerate() {
        let home = vec![key("criterion"), At::Item(c)];
        let texts = [("title", &criterion.title), ("short", &criterion.short), ("clause", &criterion.clause)];
        found.extend(empty(&home, &texts, ground));
        if criterion.indicators.is_empty() {
            let sentence = format!("В критерии {} нет показателей: добавьте хотя бы один.", criterion.no);
            found.push((under(&home, "no"), sentence));
        }
        for (i, indicator) in criterion.indicators.iter().enumerate() {
            let at = vec![key("criterion"), At::Item(c), key("indicator"), At::Item(i)];
            let texts =
                [("title", &indicator.title), ("source", &indicator.source), ("clause", &indicator.clause)];
            found.extend(empty(&at, &texts, ground));
            found.extend(one(&at, indicator, ground));
        }
    }
    found
}

pub(super) type Found = Vec<(Vec<At>, String)>;

fn under(at: &[At], name: &str) -> Vec<At> {
    let mut path = at.to_vec();
    path.push(key(name));
    path
}

fn empty(at: &[At], texts: &[(&str, &String)], ground: &dyn Ground) -> Found {
    texts
        .iter()
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(name, _)| (under(at, name), ground.says(Lack::Empty(name))))
        .collect()
}

fn numbers(template: &Template, ground: &dyn Ground) -> Found {
    let mut found = Vec::new();
    let mut criteria: Vec<(&str, Vec<At>)> = Vec::new();
    let mut indicators: Vec<(&str, Vec<At>)> = Vec::new();
    for (c, criterion) in template.criteria.iter().enumerate() {
        let at = vec![key("criterion"), At::Item(c)];
        found.extend(repeated(&mut criteria, "Критерий", &criterion.no, under(&at, "no"), ground));
        for (i, indicator) in criterion.indicators.iter().enumerate() {
            let at = vec![key("criterion"), At::Item(c), key("indicator"), At::Item(i), key("no")];
            found.extend(repeated(&mut indicators, "Показатель", &indicator.no, at, ground));
        }
    }
    found
}

fn repeated<'t>(
    known: &mut Vec<(&'t str, Vec<At>)>,
    what: &str,
    no: &'t str,
    at: Vec<At>,
    ground: &dyn Ground,
) -> Option<(Vec<At>, String)> {
    if let Some((_, first)) = known.iter().find(|(other, _)| *other == no) {
        let first =
            ground.line(first).map(|line| format!(": первый раз в строке {line}")).unwrap_or_default();
        return Some((at, format!("{what} {no} указан дважды{first}.")));
    }
    known.push((no, at));
    None
}

fn levels(template: &Template, ground: &dyn Ground) -> Found {
    let mut found = Vec::new();
    if template.levels.is_empty() {
        found.push((vec![key("level")], ground.says(Lack::NoLevels)));
    }
    for (index, level) in template.levels.iter().enumerate() {
        if !ground.has_level(&level.id) {
            let sentence = ground.says(Lack::Level(&level.id, &level.title));
            found.push((vec![key("level"), At::Item(index), key("id")], sentence));
        }
    }
    for (index, criterion) in template.criteria.iter().enumerate() {
        let at = vec![key("criterion"), At::Item(index)];
        match criterion.level.as_deref() {
            Some(level) if !template.levels.iter().any(|known| known.id == level) => {
                let sentence = format!("Уровня «{level}» нет среди уровней этой таблицы.");
                found.push((under(&at, "level"), sentence));
            }
            None if template.levels.len() > 1 => {
                found.push((under(&at, "no"), ground.says(Lack::LevelOf(&criterion.no))));
            }
            _ => {}
        }
    }
    found
}

fn bands(template: &Template) -> Found {
    let at = |index| vec![key("band"), At::Item(index), key("from")];
    let found = steps::check_bands(&template.bands);
    found.into_iter().map(|(index, sentence)| (at(index), sentence)).collect()
}

fn one(at: &[At], indicator: &Indicator, ground: &dyn Ground) -> Found {
    let mut found = Vec::new();
    if let Some(most) = indicator.scoring.most()
        && most != indicator.max
    {
        let (no, max, rule) = (&indicator.no, indicator.max, indicator.scoring.name());
        let sentence = format!("Максимум показателя {no} объявлен {max}, а правило «{rule}» даёт до {most}.");
        found.push((under(at, "max"), sentence));
    }
    found.extend(scoring_steps(at, &indicator.scoring));
    let kinds = indicator.evidence.kinds.iter().filter(|kind| !ground.has_document_kind(kind));
    found.extend(
        kinds.map(|kind| (under(at, "evidence"), ground.says(Lack::Named(ParamType::DocumentKinds, kind)))),
    );
    found.extend(
        facts::check(indicator, ground).into_iter().map(|(name, sentence)| (under(at, name), sentence)),
    );
    found
}

fn scoring_steps(at: &[At], scoring: &Scoring) -> Found {
    let lists: Vec<(Vec<At>, &[crate::Step], StepBasis)> = match scoring {
        Scoring::Steps { of, steps, by_period, .. } => {
            let own = (vec![key("steps")], steps.as_slice(), *of);
            let other = by_period
                .iter()
                .map(|(period, steps)| (vec![key("by_period"), key(period)], steps.as_slice(), *of));
            std::iter::once(own).chain(other).collect()
        }
        Scoring::Share { steps, .. } if !steps.is_empty() => {
            vec![(vec![key("steps")], steps.as_slice(), StepBasis::Percent)]
        }
        _ => return vec![],
    };
    let mut found = Vec::new();
    for (inner, list, of) in lists {
        for (index, sentence) in steps::check_steps(list, of) {
            let mut path = under(at, "scoring");
            path.extend(inner.clone());
            path.push(At::Item(index));
            found.push((path, sentence));
        }
    }
    found
}
