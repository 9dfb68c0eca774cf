//! Parents of a pack: found beside it or embedded, no cycle, and the library the other checks look into.

use super::key;
use crate::folder;
use crate::pack::{self, Draft};
use crate::{Library, Problem};
use std::collections::BTreeMap;
use std::path::Path;

/// The pack with the parents found beside it, else embedded; and what is wrong with the chain.
pub(super) fn library_for(draft: &Draft, dir: &Path) -> (Library, Vec<Problem>) {
    let mut library = Library::default();
    for (_, files) in folder::embedded().into_iter().chain(beside(dir)) {
        // A broken neighbour is told when it is checked itself; what it does say can still be inherited.
        if let Ok(neighbour) = pack::read(files) {
            library.add(neighbour.pack);
        }
    }
    library.add(draft.pack.clone());
    let problems = chain_problem(draft, &library).into_iter().collect();
    (library, problems)
}

fn beside(dir: &Path) -> BTreeMap<String, folder::Files> {
    let folder = dir.canonicalize().ok().and_then(|full| full.parent().map(Path::to_path_buf));
    folder.and_then(|folder| folder::open_all(&folder).ok()).unwrap_or_default()
}

pub(super) fn chain_problem(draft: &Draft, library: &Library) -> Option<Problem> {
    let source = draft.sources.iter().find(|source| source.file == "pack.toml")?;
    let mut seen = vec![draft.pack.manifest.id.clone()];
    let mut next = draft.pack.manifest.parent_id().map(str::to_owned);
    while let Some(id) = next {
        if seen.contains(&id) {
            seen.push(id);
            let sentence = format!(
                "Наборы наследуют друг другу по кругу: {}. Уберите одного родителя.",
                seen.join(" → ")
            );
            return Some(source.at(&[key("parent")], sentence));
        }
        let Some(parent) = library.pack(&id) else {
            let sentence = format!(
                "Родителя «{id}» нет ни рядом с этой папкой, ни среди встроенных наборов: проверьте имя."
            );
            return Some(source.at(&[key("parent")], sentence));
        };
        next = parent.manifest.parent_id().map(str::to_owned);
        seen.push(id);
    }
    None
}
