//! Errors of sense in `mentoring.toml`: numbers, lists, steps and clauses nobody reads, steps out of the order of the way, a way
//! without an order.

use super::{Finder, path};
use crate::source::Source;
use crate::{MentoringClause, MentoringLimit, MentoringStep, MentoringWord, Problem};

pub(super) fn check(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("mentoring.toml") else {
        return vec![];
    };
    let rules = &finder.draft.pack.mentoring;
    let mut problems = Vec::new();
    for (index, limit) in rules.limits.iter().enumerate() {
        if !is_of(&MentoringLimit::IDS, &limit.id) {
            let known = ids(&MentoringLimit::IDS);
            let sentence = format!("Числа «{}» у наставничества нет: возможны {known}.", limit.id);
            problems.push(source.at(&path("limit", index, "id"), sentence));
        }
        if limit.value == 0 {
            let sentence = "Ноль запретил бы всё. Если предела нет, не пишите эту строку.";
            problems.push(source.at(&path("limit", index, "value"), sentence));
        }
    }
    for (index, word) in rules.words.iter().enumerate() {
        if !is_of(&MentoringWord::LISTS, &word.list) {
            let known = ids(&MentoringWord::LISTS);
            let sentence = format!("Списка «{}» нет: возможны {known}.", word.list);
            problems.push(source.at(&path("word", index, "list"), sentence));
        }
    }
    for (index, one) in rules.clauses.iter().enumerate() {
        if !is_of(&MentoringClause::IDS, &one.id) {
            let known = ids(&MentoringClause::IDS);
            let sentence = format!("Пункт «{}» нигде не называют: возможны {known}.", one.id);
            problems.push(source.at(&path("clause", index, "id"), sentence));
        }
    }
    problems.extend(steps(finder, source));
    problems
}

/// A step nobody knows, one before what comes first, a pair that would begin without an order.
fn steps(finder: &Finder<'_>, source: &Source) -> Vec<Problem> {
    let steps = &finder.draft.pack.mentoring.steps;
    let mut problems = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let Some(place) = MentoringStep::place(&step.id) else {
            let known = ids(&MentoringStep::IDS);
            let sentence = format!("Шага «{}» у наставничества нет: возможны {known}.", step.id);
            problems.push(source.at(&path("step", index, "id"), sentence));
            continue;
        };
        let mut before = steps.iter().take(index).filter(|one| MentoringStep::place(&one.id) > Some(place));
        if let Some(later) = before.next_back() {
            let sentence = format!(
                "Шаг «{}» стоит после «{}», а делают его раньше: порядок – {}.",
                step.id,
                later.id,
                ids(&MentoringStep::IDS)
            );
            problems.push(source.at(&path("step", index, "id"), sentence));
        }
    }
    let has_order = finder.knows(|rules| rules.mentoring.step(MentoringStep::ORDER).is_some());
    if !steps.is_empty() && !has_order {
        let at = steps.iter().position(|step| step.id == MentoringStep::ORDER).unwrap_or_default();
        let sentence = "Нет шага «order»: без приказа пара не начинается.";
        problems.push(source.at(&path("step", at, "id"), sentence));
    }
    problems
}

fn is_of(known: &[(&str, &str)], id: &str) -> bool {
    known.iter().any(|(one, _)| *one == id)
}

fn ids(known: &[(&str, &str)]) -> String {
    known.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ")
}
