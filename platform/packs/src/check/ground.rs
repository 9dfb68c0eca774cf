//! What a template is checked against, and in whose words: a pack's file with its lines, or a table on the screen.

use super::Finder;
use crate::source::{At, Source};
use crate::{Effective, FactDecl, ParamType};

/// What a table lacks, told in the words of the file or of the screen.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lack<'a> {
    /// A text left empty: its key.
    Empty(&'a str),
    /// No level at all.
    NoLevels,
    /// A level that does not exist: id and title.
    Level(&'a str, &'a str),
    /// A criterion of a table with several levels that does not say its own.
    LevelOf(&'a str),
    /// Something a parameter names that does not exist: a kind of document, a post.
    Named(ParamType, &'a str),
}

/// What a template is checked against.
pub(super) trait Ground {
    fn has_level(&self, id: &str) -> bool;
    fn has_document_kind(&self, id: &str) -> bool;
    /// Whether what a parameter of this type names is there.
    fn has_named(&self, what: ParamType, id: &str) -> bool;
    fn facts(&self) -> &[FactDecl];
    /// Line of a path, where there are lines.
    fn line(&self, path: &[At]) -> Option<usize>;
    /// The sentence for what is lacking.
    fn says(&self, lack: Lack<'_>) -> String;
}

/// A file of a pack.
pub(super) struct File<'a> {
    pub(super) finder: &'a Finder<'a>,
    pub(super) source: &'a Source,
}

impl Ground for File<'_> {
    fn has_level(&self, id: &str) -> bool {
        self.finder.has_level(id)
    }

    fn has_document_kind(&self, id: &str) -> bool {
        self.finder.has_document_kind(id)
    }

    fn has_named(&self, what: ParamType, id: &str) -> bool {
        self.finder.knows(|rules| names(rules, what, id))
    }

    fn facts(&self) -> &[FactDecl] {
        self.finder.facts
    }

    fn line(&self, path: &[At]) -> Option<usize> {
        Some(self.source.line(path))
    }

    fn says(&self, lack: Lack<'_>) -> String {
        match lack {
            Lack::Empty(name) => format!("Ключ «{name}» пуст."),
            Lack::NoLevels => "Не сказано, какие объекты измеряет таблица: добавьте [[level]].".to_owned(),
            Lack::Level(id, _) => no_level(id),
            Lack::LevelOf(no) => format!("В таблице несколько уровней: укажите level у критерия {no}."),
            Lack::Named(what, id) => no_named(what, id),
        }
    }
}

/// A table being edited, under the rules in force for its owner.
pub(super) struct Table<'a> {
    pub(super) rules: &'a Effective,
    pub(super) facts: &'a [FactDecl],
}

impl Ground for Table<'_> {
    fn has_level(&self, id: &str) -> bool {
        self.rules.level(id).is_some()
    }

    fn has_document_kind(&self, id: &str) -> bool {
        self.rules.document_kind(id).is_some()
    }

    fn has_named(&self, what: ParamType, id: &str) -> bool {
        names(self.rules, what, id)
    }

    fn facts(&self) -> &[FactDecl] {
        self.facts
    }

    fn line(&self, _path: &[At]) -> Option<usize> {
        None
    }

    fn says(&self, lack: Lack<'_>) -> String {
        match lack {
            Lack::Empty(name) => filled(name).to_owned(),
            Lack::NoLevels => "Не сказано, кого измеряет таблица: отметьте хотя бы один уровень.".to_owned(),
            Lack::Level(_, title) => {
                format!("Уровня «{title}» на этой территории нет: снимите его в настройках таблицы.")
            }
            Lack::LevelOf(no) => {
                format!("В таблице несколько уровней: выберите, какой из них измеряет критерий {no}.")
            }
            Lack::Named(ParamType::DocumentKinds, kind) => {
                format!("Вид документа «{kind}» на этой территории не действует: снимите его.")
            }
            Lack::Named(_, id) => format!("«{id}» на этой территории нет: снимите это в параметрах."),
        }
    }
}

fn filled(key: &str) -> &'static str {
    match key {
        "title" => "Нет названия: напишите его.",
        "short" => "Нет краткого названия: оно нужно для столбца сводной таблицы.",
        "source" => "Нет формулировки по положению: перепишите её дословно.",
        "clause" => "Не указан пункт положения: у каждого правила должен быть источник.",
        _ => "Поле пустое: заполните его.",
    }
}

fn names(rules: &Effective, what: ParamType, id: &str) -> bool {
    match what {
        ParamType::DocumentKinds => rules.document_kind(id).is_some(),
        ParamType::Posts => rules.post(id).is_some(),
        ParamType::UnitKinds => rules.unit_kinds.iter().any(|kind| kind.rule.id == id),
        ParamType::StructureKinds => rules.structure_kind(id).is_some(),
        ParamType::Text | ParamType::Number => true,
    }
}

pub(super) fn no_named(what: ParamType, id: &str) -> String {
    match what {
        ParamType::Posts => format!("Должности «{id}» нет в people.toml этого набора и его родителей."),
        ParamType::UnitKinds => {
            format!("Вида организации «{id}» нет в levels.toml этого набора и его родителей.")
        }
        ParamType::StructureKinds => {
            format!("Вида структуры «{id}» нет в structures.toml этого набора и его родителей.")
        }
        _ => no_kind(id),
    }
}

pub(super) fn no_level(id: &str) -> String {
    format!("Уровня «{id}» нет в levels.toml этого набора и его родителей.")
}

pub(super) fn no_kind(kind: &str) -> String {
    format!("Вида документа «{kind}» нет в documents.toml этого набора и его родителей.")
}
