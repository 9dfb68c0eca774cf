//! The repository as the tidy rules see it: every text file by its path, without what is built or installed.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file, its path written from the root of the repository.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is_any(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("checks lies in the repository").to_owned()
}

/// All text files; pictures, fonts and the like are left out.
pub fn sources() -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    let mut waiting = vec![root.clone()];
    while let Some(folder) = waiting.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                if !is_made(&root, &path) {
                    waiting.push(path);
                }
            } else if let Some(text) = fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
                let path = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                found.push(Source { path, text });
            }
        }
    }
    assert!(found.len() > 20, "the walk from {} finds almost nothing", root.display());
    found
}

/// Names of the folders directly under `path`, which is written from the root.
pub fn folders(path: &str) -> Vec<String> {
    entries(&root().join(path))
        .into_iter()
        .filter(|entry| entry.is_dir())
        .map(|entry| entry.file_name().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// Built, installed or filled while running; `data` only at the root, where ./run puts the demo.
fn is_made(root: &Path, folder: &Path) -> bool {
    let made = [".git", "target", "node_modules", "dist"];
    made.iter().any(|name| folder.ends_with(name)) || folder == root.join("data")
}
