//! `metodset pack check DIR`: every error of a pack, with file, line and a sentence a methodist understands.
//!
//! Errors of form come from the reader; here are the errors of sense: sums, gaps, cycles, unknown names.

mod facts;
mod parents;
mod rules;
mod steps;
mod table;
mod template;

use crate::folder;
use crate::pack::{self, Draft};
use crate::source::{At, Source};
use crate::{FactDecl, Library, Problem};
use std::path::Path;

/// Checks the pack in a directory; `facts` is what the program offers. Empty means no errors.
pub fn check(dir: &Path, facts: &[FactDecl]) -> Vec<Problem> {
    let files = match open(dir) {
        Ok(files) => files,
        Err(problem) => return vec![problem],
    };
    match pack::read(files) {
        Ok(draft) => check_draft(&draft, dir, facts),
        Err(problems) => problems,
    }
}

fn open(dir: &Path) -> Result<folder::Files, Problem> {
    let shown = dir.display().to_string();
    if !dir.is_dir() {
        return Err(Problem::of_file(&shown, "Такой папки нет."));
    }
    folder::open(dir)
}

fn check_draft(draft: &Draft, dir: &Path, facts: &[FactDecl]) -> Vec<Problem> {
    let (library, mut problems) = parents::library_for(draft, dir);
    let finder = Finder { draft, library: &library, facts };
    problems.extend(draft.problems.clone());
    problems.extend(rules::check(&finder));
    for (template, file) in draft.pack.templates.iter().zip(&draft.template_files) {
        if let Some(source) = finder.source(file) {
            problems.extend(template::check(template, source, &finder));
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

    fn has_document_kind(&self, id: &str) -> bool {
        self.draft.pack.document_kinds.iter().any(|kind| kind.id == id)
            || self.knows(|effective| effective.document_kind(id).is_some())
    }
}

fn key(name: &str) -> At {
    At::Key(name.to_owned())
}

/// Path of a key of the n-th element of a list at the top of a file.
fn path(list: &str, index: usize, name: &str) -> [At; 3] {
    [key(list), At::Item(index), key(name)]
}
