//! `metodset pack check DIR`: every error of a pack, with file, line and a sentence a methodist understands.
//!
//! Errors of form come from the reader; here are the errors of sense: sums, gaps, cycles, unknown names.

mod bounds;
mod census;
mod facts;
mod ground;
mod incentives;
mod mentoring;
mod parents;
mod place;
mod rollups;
mod rules;
mod steps;
mod structures;
mod table;
mod template;
mod yearly;

pub use place::{Fault, Place, faults};

use crate::folder;
use crate::pack::{self, Draft};
use crate::source::{At, Source};
use crate::{FactDecl, Library, Pack, Problem};
use std::path::Path;

/// Checks the pack in a directory or a ZIP of one; `facts` is what the program offers. Empty means no errors.
pub fn check(path: &Path, facts: &[FactDecl]) -> Vec<Problem> {
    let files = match folder::open_any(path) {
        Ok(files) => files,
        Err(problem) => return vec![problem],
    };
    match pack::read(files) {
        Ok(draft) => check_draft(&draft, parents::library_for(&draft, path), facts),
        Err(problems) => problems,
    }
}

/// A pack that came as a file, if nothing is wrong with it: a ZIP of its folder, or the TOML of one table, which
/// inherits from `parent`.
pub fn received(
    (name, bytes): (&str, &[u8]),
    parent: &str,
    library: &Library,
    facts: &[FactDecl],
) -> Result<Pack, Vec<Problem>> {
    let files = folder::received(name, bytes, parent).map_err(|problem| vec![problem])?;
    let draft = pack::read(files)?;
    let mut library = library.clone();
    library.add(draft.pack.clone());
    let chain = parents::chain_problem(&draft, &library).into_iter().collect();
    let problems = check_draft(&draft, (library, chain), facts);
    if problems.is_empty() { Ok(draft.pack) } else { Err(problems) }
}

fn check_draft(
    draft: &Draft,
    (library, mut problems): (Library, Vec<Problem>),
    facts: &[FactDecl],
) -> Vec<Problem> {
    let finder = Finder { draft, library: &library, facts };
    problems.extend(draft.problems.clone());
    problems.extend(rules::check(&finder));
    for (template, file) in draft.pack.templates.iter().zip(&draft.template_files) {
        if let Some(source) = finder.source(file) {
            let ground = ground::File { finder: &finder, source };
            let found = template::check(template, &ground);
            problems.extend(found.into_iter().map(|(path, sentence)| source.at(&path, sentence)));
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

/// What the checks look things up in.
struct Finder<'a> {
    draft: &'a Draft,
    library: &'a Library,
    facts: &'a [FactDecl],
}

impl Finder<'_> {
    /// Source of a file read whole, so that places in it are true.
    fn source(&self, file: &str) -> Option<&Source> {
        let whole = self.draft.whole.iter().any(|known| known == file);
        self.draft.sources.iter().find(|source| whole && source.file == file)
    }

    /// Whether some section of the pack or its parents has the id; true while a parent cannot be found.
    fn knows(&self, has: impl Fn(&crate::Effective) -> bool) -> bool {
        match self.library.effective(&[&self.draft.pack.manifest.id]) {
            Ok(effective) => has(&effective),
            Err(_) => true,
        }
    }

    fn has_level(&self, id: &str) -> bool {
        self.knows(|effective| effective.level(id).is_some())
    }

    fn has_unit_kind(&self, id: &str) -> bool {
        self.knows(|effective| effective.unit_kinds.iter().any(|kind| kind.rule.id == id))
    }

    fn has_document_kind(&self, id: &str) -> bool {
        self.draft.pack.document_kinds.iter().any(|kind| kind.id == id)
            || self.knows(|effective| effective.document_kind(id).is_some())
    }

    fn has_structure_kind(&self, id: &str) -> bool {
        self.draft.pack.structure_kinds.iter().any(|kind| kind.id == id)
            || self.knows(|effective| effective.structure_kind(id).is_some())
    }
}

fn key(name: &str) -> At {
    At::Key(name.to_owned())
}

/// Path of a key of the n-th element of a list at the top of a file.
fn path(list: &str, index: usize, name: &str) -> [At; 3] {
    [key(list), At::Item(index), key(name)]
}
