//! Kinds of documents as a person chooses them: the own level first, then the others, by title.

pub(super) use units::rules_at;

use access::Level;
use packs::Effective;

use crate::genus_title;

/// Kinds of one level.
pub(super) struct Group {
    /// «Муниципальный уровень»
    pub title: String,
    /// Id and title of each kind.
    pub kinds: Vec<(String, String)>,
}

/// All kinds by level, those of `level` first.
pub(super) fn groups(rules: &Effective, level: Level) -> Vec<Group> {
    let own = pack_level(level);
    let mut levels: Vec<_> = rules.levels.iter().map(|level| &level.rule).collect();
    levels.sort_by_key(|level| level.id != own);
    let group =
        |level: &packs::Level| Group { title: level.title.clone(), kinds: kinds_of(rules, &level.id) };
    levels.into_iter().map(group).filter(|group| !group.kinds.is_empty()).collect()
}

fn kinds_of(rules: &Effective, level: &str) -> Vec<(String, String)> {
    let kinds = rules.document_kinds.iter().map(|kind| &kind.rule).filter(|kind| kind.level == level);
    let mut kinds: Vec<_> = kinds.map(|kind| (kind.id.clone(), kind.title.clone())).collect();
    kinds.sort_by_key(|(_, title)| db::fold(title.trim_start_matches('«')));
    kinds
}

/// The packs call an educational district by its Russian name.
pub(crate) fn pack_level(level: Level) -> &'static str {
    if level == Level::District { "okrug" } else { level.code() }
}

/// What a document of this kind is called; a kind the rules no longer know is called by its genus.
pub(super) fn title_of(rules: &Effective, kind: &str, genus: &str) -> String {
    rules.document_kind(kind).map_or_else(|| genus_title(genus).to_owned(), |kind| kind.rule.title.clone())
}
