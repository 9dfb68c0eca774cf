//! Errors of sense in `incentives.toml`: levels nobody decides at, weights nobody counts, documents and months there are not.

use super::ground::no_kind;
use super::{Finder, path};
use crate::{ActivityWeight, AwardKind, Problem};

pub(super) fn check(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("incentives.toml") else {
        return vec![];
    };
    let rules = &finder.draft.pack.incentives;
    let mut problems = Vec::new();
    for (index, award) in rules.awards.iter().enumerate() {
        if !AwardKind::LEVELS.contains(&award.level.as_str()) {
            let sentence =
                format!("Уровня «{}» у наград нет: возможны {}.", award.level, AwardKind::LEVELS.join(", "));
            problems.push(source.at(&path("award", index, "level"), sentence));
        }
    }
    for (index, one) in rules.weights.iter().enumerate() {
        if !ActivityWeight::IDS.contains(&one.id.as_str()) {
            let known = ActivityWeight::IDS.join(", ");
            let sentence = format!("Работы «{}» программа не считает: возможны {known}.", one.id);
            problems.push(source.at(&path("activity", index, "id"), sentence));
        }
        if one.weight > ActivityWeight::MOST {
            let sentence = format!("Вес не больше {}.", ActivityWeight::MOST);
            problems.push(source.at(&path("activity", index, "weight"), sentence));
        }
    }
    for (index, system) in rules.systems.iter().enumerate() {
        if system.month.is_some_and(|month| !(1..=12).contains(&month)) {
            let sentence = "Месяц – число от 1 до 12.";
            problems.push(source.at(&path("system", index, "month"), sentence));
        }
        if !finder.has_document_kind(&system.id) {
            problems.push(source.at(&path("system", index, "id"), no_kind(&system.id)));
        }
    }
    problems
}
