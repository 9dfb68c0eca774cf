//! Errors of sense in the yearly lines of `mentoring.toml`: levels, months and kinds of documents there are not, lines that
//! nothing would close.

use super::ground::no_kind;
use super::{Finder, path};
use crate::{Problem, YearlyDuty};

pub(super) fn check(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("mentoring.toml") else {
        return vec![];
    };
    let mut problems = Vec::new();
    for (index, one) in finder.draft.pack.mentoring.yearly.iter().enumerate() {
        let mut told = |name: &str, sentence: String| {
            problems.push(source.at(&path("yearly", index, name), sentence));
        };
        if !YearlyDuty::LEVELS.contains(&one.level.as_str()) {
            let known = YearlyDuty::LEVELS.join(", ");
            told("level", format!("Уровня «{}» у ежегодного дела нет: возможны {known}.", one.level));
        }
        if one.month.is_some_and(|month| !(1..=12).contains(&month)) {
            told("month", "Месяц – число от 1 до 12.".to_owned());
        }
        if one.documents.is_empty() && !one.studied && one.waits.is_empty() {
            told("id", format!("Дело «{}» нечем закрыть: назовите documents или studied.", one.id));
        }
        for kind in one.documents.iter().filter(|kind| !finder.has_document_kind(kind)) {
            told("documents", no_kind(kind));
        }
    }
    problems
}
