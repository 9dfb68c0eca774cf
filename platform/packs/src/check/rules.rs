//! Errors of sense outside the templates: dates, levels, kinds of documents, quorums, advice.

use super::ground::{no_kind, no_level, no_named};
use super::{Finder, key, path};
use crate::documents::{GENERA, format_fault};
use crate::source::At;
use crate::{Body, Fraction, Problem};

pub(super) fn check(finder: &Finder<'_>) -> Vec<Problem> {
    let mut problems = manifest(finder);
    problems.extend(duplicates(finder));
    problems.extend(clauses(finder));
    problems.extend(levels(finder));
    problems.extend(documents(finder));
    problems.extend(people(finder));
    problems.extend(super::mentoring::check(finder));
    problems.extend(super::yearly::check(finder));
    problems.extend(consents(finder));
    problems.extend(super::incentives::check(finder));
    problems.extend(meetings(finder));
    problems.extend(advice(finder));
    problems.extend(super::structures::check(finder));
    problems.extend(super::census::check(finder));
    problems
}

fn manifest(finder: &Finder<'_>) -> Vec<Problem> {
    let manifest = &finder.draft.pack.manifest;
    let Some(source) = finder.source("pack.toml") else {
        return vec![];
    };
    let mut problems = Vec::new();
    if let (Some(from), Some(to)) = (manifest.in_force_from, manifest.in_force_to)
        && from > to
    {
        let shown = |day: crate::Day| day.0.format("%d.%m.%Y").to_string();
        let sentence =
            format!("Срок действия кончается ({}) раньше, чем начинается ({}).", shown(to), shown(from));
        problems.push(source.at(&[key("in_force_to")], sentence));
    }
    if let Some(level) = manifest.top_level.as_deref()
        && !finder.has_level(level)
    {
        problems.push(source.at(&[key("top_level")], no_level(level)));
    }
    for (name, value) in [("id", &manifest.id), ("title", &manifest.title), ("source", &manifest.source)] {
        if value.trim().is_empty() {
            problems.push(source.at(&[key(name)], format!("Ключ «{name}» пуст.")));
        }
    }
    problems
}

/// The sections as (file, list, ids with clauses).
type Section<'a> = (&'static str, &'static str, Vec<(String, &'a str)>);

fn sections<'a>(finder: &'a Finder<'_>) -> Vec<Section<'a>> {
    fn of<T: crate::Rule>(rules: &[T]) -> Vec<(String, &str)> {
        rules.iter().map(|rule| (rule.id(), rule.clause())).collect()
    }
    let pack = &finder.draft.pack;
    vec![
        ("pack.toml", "note", of(&pack.manifest.notes)),
        ("levels.toml", "level", of(&pack.levels)),
        ("levels.toml", "unit_kind", of(&pack.unit_kinds)),
        ("levels.toml", "service_form", of(&pack.service_forms)),
        ("documents.toml", "kind", of(&pack.document_kinds)),
        ("documents.toml", "act", of(&pack.acts)),
        ("documents.toml", "folder", of(&pack.folders)),
        ("documents.toml", "keeping", of(&pack.keeping)),
        ("documents.toml", "concept", of(&pack.concepts)),
        ("people.toml", "post", of(&pack.posts)),
        ("people.toml", "subject", of(&pack.subjects)),
        ("people.toml", "category", of(&pack.categories)),
        ("mentoring.toml", "limit", of(&pack.mentoring.limits)),
        ("mentoring.toml", "step", of(&pack.mentoring.steps)),
        ("mentoring.toml", "clause", of(&pack.mentoring.clauses)),
        ("mentoring.toml", "category", of(&pack.mentoring.categories)),
        ("mentoring.toml", "kind", of(&pack.mentoring.kinds)),
        ("mentoring.toml", "criterion", of(&pack.mentoring.criteria)),
        ("mentoring.toml", "ground", of(&pack.mentoring.grounds)),
        ("mentoring.toml", "work", of(&pack.mentoring.works)),
        ("mentoring.toml", "adaptation", of(&pack.mentoring.adaptation)),
        ("consents.toml", "kind", of(&pack.consent_kinds)),
        ("consents.toml", "obligation", of(&pack.confidentiality)),
        ("mentoring.toml", "word", of(&pack.mentoring.words)),
        ("mentoring.toml", "template", of(&pack.mentoring.templates)),
        ("mentoring.toml", "yearly", of(&pack.mentoring.yearly)),
        ("incentives.toml", "award", of(&pack.incentives.awards)),
        ("incentives.toml", "ground", of(&pack.incentives.grounds)),
        ("incentives.toml", "activity", of(&pack.incentives.weights)),
        ("incentives.toml", "measure", of(&pack.incentives.measures)),
        ("incentives.toml", "system", of(&pack.incentives.systems)),
        ("incentives.toml", "payment", of(&pack.incentives.payments)),
        ("meetings.toml", "body", of(&pack.bodies)),
        ("structures.toml", "structure", of(&pack.structure_kinds)),
        ("structures.toml", "direction", of(&pack.service_directions)),
        ("advice.toml", "advice", of(&pack.advice)),
        ("functions.toml", "function", of(&pack.functions)),
        ("functions.toml", "outline", of(&pack.outline)),
        ("functions.toml", "effectiveness", of(&pack.effectiveness)),
        ("census.toml", "count", of(&pack.census)),
    ]
}

fn duplicates(finder: &Finder<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, list, rules) in sections(finder) {
        let Some(source) = finder.source(file) else {
            continue;
        };
        for (index, (id, _)) in rules.iter().enumerate() {
            if let Some(first) = rules.iter().take(index).position(|(known, _)| known == id) {
                let line = source.line(&path(list, first, "id"));
                let sentence = format!("«{id}» описан дважды: первый раз в строке {line}.");
                problems.push(source.at(&path(list, index, "id"), sentence));
            }
        }
    }
    problems
}

fn clauses(finder: &Finder<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, list, rules) in sections(finder) {
        let Some(source) = finder.source(file) else {
            continue;
        };
        for (index, (_, clause)) in rules.iter().enumerate() {
            if clause.trim().is_empty() {
                let sentence = "Пункт положения пуст: у каждого правила должен быть источник.";
                problems.push(source.at(&path(list, index, "clause"), sentence));
            }
        }
    }
    problems
}

fn levels(finder: &Finder<'_>) -> Vec<Problem> {
    let pack = &finder.draft.pack;
    let Some(source) = finder.source("levels.toml") else {
        return vec![];
    };
    let above = pack.levels.iter().map(|level| level.above.as_deref()).enumerate();
    let above = above.filter_map(|(index, level)| Some(("level", "above", index, level?)));
    let kinds = pack.unit_kinds.iter().enumerate();
    let kinds = kinds.map(|(index, kind)| ("unit_kind", "level", index, kind.level.as_str()));
    let forms = pack.service_forms.iter().enumerate();
    let forms = forms.flat_map(|(index, form)| {
        form.levels.iter().map(move |level| ("service_form", "levels", index, level.as_str()))
    });
    above
        .chain(kinds)
        .chain(forms)
        .filter(|(_, _, _, level)| !finder.has_level(level))
        .map(|(list, name, index, level)| source.at(&path(list, index, name), no_level(level)))
        .collect()
}

fn documents(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("documents.toml") else {
        return vec![];
    };
    let mut problems = Vec::new();
    for (index, kind) in finder.draft.pack.document_kinds.iter().enumerate() {
        if !finder.has_level(&kind.level) {
            problems.push(source.at(&path("kind", index, "level"), no_level(&kind.level)));
        }
        for level in kind.must_exist.iter().filter(|level| !finder.has_level(level)) {
            problems.push(source.at(&path("kind", index, "must_exist"), no_level(level)));
        }
        for other in kind.must_kinds.iter().filter(|other| !finder.has_unit_kind(other)) {
            let sentence = format!("Вида территории «{other}» в\u{a0}наборе нет.");
            problems.push(source.at(&path("kind", index, "must_kinds"), sentence));
        }
        if kind.share.as_ref().is_some_and(|share| share.base.max(share.target.unwrap_or(0)) > 100) {
            let sentence = "Доля – от 0 до 100 процентов.".to_owned();
            problems.push(source.at(&path("kind", index, "share"), sentence));
        }
        for other in kind.met_by.iter().filter(|other| !finder.has_document_kind(other)) {
            problems.push(source.at(&path("kind", index, "met_by"), no_kind(other)));
        }
        if !kind.sample.is_empty() && !kind.sample.starts_with("https://") {
            let sentence = "Образец документа – ссылка, которая начинается с https://.".to_owned();
            problems.push(source.at(&path("kind", index, "sample"), sentence));
        }
        if !GENERA.contains(&kind.genus.as_str()) {
            problems.push(source.at(&path("kind", index, "genus"), no_genus(&kind.genus)));
        }
    }
    problems.extend(keeping(finder, source));
    for (genus, format) in &finder.draft.pack.number_formats {
        let unknown = (!GENERA.contains(&genus.as_str())).then(|| no_genus(genus));
        let faults = unknown.into_iter().chain(format_fault(format));
        problems
            .extend(faults.map(|sentence| source.at(&[key("numbers"), At::Key(genus.clone())], sentence)));
    }
    problems
}

fn keeping(finder: &Finder<'_>, source: &crate::source::Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, folder) in finder.draft.pack.folders.iter().enumerate() {
        if !finder.has_level(&folder.level) {
            problems.push(source.at(&path("folder", index, "level"), no_level(&folder.level)));
        }
        for kind in folder.kinds.iter().filter(|kind| !finder.has_document_kind(kind)) {
            problems.push(source.at(&path("folder", index, "kinds"), no_kind(kind)));
        }
        for kind in folder.optional.iter().filter(|kind| !folder.kinds.contains(kind)) {
            let text = format!("Вида «{kind}» в\u{a0}этой папке нет.");
            problems.push(source.at(&path("folder", index, "optional"), text));
        }
        let known = |condition: &str| crate::Folder::CONDITIONS.iter().any(|(id, _)| *id == condition);
        if !folder.asked_where.is_empty() && !known(&folder.asked_where) {
            let all: Vec<String> =
                crate::Folder::CONDITIONS.iter().map(|(id, title)| format!("{id} – {title}")).collect();
            let text = format!("Условия «{}» нет. Бывают: {}.", folder.asked_where, all.join("; "));
            problems.push(source.at(&path("folder", index, "asked_where"), text));
        }
    }
    for (index, term) in finder.draft.pack.keeping.iter().enumerate() {
        if !GENERA.contains(&term.id.as_str()) {
            problems.push(source.at(&path("keeping", index, "id"), no_genus(&term.id)));
        }
    }
    problems
}

fn no_genus(genus: &str) -> String {
    format!("Рода документов «{genus}» нет. Бывают: {}.", GENERA.join(", "))
}

/// A post of a group nobody knows, an alias two posts (or subjects, or categories) share: a row of a list would fit both.
fn people(finder: &Finder<'_>) -> Vec<Problem> {
    let pack = &finder.draft.pack;
    let Some(source) = finder.source("people.toml") else {
        return vec![];
    };
    let mut problems = Vec::new();
    // A leap year knows every day.
    if pack.training_plan.as_ref().is_some_and(|plan| plan.day(2024).is_none()) {
        let sentence = "Дня плана повышения квалификации в\u{a0}году нет: напишите его так – «11-15».";
        problems.push(source.at(&[key("training_plan"), key("by")], sentence));
    }
    let specialists = pack.people_terms.iter().flat_map(|terms| &terms.young_specialist_posts);
    for id in specialists.filter(|id| !finder.knows(|rules| rules.post(id).is_some())) {
        problems.push(
            source.at(&[key("terms"), key("young_specialist_posts")], no_named(crate::ParamType::Posts, id)),
        );
    }
    for (index, post) in pack.posts.iter().enumerate() {
        if !crate::Post::GROUPS.iter().any(|(group, _)| *group == post.group) {
            let known: Vec<&str> = crate::Post::GROUPS.iter().map(|(group, _)| *group).collect();
            let sentence = format!("Группы должностей «{}» нет: возможны {}.", post.group, known.join(", "));
            problems.push(source.at(&path("post", index, "group"), sentence));
        }
    }
    let words: [(&str, Vec<Vec<&String>>); 3] = [
        ("post", pack.posts.iter().map(|one| named(&one.title, &one.aliases)).collect()),
        ("subject", pack.subjects.iter().map(|one| named(&one.title, &one.aliases)).collect()),
        ("category", pack.categories.iter().map(|one| named(&one.title, &one.aliases)).collect()),
    ];
    for (list, rows) in words {
        for (index, names) in rows.iter().enumerate() {
            let twice =
                names.iter().find(|name| rows.iter().take(index).flatten().any(|known| known == *name));
            if let Some(name) = twice {
                let sentence =
                    format!("«{name}» уже значит другое: строку списка можно было бы прочитать двояко.");
                problems.push(source.at(&path(list, index, "title"), sentence));
            }
        }
    }
    problems
}

/// A consent that names no data, or leaves no day for what a withdrawal starts.
fn consents(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("consents.toml") else {
        return vec![];
    };
    let mut problems = Vec::new();
    for (index, kind) in finder.draft.pack.consent_kinds.iter().enumerate().filter(|(_, kind)| !kind.absent) {
        let mut told = |name: &str, sentence: &str| {
            problems.push(source.at(&path("kind", index, name), sentence.to_owned()));
        };
        if kind.data.is_empty() && !kind.spreads {
            told("data", "Не сказано, на какие данные даётся согласие: перечислите их в data.");
        }
        if kind.erase_days == 0 {
            told("erase_days", "За ноль дней ничего не удалить: назовите срок по закону.");
        }
        if kind.erasure.is_empty() {
            told("erasure", "Не сказано, что сделать после отзыва: перечислите это в erasure.");
        }
    }
    problems
}

fn named<'a>(title: &'a String, aliases: &'a [String]) -> Vec<&'a String> {
    std::iter::once(title).chain(aliases).collect()
}

fn meetings(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("meetings.toml") else {
        return vec![];
    };
    let mut problems = Vec::new();
    for (index, body) in finder.draft.pack.bodies.iter().enumerate() {
        for (inner, what, share) in shares(body) {
            if share.is_above_whole() {
                let mut at = vec![key("body"), At::Item(index)];
                at.extend(inner);
                let sentence = format!("{what} {share} больше 100 %: столько голосов не бывает.");
                problems.push(source.at(&at, sentence));
            }
        }
    }
    problems
}

fn shares(body: &Body) -> Vec<(Vec<At>, &'static str, Fraction)> {
    let quorum = body.quorum.iter().map(|quorum| (vec![key("quorum"), key("share")], "Кворум", quorum.share));
    let extraordinary = body
        .extraordinary_share
        .iter()
        .map(|share| (vec![key("extraordinary_share")], "Доля требующих", *share));
    let questions = body.questions.iter().enumerate().map(|(index, question)| {
        (vec![key("question"), At::Item(index), key("share")], "Большинство", question.share)
    });
    quorum.chain(extraordinary).chain(questions).collect()
}

fn advice(finder: &Finder<'_>) -> Vec<Problem> {
    let Some(source) = finder.source("advice.toml") else {
        return vec![];
    };
    let unread = finder.draft.sources.iter().filter(|source| source.file.starts_with("monitoring/")).count()
        > finder.draft.template_files.len();
    let mut problems = Vec::new();
    for (index, advice) in finder.draft.pack.advice.iter().enumerate() {
        let template = finder.draft.pack.templates.iter().find(|template| template.id == advice.template);
        match template {
            None if !unread => {
                let sentence = format!("Таблицы мониторинга «{}» в наборе нет.", advice.template);
                problems.push(source.at(&path("advice", index, "template"), sentence));
            }
            Some(template) if template.indicator(&advice.indicator).is_none() => {
                let sentence =
                    format!("Показателя {} в таблице «{}» нет.", advice.indicator, advice.template);
                problems.push(source.at(&path("advice", index, "indicator"), sentence));
            }
            _ => {}
        }
        if let Some(kind) = advice.action.document.as_deref().filter(|kind| !finder.has_document_kind(kind)) {
            problems.push(source.at(&path("advice", index, "action"), super::ground::no_kind(kind)));
        }
    }
    problems
}
