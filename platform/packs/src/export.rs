//! A table of one's own as a pack: the folder that `metodset pack check` accepts, with what its parent does not know.

use crate::written::{self, plain, quoted};
use crate::{Effective, Library, Template};
use chrono::NaiveDate;
use std::fmt::Write;

/// What the pack says of itself.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// Id of the pack, also the folder's name.
    pub id: &'a str,
    /// Whose table it is.
    pub issuer: &'a str,
    /// The day it is written.
    pub on: NaiveDate,
    /// The rules in force for the owner.
    pub rules: &'a Effective,
}

impl Template {
    /// The table as TOML in the style of the packs.
    pub fn to_toml(&self) -> String {
        written::template(self)
    }
}

/// The files of the pack: name inside the folder and text.
pub fn files(table: &Template, export: &Export<'_>, library: &Library) -> Vec<(String, String)> {
    let parent = export.rules.chain.first().map_or("federal", String::as_str);
    let known = library.effective(&[parent]).ok();
    let mut files = vec![("pack.toml".to_owned(), manifest(table, export, parent))];
    files.extend(levels(table, export.rules, known.as_deref()).map(|text| ("levels.toml".to_owned(), text)));
    files
        .extend(kinds(table, export.rules, known.as_deref()).map(|text| ("documents.toml".to_owned(), text)));
    files.push((format!("monitoring/{}.toml", table.id), table.to_toml()));
    files
}

/// The pack as a ZIP of its folder.
pub fn archive(table: &Template, export: &Export<'_>, library: &Library) -> Result<Vec<u8>, String> {
    crate::archive::pack(export.id, &files(table, export, library))
}

fn manifest(table: &Template, export: &Export<'_>, parent: &str) -> String {
    let act = table.act.as_ref();
    let mut out = format!(
        "# {}. Таблица «{}», выгружена {}.\n# Проверка: metodset pack check {}\n",
        plain(export.issuer),
        plain(&table.title),
        export.on.format("%d.%m.%Y"),
        export.id
    );
    let mut line = |key: &str, value: String| {
        // Writing into a string cannot fail.
        let _ = writeln!(out, "{key} = {value}");
    };
    line("id", quoted(export.id));
    line("title", quoted(&format!("{} – {}", table.title, export.issuer)));
    line("version", quoted("1.0.0"));
    line("issuer", quoted(export.issuer));
    if let Some(act) = act.filter(|act| !act.number.is_empty()) {
        line("number", quoted(&act.number));
    }
    if let Some(day) = act.and_then(|act| act.date) {
        line("date", day.0.to_string());
    }
    let source = act.map(|act| &act.title).filter(|title| !title.trim().is_empty()).unwrap_or(&table.clause);
    line("source", quoted(if source.trim().is_empty() { &table.title } else { source }));
    line("parent", quoted(parent));
    out
}

/// Levels the parent does not know.
fn levels(table: &Template, rules: &Effective, known: Option<&Effective>) -> Option<String> {
    let is_new = |id: &str| known.is_none_or(|known| known.level(id).is_none());
    let mut out = String::from("# Уровни, которых нет в родительском наборе.\n");
    let new: Vec<_> = table.levels.iter().filter(|one| is_new(&one.id)).collect();
    for level in new.iter().filter_map(|one| rules.level(&one.id)) {
        let rule = &level.rule;
        let _ = write!(out, "\n[[level]]\nid = {}\ntitle = {}\n", quoted(&rule.id), quoted(&rule.title));
        let _ = writeln!(out, "service = {}\nclause = {}", quoted(&rule.service), quoted(&rule.clause));
    }
    (!new.is_empty()).then_some(out)
}

/// Kinds of documents the parent does not know.
fn kinds(table: &Template, rules: &Effective, known: Option<&Effective>) -> Option<String> {
    let mut new: Vec<&str> = Vec::new();
    for (_, indicator) in table.indicators() {
        let with = indicator.params.values().flat_map(|value| value.texts().iter());
        for kind in indicator.evidence.kinds.iter().chain(with) {
            let is_new = known.is_none_or(|known| known.document_kind(kind).is_none());
            if is_new && !new.contains(&kind.as_str()) && rules.document_kind(kind).is_some() {
                new.push(kind);
            }
        }
    }
    let mut out = String::from("# Виды документов, которых нет в родительском наборе.\n");
    for kind in new.iter().filter_map(|id| rules.document_kind(id)) {
        let rule = &kind.rule;
        let _ = write!(out, "\n[[kind]]\nid = {}\ntitle = {}\n", quoted(&rule.id), quoted(&rule.title));
        let _ = writeln!(out, "level = {}\ngenus = {}", quoted(&rule.level), quoted(&rule.genus));
        let _ = writeln!(out, "clause = {}", quoted(&rule.clause));
    }
    (!new.is_empty()).then_some(out)
}

/// Any files as an archive: for tests of what comes from outside.
#[cfg(test)]
pub(crate) fn archive_of(id: &str, files: &[(String, String)]) -> Vec<u8> {
    crate::archive::pack(id, files).unwrap()
}
