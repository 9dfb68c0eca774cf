//! Paths and links in the documentation point at what exists.

use std::path::Path;

use super::tree::{Source, root};

/// Folders of the repository by which a path in backticks is known.
const TOP: [&str; 14] = [
    "app",
    "areas",
    "benches",
    "checks",
    "docs",
    "migrations",
    "packaging",
    "packs",
    "platform",
    "tools",
    "web",
    ".ci",
    ".config",
    ".",
];

/// Named in the docs though a fresh clone has none of them.
const MADE: [&str; 3] = ["web/dist", "web/node_modules", "./data"];

/// The change log speaks of what once was and is not asked.
pub fn points_at_something(source: &Source) -> Option<String> {
    if !source.is_any(&["md"]) || source.path == "CHANGELOG.md" {
        return None;
    }
    let folder = root().join(&source.path).parent()?.to_owned();
    let paths = prose(source)
        .flat_map(spans)
        .filter(|path| is_of_repository(path))
        .filter(|path| !exists(&root(), path));
    let links = prose(source).flat_map(links).filter(|link| !exists(&folder, link));
    let missing: Vec<&str> = paths.chain(links).collect();
    (!missing.is_empty()).then(|| format!("names what does not exist: {}", missing.join(", ")))
}

/// Lines outside fenced blocks.
fn prose(source: &Source) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    source.text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The first word of every piece between backticks: a command's arguments are not its path.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter_map(|span| span.split_whitespace().next())
}

/// Targets of `[text](target)` inside the repository.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|link| !link.is_empty() && !link.contains(':'))
}

/// A path with a placeholder is a pattern and names nothing by itself.
fn is_of_repository(span: &str) -> bool {
    let is_pattern = span.contains(['<', '>', '*', '{', '…', '$']);
    let known = span.split_once('/').is_some_and(|(top, _)| TOP.contains(&top));
    known && !is_pattern && !MADE.iter().any(|made| span.starts_with(made))
}

fn exists(folder: &Path, path: &str) -> bool {
    folder.join(path).exists()
}
