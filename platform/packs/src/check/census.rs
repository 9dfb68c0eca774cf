//! Errors of sense in `census.toml`: facts that do not count, things they name that are not there.

use super::ground::{self, Ground};
use super::{Finder, facts, path};
use crate::{FactDecl, FactValue, Problem};

pub(super) fn check(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("census.toml") else {
        return vec![];
    };
    let ground = ground::File { finder, source };
    let mut problems = Vec::new();
    for (index, one) in finder.draft.pack.census.iter().enumerate() {
        let mut told = |name: &str, sentence: String| {
            problems.push(source.at(&path("count", index, name), sentence));
        };
        for (name, text) in [("title", &one.title), ("group", &one.group)] {
            if text.trim().is_empty() {
                told(name, ground.says(ground::Lack::Empty(name)));
            }
        }
        for (name, sentence) in facts::named(&one.fact, &one.with, &ground, counts) {
            told(name, sentence);
        }
    }
    problems
}

/// Only a number stands beside a number.
fn counts(fact: &FactDecl) -> Vec<(&'static str, String)> {
    if fact.value == FactValue::Number {
        return vec![];
    }
    let sentence =
        format!("Факт «{}» отвечает на {}, а рядом с числом положения нужно число.", fact.name, fact.value);
    vec![("fact", sentence)]
}
