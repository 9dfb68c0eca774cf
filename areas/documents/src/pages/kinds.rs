//! Kinds of documents as a person chooses them: those of the level of the unit, by genus and title.

pub(super) use units::rules_at;

use access::Level;
use packs::{DocumentKind, Effective};

use crate::genus_title;

/// Kinds of one genus.
pub(super) struct Group {
    /// «Приказы»
    pub title: &'static str,
    /// Id and title of each kind.
    pub kinds: Vec<(String, String)>,
}

/// Genera in the order of the form: what is looked for most stands first.
const GENERA: [(&str, &str); 9] = [
    ("order", "Приказы и\u{a0}распоряжения"),
    ("regulation", "Положения и\u{a0}порядки"),
    ("plan", "Планы и\u{a0}«дорожные карты»"),
    ("programme", "Программы"),
    ("protocol", "Протоколы и\u{a0}решения"),
    ("analysis", "Анализ, отчёты, справки"),
    ("materials", "Материалы"),
    ("act", "Акты"),
    ("letter", "Письма"),
];

/// The kinds units of this level issue, by genus; `kept`: the kind a document has already or was asked for, whatever its level.
pub(super) fn groups(rules: &Effective, level: Level, kept: &str) -> Vec<Group> {
    let mut all = issued(rules, level);
    if all.iter().all(|kind| kind.id != kept) {
        all.extend(rules.document_kind(kept).map(|kind| &kind.rule));
    }
    let group = |(genus, title): (&str, &'static str)| Group { title, kinds: kinds_of(&all, genus) };
    GENERA.into_iter().map(group).filter(|group| !group.kinds.is_empty()).collect()
}

/// The kinds units of this level issue and file for their structures.
fn issued(rules: &Effective, level: Level) -> Vec<&DocumentKind> {
    let own = pack_level(level);
    let of_structures = filed(rules, own);
    let is_issued = |kind: &DocumentKind| {
        kind.level == own
            || kind.must_exist.iter().any(|one| one == own)
            || of_structures.contains(&kind.id.as_str())
    };
    rules.document_kinds.iter().map(|kind| &kind.rule).filter(|kind| is_issued(kind)).collect()
}

/// Why a unit of this level enters no new document of a kind the rules know: the form does not offer it; `asked`: the kind the
/// form was opened for, it stands among the [`groups`].
pub(super) fn foreign(rules: &Effective, level: Level, (kind, asked): (&str, &str)) -> Option<String> {
    let known = rules.document_kind(kind)?;
    if kind == asked || issued(rules, level).iter().any(|one| one.id == kind) {
        return None;
    }
    Some(format!("Документа «{}» здесь не\u{a0}ведут: выберите вид из\u{a0}списка.", known.rule.title))
}

/// Kinds of documents that structures of a level keep, are founded and approved by.
fn filed<'a>(rules: &'a Effective, level: &'a str) -> Vec<&'a str> {
    let kinds = rules.structure_kinds.iter().map(|kind| &kind.rule).filter(|kind| kind.is_of(level));
    kinds.flat_map(|kind| kind.filed(level).chain(&kind.founded_by)).map(String::as_str).collect()
}

fn kinds_of(all: &[&DocumentKind], genus: &str) -> Vec<(String, String)> {
    let kinds = all.iter().filter(|kind| kind.genus == genus);
    let mut kinds: Vec<_> = kinds.map(|kind| (kind.id.clone(), kind.title.clone())).collect();
    kinds.sort_by_key(|(_, title)| db::fold(title.trim_start_matches('«')));
    kinds
}

/// «Муниципальный уровень»
pub(super) fn level_title(rules: &Effective, level: Level) -> String {
    rules.level(pack_level(level)).map(|level| level.rule.title.clone()).unwrap_or_default()
}

/// The packs call an educational district by its Russian name.
pub(crate) fn pack_level(level: Level) -> &'static str {
    if level == Level::District { "okrug" } else { level.code() }
}

/// What a document of this kind is called; a kind the rules no longer know is called by its genus.
pub(super) fn title_of(rules: &Effective, kind: &str, genus: &str) -> String {
    rules.document_kind(kind).map_or_else(|| genus_title(genus).to_owned(), |kind| kind.rule.title.clone())
}
