//! Errors of sense in `structures.toml` and `functions.toml`: unknown levels, documents, kinds, areas; roles that cannot be.

use super::ground::{no_kind, no_level};
use super::{Finder, key, path};
use crate::outline::AREAS;
use crate::source::{At, Source};
use crate::{Function, Post, Problem, StructureKind};

pub(super) fn check(finder: &Finder<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(source) = finder.source("structures.toml") {
        for (index, kind) in finder.draft.pack.structure_kinds.iter().enumerate().filter(|(_, k)| !k.absent) {
            problems.extend(names(finder, source, (index, kind)));
            problems.extend(members(source, (index, kind)));
        }
    }
    if let Some(source) = finder.source("functions.toml") {
        for (index, function) in finder.draft.pack.functions.iter().enumerate() {
            problems.extend(served(finder, source, (index, function)));
        }
        for (index, one) in finder.draft.pack.effectiveness.iter().enumerate() {
            let unknown = one.areas.iter().filter(|area| !is_area(area));
            let told = |area: &String| source.at(&path("effectiveness", index, "areas"), no_area(area));
            problems.extend(unknown.map(told));
        }
    }
    problems
}

/// What the kind names must be there.
fn names(finder: &Finder<'_>, source: &Source, (index, kind): (usize, &StructureKind)) -> Vec<Problem> {
    let told = |name: &str, sentence: String| source.at(&path("structure", index, name), sentence);
    let mut problems = Vec::new();
    if kind.levels.is_empty() {
        let sentence = "Не сказано, на каком уровне бывает структура: добавьте levels.".to_owned();
        problems.push(told("id", sentence));
    }
    for level in kind.levels.iter().filter(|level| !finder.has_level(level)) {
        problems.push(told("levels", no_level(level)));
    }
    for (list, kinds) in [("documents", &kind.documents), ("optional_documents", &kind.optional_documents)] {
        let unknown = kinds.iter().filter(|one| !finder.has_document_kind(one));
        problems.extend(unknown.map(|document| told(list, no_kind(document))));
    }
    let at = kind.documents_at.values().flatten().filter(|one| !finder.has_document_kind(one));
    problems.extend(at.map(|document| told("documents_at", no_kind(document))));
    for level in kind.documents_at.keys().filter(|level| !kind.is_of(level)) {
        let sentence =
            format!("Документы названы для уровня «{level}», на котором такой структуры не бывает.");
        problems.push(told("documents_at", sentence));
    }
    for document in kind.founded_by.iter().filter(|one| !finder.has_document_kind(one)) {
        problems.push(told("founded_by", no_kind(document)));
    }
    if !kind.minutes_kind.is_empty() && !finder.has_document_kind(&kind.minutes_kind) {
        problems.push(told("minutes_kind", no_kind(&kind.minutes_kind)));
    }
    for role in kind.roles.iter().filter(|role| !role.order.is_empty()) {
        if !finder.has_document_kind(&role.order) {
            problems.push(told("role", no_kind(&role.order)));
        }
    }
    if !kind.approved_by.is_empty() && !finder.has_document_kind(&kind.approved_by) {
        problems.push(told("approved_by", no_kind(&kind.approved_by)));
    }
    for above in kind.under.iter().filter(|one| !finder.has_structure_kind(one)) {
        problems.push(told("under", no_structure(above)));
    }
    problems
}

/// Roles once each, held by somebody for some time, and room for all who must be there.
fn members(source: &Source, (index, kind): (usize, &StructureKind)) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, role) in kind.roles.iter().enumerate() {
        let told = |name: &str, sentence: String| {
            let steps = [key("structure"), At::Item(index), key("role"), At::Item(at), key(name)];
            source.at(&steps, sentence)
        };
        if kind.roles.iter().take(at).any(|known| known.id == role.id) {
            problems.push(told("id", format!("Роль «{}» описана у этой структуры дважды.", role.id)));
        }
        if role.holders == Some(0) {
            let sentence = format!("Роль «{}» не может занимать никто: holders – от 1.", role.title);
            problems.push(told("holders", sentence));
        }
        if role.term_months == Some(0) {
            let sentence = format!("Срок роли «{}» – 0 месяцев: укажите хотя бы один.", role.title);
            problems.push(told("term_months", sentence));
        }
    }
    for (at, demand) in kind.demands.iter().enumerate() {
        let told = |name: &str, sentence: String| {
            let steps = [key("structure"), At::Item(index), key("demand"), At::Item(at), key(name)];
            source.at(&steps, sentence)
        };
        let is_odd = demand.higher_pedagogical == demand.over_years.is_some();
        if is_odd {
            let sentence = "Требование – либо образование (higher_pedagogical), либо стаж (over_years): нужно одно из двух.";
            problems.push(told("title", sentence.to_owned()));
        }
        let is_group = Post::GROUPS.iter().any(|(group, _)| *group == demand.group);
        if demand.over_years.is_some() && !is_group {
            let groups = Post::GROUPS.map(|(group, _)| group).join(", ");
            problems
                .push(told("group", format!("Группы должностей «{}» нет. Бывают: {groups}.", demand.group)));
        }
        for role in demand.roles.iter().filter(|role| kind.role(role).is_none()) {
            problems.push(told("roles", format!("Роли «{role}» у этой структуры нет.")));
        }
    }
    let seats: u32 = kind.roles.iter().filter(|role| role.required).fold(0, |sum, _| sum + 1);
    if let Some(least) = kind.min_members.filter(|least| *least < seats) {
        let sentence = format!(
            "Наименьшее число членов – {least}, а обязательных ролей – {seats}: столько людей не поместится."
        );
        problems.push(source.at(&path("structure", index, "min_members"), sentence));
    }
    problems
}

fn served(finder: &Finder<'_>, source: &Source, (index, function): (usize, &Function)) -> Vec<Problem> {
    let told = |name: &str, sentence: String| source.at(&path("function", index, name), sentence);
    let mut problems = Vec::new();
    if !finder.has_level(&function.level) {
        problems.push(told("level", no_level(&function.level)));
    }
    if !function.area.is_empty() && !is_area(&function.area) {
        problems.push(told("area", no_area(&function.area)));
    }
    for kind in function.structures.iter().filter(|one| !finder.has_structure_kind(one)) {
        problems.push(told("structures", no_structure(kind)));
    }
    problems
}

fn is_area(code: &str) -> bool {
    AREAS.iter().any(|(known, _)| *known == code)
}

fn no_area(code: &str) -> String {
    let known: Vec<&str> = AREAS.iter().map(|(code, _)| *code).collect();
    format!("Раздела «{code}» в программе нет. Бывают: {}.", known.join(", "))
}

fn no_structure(id: &str) -> String {
    format!("Вида структуры «{id}» нет в structures.toml этого набора и его родителей.")
}
